// What the clusters rest on: the curve a number or a distance was chosen by, and the tree of merges.
import type { KPoint } from '../../domain/explore/cluster/choose-k';
import type { ClusterBasis } from '../../state/clusters';
import { LineChart } from '../controls/LineChart';
import { ratio } from '../format';
import { percentiles } from './cluster-words';
import { Dendrogram } from './Dendrogram';

export function ClusterEvidence({ basis }: { basis: ClusterBasis }) {
  switch (basis.method) {
    case 'kmeans':
      return basis.curve && <SilhouetteCurve curve={basis.curve} k={basis.k} />;
    case 'dbscan':
      return <DistanceCurve basis={basis} />;
    case 'agglomerative':
      return (
        <>
          {basis.curve && <SilhouetteCurve curve={basis.curve} k={basis.k} />}
          <Dendrogram basis={basis} />
        </>
      );
  }
}

function SilhouetteCurve({ curve, k }: { curve: readonly KPoint[]; k: number }) {
  const points = curve.flatMap(({ k: x, silhouette: y }) => (y === null ? [] : [{ x, y }]));
  if (points.length < 2) return null;
  const values = points.map(({ y }) => y);
  return (
    <LineChart
      title="Silhouette by number of clusters (higher is better)"
      xLabel="clusters"
      lines={[{ name: 'mean', tone: 'second', points }]}
      mark={k}
      range={[Math.min(0, ...values), Math.max(0.1, ...values)]}
      format={(y) => ratio(y)}
    />
  );
}

function DistanceCurve({ basis }: { basis: ClusterBasis & { readonly method: 'dbscan' } }) {
  const { eps, kDistances, minSamples } = basis;
  if (kDistances === null) {
    return (
      <p className="muted small">
        The curve that shows what is near is drawn when the distance is suggested: switch that on once.
      </p>
    );
  }
  const points = percentiles(kDistances);
  return (
    <LineChart
      title={`Distance within which ${minSamples} images lie, itself counted; sorted (eps ${ratio(eps, 3)})`}
      xLabel="% of images"
      lines={[
        { name: 'distance', tone: 'first', points },
        { name: 'eps', tone: 'second', points: points.map(({ x }) => ({ x, y: eps })) },
      ]}
      format={(y) => ratio(y, 3)}
    />
  );
}
