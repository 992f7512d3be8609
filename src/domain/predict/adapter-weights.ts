// How much a class counts in the loss, so that a rare one is not drowned.
import { countsOfClasses } from './adapter-targets';
import type { AdapterSpec, AdapterTask } from './adapter-types';

/** A rarer label than one in 21 is not weighed up further: a few images would steer the whole network. */
export const largestPositiveWeight = 20;

/**
 * One weight a class, from the rows trained on. `none`: 1. `balanced`, for `single`: n / (k * n of the class), as
 * scikit-learn's; for `multi`, the weight of a label's positives: n without it / n with it, at most 20. A class without
 * rows gets 0 for `single` and 1 for `multi`, where its negatives still count; 1 too for a label that no row lacks.
 * @param rowClasses class indices of each row.
 */
export function classWeightsOf(
  rule: AdapterSpec['classWeights'],
  task: AdapterTask,
  rowClasses: readonly (readonly number[])[],
  classCount: number,
): number[] {
  if (rule === 'none') return new Array<number>(classCount).fill(1);
  const rows = rowClasses.length;
  return countsOfClasses(rowClasses, classCount).map((count) => {
    if (task === 'single') return count === 0 ? 0 : rows / (classCount * count);
    if (count === 0 || count === rows) return 1;
    return Math.min(largestPositiveWeight, (rows - count) / count);
  });
}
