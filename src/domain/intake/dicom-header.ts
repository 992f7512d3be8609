// The facts of a DICOM image that its pixels depend on (PS3.3 C.7.6.3, C.11.1, C.11.2). No names, no dates.
import type { DicomFile } from './dicom-parse';
import type { DicomSet } from './dicom-set';
import { objectName, transferSyntax } from './dicom-uids';
import { refuse } from './guard';
import { maxFrames } from './limits';
import { isUsable, type Window } from './window';

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
  readonly planar: 0 | 1;
  readonly source: PixelSource;
  readonly windows: readonly Window[];
  readonly sopClass: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly lossy: boolean;
  readonly burnedIn: boolean;
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

function frameCount(set: DicomSet): number {
  const text = set.text('x00280008');
  if (text === null) return 1;
  const frames = set.decimals('x00280008')[0] ?? Number.NaN;
  // Writers put 0 for "not multi-frame".
  if (frames === 0) return 1;
  if (!Number.isInteger(frames) || frames < 0 || frames > maxFrames) {
    refuse('bad-header', 'the number of frames makes no sense', { field: 'NumberOfFrames' });
  }
  return frames;
}

/** All usable windows of the file. @param set the level that carries them (top, or a functional group). */
export function readWindows(set: DicomSet): Window[] {
  const centres = set.decimals('x00281050');
  const widths = set.decimals('x00281051');
  const named = set.text('x00281056') ?? 'LINEAR';
  const shape = named === 'LINEAR_EXACT' || named === 'SIGMOID' ? named : 'LINEAR';
  return centres
    .map((centre, i) => ({ centre, width: widths[i] ?? Number.NaN, shape }) as const)
    .filter(isUsable);
}

function required(value: number | null, field: string): number {
  if (value === null) refuse('bad-header', `${field} is missing`, { field });
  return value;
}

/** Names why there is no picture. @throws AppError always: `no-image` or, for a cut file, `truncated`. */
function refuseNoPixels(file: DicomFile): never {
  const { set } = file;
  if (file.stopped) {
    const have = set.bytes.length;
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
  const samples = set.short('x00280002') ?? 1;
  const bitsAllocated = required(set.short('x00280100'), 'BitsAllocated');
  const bitsStored = set.short('x00280101') || bitsAllocated;
  const highBit = set.short('x00280102') ?? bitsStored - 1;
  if (bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
    refuse('bad-header', 'the bit fields contradict each other', { field: 'BitsStored' });
  }
  const burnedIn = set.text('x00280301');
  return {
    rows: required(set.short('x00280010'), 'Rows'),
    columns: required(set.short('x00280011'), 'Columns'),
    frames: frameCount(set),
    samples,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: set.short('x00280103') === 1,
    photometric: (set.text('x00280004') ?? '').toUpperCase(),
    planar: set.short('x00280006') === 1 ? 1 : 0,
    source,
    windows: readWindows(set),
    sopClass: set.text('x00080016') ?? '',
    modality: code(set, 'x00080060'),
    bodyPart: code(set, 'x00180015'),
    lossy: set.text('x00282110') === '01' || (transferSyntax(file.syntax)?.lossy ?? false),
    burnedIn: burnedIn === 'YES',
  };
}
