// Where the encoder's input square lies on the picture it was made of.
import type { ResizeMode } from '../../domain/encode/manifest';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The input square in the picture's pixels. stretch: the whole picture. crop: the middle square, the rest was not seen.
 * pad: a square around the picture, so that it reaches beyond its edges.
 */
export function inputBox(resize: ResizeMode, widthPx: number, heightPx: number): Box {
  if (resize === 'stretch') return { left: 0, top: 0, width: widthPx, height: heightPx };
  const side = resize === 'crop' ? Math.min(widthPx, heightPx) : Math.max(widthPx, heightPx);
  return { left: (widthPx - side) / 2, top: (heightPx - side) / 2, width: side, height: side };
}
