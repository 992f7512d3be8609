// Every table and archive that is saved, by one door: what it holds as plain data, written as the bytes of a file.
import { AppError } from '../errors';
import type { Job } from '../job';
import { type AdapterBundle, adapterBundle } from './adapter-bundle';
import { embeddingsCsv } from './embeddings-csv';
import { embeddingsNpz, projectionNpz } from './embeddings-npz';
import { embeddingsParquet } from './embeddings-parquet';
import type { EmbeddingRows } from './embeddings-rows';
import { type LabelledRow, labelsCsv } from './labels-csv';
import { type NotebookRow, notebookCsv } from './notebook-csv';
import { type PredictionRow, predictionsCsv } from './predictions-csv';
import { type ProjectionRow, projectionCsv } from './projection-csv';

export type FileFormat = 'csv' | 'npz' | 'parquet' | 'zip';

/** `words`: the answers by words, in the published notebook's columns. `adapter`: one adapter in all its forms, a ZIP. */
export type FileContent =
  | { readonly kind: 'embeddings'; readonly rows: EmbeddingRows }
  | { readonly kind: 'map'; readonly rows: readonly ProjectionRow[]; readonly method: string }
  | { readonly kind: 'labels'; readonly rows: readonly LabelledRow[] }
  | {
      readonly kind: 'answers';
      readonly rows: readonly PredictionRow[];
      readonly classNames: readonly string[];
    }
  | { readonly kind: 'words'; readonly rows: readonly NotebookRow[] }
  | { readonly kind: 'adapter'; readonly bundle: AdapterBundle };

/** Formats of each kind, the plainest first. */
export const formatsOf = {
  embeddings: ['csv', 'npz', 'parquet'],
  map: ['csv', 'npz'],
  labels: ['csv'],
  answers: ['csv'],
  words: ['csv'],
  adapter: ['zip'],
} as const satisfies Readonly<Record<FileContent['kind'], readonly FileFormat[]>>;

const types: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  npz: 'application/octet-stream',
  parquet: 'application/vnd.apache.parquet',
  zip: 'application/zip',
};

type Part = string | Uint8Array<ArrayBuffer>;

async function partsOf(content: FileContent, format: FileFormat, job: Job): Promise<readonly Part[]> {
  switch (content.kind) {
    case 'embeddings':
      if (format === 'csv') return embeddingsCsv(content.rows, job);
      return [await (format === 'npz' ? embeddingsNpz : embeddingsParquet)(content.rows, job)];
    case 'map':
      if (format === 'npz') return [await projectionNpz(content.rows, content.method, job)];
      return [projectionCsv(content.rows, content.method)];
    case 'labels':
      return [labelsCsv(content.rows)];
    case 'answers':
      return [predictionsCsv(content.rows, content.classNames)];
    case 'words':
      return [notebookCsv(content.rows)];
    case 'adapter':
      return [await adapterBundle(content.bundle, job)];
  }
}

/**
 * The file. Breathes and reports in the writer's own unit.
 * @throws AppError `invalid-argument` for a format that the kind is not written in, and as `adapterBundle`.
 */
export async function writeFile(content: FileContent, format: FileFormat, job: Job): Promise<Blob> {
  const formats: readonly FileFormat[] = formatsOf[content.kind];
  if (!formats.includes(format)) throw new AppError('invalid-argument', 'no such format', { format });
  await job.breathe();
  return new Blob([...(await partsOf(content, format, job))], { type: types[format] });
}
