// Embeddings and maps as NumPy archives, which `numpy.load` reads with allow_pickle=False.
import type { Job } from '../job';
import { npyFloats, npyTexts } from '../npy';
import { type EmbeddingRows, exportMeta } from './embeddings-rows';
import { researchNotice } from './notice';
import type { ProjectionRow } from './projection-csv';
import { zipBytes } from './zip';

/**
 * Arrays `ids`, `labels`, [`groups`,] [`files`] (`<U`, one a row; several labels joined by "; "), `embeddings` (`<f4`, `rows x
 * dim`) and `meta` (a text without axes: JSON with the notice and what the vectors were made by). Not compressed, as by
 * numpy.savez. The same rows give the same bytes.
 */
export async function embeddingsNpz(rows: EmbeddingRows, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const { ids, labels, groups, names, dim, data } = rows;
  const files = [
    { path: 'ids.npy', bytes: npyTexts(ids) },
    { path: 'labels.npy', bytes: npyTexts(labels) },
    ...(groups ? [{ path: 'groups.npy', bytes: npyTexts(groups) }] : []),
    ...(names ? [{ path: 'files.npy', bytes: npyTexts(names) }] : []),
    { path: 'embeddings.npy', bytes: npyFloats(data, [ids.length, dim]) },
    { path: 'meta.npy', bytes: npyTexts([exportMeta(rows)], true) },
  ];
  return zipBytes(files, job, true);
}

/** Arrays `ids`, `labels` (`<U`), `xy` (`<f4`, `rows x 2`) and `meta` (JSON: the notice and how the map was made). */
export async function projectionNpz(
  rows: readonly ProjectionRow[],
  method: string,
  job: Job,
): Promise<Uint8Array<ArrayBuffer>> {
  const xy = Float32Array.from(rows.flatMap(({ x, y }) => [x, y]));
  const meta = JSON.stringify({ notice: researchNotice, method });
  const files = [
    { path: 'ids.npy', bytes: npyTexts(rows.map(({ id }) => id)) },
    { path: 'labels.npy', bytes: npyTexts(rows.map(({ label }) => label)) },
    { path: 'xy.npy', bytes: npyFloats(xy, [rows.length, 2]) },
    { path: 'meta.npy', bytes: npyTexts([meta], true) },
  ];
  return zipBytes(files, job, true);
}
