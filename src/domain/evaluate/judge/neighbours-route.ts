// Nearest neighbours judged: a vote weighted by likeness, the number of voters chosen on the inner part.
import type { Job } from '../../job';
import type { CaseTable } from '../cases';
import { firstBest, innerAccuracy } from './inner-figures';
import { defaultMark, type Route } from './judge-types';
import type { NearestSearch } from './nearest-learnt';
import { votesFor } from './neighbour-vote';

/** Numbers of voters to choose from, ascending. */
const voterCounts: readonly number[] = [1, 3, 5, 9, 15, 25];
const defaultVoters = 5;

/**
 * Scores are those of `votesFor`. k is the one with the best balanced accuracy on the inner part by votes of `train`; of equals
 * 5 if it is among them, else the smallest; none above the rows of `train`. The answers for `test` are votes of `refit`.
 */
export function openNeighbours(table: CaseTable, nearest: NearestSearch): Route {
  return async (fold, job) => {
    const ks = voterCounts.filter((k) => k <= Math.max(1, fold.train.length));
    const inner = await scores(table, nearest, fold.inner, fold.train, ks, job);
    const preferred = [...ks].sort(
      (a, b) => Number(b === defaultVoters) - Number(a === defaultVoters) || a - b,
    );
    const figures = preferred.map((k) => innerAccuracy(table, fold.inner, inner[ks.indexOf(k)]!));
    const k =
      fold.inner.length > 0
        ? preferred[firstBest(figures)]!
        : Math.max(...ks.filter((count) => count <= defaultVoters));
    const [test] = await scores(table, nearest, fold.test, fold.refit, [k], job);
    return { inner: inner[ks.indexOf(k)]!, test: test!, choice: { k, ...defaultMark(fold) } };
  };
}

/** `asked.length x classes` for each of `ks`, ascending. */
async function scores(
  { task, classes, rowClasses }: CaseTable,
  nearest: NearestSearch,
  asked: readonly number[],
  learnt: readonly number[],
  ks: readonly number[],
  job: Job,
): Promise<readonly Float32Array[]> {
  const out = ks.map(() => new Float32Array(asked.length * classes.length));
  const found = await nearest(asked, learnt, ks.at(-1)!, job);
  for (const [at, { rows, similarities }] of found.entries()) {
    const voters = { similarities, classes: rows.map((row) => rowClasses[row]!) };
    for (const [i, shares] of votesFor(voters, ks, task, classes.length).entries()) {
      out[i]!.set(shares, at * classes.length);
    }
  }
  return out;
}
