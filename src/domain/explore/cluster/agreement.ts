// How well a partition agrees with the classes: adjusted Rand index and normalised mutual information.
import { AppError } from '../../errors';

export interface Agreement {
  /** Adjusted Rand index (Hubert and Arabie 1985), -0.5..1: 0 is chance, 1 the same partition. */
  readonly adjustedRand: number;
  /** Mutual information over the arithmetic mean of both entropies, 0..1. */
  readonly normalisedMutualInformation: number;
  /** Rows that were compared. */
  readonly compared: number;
}

/**
 * Compares clusters and classes row by row, as scikit-learn does. A row whose class is null (none, or more than one) is
 * left out. Noise (-1) counts as one more cluster, so that leaving hard rows out of all clusters earns nothing. null
 * where no row has a class. Two partitions that are both in one piece agree wholly (1 and 1).
 */
export function agreement(labels: Int32Array, classes: readonly (string | null)[]): Agreement | null {
  if (labels.length !== classes.length) {
    throw new AppError('invalid-argument', 'One class a row is needed.', { rows: labels.length });
  }
  const cells = new Map<string, number>();
  const byCluster = new Map<number, number>();
  const byClass = new Map<string, number>();
  let compared = 0;
  for (const [i, name] of classes.entries()) {
    if (name === null) continue;
    const label = labels[i]!;
    addOne(cells, `${label} ${name}`);
    addOne(byCluster, label);
    addOne(byClass, name);
    compared += 1;
  }
  if (compared === 0) return null;
  const [joint, clusters, named] = [cells, byCluster, byClass].map((counts) => [...counts.values()]);
  return {
    adjustedRand: adjustedRand(joint!, clusters!, named!),
    normalisedMutualInformation: mutualInformation(joint!, clusters!, named!, compared),
    compared,
  };
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** From the pairs of rows that are together in both, in one and in the other. */
function adjustedRand(
  joint: readonly number[],
  clusters: readonly number[],
  named: readonly number[],
): number {
  const pairs = (counts: readonly number[]) => counts.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [both, inCluster, inClass] = [pairs(joint), pairs(clusters), pairs(named)];
  if (both === inCluster && both === inClass) return 1;
  const all = pairs([clusters.reduce((sum, n) => sum + n, 0)]);
  const byChance = (inCluster * inClass) / all;
  return (both - byChance) / ((inCluster + inClass) / 2 - byChance);
}

function mutualInformation(
  joint: readonly number[],
  clusters: readonly number[],
  named: readonly number[],
  rows: number,
): number {
  const entropy = (counts: readonly number[]) =>
    counts.reduce((sum, n) => sum - (n / rows) * Math.log(n / rows), 0);
  const [ofClusters, ofClasses] = [entropy(clusters), entropy(named)];
  if (clusters.length === 1 && named.length === 1) return 1;
  const shared = ofClusters + ofClasses - entropy(joint);
  return Math.max(0, Math.min(1, (2 * shared) / (ofClusters + ofClasses)));
}
