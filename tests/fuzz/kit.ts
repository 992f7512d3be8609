// What all families of the fuzzer share: dice, the shape of a case, and what an outside reading of a mutant says.

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

export interface Dice {
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

/** Dice of one case: the case is its number, whatever ran before it. */
export function diceOf(number: number): Dice {
  const next = random(number * 7919 + 1);
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)]! };
}

/** Pixels as they are meant: grey after the modality step or as stored, colour as RGB. */
export interface Shot {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/**
 * What a strict reader of our own making, which shares no line with `src`, says of a mutant.
 * `conformant`: the file follows its standard, so that these pixels are what it means; `tolerance` is the largest mean
 * absolute difference that another correct decoder may show (lossy codecs), null for pixels that are not computed.
 * `broken`: no reading is right for certain. `pixel-data`: what differs is compressed pixels, which describe nothing.
 */
export type Oracle =
  | { readonly kind: 'conformant'; readonly shot: Shot; readonly tolerance: number }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'pixel-data' };

/** Thrown by the strict readers at the first breach of a rule. */
export class Breach extends Error {}

/** @throws Breach unless `holds`. */
export function must(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Breach(why);
}

export interface Mutant {
  readonly what: string;
  readonly bytes: Uint8Array;
}

export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What our reader says of a mutant: pixels (or, of a header alone, its facts) and the notes it makes. */
export interface Reading {
  readonly shot: Shot;
  readonly notes: readonly string[];
}

export interface Family {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** In place of the whole reader, for formats whose pixels are decoded elsewhere. May throw AppError. */
  readonly read?: (bytes: Uint8Array) => Promise<Reading>;
  /**
   * True where `read` gives facts in place of pixels: that the facts are the seed's does not say then that the pixels are,
   * so that a broken mutant must be refused or noted in any case.
   */
  readonly factsOnly?: boolean;
  /** @param which index into `seeds`. */
  readonly mutate: (which: number, dice: Dice) => Mutant;
  readonly judge: (bytes: Uint8Array, which: number) => Oracle | Promise<Oracle>;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The list without, with a copy of, or with another place for one of its members. */
export function rearranged<T>(list: readonly T[], { below, pick }: Dice): { what: string; list: T[] } {
  const at = below(list.length);
  const one = list[at]!;
  const rest = list.filter((_, i) => i !== at);
  const to = below(rest.length + 1);
  const moved = [...rest.slice(0, to), one, ...rest.slice(to)];
  return pick([
    { what: `without ${at}`, list: rest },
    { what: `${at} twice`, list: [...list.slice(0, at), one, ...list.slice(at)] },
    { what: `${at} to ${to}`, list: moved },
    { what: `${at} again at ${to}`, list: [...list.slice(0, to), one, ...list.slice(to)] },
  ]);
}

/** One to three bits, a byte, a cut or a tail: what no structure foresees. */
export function blunt(whole: Uint8Array, { below, pick }: Dice): Mutant {
  const at = below(whole.length);
  const set = whole.slice();
  const kind = pick(['bits', 'byte', 'cut', 'tail', 'gap'] as const);
  if (kind === 'bits') for (let i = 0; i < 1 + below(3); i++) set[below(whole.length)]! ^= 1 << below(8);
  if (kind === 'byte') set[at] = pick([0, 1, 0x7f, 0x80, 0xff, below(256)]);
  const tail = Uint8Array.from({ length: 1 + below(40) }, () => below(256));
  const bytes = {
    bits: set,
    byte: set,
    cut: whole.slice(0, at),
    tail: joined([whole, tail]),
    gap: joined([whole.subarray(0, at), whole.subarray(Math.min(whole.length, at + 1 + below(8)))]),
  }[kind];
  return { what: `${kind} at ${at}`, bytes };
}

/** Pixels turned as EXIF orientation 2 to 8 tells (TIFF 6.0 tag 274), from what each value means for row and column. */
export function upright(shot: Shot, orientation: number, channels: number): Shot {
  if (orientation <= 1 || orientation > 8) return shot;
  const { width, height, values } = shot;
  const swaps = orientation >= 5;
  const [w, h] = swaps ? [height, width] : [width, height];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const out = new Float64Array(values.length);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [u, v] = swaps ? [y, x] : [x, y];
      const column = fromRight ? width - 1 - u : u;
      const row = fromBottom ? height - 1 - v : v;
      for (let c = 0; c < channels; c++) {
        out[(y * w + x) * channels + c] = values[(row * width + column) * channels + c]!;
      }
    }
  }
  return { width: w, height: h, values: out };
}
