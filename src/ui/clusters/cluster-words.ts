// Clusters (groups of alike images) in words: the methods, the linkages, and sentences about what was found and what became of it.
import type { Linkage } from '../../domain/explore/cluster/agglomerative';
import type { ClusterTable } from '../../domain/explore/cluster/cluster-table';
import type { Noun } from '../../domain/report/report-facts';
import type { ClusterTaken } from '../../state/actions';
import type { ClusterMethod } from '../../state/cluster-settings';
import { count, countOf } from '../format';

export const methods: readonly {
  readonly value: ClusterMethod;
  readonly name: string;
  readonly hint: string;
}[] = [
  { value: 'kmeans', name: 'Round clusters (k-means)', hint: 'Each image goes to the nearest of k centres.' },
  {
    value: 'dbscan',
    name: 'Dense regions (DBSCAN)',
    hint: 'Of any shape; images in thin regions stay in no cluster.',
  },
  {
    value: 'agglomerative',
    name: 'Step by step (agglomerative)',
    hint: 'Joins the two nearest clusters over and over; you cut the tree.',
  },
];

export const linkages: readonly { readonly value: Linkage; readonly name: string; readonly hint: string }[] =
  [
    { value: 'average', name: 'Mean distance (average)', hint: 'Of all pairs of images. A good start.' },
    { value: 'complete', name: 'Largest distance (complete)', hint: 'Tight clusters of similar width.' },
    { value: 'ward', name: 'Least spread (Ward)', hint: 'Round clusters of similar size.' },
  ];

/** How many clusters there are, of how many rows, and how many rows are in none. `row`: what a row is called. */
export function foundSentence({ lines, clusters, noise }: ClusterTable, row: Noun): string {
  const total = lines.reduce((sum, { size }) => sum + size, 0);
  const found = clusters === 0 ? 'No cluster' : count(clusters, 'cluster');
  const none = noise > 0 && clusters > 0 ? `; ${noise.toLocaleString('en-US')} in no cluster` : '';
  return `${found} of ${countOf(total, row)}${none}.`;
}

/** What became of a cluster that was made a class. */
export function takenSentence({ taken, already, left }: ClusterTaken, name: string): string {
  const put = `${count(taken, 'image')} put into ${name}.`;
  const had = already > 0 ? ` ${already.toLocaleString('en-US')} had it already.` : '';
  const other =
    left === 0
      ? ''
      : left === 1
        ? ' 1 has another class and was left as it is.'
        : ` ${left.toLocaleString('en-US')} have another class and were left as they are.`;
  return `${put}${had}${other}`;
}

/** The curve of sorted distances at whole percents of the images, so that it has 101 points for any number of them. */
export function percentiles(
  sorted: ArrayLike<number>,
): readonly { readonly x: number; readonly y: number }[] {
  if (sorted.length === 0) return [];
  return Array.from({ length: 101 }, (_, x) => ({
    x,
    y: sorted[Math.round((x / 100) * (sorted.length - 1))] as number,
  }));
}
