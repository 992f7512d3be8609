// Words judged: nothing is learnt; where several wordings are given, the inner part says which one answers.
import { similarityShares } from '../../encode/words';
import { makeBreather } from '../../explore/cluster/breather';
import type { Job } from '../../job';
import { rowCount, takeRows } from '../../matrix';
import type { AdapterTask } from '../../predict/adapter-types';
import type { CaseTable } from '../cases';
import { firstBest, innerAccuracy } from './inner-figures';
import { defaultMark, type Route, type WordsInput } from './judge-types';

/** Vectors of the classes in one wording, and its number among those given, from 1. */
export interface UsableWording {
  readonly template: number;
  readonly vectors: readonly Float32Array[];
}

/** The wordings in which every class has a vector. */
export function usableWordings({ variants, dim }: WordsInput, classCount: number): readonly UsableWording[] {
  return variants
    .map(({ vectors }, at) => ({
      template: at + 1,
      vectors: Array.from({ length: classCount }, (_, c) => vectors.subarray(c * dim, (c + 1) * dim)),
    }))
    .filter(({ vectors }) =>
      vectors.every((vector) => vector.length === dim && vector.some((value) => value !== 0)),
    );
}

/**
 * Shares by the encoder's own rule, of all rows and wordings at once, since no fold changes them. "None of these" is not asked:
 * every row is of one of the classes. `single` with sigmoids: divided by their sum. The choice is `template`: the wording (from
 * 1, as given) with the best balanced accuracy on the inner part, the first of equals.
 * @param wordings at least one.
 */
export async function openWords(
  table: CaseTable,
  words: WordsInput,
  wordings: readonly UsableWording[],
  job: Job,
): Promise<Route> {
  const { task, classes } = table;
  const data = words.data ?? table.data;
  const rows = rowCount(data, words.dim);
  const shares = wordings.map(() => new Float32Array(rows * classes.length));
  const breather = makeBreather(job);
  for (let row = 0; row < rows; row++) {
    if (breather.due()) {
      job.report(row, rows);
      await breather.breathe();
    }
    const image = data.subarray(row * words.dim, (row + 1) * words.dim);
    for (const [at, { vectors }] of wordings.entries()) {
      shares[at]!.set(asScores(task, similarityShares(image, vectors, words.rule)), row * classes.length);
    }
  }
  return async (fold) => {
    const inner = shares.map((all) => takeRows(all, classes.length, fold.inner));
    const best = firstBest(inner.map((scores) => innerAccuracy(table, fold.inner, scores)));
    return {
      inner: inner[best]!,
      test: takeRows(shares[best]!, classes.length, fold.test),
      choice: { template: wordings[best]!.template, ...defaultMark(fold) },
    };
  };
}

/** Finite, and for `single` adding up to 1: even shares where no class has any. */
function asScores(task: AdapterTask, given: readonly number[]): readonly number[] {
  // A picture of length 0 has no cosine with anything.
  const shares = given.map((share) => (Number.isFinite(share) ? share : 0));
  if (task === 'multi') return shares;
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (total > 0 ? share / total : 1 / shares.length));
}
