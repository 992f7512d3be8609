// What must hold for a table of embeddings from elsewhere before it is used, and its rows brought to unit length.
import type { Job } from '../job';
import { maxDimension, maxTableNumbers, maxTableRows } from './limits';
import { refuseTable } from './table-error';

const rowsABreath = 4096;
/** float16 keeps three digits. */
const unitTolerance = 1e-3;

/** @throws AppError `bad-table` before memory is taken for `rows x dim` numbers: `no-rows`, `no-numbers`, `too-many`. */
export function checkSize(rows: number, dim: number, field: string): void {
  if (!(rows > 0)) refuseTable('no-rows', 'no rows', { field });
  if (!(dim > 1)) refuseTable('no-numbers', 'no numbers', { field });
  if (dim > maxDimension) refuseTable('too-many', `${dim} numbers a row`, { have: dim, need: maxDimension });
  if (rows > maxTableRows) refuseTable('too-many', `${rows} rows`, { have: rows, need: maxTableRows });
  if (rows * dim > maxTableNumbers) {
    refuseTable('too-many', `${rows} x ${dim}`, { have: rows * dim, need: maxTableNumbers });
  }
}

/** @throws AppError `bad-table`: `empty-id`, `same-id` with the number of the row, never the id. */
export function checkIds(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const [row, id] of ids.entries()) {
    if (id.trim() === '') refuseTable('empty-id', 'an id is empty', { row });
    if (seen.has(id)) refuseTable('same-id', 'an id stands twice', { row });
    seen.add(id);
  }
}

interface Rows {
  readonly ids: readonly string[];
  readonly dim: number;
  readonly data: Float32Array;
  readonly labels?: readonly string[];
  readonly groups?: readonly string[];
}

/**
 * The rows scaled to unit length (in place; rows that had it to 0.001 are left as they are, bit for bit).
 * @throws AppError `bad-table`: `no-rows`, `no-numbers`, `too-many`, `count` (ids, labels or groups are not one a row),
 *   `empty-id`, `same-id`, `not-finite`, `zero-row`.
 */
export async function checkedTable(
  { ids, dim, data, labels, groups }: Rows,
  job: Job,
): Promise<{ data: Float32Array; normalised: boolean }> {
  const rows = data.length / dim;
  checkSize(rows, dim, 'embeddings');
  for (const [field, own] of Object.entries({ ids, labels, groups })) {
    if (own && own.length !== rows) {
      refuseTable('count', `${own.length} ${field}`, { field, have: own.length, need: rows });
    }
  }
  checkIds(ids);
  let normalised = true;
  for (let row = 0; row < rows; row++) {
    if (row % rowsABreath === 0) await job.breathe();
    const own = data.subarray(row * dim, (row + 1) * dim);
    let square = 0;
    for (let d = 0; d < dim; d++) square += own[d]! ** 2;
    if (!Number.isFinite(square)) refuseTable('not-finite', 'not a finite number', { row });
    if (square === 0) refuseTable('zero-row', 'a row of zeros', { row });
    const length = Math.sqrt(square);
    if (Math.abs(length - 1) <= unitTolerance) continue;
    normalised = false;
    for (let d = 0; d < dim; d++) own[d]! /= length;
  }
  return { data, normalised };
}
