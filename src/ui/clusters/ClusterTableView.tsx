// A line a cluster: its images (selected by a click), name, most frequent class, figures, and the way to make it a class.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ClusterLine } from '../../domain/explore/cluster/cluster-table';
import { type Clustering, type ClustersHeld, clusterName, clusterSwatches } from '../../state/clusters';
import { useActions, useApp } from '../../state/context';
import { EditableName } from '../controls/EditableName';
import { ClassName, Swatch } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { count, ratio } from '../format';
import { takenSentence } from './cluster-words';

interface Props {
  readonly clustering: Clustering;
  readonly held: ClustersHeld;
}

export function ClusterTableView({ clustering, held }: Props) {
  const { clusterToClass } = useActions();
  const [told, setTold] = useState<string | null>(null);
  const makeClass = (cluster: number) => {
    const taken = clusterToClass(cluster);
    if (taken) setTold(takenSentence(taken, clusterName(clustering, cluster)));
  };
  return (
    <div>
      <div className="cluster-scroll">
        <table className="plain-table clusters-table">
          <caption className="visually-hidden">Clusters (groups of alike images)</caption>
          <thead>
            <tr>
              <th scope="col">Cluster</th>
              <th scope="col" className="right">
                Images
              </th>
              <th scope="col">
                Class, <Term of="purity" />
              </th>
              <th scope="col" className="right">
                <Term of="silhouette" />
              </th>
            </tr>
          </thead>
          <tbody>
            {held.table.lines.map((line) => (
              <Line
                key={line.cluster}
                line={line}
                clustering={clustering}
                held={held}
                onMakeClass={() => makeClass(line.cluster)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="small" role="status">
        {told}
      </p>
    </div>
  );
}

function Line({
  line,
  clustering,
  held,
  onMakeClass,
}: Props & { line: ClusterLine; onMakeClass: () => void }) {
  const { cluster, labelled, majority, purity, silhouette } = line;
  const selection = useApp((state) => state.selection);
  const { select, nameCluster } = useActions();
  const name = clusterName(clustering, cluster);
  const ids = held.images.get(cluster) ?? [];
  const chosen = selection === ids;
  return (
    <tr
      data-chosen={chosen}
      onClick={(event) => {
        // Buttons and the name have acts of their own.
        if (event.target instanceof Element && !event.target.closest('button, input')) select(ids);
      }}
    >
      <th scope="row">
        <span className="class-name">
          <Button
            className="icon-button small"
            aria-label={`Select the ${count(ids.length, 'image')} of ${name}`}
            aria-pressed={chosen}
            onPress={() => select(ids)}
          >
            <Swatch swatch={clusterSwatches(clustering).get(cluster) ?? null} />
          </Button>
          {cluster < 0 ? (
            <span>
              {name} <span className="muted small">(noise)</span>
            </span>
          ) : (
            <EditableName
              label={`Name of ${name}`}
              value={name}
              onRename={(next) => nameCluster(cluster, next)}
            />
          )}
        </span>
        {cluster >= 0 && (
          <Button className="link-button" aria-label={`Make a class of ${name}`} onPress={onMakeClass}>
            Make a class of it
          </Button>
        )}
      </th>
      <td className="right">
        <Button
          className="link-button numbers"
          aria-label={`Select ${count(ids.length, 'image')}, ${name}`}
          onPress={() => select(ids)}
        >
          {ids.length.toLocaleString('en-US')}
        </Button>
      </td>
      <td>
        {majority === null || purity === null ? (
          <span className="muted">none labelled</span>
        ) : (
          <>
            <ClassName id={majority} />
            <span className="numbers small muted block">{`${ratio(purity)} of ${labelled}`}</span>
          </>
        )}
      </td>
      <td className="right numbers">{silhouette === null ? '–' : ratio(silhouette)}</td>
    </tr>
  );
}
