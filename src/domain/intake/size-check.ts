// Dimensions from a header, judged before anything is decoded.
import { refuse } from './guard';
import { maxPixels, maxSidePx, minSidePx } from './limits';

/**
 * @throws AppError `bad-header` (no size), `too-many-pixels`, `too-small`.
 */
export function checkSize(width: number, height: number): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    refuse('bad-header', 'the header names no size', { width, height });
  }
  if (width * height > maxPixels || width > maxSidePx || height > maxSidePx) {
    const megapixels = Math.round((width * height) / 1e5) / 10;
    refuse('too-many-pixels', `${width} x ${height} pixels`, {
      width,
      height,
      megapixels,
      limit: maxPixels / 1e6,
    });
  }
  if (width < minSidePx || height < minSidePx) {
    refuse('too-small', `${width} x ${height} pixels`, { width, height, limit: minSidePx });
  }
}
