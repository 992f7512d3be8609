// How many clusters: the number whose clusters are parted best by mean silhouette, with the curve a person can look at.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount } from '../../matrix';
import { partOf } from './breather';
import { cut, type Merges } from './dendrogram';
import { type KMeans, type KMeansInput, kmeans } from './kmeans';
import type { RowTable } from './pair-distances';
import type { RowProduct } from './product';
import { type Silhouette, silhouette } from './silhouette';

export interface KPoint {
  readonly k: number;
  /** Mean silhouette by cosine distance, -1..1; null where fewer than two clusters came out. */
  readonly silhouette: number | null;
}

export interface Chosen<T> {
  readonly best: T;
  readonly silhouette: Silhouette;
  /** One point for each k that was tried, ascending. */
  readonly curve: readonly KPoint[];
}

/**
 * k-means for each k = 2..`mostClusters` (at most rows - 1); the best by mean silhouette (cosine), ties to fewer clusters.
 * Throws `too-few-items` for fewer than 3 rows. Progress is in percent.
 */
export async function chooseK(
  input: Omit<KMeansInput, 'k' | 'starts'> & { readonly mostClusters: number },
  product: RowProduct,
  job: Job,
): Promise<Chosen<KMeans>> {
  return await choose(input, product, job, (k, part) => kmeans({ ...input, k }, product, part));
}

/** The same over the cuts of a finished tree of merges: where to cut first. */
export async function chooseCut(
  input: RowTable & { readonly mostClusters: number },
  merges: Merges,
  product: RowProduct,
  job: Job,
): Promise<Chosen<{ readonly k: number; readonly labels: Int32Array }>> {
  return await choose(input, product, job, async (k) => ({ k, labels: cut(merges, { clusters: k }) }));
}

async function choose<T extends { readonly labels: Int32Array }>(
  { data, dim, mostClusters }: RowTable & { readonly mostClusters: number },
  product: RowProduct,
  job: Job,
  clustersOf: (k: number, job: Job) => Promise<T>,
): Promise<Chosen<T>> {
  const most = Math.min(mostClusters, rowCount(data, dim) - 1);
  if (most < 2) {
    throw new AppError('too-few-items', 'Two clusters and three rows are the least to choose from.', {
      most,
    });
  }
  const curve: KPoint[] = [];
  let best: { found: T; judged: Silhouette } | null = null;
  for (let k = 2; k <= most; k++) {
    // A larger k takes longer, about in proportion.
    const at = (n: number) => (100 * (n * (n + 1) - 2)) / (most * (most + 1) - 2);
    const [from, to] = [at(k - 1), at(k)];
    const found = await clustersOf(k, partOf(job, from, from + (to - from) * 0.8));
    const judged = await silhouette(
      { data, dim, metric: 'cosine', labels: found.labels },
      product,
      partOf(job, from + (to - from) * 0.8, to),
    );
    curve.push({ k, silhouette: judged.mean });
    if (best === null || (judged.mean ?? -1) > (best.judged.mean ?? -1)) best = { found, judged };
  }
  return { best: best!.found, silhouette: best!.judged, curve };
}
