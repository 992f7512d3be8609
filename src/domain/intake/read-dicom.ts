// A DICOM file to pixels: header, one frame, photometric meaning. Knows nothing of encoders or windows in use.
import type { Note } from '../types';
import type { Codecs } from './codecs';
import { stretchedBy } from './dicom-aspect';
import { decodeFrame, type RawFrame } from './dicom-decode';
import { type DicomHeader, readDicomHeader } from './dicom-header';
import { readModality, readPadding } from './dicom-modality';
import { applyPalette } from './dicom-palette';
import { type DicomFile, parseDicom } from './dicom-parse';
import type { DicomSet } from './dicom-set';
import type { LookupTable } from './dicom-table';
import { transferSyntax } from './dicom-uids';
import { readVoi, type Voi } from './dicom-voi';
import { type FrameSelector, frameIndex } from './frame-use';
import { refuse } from './guard';
import { ybrToRgb } from './photometric';
import { identity, type Modality, type Pixels } from './pixels';
import { frameOfObject } from './same-object';
import { checkSize } from './size-check';
import type { Window } from './window';

export interface ReadDicom {
  readonly header: DicomHeader;
  readonly pixels: Pixels;
  readonly windows: readonly Window[];
  /** The file's own table of greys, which comes before its windows. */
  readonly table: LookupTable | null;
  readonly transferSyntax: string;
  /** 0-based index of the frame that was read. */
  readonly frame: number;
  readonly patientId: string | null;
  readonly studyId: string | null;
  readonly objectId: string | null;
  readonly notes: readonly Note[];
}

function checkPhotometric(header: DicomHeader): void {
  const { samples, photometric } = header;
  const known =
    samples === 1 ? /^(MONOCHROME[12]|PALETTE COLOR)$/ : /^(RGB|YBR_FULL|YBR_FULL_422|YBR_RCT|YBR_ICT)$/;
  const floatColour = header.source !== 'integer' && !/^MONOCHROME/.test(photometric);
  if ((samples !== 1 && samples !== 3) || !known.test(photometric) || floatColour) {
    const pixels = `${photometric.slice(0, 20) || 'no photometric interpretation'}, ${samples} samples`;
    refuse('unsupported-pixels', pixels, { pixels });
  }
}

/** Colour of any depth to 8 bit: the high byte of BitsStored. */
function colour8(raw: RawFrame, header: DicomHeader): Uint8Array {
  const { values, photometric } = raw;
  // The transforms of JPEG 2000 (PS3.3 C.7.6.3.1.2) belong inside a codestream; outside one they mean nothing.
  if (/^YBR_(RCT|ICT)$/.test(photometric)) {
    refuse('unsupported-pixels', `${photometric} without JPEG 2000`, { pixels: photometric });
  }
  if (values instanceof Uint8Array) return photometric === 'RGB' ? values : ybrToRgb(values);
  if (photometric !== 'RGB' || header.signed || header.source !== 'integer') {
    const pixels = `${photometric}, ${header.bitsStored} bit`;
    refuse('unsupported-pixels', pixels, { pixels });
  }
  const divisor = 2 ** (header.bitsStored - 8);
  return Uint8Array.from(values, (v) => Math.floor(v / divisor));
}

const isGrey = (header: DicomHeader) => header.samples === 1 && header.photometric !== 'PALETTE COLOR';

function toPixels(set: DicomSet, header: DicomHeader, raw: RawFrame, modality: Modality): Pixels {
  const { columns: width, rows: height } = header;
  const { values } = raw;
  if (isGrey(header)) {
    return {
      kind: 'grey',
      width,
      height,
      values,
      modality,
      padding: readPadding(set, header),
      inverted: header.photometric === 'MONOCHROME1',
    };
  }
  const palette = header.photometric === 'PALETTE COLOR';
  const data = palette ? applyPalette(set, values, header.signed) : colour8(raw, header);
  // The hash sees colours, not indices or transforms, so that the same picture packed otherwise is found again.
  const stored = palette || values instanceof Uint8Array ? data : values;
  return { kind: 'plain', picture: { width, height, channels: 3, data }, stored };
}

function ownNotes(set: DicomSet, header: DicomHeader, frame: number): Note[] {
  const notes: Note[] = [];
  if (header.frames > 1) {
    notes.push({ code: 'first-frame-of-many', detail: { frames: header.frames, used: frame + 1 } });
  }
  if (header.lossy) notes.push({ code: 'lossy-compressed', detail: {} });
  if (header.photometric === 'MONOCHROME1') notes.push({ code: 'inverted-greys', detail: {} });
  if (header.burnedIn) notes.push({ code: 'burned-in-text-possible', detail: {} });
  if (header.samples === 3 && header.bitsStored > 8) notes.push({ code: 'sixteen-bit', detail: {} });
  const ratio = stretchedBy(set, frame);
  if (ratio !== null)
    notes.push({ code: 'pixels-not-square', detail: { ratio: Math.round(ratio * 1000) / 1000 } });
  return notes;
}

/** One note for all attributes that break a rule, in their own words. */
function irregularNote(fields: readonly (string | null)[]): Note[] {
  const named = [...new Set(fields.filter((field) => field !== null))];
  return named.length > 0 ? [{ code: 'header-irregular', detail: { field: named.join(', ') } }] : [];
}

/**
 * A guess at how the file is written counts only when the pixels fit to the byte.
 * @throws AppError `bad-header` when they do not.
 */
function checkGuess(file: DicomFile, surplus: boolean): void {
  const packed = file.set.elements.get('x7fe00010')?.fragments != null;
  const native = transferSyntax(file.syntax)?.coding === 'native';
  const guessed = file.notes.some((note) => note.code === 'syntax-assumed');
  if (guessed && native && (packed || surplus)) {
    refuse('bad-header', 'the transfer syntax is missing', { field: 'TransferSyntaxUID' });
  }
}

export interface OpenDicom {
  readonly header: DicomHeader;
  /**
   * @param choose 'middle' or a 0-based frame index.
   * @throws AppError with a file code; never anything else.
   */
  read(choose: FrameSelector): Promise<ReadDicom>;
}

/**
 * Reads the header once; frames are then read one by one.
 * @throws AppError with a file code.
 */
export function openDicom(bytes: Uint8Array, codecs: Codecs): OpenDicom {
  const file = parseDicom(bytes);
  const header = readDicomHeader(file);
  checkSize(header.columns, header.rows);
  checkPhotometric(header);
  return { header, read: (choose) => readOne(file, header, frameIndex(choose, header.frames), codecs) };
}

async function readOne(
  file: DicomFile,
  header: DicomHeader,
  frame: number,
  codecs: Codecs,
): Promise<ReadDicom> {
  const { set } = file;
  checkGuess(file, false);
  const raw = await decodeFrame(set, header, file.syntax, frame, codecs);
  checkGuess(
    file,
    raw.notes.some((note) => note.code === 'longer-than-needed'),
  );
  const grey = isGrey(header);
  const step = grey ? readModality(set, header, frame) : { modality: identity, irregular: null };
  const pixels = toPixels(set, header, raw, step.modality);
  const voi: Voi = grey
    ? readVoi(set, header, frame, step.modality)
    : { table: null, windows: [], notes: [] };
  return {
    header,
    pixels,
    windows: voi.windows,
    table: voi.table,
    transferSyntax: transferSyntax(file.syntax)?.name ?? file.syntax,
    frame,
    patientId: set.text('x00100020'),
    studyId: set.text('x0020000d'),
    objectId: frameOfObject(set.text('x00080018'), frame),
    notes: [
      ...file.notes,
      ...raw.notes,
      ...ownNotes(set, header, frame),
      ...irregularNote([file.irregular ? 'encoding' : null, ...header.irregular, step.irregular]),
      ...voi.notes,
    ],
  };
}

/**
 * @param choose 'middle' or a 0-based frame index.
 * @throws AppError with a file code; never anything else.
 */
export async function readDicom(
  bytes: Uint8Array,
  choose: FrameSelector,
  codecs: Codecs,
): Promise<ReadDicom> {
  return openDicom(bytes, codecs).read(choose);
}
