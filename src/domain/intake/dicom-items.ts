// The items of encapsulated pixel data: offset table, fragments, delimiter (PS3.5 A.4). Always little endian.
import { u32le } from './bytes';
import type { Fragment } from './dicom-fragments';

/** Tags as they lie in the file, read as one little-endian number. */
export const itemStart = 0xe000fffe;
export const itemEnd = 0xe00dfffe;
export const sequenceEnd = 0xe0ddfffe;

export interface PixelItems {
  readonly offsetTable: readonly number[];
  readonly fragments: readonly Fragment[];
  /** The sequence delimiter was there. */
  readonly closed: boolean;
  /** Offset past what was read. */
  readonly end: number;
}

/**
 * Never throws: a fragment that runs past the file is listed as it is declared, and whoever needs it finds it cut. Some
 * writers close with an item delimiter (fo-dicom #1157) or not at all; anything else between items ends the list, too.
 * @param at offset of the first item.
 */
export function readPixelItems(bytes: Uint8Array, at: number): PixelItems {
  const fragments: Fragment[] = [];
  const offsetTable: number[] = [];
  if (u32le(bytes, at) !== itemStart) return { offsetTable, fragments, closed: false, end: at };
  const tableBytes = u32le(bytes, at + 4);
  const base = at + 8 + tableBytes;
  for (let i = 0; i + 4 <= tableBytes && at + 8 + i + 4 <= bytes.length; i += 4) {
    offsetTable.push(u32le(bytes, at + 8 + i));
  }
  let position = base;
  while (position + 8 <= bytes.length) {
    const tag = u32le(bytes, position);
    const length = u32le(bytes, position + 4);
    if (tag === sequenceEnd) return { offsetTable, fragments, closed: true, end: position + 8 };
    if (tag !== itemStart) break;
    fragments.push({ offset: position - base, position: position + 8, length });
    position += 8 + length;
  }
  return { offsetTable, fragments, closed: false, end: position };
}
