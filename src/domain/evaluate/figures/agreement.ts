// How well answers agree with the truth over all classes: figures of counts alone.

import { balancedAccuracyOf } from '../../predict/adapter-judge';
import type { AdapterTask } from '../../predict/adapter-types';
import { type ClassCounts, meanOrNull } from './class-counts';

/** As `balancedAccuracyOf` of the adapters, 0..1; null without a class (label) that can be told. */
export function balancedAccuracy(task: AdapterTask, counts: readonly ClassCounts[]): number | null {
  const tallies = counts.map(({ found, missed, wrong, lacking }) => ({
    having: found + missed,
    found,
    lacking,
    spared: lacking - wrong,
  }));
  return balancedAccuracyOf(task, tallies);
}

/** Of one label that some rows have and some lack: the correlation of truth and answer, -1..1; 0 where the answer is one. */
function binaryMatthews({ found, missed, wrong, lacking, unsaid }: ClassCounts): number | null {
  const having = found + missed;
  const said = found + wrong;
  if (having === 0 || lacking === 0) return null;
  if (said === 0 || unsaid === 0) return 0;
  return (found * (lacking - wrong) - wrong * missed) / Math.sqrt(having * lacking * said * unsaid);
}

/** Of all classes at once (Gorodkin 2004, the statistic R_K), each row in one of them. */
function manyMatthews(counts: readonly ClassCounts[]): number | null {
  let total = 0;
  let right = 0;
  let ownBySaid = 0;
  let own = 0;
  let said = 0;
  for (const { found, missed, wrong } of counts) {
    total += found + missed;
    right += found;
    ownBySaid += (found + missed) * (found + wrong);
    own += (found + missed) ** 2;
    said += (found + wrong) ** 2;
  }
  if (counts.filter(({ found, missed }) => found + missed > 0).length < 2) return null;
  if (counts.filter(({ found, wrong }) => found + wrong > 0).length < 2) return 0;
  return (right * total - ownBySaid) / Math.sqrt((total ** 2 - own) * (total ** 2 - said));
}

/**
 * Matthews' correlation coefficient, -1..1 (scikit-learn: matthews_corrcoef; `multi`: the mean over labels that some rows
 * have and some lack). 0 where the same was said of every row; null where the truth does not vary: nothing to agree with.
 */
export function matthews(task: AdapterTask, counts: readonly ClassCounts[]): number | null {
  return task === 'single' ? manyMatthews(counts) : meanOrNull(counts.map(binaryMatthews));
}
