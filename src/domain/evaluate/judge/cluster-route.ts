// Groups of alike images judged: the nearest centre of a k-means that never saw the labels, answered by the labels in it.

import { makeBreather } from '../../explore/cluster/breather';
import { type KMeans, kmeans } from '../../explore/cluster/kmeans';
import { clusterCentres, nearestCluster } from '../../explore/cluster/nearest-cluster';
import { plainProduct } from '../../explore/cluster/product';
import type { Job } from '../../job';
import { takeRows } from '../../matrix';
import type { CaseTable } from '../cases';
import { firstBest, innerAccuracy } from './inner-figures';
import { defaultMark, type JudgedFold, type Route } from './judge-types';

/** How many groups to choose from, as multiples of the number of classes. */
const multiples: readonly number[] = [1, 2, 4];

/**
 * The score of a class is its share among the learnt rows of the nearest group, each class counted once more than it occurs so
 * that none is 0: (n of class + 1) / (n + classes) for `single`, (n of label + 1) / (n + 2) for `multi`. The number of groups is
 * 1, 2 or 4 times that of the classes, by balanced accuracy on the inner part with groups of `train`, the fewest of equals. The
 * answers for `test` come from groups of `refit`.
 */
export function openClusters(table: CaseTable): Route {
  return async (fold, job) => {
    const counts = countsOf(table, fold);
    const tried: Float32Array[] = [];
    for (const [at, k] of counts.entries()) {
      job.report(at, counts.length + 1);
      tried.push(await scores(table, fold.train, fold.inner, k, fold.seed, job));
    }
    const best = firstBest(tried.map((own) => innerAccuracy(table, fold.inner, own)));
    const k = counts[best]!;
    job.report(counts.length, counts.length + 1);
    return {
      inner: tried[best]!,
      test: await scores(table, fold.refit, fold.test, k, fold.seed, job),
      choice: { k, ...defaultMark(fold) },
    };
  };
}

function countsOf({ classes }: CaseTable, { train }: JudgedFold): readonly number[] {
  return [...new Set(multiples.map((times) => Math.min(train.length, times * classes.length)))];
}

async function scores(
  { data, dim, task, classes, rowClasses }: CaseTable,
  learnt: readonly number[],
  asked: readonly number[],
  k: number,
  seed: number,
  job: Job,
): Promise<Float32Array> {
  const rows = takeRows(data, dim, learnt);
  const quiet: Job = { ...job, report: () => undefined };
  const { labels }: KMeans = await kmeans({ data: rows, dim, k, seed }, plainProduct, quiet);
  const centres = clusterCentres({ data: rows, dim }, labels);
  const sizes = new Map<number, { rows: number; having: number[] }>(
    centres.map(({ cluster }) => [cluster, { rows: 0, having: classes.map(() => 0) }]),
  );
  for (const [at, row] of learnt.entries()) {
    const own = sizes.get(labels[at]!)!;
    own.rows += 1;
    for (const c of rowClasses[row]!) own.having[c]! += 1;
  }
  const spread = task === 'single' ? classes.length : 2;
  const out = new Float32Array(asked.length * classes.length);
  const breather = makeBreather(job);
  for (const [at, row] of asked.entries()) {
    if (breather.due()) await breather.breathe();
    const { cluster } = nearestCluster(centres, data.subarray(row * dim, (row + 1) * dim))!;
    const own = sizes.get(cluster)!;
    for (const [c, count] of own.having.entries()) {
      out[at * classes.length + c] = (count + 1) / (own.rows + spread);
    }
  }
  return out;
}
