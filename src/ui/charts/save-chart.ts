// A chart as a file: the SVG's text itself, or a PNG that the browser draws of it.
import { saveBlob, saveText } from '../predict/save-text';
import type { SvgFile } from './svg-text';

const svgType = 'image/svg+xml';
/** Pixels of a PNG for each of the drawing's, so that print is sharp. */
const pngScale = 3;

export function saveSvg(fileName: string, { text }: SvgFile): void {
  saveText(`${fileName}.svg`, `${svgType};charset=utf-8`, text);
}

/** Throws what the browser says where it cannot draw the picture. */
export async function savePng(fileName: string, { text, widthPx, heightPx }: SvgFile): Promise<void> {
  const url = URL.createObjectURL(new Blob([text], { type: svgType }));
  try {
    const picture = new Image(widthPx * pngScale, heightPx * pngScale);
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
    if (blob === null) throw new Error('the browser made no PNG of this picture');
    saveBlob(`${fileName}.png`, blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}
