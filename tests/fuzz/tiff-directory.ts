// A strict reader of TIFF directories after TIFF 6.0: what each page says of itself, or the first rule that it breaks.
import { must } from './kit';

/** Values by tag, of one directory. */
export type Directory = ReadonlyMap<number, readonly number[]>;

export interface Directories {
  readonly little: boolean;
  readonly list: readonly Directory[];
}

const short = 3;
const long = 4;
const either = [short, long];

/** Types that the tags which describe pixels may have, and how many values; null: any number. */
const allowed: Readonly<Record<number, readonly [types: readonly number[], count: number | null]>> = {
  254: [[long], 1],
  256: [either, 1],
  257: [either, 1],
  258: [[short], null],
  259: [[short], 1],
  262: [[short], 1],
  266: [[short], 1],
  273: [either, null],
  274: [[short], 1],
  277: [[short], 1],
  278: [either, 1],
  279: [either, null],
  284: [[short], 1],
  317: [[short], 1],
  320: [[short], null],
  322: [either, 1],
  323: [either, 1],
  324: [[long], null],
  325: [either, null],
  332: [[short], 1],
  338: [[short], null],
  339: [[short], null],
};

/** @throws Breach */
export function strictDirectories(bytes: Uint8Array): Directories {
  const order = String.fromCharCode(...bytes.subarray(0, 2));
  must(bytes.length >= 8 && (order === 'II' || order === 'MM'), 'byte order');
  const little = order === 'II';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  must(view.getUint16(2, little) === 42, 'magic number');
  const list: Directory[] = [];
  const seen = new Set<number>();
  let at = view.getUint32(4, little);
  must(at !== 0, 'no directory');
  while (at !== 0) {
    must(at >= 8 && at % 2 === 0 && at + 2 <= bytes.length && !seen.has(at), 'place of a directory');
    seen.add(at);
    const entries = view.getUint16(at, little);
    must(entries > 0 && at + 6 + entries * 12 <= bytes.length, 'number of entries');
    const fields = new Map<number, readonly number[]>();
    let last = -1;
    for (let entry = at + 2; entry < at + 2 + entries * 12; entry += 12) {
      const tag = view.getUint16(entry, little);
      must(tag > last, 'tags in order, each once');
      last = tag;
      const rule = allowed[tag];
      if (!rule) continue;
      const type = view.getUint16(entry + 2, little);
      const count = view.getUint32(entry + 4, little);
      must(rule[0].includes(type) && count > 0 && (rule[1] ?? count) === count, `type of ${tag}`);
      const size = type === short ? 2 : 4;
      const inline = count * size <= 4;
      const from = inline ? entry + 8 : view.getUint32(entry + 8, little);
      must(
        from + count * size <= bytes.length && (inline || (from % 2 === 0 && from >= 8)),
        `place of ${tag}`,
      );
      const value = (i: number) =>
        size === 2 ? view.getUint16(from + i * 2, little) : view.getUint32(from + i * 4, little);
      fields.set(
        tag,
        Array.from({ length: count }, (_, i) => value(i)),
      );
    }
    list.push(fields);
    at = view.getUint32(at + 2 + entries * 12, little);
  }
  return { little, list };
}
