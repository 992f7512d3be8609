// Huffman-coded scans of JPEG, read strictly (ITU-T T.81 annexes F and G): every code must exist, every block must be
// whole, restart markers must stand where they belong, and nothing may be left over.
import { must } from './kit';

export interface Codes {
  /** length * 65536 + code to symbol. */
  readonly symbols: ReadonlyMap<number, number>;
}

/** @throws Breach for more codes than fit, or fewer symbols than codes. */
export function codesOf(counts: Uint8Array, list: Uint8Array): Codes {
  const symbols = new Map<number, number>();
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    for (let i = 0; i < counts[length - 1]!; i++) symbols.set(length * 65_536 + code++, list[at++] ?? -1);
    // The code of ones alone is reserved (C.2).
    must(code < 2 ** length, 'Huffman table too full');
    code *= 2;
  }
  return { symbols };
}

export class Bits {
  private bit = 0;
  at: number;

  constructor(
    private readonly bytes: Uint8Array,
    from: number,
  ) {
    this.at = from;
  }

  one(): number {
    const byte = this.bytes[this.at];
    must(byte !== undefined && !(byte === 0xff && this.bytes[this.at + 1] !== 0), 'scan is short');
    const value = (byte >> (7 - this.bit)) & 1;
    if (++this.bit === 8) {
      this.bit = 0;
      this.at += byte === 0xff ? 2 : 1;
    }
    return value;
  }

  many(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.one();
    return value;
  }

  symbol({ symbols }: Codes): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = code * 2 + this.one();
      const found = symbols.get(length * 65_536 + code);
      if (found !== undefined) return found;
    }
    must(false, 'no such code');
  }

  /** A value of `size` bits with T.81's sign (F.2.2.1). */
  value(size: number): number {
    if (size === 0) return 0;
    const raw = this.many(size);
    return raw < 2 ** (size - 1) ? raw - 2 ** size + 1 : raw;
  }

  /** To the next byte; what is left of this one must be ones. */
  align(): void {
    while (this.bit !== 0) must(this.one() === 1, 'padding');
  }

  restart(expected: number): void {
    this.align();
    must(this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xd0 + expected, 'restart marker');
    this.at += 2;
  }
}

export interface Scan {
  readonly ss: number;
  readonly se: number;
  readonly ah: number;
  readonly al: number;
  readonly progressive: boolean;
}

export interface Component {
  readonly h: number;
  readonly v: number;
  readonly quantiser: number;
  readonly id: number;
  /** Blocks of the component in whole MCUs, and those that its own size needs. */
  readonly across: number;
  readonly down: number;
  readonly ownAcross: number;
  readonly ownDown: number;
  readonly coefficients: Int32Array;
}

const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];
export const naturalOrder = zigzag;

/** What a block needs from the block before it in the scan. */
export interface Running {
  readonly predictors: number[];
  /** Blocks of an end-of-band run still to come. */
  run: number;
}

function sequentialBlock(
  bits: Bits,
  out: Int32Array,
  base: number,
  dc: Codes,
  ac: Codes,
  c: number,
  run: Running,
): void {
  const size = bits.symbol(dc);
  must(size <= 11, 'DC size');
  run.predictors[c] = run.predictors[c]! + bits.value(size);
  out[base] = run.predictors[c]!;
  for (let k = 1; k < 64; k++) {
    const rs = bits.symbol(ac);
    const [r, s] = [rs >> 4, rs & 15];
    if (s === 0 && r < 15) {
      must(r === 0, 'run without size');
      return;
    }
    k += r;
    must(k < 64 && s <= 10, 'coefficient past the block');
    if (s > 0) out[base + zigzag[k]!] = bits.value(s);
  }
}

function firstBand(
  bits: Bits,
  out: Int32Array,
  base: number,
  ac: Codes,
  { ss, se, al }: Scan,
  run: Running,
): void {
  if (run.run > 0) {
    run.run--;
    return;
  }
  for (let k = ss; k <= se; k++) {
    const rs = bits.symbol(ac);
    const [r, s] = [rs >> 4, rs & 15];
    if (s === 0 && r < 15) {
      run.run = 2 ** r - 1 + bits.many(r);
      return;
    }
    k += r;
    must(k <= se && s <= 10, 'coefficient past the band');
    if (s > 0) out[base + zigzag[k]!] = bits.value(s) * 2 ** al;
  }
}

function refine(
  bits: Bits,
  out: Int32Array,
  base: number,
  ac: Codes,
  { ss, se, al }: Scan,
  run: Running,
): void {
  const step = 2 ** al;
  const correct = (at: number) => {
    if (bits.one() === 1 && (Math.abs(out[at]!) & step) === 0) out[at]! += out[at]! > 0 ? step : -step;
  };
  let k = ss;
  while (run.run === 0 && k <= se) {
    const rs = bits.symbol(ac);
    let r = rs >> 4;
    const s = rs & 15;
    must(s <= 1, 'refinement size');
    if (s === 0 && r < 15) {
      run.run = 2 ** r + bits.many(r);
      break;
    }
    const fresh = s === 1 ? (bits.one() === 1 ? step : -step) : 0;
    for (; k <= se; k++) {
      const at = base + zigzag[k]!;
      if (out[at] !== 0) correct(at);
      else if (r-- === 0) {
        if (fresh !== 0) out[at] = fresh;
        break;
      }
    }
    must(k <= se, 'coefficient past the band');
    k++;
  }
  if (run.run === 0) return;
  for (; k <= se; k++) if (out[base + zigzag[k]!] !== 0) correct(base + zigzag[k]!);
  run.run--;
}

/** One block of one scan into the component's coefficients. */
export function readBlock(
  bits: Bits,
  component: Component,
  block: number,
  codes: { readonly dc: Codes | undefined; readonly ac: Codes | undefined },
  c: number,
  scan: Scan,
  run: Running,
): void {
  const out = component.coefficients;
  const base = block * 64;
  const need = (table: Codes | undefined) => {
    must(table !== undefined, 'Huffman table missing');
    return table;
  };
  if (!scan.progressive) sequentialBlock(bits, out, base, need(codes.dc), need(codes.ac), c, run);
  else if (scan.ss > 0) (scan.ah === 0 ? firstBand : refine)(bits, out, base, need(codes.ac), scan, run);
  else if (scan.ah > 0) out[base]! |= bits.one() << scan.al;
  else firstDc(bits, out, base, need(codes.dc), c, scan, run);
}

function firstDc(
  bits: Bits,
  out: Int32Array,
  base: number,
  dc: Codes,
  c: number,
  scan: Scan,
  run: Running,
): void {
  const size = bits.symbol(dc);
  must(size <= 11, 'DC size');
  run.predictors[c] = run.predictors[c]! + bits.value(size);
  out[base] = run.predictors[c]! * 2 ** scan.al;
}
