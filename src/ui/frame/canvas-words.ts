// What a browser that alters canvas pixels means here; one sentence a verdict.
import type { CanvasVerdict } from '../../domain/intake/canvas-check';

export const canvasWords: Readonly<Record<Exclude<CanvasVerdict, 'exact'>, string>> = {
  noisy:
    'This browser adds noise to pictures a page reads back. PNG, JPEG, TIFF and DICOM are read by decoders of this page and are exact; WebP, BMP and GIF come in with a note.',
  unusable:
    'This browser does not let a page read pictures back. PNG, JPEG, TIFF and DICOM are read by decoders of this page and are exact; WebP, BMP and GIF are refused.',
};
