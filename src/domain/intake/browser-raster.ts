// WebP, BMP and GIF: header facts by us, pixels by the browser's decoder (first frame), alpha composited by us.
import type { Note, Picture8 } from '../types';
import { onBlack } from './alpha';
import { readBmpHeader } from './bmp-header';
import type { BrowserFormat, Codecs } from './codecs';
import { readGifHeader } from './gif-header';
import { guarded, refuse } from './guard';
import { turnUpright } from './orientation';
import { checkSize } from './size-check';
import { readWebpHeader } from './webp-header';

interface Facts {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly orientation: number;
  readonly hasProfile: boolean;
  readonly bare: Uint8Array;
}

function facts(bytes: Uint8Array, format: BrowserFormat): Facts {
  const still = { orientation: 1, hasProfile: false, bare: bytes };
  if (format === 'webp') return readWebpHeader(bytes);
  if (format === 'gif') return { ...readGifHeader(bytes), ...still };
  return { ...readBmpHeader(bytes), frames: 1, ...still };
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

/**
 * @throws AppError of the header readers; `unsupported-format` where there is no browser; `decoder-failed`.
 */
export async function decodeBrowserRaster(
  bytes: Uint8Array,
  format: BrowserFormat,
  codecs: Codecs,
): Promise<{ picture: Picture8; frames: number; notes: Note[] }> {
  const header = facts(bytes, format);
  const name = format.toUpperCase();
  checkSize(header.width, header.height);
  const decode = codecs.browser;
  if (!decode) refuse('unsupported-format', `${name} needs a browser`, { format: name });
  const decoded = await guarded(name, () => decode(header.bare, format));
  // A GIF's first frame may be smaller than its screen; engines then still give the screen.
  if (decoded.width !== header.width || decoded.height !== header.height) {
    refuse('damaged', 'the picture has another size than its header says', {
      width: decoded.width,
      height: decoded.height,
    });
  }
  const view = decoded.data;
  const flat = onBlack(new Uint8Array(view.buffer, view.byteOffset, view.length), 3, 255);
  const notes: Note[] = [];
  if (header.frames > 1)
    notes.push({ code: 'first-frame-of-many', detail: { frames: header.frames, used: 1 } });
  if (header.orientation > 1)
    notes.push({ code: 'turned-upright', detail: { orientation: header.orientation } });
  if (header.hasProfile) notes.push({ code: 'colour-profile-ignored', detail: {} });
  if (decoded.altered) notes.push({ code: 'canvas-altered', detail: {} });
  if (flat.changed) notes.push({ code: 'alpha-on-black', detail: {} });
  const picture = turnUpright(fromRgb(decoded.width, decoded.height, flat.data), header.orientation);
  return { picture, frames: header.frames, notes };
}
