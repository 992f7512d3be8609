// Pictures at 16 x 16 greys: so little that nothing of a disease should be left, but what a background or a frame leaves is.
import { resize } from '../../encode/resample';
import { isAbort } from '../../errors';
import type { Codecs } from '../../intake/codecs';
import { decodeFile, recognise } from '../../intake/decode-file';
import { fileBytes } from '../../intake/file-bytes';
import type { Job } from '../../job';
import type { Picture8 } from '../../types';

export const tinySide = 16;
export const tinyPixels = tinySide * tinySide;

export interface TinyGreys {
  /** `pictures x 256`, 0..255, by row; 0 for those that could not be read. */
  readonly greys: Uint8Array;
  /** Places of those that could not be read, ascending. */
  readonly unread: readonly number[];
}

/** A picture stretched to 16 x 16 (antialiased bicubic), in grey (ITU-R BT.601 weights, rounded): 256 levels by row. */
export function tinyGrey(picture: Picture8): Uint8Array {
  const { channels, data } = resize(picture, tinySide, tinySide);
  if (channels === 1) return data;
  return Uint8Array.from({ length: tinyPixels }, (_, i) => {
    const [red, green, blue] = [data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!];
    return Math.round((299 * red + 587 * green + 114 * blue) / 1000);
  });
}

async function pictureOf(file: Blob, codecs: Codecs): Promise<Picture8 | null> {
  const bytes = await fileBytes(file);
  const { pixels } = await decodeFile(bytes, recognise(bytes), 'first', codecs);
  return pixels.kind === 'plain' ? pixels.picture : null;
}

/**
 * Stored 8-bit pictures (PNG or JPEG files; null: there is none) as tiny greys, one after the other; what cannot be read is
 * told, no failure. Breathes before each and reports pictures; throws the job's own error on cancel.
 */
export async function tinyGreys(
  pictures: readonly (Blob | null)[],
  codecs: Codecs,
  job: Job,
): Promise<TinyGreys> {
  const greys = new Uint8Array(pictures.length * tinyPixels);
  const unread: number[] = [];
  for (const [i, file] of pictures.entries()) {
    await job.breathe();
    const picture = file && (await pictureOf(file, codecs).catch(unlessCancelled));
    if (picture) greys.set(tinyGrey(picture), i * tinyPixels);
    else unread.push(i);
    job.report(i + 1, pictures.length);
  }
  return { greys, unread };
}

function unlessCancelled(thrown: unknown): null {
  if (isAbort(thrown)) throw thrown;
  return null;
}
