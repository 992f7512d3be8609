// Whether an evaluation can start, its settings and its button, bound to the state.
import { useMemo } from 'react';
import { casesOf, planKind, planKinds, plannedOf } from '../../state/cases';
import { useActions, useApp } from '../../state/context';
import { partsAhead } from '../../state/evaluation-told';
import { explain } from '../messages';
import { EvaluateSettings } from './EvaluateSettings';
import { EvaluateStart } from './EvaluateStart';
import { needsSentence, partSentences } from './readiness-words';

export function StartPart() {
  const stage = useApp((state) => state.evaluation);
  const ahead = useApp(partsAhead);
  const judged = useApp((state) => state.externalJudged);
  const plans = useApp(planKinds);
  const job = useApp((state) => state.jobs.find(({ kind }) => kind === 'evaluate'));
  const missing = useMissing();
  const { evaluate, cancelJob } = useActions();
  const running = stage.phase === 'running' ? stage : null;
  const parts = useMemo(() => (ahead === null ? [] : partSentences(ahead, judged)), [ahead, judged]);
  return (
    <>
      <EvaluateStart
        missing={missing}
        parts={parts}
        groupsKnown={ahead?.groupsKnown ?? true}
        running={running}
        again={stage.phase === 'done'}
        onStart={() => void evaluate()}
        onCancel={job ? () => cancelJob(job.id) : null}
      />
      <EvaluateSettings plans={plans} isDisabled={running !== null} />
    </>
  );
}

function useMissing(): string | null {
  const ready = useApp((state) => state.encoder.phase === 'ready');
  const classes = useApp((state) => casesOf(state, planKind(state)).table.classes.length);
  const planned = useApp(plannedOf);
  // Without it there are no embeddings, and what is said of the classes would be wrong.
  if (!ready) return 'The encoder is not ready yet.';
  if (classes < 2) return needsSentence;
  if (!('error' in planned)) return null;
  const { sentence, advice } = explain(planned.error);
  return `${needsSentence} ${sentence} ${advice}`;
}
