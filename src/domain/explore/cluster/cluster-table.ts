// What the clusters hold: a line a cluster, and the figures of the whole partition.
import type { ClassId } from '../../types';
import { type Agreement, agreement } from './agreement';
import type { Silhouette } from './silhouette';

export interface ClusterLine {
  /** The cluster's number; -1 for noise. */
  readonly cluster: number;
  readonly size: number;
  /** Rows of exactly one class among them. */
  readonly labelled: number;
  /** The class most of the labelled rows have, ties to the one met first; null without a labelled row. */
  readonly majority: ClassId | null;
  /** Share of the labelled rows that have it, 0..1; null without a labelled row. */
  readonly purity: number | null;
  /** Mean silhouette of the cluster's rows, -1..1; null for noise and where there is none. */
  readonly silhouette: number | null;
}

export interface ClusterTable {
  /** By number; noise, if there is any, last. */
  readonly lines: readonly ClusterLine[];
  /** Clusters, noise not counted. */
  readonly clusters: number;
  /** Rows in no cluster. */
  readonly noise: number;
  /** Against the classes, noise counted as one more cluster; null without a labelled row. */
  readonly agreement: Agreement | null;
  /** Mean over all rows that are in a cluster; null for fewer than two clusters. */
  readonly silhouette: number | null;
}

/**
 * `labels`: the cluster of each row, -1 for noise; `classes`: its class, null where it has none or more than one. No rows
 * give an empty table. Throws `invalid-argument` where the lengths differ.
 */
export function clusterTable(
  labels: Int32Array,
  classes: readonly (ClassId | null)[],
  judged: Silhouette,
): ClusterTable {
  const overall = agreement(labels, classes);
  const members = membersOf(labels);
  const numbers = [...members.keys()].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b);
  return {
    lines: numbers.map((cluster) => lineOf(cluster, members.get(cluster)!, classes, judged)),
    clusters: numbers.filter((cluster) => cluster >= 0).length,
    noise: members.get(-1)?.length ?? 0,
    agreement: overall,
    silhouette: judged.mean,
  };
}

/** The rows of each cluster in order, by its number; noise (-1) is one of them. */
export function membersOf(labels: Int32Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [row, label] of labels.entries()) {
    const rows = members.get(label);
    if (rows) rows.push(row);
    else members.set(label, [row]);
  }
  return members;
}

function lineOf(
  cluster: number,
  rows: readonly number[],
  classes: readonly (ClassId | null)[],
  { mean, values }: Silhouette,
): ClusterLine {
  const counts = new Map<ClassId, number>();
  for (const row of rows) {
    const name = classes[row];
    if (name != null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [majority, most] = [...counts].reduce<[ClassId | null, number]>(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [null, 0],
  );
  const labelled = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const judged = cluster >= 0 && mean !== null;
  return {
    cluster,
    size: rows.length,
    labelled,
    majority,
    purity: labelled > 0 ? most / labelled : null,
    silhouette: judged ? rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length : null,
  };
}
