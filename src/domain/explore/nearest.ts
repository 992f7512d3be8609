// Exact nearest rows by cosine similarity in plain TypeScript: the reference, and what runs where no runtime is at hand.
import { AppError } from '../errors';
import { dotRows, rowCount, rowNorms } from '../matrix';
import type { NearestTable } from '../types';

export interface NearestInput {
  /** `queries x dim` and `rows x dim`, any row length: both are normalised here. */
  readonly queries: Float32Array;
  readonly table: Float32Array;
  readonly dim: number;
  readonly k: number;
}

/** Throws `invalid-argument` where the shapes do not fit. */
export function checkNearestInput({ queries, table, dim, k }: NearestInput): void {
  const whole = Number.isInteger(dim) && dim > 0 && queries.length % dim === 0 && table.length % dim === 0;
  if (whole && Number.isInteger(k) && k > 0) return;
  throw new AppError('invalid-argument', 'The neighbour search was given tables that do not fit.', {
    dim,
    k,
  });
}

/** An answer of `queries x k` with nothing found yet: indices -1, similarities 0. */
export function emptyNearest(queries: number, k: number): NearestTable {
  return {
    k,
    indices: new Int32Array(queries * k).fill(-1),
    similarities: new Float32Array(queries * k),
  };
}

/**
 * Exact cosine similarities between chosen rows, -1..1, 0 where either row is all zeros. The product is divided by
 * the lengths of the rows as stored, in double precision, so equal rows give exactly 1.
 */
export function cosineOf({ queries, table, dim }: NearestInput): (query: number, row: number) => number {
  const queryNorms = rowNorms(queries, dim);
  const tableNorms = queries === table ? queryNorms : rowNorms(table, dim);
  return (query, row) => {
    const lengths = queryNorms[query]! * tableNorms[row]!;
    if (!(lengths > 0)) return 0;
    // Float32 already here: two candidates equal in the answer must count as a tie while they are ranked.
    return Math.fround(Math.min(1, Math.max(-1, dotRows(queries, query, table, row, dim) / lengths)));
  };
}

/**
 * The k rows of `table` most similar to each query, best first, ties by lower index. Where the table has fewer than k
 * rows the rest is -1 with similarity 0; an empty table or no queries are fine. A row of the table that is itself a
 * query is found like any other. O(queries x rows x dim).
 */
export function nearestRows(input: NearestInput): NearestTable {
  checkNearestInput(input);
  const { queries, table, dim, k } = input;
  const queryRows = rowCount(queries, dim);
  const rows = rowCount(table, dim);
  const out = emptyNearest(queryRows, k);
  const cosine = cosineOf(input);
  for (let q = 0; q < queryRows; q++) {
    let held = 0;
    const base = q * k;
    for (let r = 0; r < rows; r++) {
      const similarity = cosine(q, r);
      if (held === k && similarity <= out.similarities[base + k - 1]!) continue;
      let at = held < k ? held++ : k - 1;
      // Rows come in index order, so moving past strictly smaller ones alone keeps ties stable.
      for (; at > 0 && out.similarities[base + at - 1]! < similarity; at--) {
        out.similarities[base + at] = out.similarities[base + at - 1]!;
        out.indices[base + at] = out.indices[base + at - 1]!;
      }
      out.similarities[base + at] = similarity;
      out.indices[base + at] = r;
    }
  }
  return out;
}
