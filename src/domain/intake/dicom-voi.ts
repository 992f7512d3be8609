// What the file says about how its greys are to be shown: a look-up table, else windows (PS3.3 C.11.2). Precedence as
// pydicom's apply_voi_lut: the table first, and the first of several.
import { AppError } from '../errors';
import type { Note } from '../types';
import { frameLevel } from './dicom-groups';
import type { DicomHeader } from './dicom-header';
import type { DicomSet } from './dicom-set';
import { type LookupTable, readTable } from './dicom-table';
import { applyModality, type Modality } from './pixels';
import { isUsable, type Window } from './window';

export interface Voi {
  /** Comes before `windows`. */
  readonly table: LookupTable | null;
  /** Usable ones only, in the file's order. */
  readonly windows: readonly Window[];
  readonly notes: readonly Note[];
}

const unusable = (field: string): Note => ({ code: 'window-unusable', detail: { field } });

/** Input values may be negative: by sign or by intercept (C.11.2.1.1: then the first mapped value is signed). */
function signedInput(header: DicomHeader, modality: Modality): boolean {
  if (modality.kind === 'table') return false;
  const low = header.signed ? -(2 ** (header.bitsStored - 1)) : 0;
  const high = low + 2 ** header.bitsStored - 1;
  return Math.min(applyModality(modality, low), applyModality(modality, high)) < 0;
}

/** The first table; null when its entries are missing, short, or do not fit its bits. */
function firstTable(item: DicomSet, signed: boolean): LookupTable | null {
  const tags = { descriptor: 'x00283002', data: 'x00283006', field: 'VOILUTSequence' };
  try {
    const table = readTable(item, tags, signed);
    const fits = table.bits >= 8 && table.bits <= 16 && table.entries.every((v) => v < 2 ** table.bits);
    return fits && !(table.packed && table.bits > 8) ? table : null;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

function readWindows(level: DicomSet): { windows: Window[]; named: number; unusable: string | null } {
  const centres = level.decimals('x00281050');
  const widths = level.decimals('x00281051');
  const named = Math.max(centres.length, widths.length);
  const shape = (level.text('x00281056') ?? 'LINEAR').toUpperCase();
  if (shape !== 'LINEAR' && shape !== 'LINEAR_EXACT' && shape !== 'SIGMOID') {
    return { windows: [], named, unusable: named > 0 ? 'VOILUTFunction' : null };
  }
  const all = Array.from({ length: named }, (_, i): Window => {
    return { centre: centres[i] ?? Number.NaN, width: widths[i] ?? Number.NaN, shape };
  });
  const windows = all.filter(isUsable);
  return { windows, named, unusable: windows.length < named ? 'WindowWidth' : null };
}

/** Never throws for what a window says, since the pixels can be shown without one; see `frameLevel` for what it throws. */
export function readVoi(set: DicomSet, header: DicomHeader, frame: number, modality: Modality): Voi {
  const notes: Note[] = [];
  const level = frameLevel(set, frame, 'x00289132', 'x00281050') ?? set;
  const found = readWindows(level);
  const tables = set.items('x00283010').filter((item) => item.has('x00283002') || item.has('x00283006'));
  const table = tables[0] ? firstTable(tables[0], signedInput(header, modality)) : null;
  if (table) notes.push({ code: 'voi-table', detail: {} });
  else if (tables.length > 0) notes.push(unusable('VOILUTSequence'));
  if (!table && found.unusable) notes.push(unusable(found.unusable));
  const distinct = new Set(found.windows.map(({ centre, width }) => `${centre} ${width}`)).size;
  const choices = table ? tables.length : distinct;
  if (choices > 1) notes.push({ code: 'several-windows', detail: { windows: choices, used: 1 } });
  return { table, windows: found.windows, notes };
}
