// Groups of alike images: how to look for them, what was found, what it rests on, and what can be made of it.
import { Button } from 'react-aria-components';
import { fewestToGroup } from '../../state/cluster-settings';
import { clusteringOf, clustersHold, clustersKey, newRows } from '../../state/clusters';
import { useActions, useApp } from '../../state/context';
import { embeddingTable, isStale } from '../../state/selectors';
import { FailedStage } from '../controls/FailedStage';
import { GoToSet } from '../controls/GoToSet';
import { Term } from '../controls/Term';
import { ClusterEvidence } from './ClusterEvidence';
import { ClusterFigures } from './ClusterFigures';
import { ClusterSettings } from './ClusterSettings';
import { ClusterTableView } from './ClusterTableView';
import { rowCountWords } from './cluster-words';

export function ClustersPanel() {
  const rows = useApp((state) => embeddingTable(state).ids.length);
  return (
    <section className="panel clusters-panel" aria-label="Groups of alike images">
      <p className="muted small">
        Images that are alike, put together without a look at your classes (<Term of="clusters" />
        ). They are found in the embedding space, not on the map: what lies together on the map may be in two
        groups.
      </p>
      {rows < fewestToGroup ? <TooFew rows={rows} /> : <Groups rows={rows} />}
    </section>
  );
}

function TooFew({ rows }: { rows: number }) {
  const level = useApp((state) => state.settings.level);
  const starting = useApp((state) => state.encoder.phase === 'starting');
  if (starting) return <p className="hint">The encoder is starting: groups can be found after that.</p>;
  return (
    <div className="hint" data-testid="clusters-missing">
      <p>
        {rows === 0
          ? `Groups appear here once there are at least ${fewestToGroup} images.`
          : `Groups need at least ${fewestToGroup} images; here ${rows === 1 ? 'is' : 'are'} ${rowCountWords(rows, level)}.`}
      </p>
      <GoToSet>Go to the images</GoToSet>
    </div>
  );
}

function Groups({ rows }: { rows: number }) {
  const stage = useApp((state) => state.clusters);
  const stale = useApp((state) => isStale(state.clusters, () => clustersKey(state)));
  const { findClusters } = useActions();
  const running = stage.phase === 'running';
  return (
    <>
      <ClusterSettings rows={rows} />
      <Button className="button primary wide" isPending={running} onPress={() => void findClusters()}>
        {running ? 'Finding groups…' : 'Find groups'}
      </Button>
      <FailedStage stage={stage} />
      {stale && <Since />}
      {stage.phase === 'done' && <Found />}
    </>
  );
}

/** What has changed since the groups were found. */
function Since() {
  const level = useApp((state) => state.settings.level);
  const fresh = useApp(newRows);
  return (
    <p className="hint">
      {fresh > 0
        ? `${rowCountWords(fresh, level)} came in since and ${fresh === 1 ? 'goes' : 'go'} to the nearest group in the answers. Press the button to find groups with ${fresh === 1 ? 'it' : 'them'}.`
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
          Colour the map by groups
        </Button>
      )}
      <ClusterTableView clustering={clustering} held={held} />
      <ClusterEvidence basis={clustering.basis} />
    </>
  );
}
