// The modality step and the padding value of a DICOM image (PS3.3 C.11.1, C.7.5.1.1.2), from the header or, for
// enhanced objects, from the functional groups of the frame in use (PS3.3 C.7.6.16.2.9).
import { frameLevel } from './dicom-groups';
import type { DicomHeader } from './dicom-header';
import type { DicomSet } from './dicom-set';
import { readTable } from './dicom-table';
import { refuse } from './guard';
import { identity, type Modality } from './pixels';

const tableTags = { descriptor: 'x00283002', data: 'x00283006', field: 'ModalityLUTSequence' };

/** A DS value, and whether it had to be made out: a decimal comma, several values, or none where one is due. */
function rescaleValue(
  level: DicomSet,
  tag: string,
  absent: number,
): { readonly value: number; readonly irregular: boolean } {
  const texts = level.texts(tag);
  const first = texts[0];
  if (first === undefined) return { value: absent, irregular: level.has(tag) };
  // "1,5" can only be one and a half; "1,024" could be a thousand.
  const comma = /^[+-]?\d+,(\d{1,2}|\d{4,})$/.test(first);
  const value = comma ? Number(first.replace(',', '.')) : (level.decimals(tag)[0] ?? Number.NaN);
  return { value, irregular: comma || texts.length > 1 };
}

export interface ModalityStep {
  readonly modality: Modality;
  /** Attribute that breaks a rule but could be read; null when all is well. */
  readonly irregular: string | null;
}

/**
 * @throws AppError `bad-header` for a slope of 0, numbers that are none, or a table that is short.
 */
export function readModality(set: DicomSet, header: DicomHeader, frame: number): ModalityStep {
  const item = set.items('x00283000')[0];
  if (item) {
    const table = readTable(item, tableTags, header.signed);
    if (table.bits < 1 || table.bits > 16) {
      refuse('bad-header', 'the modality table has no such bits', { field: tableTags.field });
    }
    // A table in bytes is one of 8 bit (C.11.1.1.1); anything else is short.
    if (table.packed && table.bits > 8) {
      refuse('bad-header', 'the modality table is short', { field: tableTags.field });
    }
    return { modality: { kind: 'table', first: table.first, entries: table.entries }, irregular: null };
  }
  const level =
    frameLevel(set, frame, 'x00289145', 'x00281053') ?? frameLevel(set, frame, 'x00289145', 'x00281052');
  if (!level) return { modality: identity, irregular: null };
  const pair = level.has('x00281053') && level.has('x00281052');
  const slope = rescaleValue(level, 'x00281053', 1);
  const intercept = rescaleValue(level, 'x00281052', 0);
  if (!Number.isFinite(slope.value) || slope.value === 0 || !Number.isFinite(intercept.value)) {
    refuse('bad-header', 'the rescale values are no numbers', { field: 'RescaleSlope' });
  }
  return {
    modality: { kind: 'linear', slope: slope.value, intercept: intercept.value },
    // One without the other: they are only defined as a pair (C.11.1.1.2).
    irregular: slope.irregular || intercept.irregular || !pair ? 'RescaleSlope' : null,
  };
}

/** Stored values that are no picture, inclusive. A padding range runs from the value to its limit, either way round. */
export function readPadding(set: DicomSet, header: DicomHeader): readonly [number, number] | null {
  const value = set.shorts('x00280120', header.signed)[0];
  if (value === undefined || header.source !== 'integer') return null;
  const limit = set.shorts('x00280121', header.signed)[0] ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
