// One file's bytes to decoded pixels: the format by content, the right reader, one frame. Knows nothing of renditions.
import type { ImageFormat, Note, Picture8 } from '../types';
import { openApng } from './apng';
import { openBrowserRaster } from './browser-raster';
import type { Codecs } from './codecs';
import { exifOrientation } from './exif';
import { type FrameSelector, frameIndex } from './frame-use';
import { refuse } from './guard';
import { decodeJpeg } from './jpeg';
import { maxFileBytes } from './limits';
import { openNifti } from './nifti';
import { turnGreyUpright, turnUpright } from './orientation';
import type { Pixels } from './pixels';
import { decodePng } from './png';
import { type PngHeader, pngSize, readPngHeader } from './png-header';
import { openDicom, type ReadDicom } from './read-dicom';
import { checkSize } from './size-check';
import { sniff } from './sniff';
import { openTiff } from './tiff';

export interface Decoded {
  readonly pixels: Pixels;
  /** Frames, pages or slices there are; one was read. */
  readonly frames: number;
  readonly notes: readonly Note[];
  readonly dicom: ReadDicom | null;
}

const plain = (picture: Picture8): Pixels => ({ kind: 'plain', picture, stored: picture.data });

function openPngFile(bytes: Uint8Array): OpenFile {
  const size = pngSize(bytes);
  checkSize(size.width, size.height);
  const header = readPngHeader(bytes);
  const animation = openApng(bytes, header);
  return {
    async decode(choose) {
      if (!animation) return decodedPng(header);
      const index = frameIndex(choose, animation.frames);
      return decodedPng(header, { number: index + 1, rgba: animation.frame(index) });
    },
  };
}

function decodedPng(header: PngHeader, frame?: Parameters<typeof decodePng>[1]): Decoded {
  const { pixels, notes } = decodePng(header, frame);
  const orientation = header.exif ? exifOrientation(header.exif) : 1;
  if (orientation === 1) return { pixels, frames: header.frames, notes, dicom: null };
  const turned =
    pixels.kind === 'grey'
      ? turnGreyUpright(pixels, orientation)
      : plain(turnUpright(pixels.picture, orientation));
  const note: Note = { code: 'turned-upright', detail: { orientation } };
  return { pixels: turned, frames: header.frames, notes: [...notes, note], dicom: null };
}

/** A file's format, once its size and its first bytes allow for an image at all. */
export function recognise(bytes: Uint8Array): ImageFormat {
  if (bytes.length === 0) refuse('empty-file', 'the file has no bytes');
  if (bytes.length > maxFileBytes) {
    refuse('file-too-large', `${bytes.length} bytes`, { bytes: bytes.length, limit: maxFileBytes });
  }
  const found = sniff(bytes);
  if (found.supported) return found.format;
  if (found.name === null) refuse('unknown-format', 'the content is of no known format');
  return refuse('unsupported-format', found.name, { format: found.name });
}

/** A file whose header has been read; its frames are decoded one by one. */
export interface OpenFile {
  /** @param choose counts only where a file holds frames, pages or slices; other formats give what they give. */
  decode(choose: FrameSelector): Promise<Decoded>;
}

/** @throws AppError of the readers. */
export function openFile(bytes: Uint8Array, format: ImageFormat, codecs: Codecs): OpenFile {
  switch (format) {
    case 'png':
      return openPngFile(bytes);
    case 'dicom': {
      const { read } = openDicom(bytes, codecs);
      return {
        async decode(choose) {
          const dicom = await read(choose);
          return { pixels: dicom.pixels, frames: dicom.header.frames, notes: dicom.notes, dicom };
        },
      };
    }
    case 'jpeg':
      return {
        async decode() {
          const { picture, notes } = await decodeJpeg(bytes, codecs);
          return { pixels: plain(picture), frames: 1, notes, dicom: null };
        },
      };
    case 'tiff':
    case 'nifti': {
      const { read } = format === 'tiff' ? openTiff(bytes) : openNifti(bytes);
      return { decode: async (choose) => ({ ...read(choose), dicom: null }) };
    }
    default: {
      const raster = openBrowserRaster(bytes, format, codecs);
      return {
        async decode(choose) {
          const { picture, frames, notes } = await raster.decode(choose);
          return { pixels: plain(picture), frames, notes, dicom: null };
        },
      };
    }
  }
}

/**
 * One frame of a file.
 * @throws AppError of the readers.
 */
export async function decodeFile(
  bytes: Uint8Array,
  format: ImageFormat,
  choose: 'first' | FrameSelector,
  codecs: Codecs,
): Promise<Decoded> {
  return openFile(bytes, format, codecs).decode(choose === 'first' ? 0 : choose);
}
