// The facts of a DICOM image that its pixels depend on (PS3.3 C.7.6.3, C.11.1, C.11.2). No names, no dates.
import type { TextRisk } from '../types';
import type { DicomFile } from './dicom-parse';
import type { DicomSet } from './dicom-set';
import { objectName, transferSyntax } from './dicom-uids';
import { refuse } from './guard';
import { maxFrames } from './limits';

export type PixelSource = 'integer' | 'float' | 'double';

export interface DicomHeader {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly photometric: string;
  /** Null where the file does not say. */
  readonly planar: 0 | 1 | null;
  readonly source: PixelSource;
  readonly sopClass: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly lossy: boolean;
  readonly burnedIn: boolean;
  /** Why text may stand in the pixels; null where nothing says so, or where the file says that there is none. */
  readonly textRisk: TextRisk | null;
  /** A scout, by ImageType. */
  readonly localizer: boolean;
  /** Attributes that break a rule, with a reading that leaves no doubt about the pixels. */
  readonly irregular: readonly string[];
}

const pixelTags: readonly (readonly [string, PixelSource])[] = [
  ['x7fe00010', 'integer'],
  ['x7fe00008', 'float'],
  ['x7fe00009', 'double'],
];

export function pixelTag(source: PixelSource): string {
  return pixelTags.find(([, s]) => s === source)?.[0] ?? 'x7fe00010';
}

/** A code for the screen: DICOM code strings are upper case, digits, space and underscore; anything else is dropped. */
function code(set: DicomSet, tag: string): string {
  return (set.text(tag) ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9 _]/g, '')
    .slice(0, 16);
}

function frameCount(set: DicomSet, irregular: string[]): number {
  const text = set.text('x00280008');
  if (text === null) return 1;
  const frames = set.decimals('x00280008')[0] ?? Number.NaN;
  // Writers put 0 for "not multi-frame"; pydicom takes it for 1, too.
  if (frames === 0) {
    irregular.push('NumberOfFrames');
    return 1;
  }
  if (!Number.isInteger(frames) || frames < 0 || frames > maxFrames) {
    refuse('bad-header', 'the number of frames makes no sense', { field: 'NumberOfFrames' });
  }
  return frames;
}

function required(value: number | null, field: string): number {
  if (value === null) refuse('bad-header', `${field} is missing`, { field });
  return value;
}

/** A value that must be there and has one harmless reading when it is not. */
function orAssume(set: DicomSet, tag: string, assumed: number, field: string, irregular: string[]): number {
  const value = set.short(tag);
  if (value === null) irregular.push(field);
  return value ?? assumed;
}

/** Sample layout of PS3.3 C.7.6.3.1. @throws AppError `bad-header` when its fields contradict each other. */
function readBits(
  set: DicomSet,
  source: PixelSource,
  irregular: string[],
): Pick<DicomHeader, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed'> {
  const bitsAllocated = required(set.short('x00280100'), 'BitsAllocated');
  if (source !== 'integer') {
    // Float pixels have no stored bits (C.7.6.24); what they allocate is part of the element's name.
    if (bitsAllocated !== (source === 'float' ? 32 : 64)) {
      refuse('bad-header', 'the bits do not fit float pixels', { field: 'BitsAllocated' });
    }
    return { bitsAllocated, bitsStored: bitsAllocated, highBit: bitsAllocated - 1, signed: true };
  }
  const bitsStored = orAssume(set, 'x00280101', bitsAllocated, 'BitsStored', irregular);
  const highBit = set.short('x00280102') ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
    refuse('bad-header', 'the bit fields contradict each other', { field: 'BitsStored' });
  }
  const sign = orAssume(set, 'x00280103', 0, 'PixelRepresentation', irregular);
  if (sign > 1) refuse('bad-header', 'the sign is neither 0 nor 1', { field: 'PixelRepresentation' });
  return { bitsAllocated, bitsStored, highBit, signed: sign === 1 };
}

/** Null where a file of several samples does not say. @throws AppError `bad-header` for what is neither 0 nor 1. */
function planarOf(set: DicomSet, samples: number): 0 | 1 | null {
  const planar = set.short('x00280006');
  if (samples > 1 && planar !== null && planar > 1) {
    refuse('bad-header', 'the order of colours is neither 0 nor 1', { field: 'PlanarConfiguration' });
  }
  return planar === null ? null : planar === 1 ? 1 : 0;
}

/** Kinds of objects in which names and measures are usually drawn into the picture (PS3.4 B.5, PS3.3 C.7.6.1.1.2). */
function textRiskOf(set: DicomSet, burnedIn: string | null): TextRisk | null {
  if (burnedIn === 'YES') return 'declared';
  if (burnedIn === 'NO') return null;
  const storage = '1.2.840.10008.5.1.4.1.1';
  const sop = set.text('x00080016') ?? '';
  const isOf = (classes: readonly string[]) =>
    classes.some((tail) => sop === `${storage}.${tail}` || sop.startsWith(`${storage}.${tail}.`));
  if (code(set, 'x00080060') === 'US' || isOf(['3', '6'])) return 'ultrasound';
  if (isOf(['7'])) return 'secondary-capture';
  return set.texts('x00080008').includes('SCREEN SAVE') ? 'screen-save' : null;
}

/** The numbers that lay out the pixels; each is one US (PS3.3 C.7.6.3). */
const layout: readonly (readonly [tag: string, field: string])[] = [
  ['x00280002', 'SamplesPerPixel'],
  ['x00280006', 'PlanarConfiguration'],
  ['x00280010', 'Rows'],
  ['x00280011', 'Columns'],
  ['x00280100', 'BitsAllocated'],
  ['x00280101', 'BitsStored'],
  ['x00280102', 'HighBit'],
  ['x00280103', 'PixelRepresentation'],
];

/** Layout fields of another VR or of another length than one number has; their first number is taken. */
function mislabelled(set: DicomSet): string[] {
  return layout.flatMap(([tag, field]) => {
    const element = set.elements.get(tag);
    if (!element || element.length === 0) return [];
    const { vr, length } = element;
    return length === 2 && (vr === null || /^(US|SS|UN)$/.test(vr)) ? [] : [field];
  });
}

/** Names why there is no picture. @throws AppError always: `no-image`, `truncated` (a cut file) or `bad-header`. */
function refuseNoPixels(file: DicomFile): never {
  const { set } = file;
  if (file.stopped) {
    const have = set.bytes.length;
    // Bytes that only looked like a data set without a header, and soon no more.
    if (file.notes.some((note) => note.code === 'header-missing')) {
      refuse('bad-header', 'the data set cannot be followed', { field: 'encoding' });
    }
    refuse('truncated', 'the file ends inside its header', { have, need: have + 1 });
  }
  const object = objectName(set.text('x00080016') ?? (set.has('x00041220') ? '1.2.840.10008.1.3.10' : ''));
  refuse('no-image', 'there are no pixels in this object', { object });
}

/**
 * @throws AppError `no-image` naming the object, `truncated`, `bad-header` naming the field.
 */
export function readDicomHeader(file: DicomFile): DicomHeader {
  const { set } = file;
  const source = pixelTags.find(([tag]) => set.has(tag))?.[1];
  // Pixels without any geometry are a left-over (a private or a stripped object), not an image.
  const described = ['x00280010', 'x00280011', 'x00280100'].some((tag) => set.has(tag));
  if (source === undefined || !described) refuseNoPixels(file);
  const irregular = mislabelled(set);
  const samples = orAssume(set, 'x00280002', 1, 'SamplesPerPixel', irregular);
  const bits = readBits(set, source, irregular);
  const burnedIn = set.text('x00280301');
  return {
    rows: required(set.short('x00280010'), 'Rows'),
    columns: required(set.short('x00280011'), 'Columns'),
    frames: frameCount(set, irregular),
    samples,
    ...bits,
    photometric: (set.text('x00280004') ?? '').toUpperCase(),
    planar: planarOf(set, samples),
    source,
    sopClass: set.text('x00080016') ?? '',
    modality: code(set, 'x00080060'),
    bodyPart: code(set, 'x00180015'),
    lossy: set.text('x00282110') === '01' || (transferSyntax(file.syntax)?.lossy ?? false),
    burnedIn: burnedIn === 'YES',
    textRisk: textRiskOf(set, burnedIn),
    localizer: set.texts('x00080008').includes('LOCALIZER'),
    irregular,
  };
}
