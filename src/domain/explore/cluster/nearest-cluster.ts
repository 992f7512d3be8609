// Which cluster a new image goes to, and how far it is from it by the measure of the cluster's own images.
import { AppError } from '../../errors';
import { dotRows, meanRow, rowNorms, takeRows } from '../../matrix';
import { membersOf } from './cluster-table';
import { checkRowTable, type RowTable, squaredGap } from './pair-distances';

export interface ClusterCentre {
  readonly cluster: number;
  /** Mean of the members' rows (`dim` numbers), not of unit length. */
  readonly centre: Float32Array;
  /** Euclidean distances of the members to it, ascending. */
  readonly distances: Float64Array;
}

/** Centre and spread of each cluster, by its number; noise (-1) belongs to none. Works for the labels of any method. */
export function clusterCentres(table: RowTable, labels: Int32Array): readonly ClusterCentre[] {
  checkRowTable(table);
  const { data, dim } = table;
  return [...membersOf(labels)]
    .filter(([cluster]) => cluster >= 0)
    .sort(([a], [b]) => a - b)
    .map(([cluster, rows]) => {
      const own = takeRows(data, dim, rows);
      const centre = Float32Array.from(meanRow(own, dim));
      const distances = Float64Array.from(rows, (_, i) =>
        Math.sqrt(squaredGap(own, i * dim, centre, 0, dim)),
      );
      return { cluster, centre, distances: distances.sort() };
    });
}

export interface ClusterAnswer {
  readonly cluster: number;
  /** Euclidean, to the centre: the rule of k-means, so a row of a finished k-means is nearest to its own. */
  readonly distance: number;
  /** Cosine to the centre, -1..1; 0 where the centre or the query is all zeros. */
  readonly similarity: number;
  /** Share of the members that lie farther from the centre, 0..1; 0 = farther out than all of them. */
  readonly fartherShare: number;
  /** The second nearest; null for a single cluster. */
  readonly next: { readonly cluster: number; readonly distance: number } | null;
}

/** The cluster with the nearest centre, ties to the lower place; null where there is no cluster. `query`: `dim` numbers. */
export function nearestCluster(centres: readonly ClusterCentre[], query: Float32Array): ClusterAnswer | null {
  const dim = query.length;
  if (centres.some(({ centre }) => centre.length !== dim)) {
    throw new AppError('invalid-argument', 'The vector is not of the length of the clusters.', { dim });
  }
  const ranked = centres
    .map(({ cluster, centre, distances }) => ({
      cluster,
      centre,
      distances,
      distance: Math.sqrt(squaredGap(query, 0, centre, 0, dim)),
    }))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = ranked;
  if (!first) return null;
  const lengths = rowNorms(query, dim)[0]! * rowNorms(first.centre, dim)[0]!;
  const farther = first.distances.reduce((count, member) => count + Number(member > first.distance), 0);
  return {
    cluster: first.cluster,
    distance: first.distance,
    similarity:
      lengths > 0 ? Math.max(-1, Math.min(1, dotRows(query, 0, first.centre, 0, dim) / lengths)) : 0,
    fartherShare: farther / first.distances.length,
    next: second ? { cluster: second.cluster, distance: second.distance } : null,
  };
}
