// Decides whether a DICOM JPEG holds RGB or YCbCr, and makes the codec do just that by naming it in the codestream.
import { concat } from './bytes';
import type { JpegHeader } from './jpeg-header';

/** APP14 "Adobe" (T.872 6.5.3): version 100, no flags, and the colour transform. */
function adobeMarker(transform: 0 | 1): Uint8Array {
  return Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform);
}

/**
 * The codestream's own word (Adobe, then JFIF = YCbCr) is believed over the header; without one the header decides.
 * @param photometric PhotometricInterpretation.
 * @returns the codestream to hand to the codec, and whether header and codestream contradict each other.
 */
export function colourStream(
  codestream: Uint8Array,
  jpeg: JpegHeader,
  photometric: string,
): { codestream: Uint8Array; differs: boolean } {
  if (jpeg.components !== 3) return { codestream, differs: false };
  const headerRgb = photometric === 'RGB';
  if (jpeg.adobeTransform !== null) return { codestream, differs: headerRgb !== (jpeg.adobeTransform === 0) };
  if (jpeg.hasJfif) return { codestream, differs: headerRgb };
  const marked = concat([codestream.subarray(0, 2), adobeMarker(headerRgb ? 0 : 1), codestream.subarray(2)]);
  return { codestream: marked, differs: false };
}
