// The vectors in use, row by row, and the tables they are packed into.
import { statisticsCount, writeStatisticsOfOne } from '../domain/explore/study-vector';
import type { EmbeddingTable, ItemId } from '../domain/types';

export interface VectorRow {
  readonly id: ItemId;
  /** The image's own vector; for an image made of many slices, the mean of theirs. */
  readonly mean: Float32Array;
  /** The seven statistics of the slices' vectors; null for a single image, and for stacks of older projects. */
  readonly statistics: Float32Array | null;
  /** Made of many slices. */
  readonly isStack: boolean;
}

const sameRow = (a: VectorRow, b: VectorRow | undefined) =>
  a.id === b?.id && a.mean === b.mean && a.statistics === b.statistics && a.isStack === b.isStack;

/** Gives back `before` where it holds the same: a new label must not make a new table. */
export function keptRows(before: readonly VectorRow[], now: readonly VectorRow[]): readonly VectorRow[] {
  return before.length === now.length && now.every((row, i) => sameRow(row, before[i])) ? before : now;
}

/** `rows x dim`, all by their means. */
export function meanTableOf(rows: readonly VectorRow[]): EmbeddingTable {
  const dim = rows[0]?.mean.length ?? 0;
  const data = new Float32Array(rows.length * dim);
  rows.forEach(({ mean }, i) => {
    data.set(mean, i * dim);
  });
  return { ids: rows.map(({ id }) => id), dim, data };
}

/** `rows x 7 dim`: what has no statistics of its own counts as a stack of one slice, so that all rows have one length. */
export function statisticsTableOf(rows: readonly VectorRow[]): EmbeddingTable {
  const dim = statisticsCount * (rows[0]?.mean.length ?? 0);
  const data = new Float32Array(rows.length * dim);
  rows.forEach(({ mean, statistics }, i) => {
    if (statistics) data.set(statistics, i * dim);
    else writeStatisticsOfOne(mean, data.subarray(i * dim, (i + 1) * dim));
  });
  return { ids: rows.map(({ id }) => id), dim, data };
}
