// Palette indices to colours: plain and segmented tables (PS3.3 C.7.9, C.7.9.2).
import type { Samples } from './codecs';
import type { DicomSet } from './dicom-set';
import {
  byteEntries,
  type LookupTable,
  lookUp,
  readDescriptor,
  readTable,
  type TableTags,
} from './dicom-table';
import { refuse } from './guard';

const field = 'PaletteColorLookupTable';
const descriptors = ['x00281101', 'x00281102', 'x00281103'];
const plainData = ['x00281201', 'x00281202', 'x00281203'];
const segmentedData = ['x00281221', 'x00281222', 'x00281223'];

const broken = (message: string): never => refuse('bad-header', message, { field });

/** `length` values from after `from` up to `to`, rounded half to even, step by step as numpy.linspace (C.7.9.2.2). */
function linear(from: number, to: number, length: number): number[] {
  const start = from + (to - from) / length;
  const step = length > 1 ? (to - start) / (length - 1) : 0;
  return Array.from({ length }, (_, i) => {
    const value = i === length - 1 ? to : start + i * step;
    const low = Math.floor(value);
    const rest = value - low;
    return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
  });
}

interface Expansion {
  readonly data: ArrayLike<number>;
  readonly wanted: number;
  /** Where segments start, in entries: what an indirect segment may point at. */
  readonly starts: Set<number>;
  /** What one unit of an indirect segment's offset is, in entries: 1, or 1/2 where it counts bytes of words. */
  readonly unit: number;
  readonly wide: boolean;
  readonly littleEndian: boolean;
}

/** Offset of an indirect segment: two words, low one first, or four bytes in the order of two such words. */
function indirectOffset({ data, wide, littleEndian, unit }: Expansion, at: number): number {
  const part = (i: number) => data[at + i] ?? 0;
  const word = (i: number) => (littleEndian ? part(i) + part(i + 1) * 256 : part(i) * 256 + part(i + 1));
  const offset = wide ? part(0) + part(1) * 65_536 : word(0) + word(2) * 65_536;
  return offset * unit;
}

/** Appends the segments from `at` on to `out`; `limit` of them, or all. Indirect ones may not point at indirect ones. */
function expandInto(out: number[], job: Expansion, at: number, limit: number, nested: boolean): void {
  const { data, starts } = job;
  // One entry may be left over: padding to an even length.
  for (let read = 0; at + 1 < data.length && read < limit && out.length < job.wanted; read++) {
    if (!nested) starts.add(at);
    const opcode = data[at] ?? 0;
    const length = data[at + 1] ?? 0;
    at += 2;
    if (opcode === 0) {
      if (at + length > data.length) broken('a segment of the palette is short');
      for (let i = 0; i < length; i++) out.push(data[at + i] ?? 0);
      at += length;
    } else if (opcode === 1) {
      const from = out.at(-1) ?? broken('the palette starts with a linear segment');
      const to = data[at] ?? broken('a segment of the palette is short');
      if (length === 0) broken('a segment of the palette is empty');
      for (const value of linear(from, to, length)) out.push(value);
      at += 1;
    } else if (opcode === 2 && !nested) {
      const offset = indirectOffset(job, at);
      if (!starts.has(offset)) broken('a segment of the palette points nowhere');
      expandInto(out, job, offset, length, true);
      at += job.wide ? 2 : 4;
    } else broken('a segment of the palette is of no known kind');
  }
}

function expandOnce(job: Omit<Expansion, 'starts'>): number[] | null {
  const out: number[] = [];
  try {
    expandInto(out, { ...job, starts: new Set() }, 0, Number.POSITIVE_INFINITY, false);
  } catch {
    return null;
  }
  return out.length >= job.wanted ? out.slice(0, job.wanted) : null;
}

/**
 * A segmented table to its entries. The standard counts an indirect segment's offset in bytes, pydicom and GDCM count
 * 16-bit entries: the reading under which it points at a segment is the right one; where both do, nobody knows.
 * @throws AppError `bad-header`, `unsupported-pixels` when the offsets can be read in two ways.
 */
export function expandSegments(
  data: ArrayLike<number>,
  wanted: number,
  wide: boolean,
  littleEndian: boolean,
): Uint16Array {
  const byEntry = expandOnce({ data, wanted, unit: 1, wide, littleEndian });
  const byByte = wide ? expandOnce({ data, wanted, unit: 0.5, wide, littleEndian }) : null;
  const found = byEntry ?? byByte ?? broken('the segmented palette cannot be expanded');
  if (byByte && found.some((value, i) => value !== byByte[i])) {
    const pixels = 'segmented palette that can be read in two ways';
    refuse('unsupported-pixels', pixels, { pixels });
  }
  return Uint16Array.from(found);
}

function channel(set: DicomSet, c: number, segmented: boolean, signed: boolean): LookupTable {
  const data = (segmented ? segmentedData : plainData)[c] ?? '';
  const tags: TableTags = { descriptor: descriptors[c] ?? '', data, field };
  const { count, first, bits } = readDescriptor(set, tags, signed);
  if (bits !== 8 && bits !== 16) {
    refuse('unsupported-pixels', `palette of ${bits} bits`, { pixels: `palette of ${bits} bits` });
  }
  if (!segmented) return readTable(set, tags, signed);
  const wide = bits === 16;
  const values = wide ? set.shorts(data) : byteEntries(set, data);
  const entries = expandSegments(values, count, wide, set.littleEndian);
  return { first, bits, entries, packed: !wide };
}

/**
 * Palette indices to RGB, 8 bit; indices outside the table take its first or last entry.
 * @param signed PixelRepresentation is 1.
 * @throws AppError `bad-header` for missing, short or contradicting tables, `unsupported-pixels`.
 */
export function applyPalette(set: DicomSet, indices: Samples, signed: boolean): Uint8Array {
  const segmented = !set.has('x00281201') && set.has('x00281221');
  const tables = [0, 1, 2].map((c) => channel(set, c, segmented, signed));
  // Writers declare 16 bit and store 8: then no entry of any colour passes 255, and the high bytes would be black.
  const wide = tables.some((table) => table.bits === 16 && table.entries.some((v) => v > 255));
  const contradicts = tables.some(
    ({ first, bits, packed, entries }) =>
      // Their descriptors are one and the same (C.7.6.3.1.5).
      first !== tables[0]?.first ||
      entries.length !== tables[0].entries.length ||
      bits !== tables[0].bits ||
      (packed !== tables[0].packed && wide) ||
      (bits === 8 && entries.some((v) => v > 255)),
  );
  if (contradicts) broken('the tables of the palette contradict each other');
  const out = new Uint8Array(indices.length * 3);
  tables.forEach((table, c) => {
    const levels = { first: table.first, entries: wide ? table.entries.map((v) => v >> 8) : table.entries };
    for (let p = 0; p < indices.length; p++) out[p * 3 + c] = lookUp(levels, indices[p] ?? 0);
  });
  return out;
}
