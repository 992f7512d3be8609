// Mutates JPEG files segment by segment: headers, tables, restart markers, scans.
import { fixtureCases, fromBase64, type RasterFixtures } from '../unit/intake/fixtures';
import { jpegOracle, leftover } from './jpeg-oracle';
import { Breach, blunt, type Dice, type Family, joined, type Mutant, type Oracle, rearranged } from './kit';

/** A marker with its body, and after SOS the data up to the next marker that is none of a scan. */
interface Segment {
  readonly code: number;
  readonly body: Uint8Array;
  readonly scan: Uint8Array;
  /** What is written where it is not the truth. */
  readonly length?: number;
}

const none = new Uint8Array(0);
const bare = (code: number) => code === 0xd8 || code === 0xd9;

export function splitJpeg(bytes: Uint8Array): Segment[] {
  const list: Segment[] = [];
  for (let at = 0; at + 1 < bytes.length; ) {
    const code = bytes[at + 1]!;
    const length = bare(code) ? 0 : bytes[at + 2]! * 256 + bytes[at + 3]!;
    const body = bytes.slice(at + 4, at + 2 + length);
    at += 2 + length;
    const from = at;
    while (code === 0xda && at + 1 < bytes.length) {
      const next = bytes[at + 1]!;
      if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) break;
      at++;
    }
    list.push({ code, body: bare(code) ? none : body, scan: bytes.slice(from, at) });
  }
  return list;
}

function write(list: readonly Segment[]): Uint8Array {
  return joined(
    list.flatMap(({ code, body, scan, length = body.length + 2 }) => {
      const head = Uint8Array.of(0xff, code);
      return bare(code) ? [head] : [head, Uint8Array.of(length >> 8, length & 255), body, scan];
    }),
  );
}

type Mutation = (list: readonly Segment[], dice: Dice) => { what: string; list: readonly Segment[] };

const change = (list: readonly Segment[], at: number, by: Partial<Segment>) =>
  list.map((segment, i) => (i === at ? { ...segment, ...by } : segment));
const hex = (code: number) => code.toString(16);

/** A byte of one kind of segment to something else; `where` are the bytes that describe. */
function edit(
  codes: readonly number[],
  values: (old: number, dice: Dice) => number,
  where?: (body: Uint8Array, dice: Dice) => number,
): Mutation {
  return (list, dice) => {
    const possible = list.flatMap(({ code, body }, i) =>
      codes.includes(code) && body.length > 0 ? [i] : [],
    );
    if (possible.length === 0) return rearrange(list, dice);
    const at = dice.pick(possible);
    const body = list[at]!.body.slice();
    const place = where ? where(body, dice) : dice.below(body.length);
    body[place] = values(body[place] ?? 0, dice) & 255;
    return { what: `${hex(list[at]!.code)}[${place}] = ${body[place]}`, list: change(list, at, { body }) };
  };
}

const frames = [0xc0, 0xc1, 0xc2];
const someByte = (old: number, { pick, below }: Dice) =>
  pick([0, 1, 2, 3, old + 1, old - 1, old ^ 0x11, 0x11, 0x21, 0x22, 8, 12, 16, 64, 255, below(256)]);

const rearrange: Mutation = (list, dice) => rearranged(list, dice);

const frameType: Mutation = (list, { pick }) => {
  const at = list.findIndex(({ code }) => frames.includes(code));
  const code = pick([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcd, 0xf7, 0xe5]);
  return { what: `frame called ${hex(code)}`, list: change(list, at, { code }) };
};

/** SOF with a component more or less, or with two that changed places. */
const components: Mutation = (list, { pick }) => {
  const at = list.findIndex(({ code }) => frames.includes(code));
  const { body } = list[at]!;
  const parts = Array.from({ length: body[5]! }, (_, i) => body.slice(6 + i * 3, 9 + i * 3));
  const others = pick([
    parts.slice(1),
    [...parts, parts[0]!],
    [...parts].reverse(),
    parts.slice(0, 1),
    [...parts, Uint8Array.of(9, 0x11, 0)],
  ]);
  const count = pick([others.length, parts.length]);
  return {
    what: `${others.length} components`,
    list: change(list, at, { body: joined([body.slice(0, 5), Uint8Array.of(count), ...others]) }),
  };
};

const lie: Mutation = (list, { pick, below }) => {
  const at = pick(list.flatMap(({ code }, i) => (bare(code) ? [] : [i])));
  const n = list[at]!.body.length + 2;
  const length = pick([0, 1, 2, n - 1, n + 1, n + 2, n * 2, 0xffff]);
  const body = list[at]!.body.slice(0, below(n));
  const cut = below(2) === 0;
  return cut
    ? { what: `${hex(list[at]!.code)} cut to ${body.length}`, list: change(list, at, { body }) }
    : {
        what: `${hex(list[at]!.code)} of length ${length} instead of ${n}`,
        list: change(list, at, { length }),
      };
};

const restarts: Mutation = (list, { pick, below }) => {
  const interval = pick([0, 1, 2, 3, 4, 7, 255]);
  const dri = { code: 0xdd, body: Uint8Array.of(0, interval), scan: none };
  const without = list.filter(({ code }) => code !== 0xdd);
  const scan = list.findIndex(({ code }) => code === 0xda);
  const data = list[scan]!.scan;
  const marks = [...data.keys()].filter(
    (i) => data[i] === 0xff && data[i + 1]! >= 0xd0 && data[i + 1]! <= 0xd7,
  );
  const mark = marks.length > 0 ? pick(marks) : below(data.length);
  const renumbered = data.slice();
  renumbered[mark + 1] = 0xd0 + below(8);
  const gone = joined([data.subarray(0, mark), data.subarray(mark + 2)]);
  const more = joined([data.subarray(0, mark), Uint8Array.of(0xff, 0xd0 + below(8)), data.subarray(mark)]);
  const at = below(without.length + 1);
  return pick([
    { what: 'no DRI', list: without },
    { what: `DRI ${interval} at ${at}`, list: [...without.slice(0, at), dri, ...without.slice(at)] },
    { what: `a restart marker renumbered at ${mark}`, list: change(list, scan, { scan: renumbered }) },
    { what: `a restart marker less at ${mark}`, list: change(list, scan, { scan: gone }) },
    { what: `a restart marker more at ${mark}`, list: change(list, scan, { scan: more }) },
  ]);
};

const scanData: Mutation = (list, { pick, below }) => {
  const at = pick(list.flatMap(({ code }, i) => (code === 0xda ? [i] : [])));
  const { scan } = list[at]!;
  const cut = below(scan.length);
  const unstuffed = scan.filter((v, i) => !(v === 0 && scan[i - 1] === 0xff));
  return pick([
    { what: `scan cut to ${cut}`, list: change(list, at, { scan: scan.slice(0, cut) }) },
    { what: `scan without its first ${cut >> 2}`, list: change(list, at, { scan: scan.slice(cut >> 2) }) },
    { what: 'scan twice', list: change(list, at, { scan: joined([scan, scan]) }) },
    { what: 'no scan', list: change(list, at, { scan: none }) },
    { what: 'stuffed zeros gone', list: change(list, at, { scan: unstuffed }) },
    {
      what: 'bytes after the scan',
      list: change(list, at, { scan: joined([scan, Uint8Array.of(1, 2, 3)]) }),
    },
  ]);
};

const app = (code: number, text: string, rest: readonly number[]) => ({
  code,
  body: joined([Uint8Array.from(text, (c) => c.charCodeAt(0)), Uint8Array.from(rest)]),
  scan: none,
});

const insert: Mutation = (list, { pick, below }) => {
  const adobe = pick([0, 1, 2]);
  const orientation = pick([0, 1, 2, 3, 6, 8, 9]);
  const made: Segment = pick([
    app(0xee, 'Adobe', [0, 100, 0, 0, 0, 0, adobe]),
    app(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    app(0xe1, 'Exif\0\0', [
      0x49,
      0x49,
      42,
      0,
      8,
      0,
      0,
      0,
      1,
      0,
      0x12,
      1,
      3,
      0,
      1,
      0,
      0,
      0,
      orientation,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ]),
    app(0xe2, 'ICC_PROFILE\0', [1, 1, 0, 0]),
    { code: 0xdc, body: Uint8Array.of(0, 16), scan: none },
    { code: 0xd8, body: none, scan: none },
    { code: 0xd9, body: none, scan: none },
    { code: 0xfe, body: Uint8Array.of(1, 2, 3), scan: none },
    { code: 0xff, body: none, scan: none },
  ]);
  const at = 1 + below(list.length);
  return { what: `${hex(made.code)} at ${at}`, list: [...list.slice(0, at), made, ...list.slice(at)] };
};

const drop: Mutation = (list, { pick }) => {
  const code = pick([0xd8, 0xd9, 0xdb, 0xc4, 0xda, 0xdd, 0xe0, 0xee, 0xe1, 0xc0, 0xc2]);
  const first = list.findIndex((segment) => segment.code === code);
  return { what: `no ${hex(code)}`, list: list.filter((_, i) => i !== first) };
};

const sizes = edit(frames, someByte, (_, { below }) => 1 + below(4));
const bits = edit(frames, someByte, () => 0);
const layout = edit(frames, someByte, (body, { below }) => 5 + below(body.length - 5));
const scanHeader = edit([0xda], someByte);
const quantisers = edit([0xdb], someByte, (body, { below }) => (below(3) === 0 ? 0 : below(body.length)));
const huffman = edit([0xc4], someByte);
const huffmanSymbol = edit([0xc4], someByte, (body, { below }) =>
  Math.min(body.length - 1, 17 + below(Math.max(1, body.length - 17))),
);
const applications = edit([0xe0, 0xe1, 0xee], someByte);
const mutations = [
  rearrange,
  frameType,
  components,
  lie,
  restarts,
  scanData,
  insert,
  insert,
  drop,
  sizes,
  sizes,
  bits,
  layout,
  layout,
  scanHeader,
  scanHeader,
  quantisers,
  huffman,
  huffman,
  huffmanSymbol,
  applications,
];

const seeds = fixtureCases<RasterFixtures>('raster.jsonl')
  .files.filter(
    ({ name, reads }) =>
      reads === 'node' && /^(rgb|grey|progressive|restart|keep-rgb|exif6).*\.jpg$/.test(name),
  )
  .map(({ name, base64 }) => ({ name, bytes: fromBase64(base64) }));

function mutate(which: number, dice: Dice): Mutant {
  const { bytes } = seeds[which]!;
  const { what, list } = dice.pick(mutations)(splitJpeg(bytes), dice);
  if (dice.below(16) > 0) return { what, bytes: write(list) };
  // Bits, cuts and tails outside the scan: compressed pixels describe nothing.
  const start = bytes.findIndex((v, i) => v === 0xff && bytes[i + 1] === 0xda);
  const head = blunt(bytes.slice(0, start), dice);
  return { what: head.what, bytes: joined([head.bytes, bytes.subarray(start)]) };
}

/** Bytes that no code of the scan needs are told of as such, unless it is the codes alone that were changed. */
function judge(bytes: Uint8Array, which: number): Oracle {
  try {
    return jpegOracle(bytes);
  } catch (thrown) {
    const seed = seeds[which]!.bytes;
    const start = seed.findIndex((v, i) => v === 0xff && seed[i + 1] === 0xda);
    const codesOnly = bytes.length === seed.length && seed.subarray(0, start).every((v, i) => v === bytes[i]);
    if (codesOnly && thrown instanceof Breach && thrown.message === leftover) return { kind: 'pixel-data' };
    throw thrown;
  }
}

export const jpegFamily: Family = { name: 'JPEG segments', seeds, mutate, judge };
