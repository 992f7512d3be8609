// The modality step and the padding value of a DICOM image (PS3.3 C.11.1, C.7.5.1.1.2), from the header or, for
// enhanced objects, from the functional groups of the frame in use (PS3.3 C.7.6.16.2.9).
import type { DicomHeader } from './dicom-header';
import type { DicomSet } from './dicom-set';
import { refuse } from './guard';
import { identity, type Modality } from './pixels';

/** The item of functional group `tag` that holds for frame `frame` (0-based): its own, else the shared one. */
export function functionalGroup(set: DicomSet, frame: number, tag: string): DicomSet | null {
  const own = set.items('x52009230')[frame]?.items(tag)[0];
  return own ?? set.items('x52009229')[0]?.items(tag)[0] ?? null;
}

function fromTable(item: DicomSet, signed: boolean): Modality {
  const [count = 0, , bits = 16] = item.shorts('x00283002');
  // The second value has the sign of the pixels; entries themselves are unsigned (PS3.3 C.11.1.1.1).
  const first = item.shorts('x00283002', signed)[1] ?? 0;
  const wanted = count === 0 ? 65_536 : count;
  const value = item.value('x00283006');
  const packed = bits <= 8 && value !== null && value.length < wanted * 2;
  const all = packed && value ? Array.from(value) : item.shorts('x00283006');
  if (all.length < wanted)
    refuse('bad-header', 'the modality table is short', { field: 'ModalityLUTSequence' });
  return { kind: 'table', first, entries: Uint16Array.from(all.slice(0, wanted)) };
}

/** @throws AppError `bad-header` for a slope of 0, or numbers that are none. */
export function readModality(set: DicomSet, header: DicomHeader, frame: number): Modality {
  const table = set.items('x00283000')[0];
  if (table) return fromTable(table, header.signed);
  const level = set.has('x00281053') ? set : functionalGroup(set, frame, 'x00289145');
  const slopes = level?.decimals('x00281053') ?? [];
  const intercepts = level?.decimals('x00281052') ?? [];
  if (slopes.length === 0 && intercepts.length === 0) return identity;
  const slope = slopes[0] ?? 1;
  const intercept = intercepts[0] ?? 0;
  if (!Number.isFinite(slope) || slope === 0 || !Number.isFinite(intercept)) {
    refuse('bad-header', 'the rescale values are no numbers', { field: 'RescaleSlope' });
  }
  return { kind: 'linear', slope, intercept };
}

/** Stored values that are no picture, inclusive. A padding range runs from the value to its limit, either way round. */
export function readPadding(set: DicomSet, header: DicomHeader): readonly [number, number] | null {
  const value = set.shorts('x00280120', header.signed)[0];
  if (value === undefined || header.source !== 'integer') return null;
  const limit = set.shorts('x00280121', header.signed)[0] ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
