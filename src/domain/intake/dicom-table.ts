// Look-up tables as DICOM writes them: a descriptor of three numbers and the entries (PS3.3 C.7.6.3.1.5, C.11.1.1.1).
import type { DicomSet } from './dicom-set';
import { refuse } from './guard';

export interface LookupTable {
  /** Input value that takes the first entry; lower ones take it too. */
  readonly first: number;
  /** Bits of an entry, as the descriptor states them. */
  readonly bits: number;
  readonly entries: Uint16Array;
  /** The entries lay one in a byte, whatever the descriptor says. */
  readonly packed: boolean;
}

export interface TableTags {
  readonly descriptor: string;
  readonly data: string;
  /** For the refusal. */
  readonly field: string;
}

export interface Descriptor {
  readonly count: number;
  readonly first: number;
  readonly bits: number;
}

/**
 * Number of entries (0 means 65,536), first input value and bits. Writers choose the VR of the second freely, so that
 * it is signed where it is written as SS or where inputs can be negative.
 * @throws AppError `bad-header` when it is missing or holds fewer than three numbers.
 */
export function readDescriptor(set: DicomSet, tags: TableTags, signedInput: boolean): Descriptor {
  const [count, , bits] = set.shorts(tags.descriptor);
  const signed = signedInput || set.elements.get(tags.descriptor)?.vr === 'SS';
  const first = set.shorts(tags.descriptor, signed)[1];
  if (count === undefined || first === undefined || bits === undefined) {
    refuse('bad-header', 'a look-up table has no descriptor', { field: tags.field });
  }
  return { count: count === 0 ? 65_536 : count, first, bits };
}

/** Byte entries; in OW of a big-endian file they lie swapped two by two (PS3.5 7.3). */
export function byteEntries(set: DicomSet, tag: string): Uint8Array {
  const value = set.value(tag) ?? new Uint8Array(0);
  if (set.littleEndian || set.elements.get(tag)?.vr !== 'OW') return value;
  return Uint8Array.from(value, (_, i) => value[i ^ 1] ?? 0);
}

/**
 * One table, its entries in words or, where there are too few bytes for that, in bytes.
 * @throws AppError `bad-header` naming `tags.field` when it is missing or short.
 */
export function readTable(set: DicomSet, tags: TableTags, signedInput: boolean): LookupTable {
  const { count, first, bits } = readDescriptor(set, tags, signedInput);
  const length = set.value(tags.data)?.length ?? 0;
  const packed = length < count * 2;
  const all = packed ? byteEntries(set, tags.data) : set.shorts(tags.data);
  if (all.length < count) refuse('bad-header', 'a look-up table is short', { field: tags.field });
  return { first, bits, entries: Uint16Array.from(all.slice(0, count)), packed };
}

/** The entry of an input value; values before and after the table take its first and its last. */
export function lookUp(table: Pick<LookupTable, 'first' | 'entries'>, input: number): number {
  const index = Math.floor(input - table.first);
  return table.entries[Math.min(table.entries.length - 1, Math.max(0, index))] ?? 0;
}
