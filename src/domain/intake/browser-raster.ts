// WebP, BMP and GIF: header facts by us, pixels by the browser's decoders, alpha composited by us.
import type { Note, Picture8 } from '../types';
import { onBlack } from './alpha';
import { readBmpHeader } from './bmp-header';
import type { Animation, BrowserFormat, Codecs, RgbaPicture } from './codecs';
import { type FrameSelector, frameIndex } from './frame-use';
import { readGifHeader } from './gif-header';
import { guarded, refuse } from './guard';
import { turnUpright } from './orientation';
import { checkSize } from './size-check';
import { readWebpHeader } from './webp-header';

interface Facts {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** EXIF orientation 1..8. */
  readonly orientation: number;
  readonly hasProfile: boolean;
  /** What the browser is given: the same picture without what engines treat differently. */
  readonly bare: Uint8Array;
  /** What contradicts itself and was given the usual reading. */
  readonly irregular: readonly string[];
  /** Bytes of pixels beyond those of the picture. */
  readonly surplus: number;
}

function facts(bytes: Uint8Array, format: BrowserFormat): Facts {
  const still = { frames: 1, orientation: 1, hasProfile: false, bare: bytes, irregular: [], surplus: 0 };
  if (format === 'webp') return { ...still, ...readWebpHeader(bytes) };
  return { ...still, ...(format === 'gif' ? readGifHeader(bytes) : readBmpHeader(bytes)) };
}

/**
 * What the header says, and what has to be said about it; the size is not judged.
 * @throws AppError of the header readers.
 */
export function readBrowserHeader(
  bytes: Uint8Array,
  format: BrowserFormat,
): Facts & { readonly notes: Note[] } {
  const header = facts(bytes, format);
  const { frames, orientation, irregular, surplus } = header;
  const notes: Note[] = [];
  if (frames > 1) notes.push({ code: 'first-frame-of-many', detail: { frames, used: 1 } });
  if (orientation > 1) notes.push({ code: 'turned-upright', detail: { orientation } });
  if (header.hasProfile) notes.push({ code: 'colour-profile-ignored', detail: {} });
  if (irregular.length > 0) notes.push({ code: 'header-irregular', detail: { field: irregular.join(', ') } });
  if (surplus > 0) notes.push({ code: 'longer-than-needed', detail: { bytes: surplus } });
  return { ...header, notes };
}

/** RGBA to one channel when every pixel is grey, else three. */
function fromRgb(width: number, height: number, rgb: Uint8Array): Picture8 {
  let grey = true;
  for (let i = 0; i < rgb.length && grey; i += 3) grey = rgb[i] === rgb[i + 1] && rgb[i] === rgb[i + 2];
  if (!grey) return { width, height, channels: 3, data: rgb };
  const data = new Uint8Array(width * height);
  for (let p = 0; p < data.length; p++) data[p] = rgb[p * 3] ?? 0;
  return { width, height, channels: 1, data };
}

/** A file whose header has been read. */
export interface BrowserRaster {
  /**
   * @param choose which frame, where the browser can decode single ones; else it is the first.
   * @throws AppError `unsupported-format` where there is no browser; `damaged`, `decoder-failed`.
   */
  decode(choose: FrameSelector): Promise<{ picture: Picture8; frames: number; notes: Note[] }>;
}

/** @throws AppError of the header readers and of `checkSize`. */
export function openBrowserRaster(bytes: Uint8Array, format: BrowserFormat, codecs: Codecs): BrowserRaster {
  const header = readBrowserHeader(bytes, format);
  const name = format.toUpperCase();
  checkSize(header.width, header.height);
  const { frames } = header;
  const { animation } = codecs;
  let opened: Promise<Animation> | null = null;
  const pictureOf = async (index: number): Promise<RgbaPicture> => {
    if (animation && frames > 1 && format !== 'bmp') {
      opened ??= animation(header.bare, format);
      return (await opened).picture(index);
    }
    if (!codecs.browser) refuse('unsupported-format', `${name} needs a browser`, { format: name });
    return codecs.browser(header.bare, format);
  };
  return {
    async decode(choose) {
      const index = animation ? frameIndex(choose, frames) : 0;
      const decoded = await guarded(name, () => pictureOf(index));
      // A GIF's frame may be smaller than its screen; engines then still give the screen.
      if (decoded.width !== header.width || decoded.height !== header.height) {
        refuse('damaged', 'the picture has another size than its header says', {
          width: decoded.width,
          height: decoded.height,
        });
      }
      const view = decoded.data;
      const flat = onBlack(new Uint8Array(view.buffer, view.byteOffset, view.length), 3, 255);
      const notes = header.notes.map(
        (note): Note =>
          note.code === 'first-frame-of-many' ? { ...note, detail: { frames, used: index + 1 } } : note,
      );
      if (decoded.altered) notes.push({ code: 'canvas-altered', detail: {} });
      if (flat.changed) notes.push({ code: 'alpha-on-black', detail: {} });
      const picture = turnUpright(fromRgb(decoded.width, decoded.height, flat.data), header.orientation);
      return { picture, frames, notes };
    },
  };
}
