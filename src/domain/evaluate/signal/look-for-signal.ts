// Both questions about signal in one look: could it be chance, and would more groups help. The likenesses are worked out once.
import { partOf } from '../../explore/cluster/breather';
import { type Job, quietJob } from '../../job';
import { takeRows } from '../../matrix';
import { rowsByGroup } from '../../predict/row-groups';
import { makeRandom } from '../../random';
import type { CaseTable } from '../cases';
import { alikeRows, fastRoutes } from './fast-routes';
import { type LearningCurve, learningCurves } from './learning-curve';
import { permutationTest, type Signal } from './permutation';

export interface SignalQuestion {
  readonly table: CaseTable;
  readonly seed: number;
}

export interface SignalFound {
  readonly signals: readonly Signal[];
  readonly curves: readonly LearningCurve[];
  /** Rows that were looked at, of all: fewer where the table is large. */
  readonly rows: number;
  readonly of: number;
}

const deals = 999;
const curveDraws = 10;
/** Above this many cells of likenesses, fewer deals: a deal looks at each. 1,000 rows squared. */
const cellsOfFullTest = 1_000_000;
const fewestDeals = 199;
/** Likenesses of more rows would not fit into a browser's memory: 8 bytes a cell, 72 MB here. */
const mostRows = 3000;

/** Whole groups in random order, as many as fit: rows drawn without a look at labels leave the test valid. Ascending. */
export function someRows({ table, seed }: SignalQuestion): readonly number[] {
  const all = table.ids.map((_, row) => row);
  if (all.length <= mostRows) return all;
  const taken: number[] = [];
  for (const rows of makeRandom(seed).fork('rows for signal').shuffle(rowsByGroup(table.groups))) {
    if (taken.length + rows.length <= mostRows) taken.push(...rows);
  }
  return taken.sort((a, b) => a - b);
}

/**
 * Permutation test and learning curves of the fast approaches. 999 deals of the labels up to 1,000 rows, fewer for more, never
 * below 199 (smallest p .005); of more than 3,000 rows whole groups are drawn that come to no more. Reports in hundredths,
 * breathes.
 */
export async function lookForSignal(question: SignalQuestion, job: Job = quietJob()): Promise<SignalFound> {
  const { seed } = question;
  const rows = someRows(question);
  const draws = Math.max(
    fewestDeals,
    Math.min(deals, Math.round((deals * cellsOfFullTest) / Math.max(1, rows.length ** 2))),
  );
  const { data, dim, ...own } = question.table;
  const table = {
    ...own,
    rowClasses: rows.map((row) => own.rowClasses[row]!),
    groups: rows.map((row) => own.groups[row] ?? null),
  };
  const alike = await alikeRows(takeRows(data, dim, rows), dim, partOf(job, 0, 10));
  const input = { table, alike, routes: fastRoutes, seed };
  const signals = await permutationTest({ ...input, draws }, partOf(job, 10, 70));
  const curves = await learningCurves({ ...input, draws: curveDraws }, partOf(job, 70, 100));
  return { signals, curves, rows: rows.length, of: question.table.ids.length };
}
