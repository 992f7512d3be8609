// The vectors of an image made of many slices. Both kinds are kept, so that the project can change between them later.
import { abortError } from '../../domain/errors';
import { meanVector, sevenStatistics } from '../../domain/explore/study-vector';
import type { RenderingKey } from '../../domain/types';
import { statisticsKey, vectorKey } from '../selectors';

/** Ends the current macrotask. @throws AbortError once the job has been cancelled. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  if (signal.aborted) throw abortError();
}

/**
 * Of each rendering that all slices have: the mean of the slices' vectors and their seven statistics, with their keys.
 * @param slices the vectors of each slice by rendering.
 * @throws AppError of `meanVector`, AbortError.
 */
export async function stackVectors(
  slices: readonly ReadonlyMap<RenderingKey, Float32Array>[],
  pixelHash: string,
  sha256: string,
  signal: AbortSignal,
): Promise<readonly (readonly [string, Float32Array])[]> {
  const out: (readonly [string, Float32Array])[] = [];
  for (const kind of slices[0]?.keys() ?? []) {
    const rows = slices.flatMap((slice) => slice.get(kind) ?? []);
    if (rows.length < slices.length) continue;
    const statistics = await sevenStatistics(rows, { breathe: () => breathe(signal) });
    out.push(
      [vectorKey(pixelHash, kind, sha256), meanVector(rows)],
      [statisticsKey(pixelHash, kind, sha256), statistics],
    );
  }
  return out;
}
