// Train the adapter: what kind, one button, the curves as they grow, the result in words.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { adapterKey, isStale } from '../../state/selectors';
import { Term } from '../controls/Term';
import { explain } from '../messages';
import { Curves } from './Curves';
import { trainingCounts, whatIsMissing } from './readiness';
import { TrainResult } from './TrainResult';
import { TrainSettings } from './TrainSettings';

export function TrainPanel() {
  const stage = useApp((state) => state.adapter);
  const stale = useApp((state) => isStale(state.adapter, () => adapterKey(state)));
  const liveCurve = useApp((state) => state.liveCurve);
  const job = useApp((state) => state.jobs.find(({ kind }) => kind === 'train'));
  const items = useApp((state) => state.items);
  const classes = useApp((state) => state.classes);
  const { trainAdapter, cancelJob } = useActions();
  const missing = useMemo(() => whatIsMissing(trainingCounts({ items, classes })), [items, classes]);
  const running = stage.phase === 'running';
  const curve = running ? liveCurve : stage.phase === 'done' ? stage.value.curve : [];

  return (
    <section className="panel" aria-label="Training">
      <p className="muted">
        The <Term of="adapter" /> learns your classes from the embeddings, in seconds. The encoder is not
        changed.
      </p>
      <TrainSettings isDisabled={running} />
      <div className="row">
        <Button
          className="button primary grow"
          isDisabled={running || missing !== null}
          onPress={() => void trainAdapter()}
        >
          {running ? `Training, epoch ${stage.done} of at most ${stage.total}…` : 'Train adapter'}
        </Button>
        {running && job && (
          <Button className="button" onPress={() => cancelJob(job.id)}>
            Cancel
          </Button>
        )}
      </div>
      {missing !== null && (
        <p className="hint" data-testid="train-missing">
          {missing}
        </p>
      )}
      {stage.phase === 'failed' && (
        <p
          className="bad-text"
          role="alert"
        >{`${explain(stage.error).sentence} ${explain(stage.error).advice}`}</p>
      )}
      {stale && <p className="hint">Images, labels or settings have changed since: train again.</p>}
      {stage.phase === 'done' && <TrainResult adapter={stage.value} />}
      {curve.length > 0 && (
        <Curves curve={curve} bestEpoch={stage.phase === 'done' ? stage.value.bestEpoch : null} />
      )}
    </section>
  );
}
