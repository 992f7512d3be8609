// Figures of all clusters together, each with the number of images it rests on.
import type { ClusterTable } from '../../domain/explore/cluster/cluster-table';
import { useApp } from '../../state/context';
import { rowNoun } from '../../state/group-noun';
import { Term } from '../controls/Term';
import { countOf, ratio } from '../format';
import type { GlossaryKey } from '../glossary';
import { foundSentence } from './cluster-words';

export function ClusterFigures({ table }: { table: ClusterTable }) {
  const row = useApp(rowNoun);
  const { agreement, silhouette, lines } = table;
  const inClusters = lines.reduce((sum, { cluster, size }) => sum + (cluster < 0 ? 0 : size), 0);
  const figures: readonly (readonly [string, GlossaryKey, number | null | undefined])[] = [
    ['Parted', 'silhouette', silhouette],
    ['Like the classes', 'adjustedRand', agreement?.adjustedRand],
    ['Tells the class', 'mutualInformation', agreement?.normalisedMutualInformation],
  ];
  return (
    <div data-testid="cluster-figures">
      <h3>{foundSentence(table, row)}</h3>
      <dl className="cluster-figures">
        {figures.map(([name, term, value]) => (
          <div key={term} className="row between">
            <dt>
              {name} (<Term of={term} />)
            </dt>
            <dd className="numbers">{value === null || value === undefined ? '–' : ratio(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">
        {silhouette === null
          ? 'Two clusters are needed to say how well they are parted.'
          : `Parted: on ${countOf(inClusters, row)}.`}{' '}
        {agreement
          ? `Against the classes: on ${countOf(agreement.compared, row)} with exactly one. Where a class was made of a cluster, the two agree by themselves.`
          : 'Nothing here has exactly one class, so there is nothing to hold the clusters against.'}
      </p>
    </div>
  );
}
