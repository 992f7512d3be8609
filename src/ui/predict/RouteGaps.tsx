// What the routes that are not ready lack: one sentence each, and the button that gets it.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { comparesWithWords, textStatus } from '../../state/class-words';
import { fewestToGroup } from '../../state/cluster-settings';
import { useActions, useApp } from '../../state/context';
import { embeddingTable } from '../../state/selectors';
import { learntClasses } from '../../state/set-checks';
import { ChooseFolderButton } from '../classes/AddButtons';
import { WhyNoWords } from '../item/WordsNote';
import { explain } from '../messages';

export function RouteGaps() {
  return (
    <div className="route-gaps" data-testid="route-gaps">
      <LabelGaps />
      <ClusterGap />
      <AdapterGap />
      <WordsGap />
    </div>
  );
}

function Gap({ children, button }: { children: ReactNode; button?: ReactNode }) {
  return (
    <div className="route-gap row between">
      <p className="muted small">{children}</p>
      {button}
    </div>
  );
}

/** Neighbours and prototypes answer from images in classes. */
function LabelGaps() {
  const filled = useApp((state) => state.classes.filter(({ id }) => learntClasses(state).has(id)).length);
  if (filled >= 2) return null;
  if (filled === 1)
    return <Gap>Prototypes (class means) need images in two classes: put some into another class.</Gap>;
  return (
    <Gap button={<ChooseFolderButton className="button small" />}>
      Neighbours and prototypes need images in classes: drop some on a class, or choose a folder with one
      sub-folder a class.
    </Gap>
  );
}

function ClusterGap() {
  const phase = useApp((state) => state.clusters.phase);
  const few = useApp((state) => embeddingTable(state).ids.length < fewestToGroup);
  const { findClusters } = useActions();
  if (phase === 'done') return null;
  return (
    <Gap
      button={
        <Button
          className="button small"
          isDisabled={phase === 'running' || few}
          onPress={() => void findClusters()}
        >
          {phase === 'running' ? 'Looking…' : 'Find clusters'}
        </Button>
      }
    >
      {few
        ? `No clusters (groups of alike images) yet: they need at least ${fewestToGroup} images.`
        : 'No clusters (groups of alike images) yet: images that lie together, whatever their class.'}
    </Gap>
  );
}

function AdapterGap() {
  const phase = useApp((state) => state.adapter.phase);
  const error = useApp((state) => (state.adapter.phase === 'failed' ? state.adapter.error : null));
  const { trainAdapter } = useActions();
  if (phase === 'done') return null;
  const told = error && explain(error);
  return (
    <Gap
      button={
        <Button className="button small" isDisabled={phase === 'running'} onPress={() => void trainAdapter()}>
          {phase === 'running' ? 'Training…' : 'Train adapter'}
        </Button>
      }
    >
      {told ? `No adapter yet. ${told.sentence} ${told.advice}` : 'No adapter yet: train one on your labels.'}
    </Gap>
  );
}

function WordsGap() {
  const lackClasses = useApp(
    (state) => textStatus(state) !== null && comparesWithWords(state) && state.classes.length < 2,
  );
  const { addClass } = useActions();
  if (!lackClasses) return <WhyNoWords />;
  return (
    <Gap
      button={
        <Button className="button small" onPress={() => addClass()}>
          Name a class
        </Button>
      }
    >
      Answers by words need two classes with names.
    </Gap>
  );
}
