// The vote of the nearest rows for several numbers of voters at once, as scores of all classes.
import type { AdapterTask } from '../../predict/adapter-types';

/** Voters of one row, nearest first. */
export interface Voters {
  /** Cosine, -1..1. */
  readonly similarities: ArrayLike<number>;
  /** Class indices of each voter, at least one. */
  readonly classes: readonly (readonly number[])[];
}

/**
 * For each k of `ks` (ascending) the scores of one row, each 0..1: weights are cosines clipped at 0, or 1 each where all of
 * those are 0, as in `voteOfNeighbours`. `single`: a voter's class gets its weight, and scores add up to 1. `multi`: a label's
 * score is the weight of the voters having it over that of all, each label for itself. Fewer voters than k: all of them. No
 * voter: even shares for `single`, 0.5 for `multi`.
 */
export function votesFor(
  { similarities, classes }: Voters,
  ks: readonly number[],
  task: AdapterTask,
  classCount: number,
): readonly Float64Array[] {
  const weighted = new Float64Array(classCount);
  const counted = new Float64Array(classCount);
  let total = 0;
  let voters = 0;
  return ks.map((k) => {
    for (; voters < Math.min(k, classes.length); voters++) {
      const weight = Math.max(0, similarities[voters]!);
      total += weight;
      for (const c of classes[voters]!) {
        weighted[c]! += weight;
        counted[c]! += 1;
      }
    }
    if (voters === 0) return new Float64Array(classCount).fill(task === 'single' ? 1 / classCount : 0.5);
    // The sum and its parts are added up in another order: a hair over 1 is no share.
    return total > 0
      ? weighted.map((weight) => Math.min(1, weight / total))
      : counted.map((count) => count / voters);
  });
}
