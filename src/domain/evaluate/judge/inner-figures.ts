// How candidates are held against each other on an inner part: by what they say, or by how sure they are of it.
import { balancedAccuracyOf, talliesOf } from '../../predict/adapter-judge';
import type { CaseTable } from '../cases';
import { scoredRows } from '../figures/answered-cases';
import { youdenThreshold } from '../figures/thresholds';

/**
 * Balanced accuracy of scores (`rows.length x classes`), 0..1. `single`: of the largest scores. `multi`: of each label at its
 * best threshold on these rows, since that is the threshold it will be said by. -1 where nothing can be told (no rows, say).
 */
export function innerAccuracy(table: CaseTable, rows: readonly number[], scores: Float32Array): number {
  const { task, classes, rowClasses } = table;
  const own = rows.map((row) => rowClasses[row]!);
  const thresholds =
    task === 'single' ? [] : classes.map((_, c) => youdenThreshold(scoredRows(table, rows, scores, c)));
  const said =
    task === 'single'
      ? scores
      : scores.map((score, at) => (score >= thresholds[at % classes.length]! ? 1 : -1));
  return balancedAccuracyOf(task, talliesOf(task, said, own, classes.length)) ?? -1;
}

/** Scores below this are held to be this, so that one sure error does not outweigh all else. */
const floor = 1e-12;

/**
 * Mean log loss of scores (`rows.length x classes`) in which every class counts alike, however many rows it has: the mean over
 * the classes that occur. `multi`: positives and negatives of a label count alike. Infinity where nothing can be told.
 */
export function balancedLoss(table: CaseTable, rows: readonly number[], scores: ArrayLike<number>): number {
  const { task, classes, rowClasses } = table;
  const losses = new Map<number, { sum: number; count: number }>();
  const add = (key: number, share: number) => {
    const held = losses.get(key) ?? { sum: 0, count: 0 };
    held.sum -= Math.log(Math.max(floor, share));
    held.count += 1;
    losses.set(key, held);
  };
  for (const [at, row] of rows.entries()) {
    for (let c = 0; c < classes.length; c++) {
      const share = scores[at * classes.length + c]!;
      if (rowClasses[row]!.includes(c)) add(2 * c, share);
      else if (task === 'multi') add(2 * c + 1, 1 - share);
    }
  }
  if (losses.size === 0) return Number.POSITIVE_INFINITY;
  return [...losses.values()].reduce((total, { sum, count }) => total + sum / count, 0) / losses.size;
}

/** The place of the largest figure, the first of equals; -1 for none. */
export function firstBest(figures: readonly number[]): number {
  return figures.reduce((best, figure, at) => (best < 0 || figure > figures[best]! ? at : best), -1);
}
