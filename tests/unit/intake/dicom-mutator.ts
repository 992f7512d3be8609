// Mutates DICOM objects by their structure: elements left out, doubled, moved, mislabelled, with lengths and values that
// lie, cut at their borders; fragments likewise. Seeded: a case is its number.
import {
  dicomObject,
  encapsulatedPart,
  type Fragments,
  fileHead,
  type ObjectOptions,
  type Part,
  partsOf,
  plain,
  writePart,
} from '../../fixtures/intake/dicom-object';

export interface Seed {
  readonly name: string;
  readonly options: ObjectOptions;
}

export interface Mutant {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** An accepted mutant must give the seed's values, or a note that the seed has not. */
  readonly decidable: boolean;
}

export type Random = () => number;

/** mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Elements whose absence or other value is a file like any other: nobody can tell that it was meant otherwise. Sign,
 * interpretation and order of colours; what the values mean; tables.
 */
const meaning = new Set([
  0x00280004, 0x00280006, 0x00280103, 0x00280120, 0x00281050, 0x00281051, 0x00281052, 0x00281053, 0x00281056,
  0x00281101, 0x00281102, 0x00281103, 0x00281201, 0x00281202, 0x00281203, 0x00283000, 0x00283010, 0x52009229,
  0x52009230,
]);

const numbers = [0, 1, 2, 3, 7, 8, 9, 11, 12, 15, 16, 17, 24, 32, 64, 255, 0x7fff, 0x8000, 0xffff];
const vrs = ['US', 'SS', 'DS', 'IS', 'OW', 'OB', 'UN', 'SQ', 'UT', 'FD', 'ZZ', '  ', '\0\0', 'us'];

interface Context {
  readonly parts: readonly Part[];
  readonly options: ObjectOptions;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly below: (limit: number) => number;
}

type Mutation = (context: Context) => Mutant;

const hex = (tag: number) => tag.toString(16).padStart(8, '0');

function file({ options }: Context, parts: readonly Part[], fragments = options.fragments): Uint8Array {
  const pieces = [fileHead(options), ...parts.map((part) => writePart(part, options.encoding))];
  if (fragments) pieces.push(encapsulatedPart(fragments));
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** Parts with the one at `at` replaced by those given. */
const replaced = (parts: readonly Part[], at: number, ...by: Part[]) => [
  ...parts.slice(0, at),
  ...by,
  ...parts.slice(at + 1),
];

/** Half of the time an element that describes the pixels. */
function someIndex({ parts, below, pick }: Context): number {
  const describing = parts.flatMap((part, i) => (part.tag >= 0x00280000 && part.tag < 0x00290000 ? [i] : []));
  return below(2) === 0 ? pick(describing) : below(parts.length);
}

const drop: Mutation = (context) => {
  const at = someIndex(context);
  const { tag } = context.parts[at]!;
  return {
    what: `without ${hex(tag)}`,
    bytes: file(context, replaced(context.parts, at)),
    decidable: !meaning.has(tag),
  };
};

const double: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const other = { ...part, value: part.value.map((v) => v ^ context.below(256)) };
  return {
    what: `${hex(part.tag)} twice`,
    bytes: file(context, replaced(context.parts, at, part, other)),
    decidable: true,
  };
};

const move: Mutation = (context) => {
  const { parts, below } = context;
  const at = below(parts.length - 1);
  const order = [...parts];
  const [part] = order.splice(at, 1);
  order.splice(below(order.length), 0, part!);
  return { what: `${hex(part!.tag)} elsewhere`, bytes: file(context, order), decidable: true };
};

const lieLength: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const { length: n } = part;
  const length =
    context.pick([n + 1, n - 1, n + 2, n - 2, n * 2, 0, 0xffff, 0xffffffff, n + 8, n + 10]) >>> 0;
  // Eight more or ten may swallow the next element, and the file is whole again.
  const swallows = length > n + 2 && context.parts.slice(at + 1).some(({ tag }) => meaning.has(tag));
  return {
    what: `${hex(part.tag)} of length ${length} instead of ${n}`,
    bytes: file(context, replaced(context.parts, at, { ...part, length })),
    decidable: !swallows && !meaning.has(part.tag),
  };
};

const relabel: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const vr = context.pick(vrs);
  return {
    what: `${hex(part.tag)} as ${JSON.stringify(vr)}`,
    bytes: file(context, replaced(context.parts, at, { ...part, vr })),
    decidable: !meaning.has(part.tag),
  };
};

const revalue: Mutation = (context) => {
  const { parts, options, pick, below } = context;
  const at = someIndex(context);
  const part = parts[at]!;
  const value = part.value.slice();
  if (part.vr === 'US' && value.length >= 2) {
    const view = new DataView(value.buffer);
    const little = options.encoding !== 'big';
    const old = view.getUint16(0, little);
    view.setUint16(0, pick([...numbers, old + 1, old - 1]) & 0xffff, little);
  } else if (value.length > 0) value[below(value.length)] = pick([32, 45, 46, 48, 49, 57, 92, 0, 255]);
  const pixels = part.tag >= 0x7fe00000;
  return {
    what: `${hex(part.tag)} = ${[...value.slice(0, 8)].join(' ')}`,
    bytes: file(context, replaced(parts, at, { ...part, value })),
    // Pixels that changed are other pixels.
    decidable: !meaning.has(part.tag) && !pixels,
  };
};

/** One bit anywhere after the preamble; decidable in an element that describes the layout, its head included. */
const flip: Mutation = (context) => {
  const { parts, options, below } = context;
  const whole = file(context, parts);
  const start = options.preamble === false ? 0 : 132;
  const layout = parts.flatMap(({ tag }, i) => (tag >= 0x00280000 && !meaning.has(tag) ? [i] : []));
  const index = layout[below(layout.length)] ?? 0;
  const within = below(2) === 0 && index > 0;
  const before = within ? file(context, parts.slice(0, index), undefined).length : 0;
  const head = encapsulatedLength(context);
  // The head and, of pixels, nothing else: pixels that changed are other pixels.
  const at = within ? before - head + below(8) : start + below(whole.length - start);
  const bit = below(8);
  whole[at] = (whole[at] ?? 0) ^ (1 << bit);
  return {
    what: `bit ${bit} at ${at}, element ${hex(within ? (parts[index]?.tag ?? 0) : 0)}`,
    bytes: whole,
    decidable: within,
  };
};

/** Bytes that `file` appends for encapsulated pixels. */
const encapsulatedLength = ({ options }: Context) =>
  options.fragments ? encapsulatedPart(options.fragments).length : 0;

const cut: Mutation = (context) => {
  const { parts, below, options } = context;
  const keep = below(parts.length + 1);
  const bytes = file(context, parts.slice(0, keep), undefined);
  const whole = file(context, parts);
  const random = whole.slice(0, below(whole.length));
  const border = below(2) === 0;
  const last = keep === parts.length && !options.fragments;
  return {
    what: border ? `after ${keep} elements` : `after ${random.length} bytes`,
    bytes: border && !last ? bytes : random,
    decidable: true,
  };
};

const append: Mutation = (context) => {
  const whole = file(context, context.parts);
  const extra = Uint8Array.from({ length: 1 + context.below(40) }, () => context.below(256));
  return {
    what: `${extra.length} bytes more`,
    bytes: Uint8Array.from([...whole, ...extra]),
    decidable: true,
  };
};

const repack: Mutation = (context) => {
  const { options, below, pick, parts } = context;
  const own = options.fragments;
  if (!own) return append(context);
  const list = [...own.parts];
  const at = below(list.length);
  const part = list[at]!;
  const changes: Readonly<Record<string, Fragments>> = {
    'a fragment less': { ...own, parts: list.filter((_, i) => i !== at) },
    'a fragment twice': { ...own, parts: [...list.slice(0, at), part, ...list.slice(at)] },
    'a fragment cut': { ...own, parts: list.map((p, i) => (i === at ? p.slice(0, below(p.length)) : p)) },
    'a fragment split': {
      ...own,
      parts: list.flatMap((p, i) =>
        i === at ? [p.slice(0, (p.length >> 2) << 1), p.slice((p.length >> 2) << 1)] : [p],
      ),
    },
    'an empty fragment': { ...own, parts: [...list.slice(0, at), new Uint8Array(0), ...list.slice(at)] },
    'junk between': { ...own, parts: [...list.slice(0, at), Uint8Array.of(1, 2, 3, 4), ...list.slice(at)] },
    'an offset table': { ...own, table: list.map(() => below(2000)) },
    'no delimiter': { ...own, close: pick(['nothing', 'item-delimiter', 'delimiter-with-length'] as const) },
  };
  const what = pick(Object.keys(changes));
  return { what, bytes: file(context, parts, changes[what]), decidable: true };
};

const mutations = [
  drop,
  double,
  move,
  lieLength,
  lieLength,
  relabel,
  revalue,
  revalue,
  flip,
  cut,
  append,
  repack,
];

export function mutant(seed: Seed, number: number): Mutant {
  const next = random(number * 7919 + 1);
  const below = (limit: number) => Math.floor(next() * limit);
  const { options } = seed;
  const set = { ...plain, ...options.set, ...(options.fragments ? { PixelData: null } : {}) };
  const context: Context = {
    parts: partsOf(set, options),
    options,
    below,
    pick: (list) => list[below(list.length)]!,
  };
  const made = context.pick(mutations)(context);
  return { ...made, what: `${seed.name} ${number}: ${made.what}` };
}

export const wholeOf = (seed: Seed): Uint8Array => dicomObject(seed.options);
