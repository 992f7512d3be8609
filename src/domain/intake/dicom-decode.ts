// One frame of a DICOM image to raw samples, by its transfer syntax, with every size checked against the header.
import type { Note } from '../types';
import type { CodecPicture, Codecs, Samples } from './codecs';
import { encapsulatedFrame, nativeFrame } from './dicom-frames';
import type { DicomHeader } from './dicom-header';
import { colourStream } from './dicom-jpeg-colour';
import { decodeRle } from './dicom-rle';
import { codestreamValues, floats, storedValues, words } from './dicom-samples';
import type { DicomSet } from './dicom-set';
import { type Coding, transferSyntax } from './dicom-uids';
import { hasEndMarker } from './end-marker';
import { guarded, refuse } from './guard';
import { readJ2kHeader } from './j2k-header';
import { readJpegHeader } from './jpeg-header';
import { checkRoom } from './jpeg-room';
import { decodeJpeg12 } from './jpeg12';
import { expand422, interleave } from './photometric';

export interface RawFrame {
  /** Interleaved, `rows * columns * samples`; sign and bit position resolved. */
  readonly values: Samples;
  /** What the samples now are: the header's interpretation, or RGB where the codec did the transform. */
  readonly photometric: string;
  readonly notes: readonly Note[];
}

interface Decoded {
  readonly picture: CodecPicture;
  readonly photometric: string;
  readonly notes: Note[];
}

/** Before decoding, so that a codestream cannot claim memory that the header did not. @throws AppError `damaged`. */
function checkDeclaredSize(
  size: { readonly width: number; readonly height: number },
  header: DicomHeader,
): void {
  const { width, height } = size;
  if (width !== header.columns || height !== header.rows) {
    refuse('damaged', 'header and codestream name different sizes', { width, height });
  }
}

async function decodeJpegFrame(
  frame: Uint8Array,
  header: DicomHeader,
  codecs: Codecs,
  name: string,
): Promise<Decoded> {
  const jpeg = readJpegHeader(frame);
  checkDeclaredSize(jpeg, header);
  checkRoom(jpeg, frame.length);
  if (jpeg.precision === 12 && (jpeg.sof === 0xc0 || jpeg.sof === 0xc1) && jpeg.components === 1) {
    return { picture: decodeJpeg12(frame, jpeg), photometric: header.photometric, notes: [] };
  }
  if (![0xc0, 0xc1, 0xc2].includes(jpeg.sof) || jpeg.precision !== 8) {
    const found = `${name}: JPEG ${jpeg.frameType}, ${jpeg.precision} bit`;
    refuse('unsupported-transfer-syntax', found, { syntax: found });
  }
  const { codestream, differs } = colourStream(frame, jpeg, header.photometric);
  const picture = await guarded('JPEG', () => codecs.jpeg(codestream));
  const notes: Note[] = differs ? [{ code: 'header-and-codestream-differ', detail: { what: 'colour' } }] : [];
  // EXIF has no say inside DICOM.
  const irregular = jpeg.irregular.filter((what) => what !== 'EXIF');
  if (irregular.length > 0) notes.push({ code: 'header-irregular', detail: { field: irregular.join(', ') } });
  return { picture, photometric: picture.components === 3 ? 'RGB' : header.photometric, notes };
}

async function decodeJ2kFrame(
  frame: Uint8Array,
  header: DicomHeader,
  decode: (bytes: Uint8Array) => Promise<CodecPicture>,
): Promise<Decoded> {
  const own = readJ2kHeader(frame);
  checkDeclaredSize(own, header);
  const picture = await guarded('JPEG 2000', () => decode(frame));
  // The codec undoes the transform that YBR_RCT and YBR_ICT name; the codestream's word is believed over the header's.
  const named = /^YBR_(RCT|ICT)$/.test(header.photometric);
  const rgb = named || own.colourTransform;
  const contradicts =
    picture.components === 3 && rgb && header.photometric !== 'RGB' && named !== own.colourTransform;
  const notes: Note[] = contradicts
    ? [{ code: 'header-and-codestream-differ', detail: { what: 'colour' } }]
    : [];
  // Unsigned samples under a signed header are taken as the header says, as pydicom does.
  if (!picture.signed && header.signed) notes.push({ code: 'sign-from-header', detail: {} });
  return { picture, photometric: rgb ? 'RGB' : header.photometric, notes };
}

async function decodeCodestream(
  frame: Uint8Array,
  coding: Coding,
  header: DicomHeader,
  codecs: Codecs,
  name: string,
): Promise<Decoded> {
  const own = (picture: CodecPicture): Decoded => ({ picture, photometric: header.photometric, notes: [] });
  switch (coding) {
    case 'jpeg':
    case 'jpeg-12':
      return decodeJpegFrame(frame, header, codecs, name);
    case 'jpeg-lossless': {
      const jpeg = readJpegHeader(frame);
      // The lossless decoder makes something of other frames, too, and it is not the picture.
      if (jpeg.sof !== 0xc3) {
        const { notes, ...decoded } = await decodeJpegFrame(frame, header, codecs, name);
        const what = `JPEG ${jpeg.frameType}`;
        return { ...decoded, notes: [...notes, { code: 'header-and-codestream-differ', detail: { what } }] };
      }
      checkDeclaredSize(jpeg, header);
      return own(await guarded('JPEG Lossless', () => codecs.jpegLossless(frame)));
    }
    case 'jpeg-ls':
      checkDeclaredSize(readJpegHeader(frame), header);
      return own(await guarded('JPEG-LS', () => codecs.jpegLs(frame)));
    case 'jpeg-2000':
      return decodeJ2kFrame(frame, header, codecs.jpeg2000);
    case 'htj2k':
      return decodeJ2kFrame(frame, header, codecs.htj2k);
    default:
      return refuse('unsupported-transfer-syntax', name, { syntax: name });
  }
}

/** @throws AppError `damaged` when the codestream's geometry is not the header's. */
function checkGeometry({ width, height, components, data }: CodecPicture, header: DicomHeader): void {
  const { rows, columns, samples } = header;
  if (
    width !== columns ||
    height !== rows ||
    components !== samples ||
    data.length !== rows * columns * samples
  ) {
    refuse('damaged', 'header and codestream name different sizes', { width, height, components });
  }
}

async function encapsulated(
  set: DicomSet,
  header: DicomHeader,
  frame: number,
  coding: Coding,
  name: string,
  codecs: Codecs,
): Promise<RawFrame> {
  const { bytes, notes: own } = encapsulatedFrame(set, header, frame, false);
  // Decoders fill what is missing without a word, so the end is looked for first.
  if (!hasEndMarker(bytes)) {
    refuse('truncated', `frame ${frame + 1} has no end`, {
      have: bytes.length,
      need: bytes.length + 1,
      frame: frame + 1,
    });
  }
  const { picture, photometric, notes } = await decodeCodestream(bytes, coding, header, codecs, name);
  checkGeometry(picture, header);
  const { values, differs } = codestreamValues(picture, header);
  if (differs)
    notes.push({ code: 'header-and-codestream-differ', detail: { what: 'bits', bits: picture.bits } });
  return { values, photometric, notes: [...own, ...notes] };
}

/**
 * 8-bit pixels in 16-bit words of a big-endian file lie swapped two by two (PS3.5 8.1.1). The words are those of the whole
 * element: a frame of an odd number of bytes starts or ends inside one.
 */
function unswapped(set: DicomSet, frame: Uint8Array): Uint8Array {
  const start = set.elements.get('x7fe00010')?.offset ?? 0;
  const from = frame.byteOffset - set.bytes.byteOffset - start;
  return frame.map((_, i) => set.bytes[start + ((from + i) ^ 1)] ?? 0);
}

function native(set: DicomSet, header: DicomHeader, frame: number): RawFrame {
  const { bytes, notes } = nativeFrame(set, header, frame);
  const { photometric, source, samples, planar, bitsAllocated } = header;
  if (source !== 'integer') {
    return { values: floats(bytes, source === 'float' ? 4 : 8, set.littleEndian), photometric, notes };
  }
  const swap = bitsAllocated === 8 && !set.littleEndian && set.elements.get('x7fe00010')?.vr === 'OW';
  let raw = swap ? unswapped(set, bytes) : words(bytes, bitsAllocated, set.littleEndian);
  if (photometric === 'YBR_FULL_422' && raw instanceof Uint8Array && samples === 3) {
    // Two pixels share a colour, one after the other in a row (PS3.3 C.7.6.3.1.2): nothing else can be written so.
    if (header.columns % 2 === 1 || planar === 1) {
      const field = planar === 1 ? 'PlanarConfiguration' : 'Columns';
      refuse('bad-header', 'the layout does not fit YBR_FULL_422', { field });
    }
    const { values, masked } = storedValues(raw, header);
    const own: Note[] = masked ? [{ code: 'high-bits-masked', detail: {} }] : [];
    return { values: expand422(values as Uint8Array), photometric: 'YBR_FULL', notes: [...notes, ...own] };
  }
  if (samples > 1 && planar === 1) raw = interleave(raw, samples);
  const { values, masked } = storedValues(raw, header);
  const own: Note[] = masked ? [{ code: 'high-bits-masked', detail: {} }] : [];
  // Only uncompressed colours depend on it; without it they are taken pixel by pixel, as nearly all writers store them.
  if (samples > 1 && planar === null) {
    own.push({ code: 'header-irregular', detail: { field: 'PlanarConfiguration' } });
  }
  return { values, photometric, notes: [...notes, ...own] };
}

function runLength(set: DicomSet, header: DicomHeader, frame: number): RawFrame {
  const { rows, columns, samples, bitsAllocated } = header;
  const { bytes, notes } = encapsulatedFrame(set, header, frame, true);
  const decoded = decodeRle(bytes, rows * columns, samples, bitsAllocated / 8);
  const { values, masked } = storedValues(words(decoded.bytes, bitsAllocated, true), header);
  const photometric = header.photometric === 'YBR_FULL_422' ? 'YBR_FULL' : header.photometric;
  const own: Note[] = masked ? [{ code: 'high-bits-masked', detail: {} }] : [];
  if (decoded.surplus > 0) own.push({ code: 'longer-than-needed', detail: { bytes: decoded.surplus } });
  return { values, photometric, notes: [...notes, ...own] };
}

/**
 * @param frame 0-based.
 * @throws AppError `unsupported-transfer-syntax` naming it, `unsupported-pixels`, `truncated`, `damaged`, `decoder-failed`.
 */
export async function decodeFrame(
  set: DicomSet,
  header: DicomHeader,
  syntaxUid: string,
  frame: number,
  codecs: Codecs,
): Promise<RawFrame> {
  const syntax = transferSyntax(syntaxUid);
  const name = syntax?.name ?? syntaxUid.slice(0, 64);
  if (!syntax || syntax.coding === 'refused') refuse('unsupported-transfer-syntax', name, { syntax: name });
  if (![8, 16, 32, 64].includes(header.bitsAllocated)) words(new Uint8Array(0), header.bitsAllocated, true);
  if (syntax.coding === 'native') return native(set, header, frame);
  if (header.source !== 'integer')
    refuse('damaged', 'float pixels cannot be compressed this way', { part: 'PixelData' });
  if (syntax.coding === 'rle') return runLength(set, header, frame);
  return encapsulated(set, header, frame, syntax.coding, name, codecs);
}
