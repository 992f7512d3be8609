// Both questions about signal in one look: could it be chance, and would more groups help. The likenesses are worked out once.
import { partOf } from '../../explore/cluster/breather';
import { type Job, quietJob } from '../../job';
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
}

const deals = 999;
const curveDraws = 10;
/** Above this many cells of likenesses, fewer deals: a deal looks at each. 1,000 rows squared. */
const cellsOfFullTest = 1_000_000;
const fewestDeals = 199;

/**
 * Permutation test and learning curves of the fast approaches. 999 deals of the labels up to 1,000 rows, fewer for more, never
 * below 199 (smallest p .005). Takes 8 x rows^2 bytes. Reports in hundredths, breathes.
 */
export async function lookForSignal(
  { table, seed }: SignalQuestion,
  job: Job = quietJob(),
): Promise<SignalFound> {
  const rows = table.ids.length;
  const draws = Math.max(
    fewestDeals,
    Math.min(deals, Math.round((deals * cellsOfFullTest) / Math.max(1, rows * rows))),
  );
  const alike = await alikeRows(table.data, table.dim, partOf(job, 0, 10));
  const input = { table, alike, routes: fastRoutes, seed };
  const signals = await permutationTest({ ...input, draws }, partOf(job, 10, 70));
  const curves = await learningCurves({ ...input, draws: curveDraws }, partOf(job, 70, 100));
  return { signals, curves };
}
