// Train the adapter: what kind, one button, the curves as they grow, the result in words, all that are kept.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { answersByOldAdapter, settingsDiffer } from '../../state/adapters';
import { useActions, useApp } from '../../state/context';
import { trainingPlan } from '../../state/training';
import { FailedStage } from '../controls/FailedStage';
import { Term } from '../controls/Term';
import { classNameOf } from '../format';
import { AdapterTable } from './AdapterTable';
import { Curves } from './Curves';
import { trainingCounts, whatIsMissing } from './readiness';
import { TrainResult } from './TrainResult';
import { TrainSettings } from './TrainSettings';

export function TrainPanel() {
  const stage = useApp((state) => state.adapter);
  const old = useApp(answersByOldAdapter);
  const differ = useApp(settingsDiffer);
  const liveCurve = useApp((state) => state.liveCurve);
  const job = useApp((state) => state.jobs.find(({ kind }) => kind === 'train'));
  const missing = useMissing();
  const { trainAdapter, cancelJob } = useActions();
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
      <FailedStage stage={stage} />
      {old && <p className="hint">Images or labels have changed since: train again.</p>}
      {differ && (
        <p className="hint">
          The settings are not those of the adapter in use: training keeps one more beside it.
        </p>
      )}
      {stage.phase === 'done' && <TrainResult adapter={stage.value} />}
      {curve.length > 0 && (
        <Curves curve={curve} bestEpoch={stage.phase === 'done' ? stage.value.bestEpoch : null} />
      )}
      <AdapterTable />
    </section>
  );
}

function useMissing(): string | null {
  const plan = useApp(trainingPlan);
  const classes = useApp((state) => state.classes);
  const ready = useApp((state) => state.encoder.phase === 'ready');
  return useMemo(() => {
    // Without it there are no embeddings, and what is said of the classes would be wrong.
    if (!ready) return 'The encoder is not ready yet.';
    return whatIsMissing(trainingCounts(plan, (id) => classNameOf(classes, id)));
  }, [plan, classes, ready]);
}
