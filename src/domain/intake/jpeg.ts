// JPEG files: what the codec can read exactly, upright. Frame types it cannot read are refused by name.
import type { Note, Picture8 } from '../types';
import { cmykToRgb } from './cmyk';
import type { Codecs } from './codecs';
import { guarded, refuse } from './guard';
import { type JpegHeader, readJpegHeader } from './jpeg-header';
import { decodeInks } from './jpeg-inks';
import { checkRoom } from './jpeg-room';
import { turnUpright } from './orientation';
import { checkSize } from './size-check';

/** @throws AppError `unsupported-format` naming the frame type, `unsupported-pixels`, `truncated`, `damaged`. */
function checkFrame(header: JpegHeader, fileBytes: number): void {
  if (![0xc0, 0xc1, 0xc2].includes(header.sof)) {
    refuse('unsupported-format', `JPEG, ${header.frameType}`, { format: `JPEG (${header.frameType})` });
  }
  if (header.precision !== 8) {
    const format = `JPEG (${header.precision} bit)`;
    refuse('unsupported-format', format, { format });
  }
  if (header.components === 4 && header.sof === 0xc2) {
    const format = 'JPEG (progressive, print colours CMYK)';
    refuse('unsupported-format', format, { format });
  }
  if (![1, 3, 4].includes(header.components)) {
    refuse('unsupported-pixels', `${header.components} components`, {
      pixels: `${header.components} components`,
    });
  }
  checkSize(header.width, header.height);
  // The codec fills what is missing with grey and does not say so, hence this check before it.
  if (header.end === null)
    refuse('truncated', 'the end marker is missing', { have: fileBytes, need: fileBytes + 1 });
  checkRoom(header, header.end);
}

async function decodePicture(bytes: Uint8Array, header: JpegHeader, codecs: Codecs): Promise<Picture8> {
  // libjpeg-turbo's WebAssembly build gives up on four components.
  if (header.components === 4) {
    const { width, height } = header;
    return { width, height, channels: 3, data: cmykToRgb(decodeInks(bytes, header)) };
  }
  const decoded = await guarded('JPEG', () => codecs.jpeg(bytes));
  const { width, height, components } = decoded;
  if (width !== header.width || height !== header.height || components !== header.components) {
    refuse('damaged', 'the picture has another size than its header says', { width, height });
  }
  const data = new Uint8Array(decoded.data.buffer, decoded.data.byteOffset, width * height * components);
  return { width, height, channels: components === 1 ? 1 : 3, data };
}

/**
 * A whole JPEG file, turned upright by EXIF.
 * @throws AppError as above, or `decoder-failed`.
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  codecs: Codecs,
): Promise<{ picture: Picture8; notes: Note[] }> {
  const header = readJpegHeader(bytes);
  checkFrame(header, bytes.length);
  const end = header.end ?? bytes.length;
  const picture = await decodePicture(bytes.subarray(0, end), header, codecs);
  const notes: Note[] = [];
  if (header.components === 4) notes.push({ code: 'cmyk-converted', detail: {} });
  if (header.orientation > 1)
    notes.push({ code: 'turned-upright', detail: { orientation: header.orientation } });
  if (header.irregular.length > 0)
    notes.push({ code: 'header-irregular', detail: { field: header.irregular.join(', ') } });
  if (header.hasProfile) notes.push({ code: 'colour-profile-ignored', detail: {} });
  if (bytes.length - end > 1)
    notes.push({ code: 'longer-than-needed', detail: { bytes: bytes.length - end } });
  return { picture: turnUpright(picture, header.orientation), notes };
}
