// The same search in blocks of queries through an injected fast product (the runtime's MatMul + TopK graph).
import type { Job } from '../job';
import { normaliseRows, rowCount } from '../matrix';
import type { NearestTable } from '../types';
import { checkNearestInput, cosineOf, emptyNearest, type NearestInput } from './nearest';

/** Row indices of the `top` best for each query row of a block: `block x top`, in any order. Rows are unit length. */
export type BlockSearch = (block: Float32Array, top: number) => Promise<ArrayLike<number>>;

/** Given the unit-length table (`rows x dim`), readies the search; called once. */
export type OpenBlockSearch = (table: Float32Array, dim: number) => BlockSearch;

const blockRows = 512;

// The fast product rounds otherwise than the exact one; a few more candidates let near-ties sort themselves out.
const spare = 4;

/**
 * Equal to `nearestRows`, in blocks of 512 queries with a breath and a report (in queries) between. The fast search only
 * names candidates: their similarities are computed again in double precision, so a row's answer does not depend on
 * its block, on threads or on the back end (but where more than four rows crowd within 1e-6 of the last place).
 */
export async function nearestInBlocks(
  input: NearestInput,
  open: OpenBlockSearch,
  job: Job,
): Promise<NearestTable> {
  checkNearestInput(input);
  const { queries, table, dim, k } = input;
  const queryRows = rowCount(queries, dim);
  const rows = rowCount(table, dim);
  const out = emptyNearest(queryRows, k);
  if (rows === 0 || queryRows === 0) return out;

  const unitTable = normaliseRows(table, dim);
  const unitQueries = queries === table ? unitTable : normaliseRows(queries, dim);
  const search = open(unitTable, dim);
  const cosine = cosineOf(input);
  const top = Math.min(rows, k + spare);
  for (let start = 0; start < queryRows; start += blockRows) {
    job.report(start, queryRows);
    await job.breathe();
    const end = Math.min(queryRows, start + blockRows);
    const found = await search(unitQueries.subarray(start * dim, end * dim), top);
    for (let q = start; q < end; q++) rank(out, q, k, cosine, found, (q - start) * top, top);
  }
  job.report(queryRows, queryRows);
  return out;
}

function rank(
  out: NearestTable,
  query: number,
  k: number,
  cosine: (query: number, row: number) => number,
  found: ArrayLike<number>,
  from: number,
  top: number,
): void {
  const candidates: { row: number; similarity: number }[] = [];
  for (let t = 0; t < top; t++) {
    const row = Number(found[from + t]);
    candidates.push({ row, similarity: cosine(query, row) });
  }
  candidates.sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  for (const [t, { row, similarity }] of candidates.slice(0, k).entries()) {
    out.indices[query * k + t] = row;
    out.similarities[query * k + t] = similarity;
  }
}
