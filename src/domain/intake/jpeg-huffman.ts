// Huffman-coded JPEG scan data (ITU-T T.81 annex F): bits, code tables, one block of coefficients.
import { refuse } from './guard';

export interface HuffmanTable {
  /** Per code length 1..16: first code, its index in `values`, and how many codes there are. */
  readonly first: readonly number[];
  readonly index: readonly number[];
  readonly count: readonly number[];
  readonly values: Uint8Array;
}

/** @param counts 16 numbers of codes a length. */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const first: number[] = [];
  const index: number[] = [];
  let code = 0;
  let k = 0;
  for (const count of counts) {
    first.push(code);
    index.push(k);
    code = (code + count) * 2;
    k += count;
  }
  return { first, index, count: Array.from(counts), values };
}

export class BitReader {
  private bits = 0;
  private left = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  bit(): number {
    if (this.left === 0) {
      if (this.at >= this.bytes.length)
        refuse('truncated', 'the scan ends early', { have: this.at, need: this.at + 1 });
      this.bits = this.bytes[this.at++]!;
      this.left = 8;
      if (this.bits === 0xff) {
        // FF 00 is a data byte FF; any other marker means that the data is over.
        if (this.bytes[this.at] !== 0)
          refuse('truncated', 'the scan ends early', { have: this.at, need: this.at + 1 });
        this.at++;
      }
    }
    this.left--;
    return (this.bits >> this.left) & 1;
  }

  /** T.81 F.2.2.1 RECEIVE and EXTEND. */
  signed(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 2 + this.bit();
    return size > 0 && value < 2 ** (size - 1) ? value - 2 ** size + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    let code = 0;
    for (let length = 0; length < 16; length++) {
      code = code * 2 + this.bit();
      const offset = code - table.first[length]!;
      if (offset >= 0 && offset < table.count[length]!)
        return table.values[table.index[length]! + offset] ?? 0;
    }
    return refuse('damaged', 'a code of the scan is not in its table', { part: 'JPEG scan' });
  }

  /** Drops what is left of the byte and steps over the restart marker. */
  restart(): void {
    this.left = 0;
    const code = this.bytes[this.at + 1] ?? 0;
    if (this.bytes[this.at] !== 0xff || code < 0xd0 || code > 0xd7) {
      refuse('damaged', 'a restart marker is missing', { part: 'JPEG scan' });
    }
    this.at += 2;
  }
}

/** Natural (row-major) position of the k-th coefficient in zigzag order. */
export const zigzag: readonly number[] = (() => {
  const order: number[] = [];
  for (let sum = 0; sum < 15; sum++) {
    for (let i = 0; i <= sum; i++) {
      const row = sum % 2 === 0 ? sum - i : i;
      const column = sum - row;
      if (row < 8 && column < 8) order.push(row * 8 + column);
    }
  }
  return order;
})();

/**
 * One block, dequantised, into `block` (64, natural order).
 * @returns the DC value (not dequantised), the predictor of the next block.
 */
export function readBlock(
  reader: BitReader,
  dc: HuffmanTable,
  ac: HuffmanTable,
  quantisers: Uint16Array,
  predictor: number,
  block: Float64Array,
): number {
  block.fill(0);
  const value = predictor + reader.signed(Math.min(15, reader.symbol(dc)));
  block[0] = value * quantisers[0]!;
  for (let k = 1; k < 64; ) {
    const symbol = reader.symbol(ac);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0) {
      if (run !== 15) break;
      k += 16;
      continue;
    }
    k += run;
    if (k > 63) refuse('damaged', 'a block of the scan is too long', { part: 'JPEG scan' });
    block[zigzag[k]!] = reader.signed(size) * quantisers[k]!;
    k++;
  }
  return value;
}
