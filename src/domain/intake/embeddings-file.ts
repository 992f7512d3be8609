// Embeddings that were computed elsewhere, as one table: .npz, Parquet or CSV, told by content. Meant for a worker: a digest
// of the whole file is made, and unpacking a page of a Parquet file is not interrupted.
import type { EmbeddingSpace } from '../encode/embedding-space';
import type { Job } from '../job';
import { csvEmbeddings } from './embeddings-file-csv';
import { npzEmbeddings } from './embeddings-file-npz';
import { parquetEmbeddings } from './embeddings-file-parquet';
import { checkedTable } from './embeddings-file-rows';
import { guarded, refuse } from './guard';
import { maxFileBytes } from './limits';
import { sha256Hex } from './pixel-hash';

/** What was noticed on the way. `columns-ignored`: count of numeric columns that are none of the numbered family. */
export interface EmbeddingsNote {
  readonly code: 'scaled-to-unit-length' | 'columns-ignored' | 'no-space';
  readonly count: number;
}

export interface EmbeddingsFile {
  /** As the file has them, each once and not empty. They may name people: the caller makes pseudonyms of them. */
  readonly ids: readonly string[];
  readonly dim: number;
  /** `rows x dim`, rows of unit length. */
  readonly data: Float32Array;
  /** One a row, '' where the file says none; absent: the file has no such column. */
  readonly labels?: readonly string[];
  readonly groups?: readonly string[];
  /** Whether the rows had unit length already (to 0.001). */
  readonly normalised: boolean;
  /** What the vectors were made by; null: the file does not say, as files of other tools. */
  readonly space: EmbeddingSpace | null;
  /** SHA-256 (hex) of the file. */
  readonly sha256: string;
  readonly notes: readonly EmbeddingsNote[];
}

/** What a reader of one format finds, not checked yet. */
export interface RawEmbeddings {
  readonly ids: readonly string[];
  readonly dim: number;
  readonly data: Float32Array;
  readonly labels?: readonly string[];
  readonly groups?: readonly string[];
  readonly space: EmbeddingSpace | null;
  /** Numeric columns left out. */
  readonly ignored: number;
}

type Format = 'npz' | 'parquet' | 'csv';

const signatures: readonly (readonly [readonly number[], Format | 'NumPy array (.npy)' | 'HDF5'])[] = [
  [[0x50, 0x4b, 3, 4], 'npz'],
  [[0x50, 0x41, 0x52, 0x31], 'parquet'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'NumPy array (.npy)'],
  [[0x89, 0x48, 0x44, 0x46], 'HDF5'],
];

/** By the first bytes, whatever the name says. @throws AppError `empty-file`, `file-too-large`, `unsupported-format`. */
async function formatOf(file: Blob): Promise<Format> {
  if (file.size === 0) refuse('empty-file', 'the file is empty');
  if (file.size > maxFileBytes)
    refuse('file-too-large', `${file.size} bytes`, { bytes: file.size, limit: maxFileBytes });
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const known = signatures.find(([bytes]) => bytes.every((byte, i) => head[i] === byte))?.[1] ?? 'csv';
  if (known === 'npz' || known === 'parquet' || known === 'csv') return known;
  return refuse('unsupported-format', `${known} has no ids`, { format: known });
}

const readers: Readonly<Record<Format, (file: Blob, job: Job) => Promise<RawEmbeddings>>> = {
  npz: npzEmbeddings,
  parquet: parquetEmbeddings,
  csv: csvEmbeddings,
};

/**
 * Reads a file of embeddings, whole. Breathes and reports in the reader's own unit; can be cancelled.
 * @throws AppError `bad-table` (see TableProblem), `empty-file`, `file-too-large`, `unsupported-format`, `damaged`,
 *   `truncated`, `encrypted`, `expands-past-limit`, `unreadable-file`, `decoder-failed`; nothing half-read comes out.
 */
export async function readEmbeddings(file: Blob, job: Job): Promise<EmbeddingsFile> {
  const format = await formatOf(file);
  const raw = await guarded(format, () => readers[format](file, job));
  const { data, normalised } = await checkedTable(raw, job);
  const { ids, dim, labels, groups, space, ignored } = raw;
  const sha256 = await sha256Hex(new Uint8Array(await file.arrayBuffer()));
  const found: EmbeddingsNote[] = [
    { code: 'scaled-to-unit-length', count: normalised ? 0 : ids.length },
    { code: 'columns-ignored', count: ignored },
    { code: 'no-space', count: space ? 0 : 1 },
  ];
  return {
    ...{ ids, dim, data, normalised, space, sha256 },
    ...(labels && { labels }),
    ...(groups && { groups }),
    notes: found.filter(({ count }) => count > 0),
  };
}
