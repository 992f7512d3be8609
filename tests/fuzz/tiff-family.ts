// Mutates TIFF directories entry by entry: they are written anew behind the file, strips and tiles stay where they are.
import { fixtureCases, fromBase64 } from '../unit/intake/fixtures';
import { blunt, type Dice, type Family, joined, type Mutant, rearranged } from './kit';
import { tiffMeaning } from './tiff-meaning';

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The four bytes that hold the value or say where it is. */
  readonly value: Uint8Array;
}

interface Tiff {
  readonly little: boolean;
  readonly pages: readonly (readonly Entry[])[];
  /** All that comes before the directories written anew. */
  readonly body: Uint8Array;
  /** What stands where the next directory's place is; the truth if absent. */
  readonly next?: number;
}

function split(bytes: Uint8Array): Tiff {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = bytes[0] === 0x49;
  const pages: Entry[][] = [];
  for (let at = view.getUint32(4, little); at !== 0; ) {
    const entries = view.getUint16(at, little);
    pages.push(
      Array.from({ length: entries }, (_, i) => {
        const from = at + 2 + i * 12;
        return {
          tag: view.getUint16(from, little),
          type: view.getUint16(from + 2, little),
          count: view.getUint32(from + 4, little),
          value: bytes.slice(from + 8, from + 12),
        };
      }),
    );
    at = view.getUint32(at + 2 + entries * 12, little);
  }
  return { little, pages, body: bytes.length % 2 ? joined([bytes, new Uint8Array(1)]) : bytes };
}

function numbers(values: readonly number[], size: number, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    if (size === 2) view.setUint16(i * 2, value & 0xffff, little);
    else view.setUint32(i * 4, value >>> 0, little);
  });
  return new Uint8Array(view.buffer);
}

/** @returns the file, and where its directories start. */
function write({ little, pages, body, next }: Tiff): { bytes: Uint8Array; start: number } {
  const head = body.slice();
  head.set(numbers([body.length], 4, little), 4);
  let at = body.length;
  const blocks = pages.map((entries, i) => {
    at += 6 + entries.length * 12;
    const truth = i < pages.length - 1 ? at : 0;
    const listed = entries.map(({ tag, type, count, value }) =>
      joined([numbers([tag, type], 2, little), numbers([count], 4, little), value]),
    );
    return joined([numbers([entries.length], 2, little), ...listed, numbers([next ?? truth], 4, little)]);
  });
  return { bytes: joined([head, ...blocks]), start: body.length };
}

type Mutation = (file: Tiff, dice: Dice) => { what: string; file: Tiff };

const withPage = (file: Tiff, at: number, entries: readonly Entry[]): Tiff => ({
  ...file,
  pages: file.pages.map((page, i) => (i === at ? entries : page)),
});

const numberIn = ({ type, value }: Entry, little: boolean) => {
  const view = new DataView(value.buffer, value.byteOffset, 4);
  return type === 3 ? view.getUint16(0, little) : view.getUint32(0, little);
};

const inline = (type: number, value: number, little: boolean) =>
  joined([numbers([value], type === 3 ? 2 : 4, little), new Uint8Array(2)]).slice(0, 4);

const around = (v: number) => [0, 1, 8, 16, v - 1, v + 1, v * 2, v >> 1, 65_535, 2 ** 31];

/** What a tag may be changed to: values that mean something to someone. */
const values: Readonly<Record<number, (old: number) => readonly number[]>> = {
  254: () => [0, 1, 2, 4, 5],
  256: around,
  257: around,
  258: () => [1, 2, 4, 8, 12, 16, 24, 32, 64],
  259: () => [1, 2, 5, 7, 8, 32_773, 32_946, 50_000],
  262: () => [0, 1, 2, 3, 4, 5, 6, 8],
  266: () => [0, 1, 2],
  274: () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65_535],
  277: () => [0, 1, 2, 3, 4, 5],
  278: around,
  284: () => [0, 1, 2, 3],
  317: () => [0, 1, 2, 3, 4],
  322: around,
  323: around,
  332: () => [1, 2],
  338: () => [0, 1, 2, 3],
  339: () => [0, 1, 2, 3, 4, 5, 6],
};

/** One value of one entry, inline or in a list that is written anew. */
const revalue: Mutation = (file, { pick, below }) => {
  const at = below(file.pages.length);
  const page = file.pages[at]!;
  const which = pick(
    page.flatMap(({ tag, type }, i) => (tag in values || (tag >= 273 && type >= 3 && type <= 4) ? [i] : [])),
  );
  const entry = page[which]!;
  const { little } = file;
  const size = entry.type === 3 ? 2 : 4;
  const change = (old: number) =>
    pick(values[entry.tag]?.(old) ?? [0, 8, old - 1, old + 1, old + 2, old * 2, old >> 1]);
  if (entry.count * size <= 4) {
    const value = entry.value.slice();
    const old = numberIn(entry, little);
    const to = change(old);
    value.set(numbers([to], size, little));
    return {
      what: `tag ${entry.tag} = ${to} instead of ${old}`,
      file: withPage(file, at, page.with(which, { ...entry, value })),
    };
  }
  const from = numberIn({ ...entry, type: 4 }, little);
  const list = file.body.slice(from, from + entry.count * size);
  if (list.length < entry.count * size) return { what: 'nothing', file };
  const i = below(entry.count);
  const view = new DataView(list.buffer);
  const old = size === 2 ? view.getUint16(i * 2, little) : view.getUint32(i * 4, little);
  const to = change(old);
  list.set(numbers([to], size, little), i * size);
  const body = joined([file.body, list, new Uint8Array(list.length % 2)]);
  const moved = { ...entry, value: numbers([file.body.length], 4, little) };
  return {
    what: `tag ${entry.tag}[${i}] = ${to} instead of ${old}`,
    file: { ...withPage(file, at, page.with(which, moved)), body },
  };
};

const retype: Mutation = (file, { pick, below }) => {
  const at = below(file.pages.length);
  const page = file.pages[at]!;
  const which = below(page.length);
  const entry = page[which]!;
  const count = pick([entry.count, 0, 1, 2, 3, entry.count + 1, entry.count - 1, 2 ** 31, 2 ** 32 - 1]) >>> 0;
  const type = pick([entry.type, entry.type, 1, 2, 3, 4, 5, 7, 12, 13, 16]);
  return {
    what: `tag ${entry.tag} of type ${type}, ${count} times`,
    file: withPage(file, at, page.with(which, { ...entry, type, count })),
  };
};

const rename: Mutation = (file, { pick, below }) => {
  const at = below(file.pages.length);
  const page = file.pages[at]!;
  const which = below(page.length);
  const tag = pick([0, 65_000, ...Object.keys(values).map(Number)]);
  return {
    what: `tag ${page[which]!.tag} called ${tag}`,
    file: withPage(file, at, page.with(which, { ...page[which]!, tag })),
  };
};

const rearrangeEntries: Mutation = (file, dice) => {
  const at = dice.below(file.pages.length);
  const { what, list } = rearranged(file.pages[at]!, dice);
  return { what: `entries: ${what}`, file: withPage(file, at, list) };
};

const rearrangePages: Mutation = (file, dice) => {
  const { what, list } = rearranged(file.pages, dice);
  return { what: `pages: ${what}`, file: { ...file, pages: list.length > 0 ? list : file.pages } };
};

/** An entry more, in the order of the tags. */
const insert: Mutation = (file, { pick, below }) => {
  const at = below(file.pages.length);
  const tag = pick(Object.keys(values).map(Number));
  const type = tag === 254 ? 4 : 3;
  const value = pick(values[tag]!(below(64)));
  const entry = { tag, type, count: 1, value: inline(type, value, file.little) };
  const page = file.pages[at]!.filter((other) => other.tag !== tag);
  const sorted = [...page, entry].sort((a, b) => a.tag - b.tag);
  return { what: `tag ${tag} = ${value} put in`, file: withPage(file, at, sorted) };
};

const drop: Mutation = (file, { pick, below }) => {
  const at = below(file.pages.length);
  const tag = pick(Object.keys(values).map(Number));
  return {
    what: `no tag ${tag}`,
    file: withPage(
      file,
      at,
      file.pages[at]!.filter((entry) => entry.tag !== tag),
    ),
  };
};

const head: Mutation = (file, { pick, below }) => {
  const next = pick([file.body.length, 0, 4, 8, 2 ** 31, file.body.length + below(40)]);
  const body = file.body.slice();
  body[pick([0, 1, 2, 3])] = pick([0x49, 0x4d, 42, 0, 43]);
  return pick([
    { what: `next directory at ${next}`, file: { ...file, next } },
    { what: 'another first word', file: { ...file, body } },
    { what: 'the other byte order, entries rewritten', file: { ...file, little: !file.little } },
  ]);
};

const cut: Mutation = (file, { below }) => {
  const to = (8 + below(file.body.length - 8)) & ~1;
  return { what: `strips cut at ${to}`, file: { ...file, body: file.body.slice(0, to) } };
};

/** A value is worth trying more often than a broken directory. */
const mutations = [
  revalue,
  revalue,
  revalue,
  revalue,
  revalue,
  retype,
  rename,
  rearrangeEntries,
  rearrangePages,
  insert,
  insert,
  drop,
  head,
  cut,
];

const seeds = fixtureCases<{ images: { name: string; base64: string }[] }>('formats.jsonl')
  .images.filter(({ name }) => name.endsWith('.tif'))
  .map(({ name, base64 }) => ({ name, bytes: fromBase64(base64) }));

function mutate(which: number, dice: Dice): Mutant {
  const file = split(seeds[which]!.bytes);
  if (dice.below(12) === 0) {
    const { bytes, start } = write(file);
    const tail = blunt(bytes.slice(start), dice);
    return { what: `directory: ${tail.what}`, bytes: joined([bytes.subarray(0, start), tail.bytes]) };
  }
  let { what, file: changed } = dice.pick(mutations)(file, dice);
  // Two at once now and then: another depth is only plausible with a size that fits it.
  if (dice.below(4) === 0) {
    const second = dice.pick([revalue, revalue, insert])(changed, dice);
    [what, changed] = [`${what}; ${second.what}`, second.file];
  }
  return { what, bytes: write(changed).bytes };
}

export const tiffFamily: Family = { name: 'TIFF directories', seeds, mutate, judge: tiffMeaning };
