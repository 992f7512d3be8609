// Clusters (groups of alike images): how to look for them, what was found, what it rests on, and what can be made of it.
import { Button } from 'react-aria-components';
import { fewestToGroup } from '../../state/cluster-settings';
import { clusteringOf, clustersHold, clustersKey, newRows } from '../../state/clusters';
import { useActions, useApp } from '../../state/context';
import { rowNoun } from '../../state/group-noun';
import { embeddingTable, isStale } from '../../state/selectors';
import { FailedStage } from '../controls/FailedStage';
import { GoToSet } from '../controls/GoToSet';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { countOf } from '../format';
import { ClusterEvidence } from './ClusterEvidence';
import { ClusterFigures } from './ClusterFigures';
import { ClusterSettings } from './ClusterSettings';
import { ClusterTableView } from './ClusterTableView';

export function ClustersPanel() {
  const rows = useApp((state) => embeddingTable(state).ids.length);
  return (
    <section className="panel clusters-panel" aria-label="Clusters">
      <p className="muted small">
        <Term of="clusters">Clusters</Term> (groups of alike images) are found without a look at your classes,
        and in the embedding space, not on the map: what lies together on the map may be in two clusters.
      </p>
      {rows < fewestToGroup ? <TooFew rows={rows} /> : <Clusters rows={rows} />}
    </section>
  );
}

function TooFew({ rows }: { rows: number }) {
  const row = useApp(rowNoun);
  const starting = useApp((state) => state.encoder.phase === 'starting');
  if (starting) return <p className="hint">The encoder is starting: clusters can be found after that.</p>;
  return (
    <div className="hint" data-testid="clusters-missing">
      <p>
        {rows === 0
          ? `Clusters appear here once there are at least ${fewestToGroup} images.`
          : `Clusters need at least ${fewestToGroup} images; here ${rows === 1 ? 'is' : 'are'} ${countOf(rows, row)}.`}
      </p>
      <GoToSet>Go to the images</GoToSet>
    </div>
  );
}

function Clusters({ rows }: { rows: number }) {
  const stage = useApp((state) => state.clusters);
  const stale = useApp((state) => isStale(state.clusters, () => clustersKey(state)));
  const { findClusters } = useActions();
  const running = stage.phase === 'running';
  return (
    <>
      <ClusterSettings rows={rows} />
      <WorkButton className="button primary wide" isWorking={running} onPress={() => void findClusters()}>
        {running ? 'Finding clusters…' : 'Find clusters'}
      </WorkButton>
      <FailedStage stage={stage} />
      {stale && <Since />}
      {stage.phase === 'done' && <Found />}
    </>
  );
}

/** What has changed since the clusters were found. */
function Since() {
  const row = useApp(rowNoun);
  const fresh = useApp(newRows);
  return (
    <p className="hint">
      {fresh > 0
        ? `${countOf(fresh, row)} came in since and ${fresh === 1 ? 'goes' : 'go'} to the nearest cluster in the answers. Press the button to find clusters with ${fresh === 1 ? 'it' : 'them'}.`
        : 'Images or settings have changed since: press the button again.'}
    </p>
  );
}

function Found() {
  const clustering = useApp(clusteringOf);
  const held = useApp(clustersHold);
  const colourBy = useApp((state) => state.settings.colourBy);
  const { changeSettings } = useActions();
  if (!clustering || !held) return null;
  return (
    <>
      <ClusterFigures table={held.table} />
      {colourBy !== 'cluster' && (
        <Button className="button small" onPress={() => changeSettings({ colourBy: 'cluster' })}>
          Colour the map by clusters
        </Button>
      )}
      <ClusterTableView clustering={clustering} held={held} />
      <ClusterEvidence basis={clustering.basis} />
    </>
  );
}
