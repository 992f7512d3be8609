// Mutates PNG files chunk by chunk; checksums are made right again, so that it is the content that is judged.
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { fixtureCases, fromBase64, type RasterFixtures } from '../unit/intake/fixtures';
import { blunt, type Dice, type Family, joined, type Mutant, rearranged } from './kit';
import { pngOracle } from './png-oracle';

interface Chunk {
  readonly type: string;
  readonly body: Uint8Array;
  /** What is written where it is not the truth. */
  readonly length?: number;
  readonly crc?: number;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const u32 = (value: number) => {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value >>> 0);
  return out;
};
const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

function write(list: readonly Chunk[]): Uint8Array {
  const chunks = list.flatMap(({ type, body, length, crc }) => {
    const named = joined([latin(type), body]);
    return [u32(length ?? body.length), named, u32(crc ?? crc32(named))];
  });
  return joined([signature, ...chunks]);
}

function split(bytes: Uint8Array): Chunk[] {
  const list: Chunk[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    list.push({ type, body: bytes.slice(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return list;
}

type Mutation = (
  list: readonly Chunk[],
  dice: Dice,
) => { what: string; list: readonly Chunk[]; tail?: Uint8Array };

const change = (list: readonly Chunk[], at: number, by: Partial<Chunk>) =>
  list.map((chunk, i) => (i === at ? { ...chunk, ...by } : chunk));

/** IHDR: one field to a value that is allowed somewhere, or to one that is not. */
const header: Mutation = (list, { pick, below }) => {
  const body = list[0]!.body.slice();
  const [field, at, values] = pick([
    ['width', 3, [0, 1, 7, 8, body[3]! + 1, body[3]! - 1, body[3]! * 2, 255]],
    ['height', 7, [0, 1, 7, 8, body[7]! + 1, body[7]! - 1, body[7]! * 2, 255]],
    ['width, high byte', pick([0, 1, 2]), [0x01, 0x7f, 0x80, 0xff]],
    ['height, high byte', pick([4, 5, 6]), [0x01, 0x7f, 0x80, 0xff]],
    ['depth', 8, [0, 1, 2, 3, 4, 8, 12, 16, 32]],
    ['colour type', 9, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['compression', 10, [1, 255]],
    ['filter', 11, [1, 64, 255]],
    ['interlace', 12, [0, 1, 2, 255]],
  ] as const);
  body[at] = pick(values) & 255;
  const both = below(4) === 0;
  if (both) body[pick([8, 9, 12])] = pick([0, 1, 2, 3, 4, 6, 8, 16]);
  return {
    what: `${field} = ${body[at]}${both ? ` and ${[...body.subarray(8)]}` : ''}`,
    list: change(list, 0, { body }),
  };
};

const rearrange: Mutation = (list, dice) => rearranged(list, dice);

const lie: Mutation = (list, { pick, below }) => {
  const at = below(list.length);
  const n = list[at]!.body.length;
  return pick([
    {
      what: `length of ${at}`,
      list: change(list, at, { length: pick([0, n + 1, n - 1, n + 12, 2 ** 31, 2 ** 32 - 1]) }),
    },
    { what: `checksum of ${at}`, list: change(list, at, { crc: below(2 ** 32) }) },
  ]);
};

const rename: Mutation = (list, { pick, below }) => {
  const at = below(list.length);
  const { type } = list[at]!;
  const letter = below(4);
  const turned = [...type]
    .map((c, i) => (i === letter ? String.fromCharCode(c.charCodeAt(0) ^ 32) : c))
    .join('');
  const name = pick([turned, 'IDAT', 'PLTE', 'tRNS', 'IEND', 'ABCD', 'abCd', 'I\0AT', 'IHDR']);
  return { what: `${type} called ${JSON.stringify(name)}`, list: change(list, at, { type: name }) };
};

const resize: Mutation = (list, { pick, below }) => {
  const at = below(list.length);
  const { type, body } = list[at]!;
  const extra = Uint8Array.from({ length: 1 + below(8) }, () => below(256));
  const other = pick([
    body.slice(0, below(body.length + 1)),
    joined([body, extra]),
    body.slice(1),
    new Uint8Array(0),
  ]);
  return {
    what: `${type} of ${other.length} instead of ${body.length}`,
    list: change(list, at, { body: other }),
  };
};

/** One byte of any chunk but the image data, which describes nothing. */
const revalue: Mutation = (list, { pick, below }) => {
  const possible = list.flatMap(({ type, body }, i) => (type !== 'IDAT' && body.length > 0 ? [i] : []));
  if (possible.length === 0) return { what: 'nothing', list };
  const at = pick(possible);
  const body = list[at]!.body.slice();
  const where = below(body.length);
  body[where] = pick([0, 1, 2, 6, 8, 128, 255, below(256)]);
  return { what: `${list[at]!.type}[${where}] = ${body[where]}`, list: change(list, at, { body }) };
};

const exif = (orientation: number) =>
  Uint8Array.of(
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
  );

const insert: Mutation = (list, { pick, below }) => {
  const made: Chunk = pick([
    { type: 'gAMA', body: u32(pick([45_455, 100_000, 0])) },
    { type: 'sRGB', body: Uint8Array.of(0) },
    { type: 'pHYs', body: new Uint8Array(9) },
    { type: 'acTL', body: joined([u32(pick([0, 1, 3])), u32(0)]) },
    { type: 'eXIf', body: exif(pick([0, 1, 2, 3, 5, 6, 8, 9])) },
    {
      type: 'tRNS',
      body: Uint8Array.from({ length: pick([1, 2, 3, 6]) }, (_, i) => (i % 2 ? below(256) : 0)),
    },
    { type: 'PLTE', body: Uint8Array.from({ length: pick([3, 5, 6, 12, 771]) }, () => below(256)) },
    { type: 'tEXt', body: latin('Title\0x') },
    { type: 'zzZz', body: u32(1) },
    { type: 'CgBI', body: u32(1) },
    { type: 'IDAT', body: new Uint8Array(pick([0, 1, 4])) },
    { type: 'IEND', body: new Uint8Array(0) },
    { type: 'IHDR', body: list[0]!.body },
    { type: 'bKGD', body: Uint8Array.of(0, 1, 0, 2, 0, 3) },
  ]);
  const at = below(list.length + 1);
  return {
    what: `${made.type} (${made.body.length}) at ${at}`,
    list: [...list.slice(0, at), made, ...list.slice(at)],
  };
};

/** The image data packed anew: split, cut, longer, shorter, with a wrong end or header, with a filter that is none. */
const repack: Mutation = (list, { pick, below }) => {
  const first = list.findIndex(({ type }) => type === 'IDAT');
  const data = joined(list.filter(({ type }) => type === 'IDAT').map(({ body }) => body));
  const raw = new Uint8Array(inflateSync(data));
  const at = below(data.length);
  const odd = raw.slice();
  odd[0] = pick([5, 128, 255]);
  const edited = (where: number, value: number) => data.map((v, i) => (i === where ? value : v));
  const last = data.length - 1;
  const bodies: Readonly<Record<string, readonly Uint8Array[]>> = {
    split: [data.slice(0, at), data.slice(at)],
    'split in three': [data.slice(0, at >> 1), data.slice(at >> 1, at), data.slice(at)],
    'split, turned round': [data.slice(at), data.slice(0, at)],
    cut: [data.slice(0, at)],
    'without its end': [data.slice(0, -pick([1, 2, 3, 4]))],
    'a row less': [deflateSync(raw.subarray(0, Math.floor(raw.length * 0.9)))],
    'more data': [deflateSync(joined([raw, raw.subarray(0, 1 + below(raw.length))]))],
    'much more data': [deflateSync(new Uint8Array(3_000_000))],
    'bytes after it': [joined([data, Uint8Array.of(1, 2, 3)])],
    'no such filter': [deflateSync(odd)],
    'wrong checksum': [edited(last, data[last]! ^ 1)],
    'wrong zlib header': [edited(pick([0, 1]), below(256))],
    'not compressed': [raw],
    'another window': [deflateSync(raw, { windowBits: 9 })],
  };
  const what = pick(Object.keys(bodies));
  const rest = list.filter(({ type }) => type !== 'IDAT');
  const packed = bodies[what]!.map((body) => ({ type: 'IDAT', body }));
  return {
    what: `image data ${what} (${at})`,
    list: [...rest.slice(0, first), ...packed, ...rest.slice(first)],
  };
};

const drop: Mutation = (list, { pick }) => {
  const type = pick(['IEND', 'IHDR', 'PLTE', 'tRNS', 'IDAT']);
  return { what: `no ${type}`, list: list.filter((chunk) => chunk.type !== type) };
};

const mutations = [
  header,
  header,
  header,
  rearrange,
  lie,
  rename,
  resize,
  revalue,
  revalue,
  insert,
  insert,
  repack,
  repack,
  drop,
];

const seeds = fixtureCases<RasterFixtures>('raster.jsonl')
  .files.filter(({ name, reads }) => reads === 'node' && name.endsWith('.png'))
  .map(({ name, base64 }) => ({ name, bytes: fromBase64(base64) }));

function mutate(which: number, dice: Dice): Mutant {
  const { bytes } = seeds[which]!;
  if (dice.below(12) === 0) return blunt(bytes, dice);
  let { what, list } = dice.pick(mutations)(split(bytes), dice);
  // Now and then two at once: a wrong depth is only plausible with data that fits it.
  if (dice.below(5) === 0 && list[0]?.type === 'IHDR') {
    const second = dice.pick([rearrange, insert, revalue])(list, dice);
    [what, list] = [`${what}; ${second.what}`, second.list];
  }
  return { what, bytes: write(list) };
}

export const pngFamily: Family = { name: 'PNG chunks', seeds, mutate, judge: pngOracle };
