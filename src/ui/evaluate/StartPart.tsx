// Whether an evaluation can start, its settings and its button, bound to the state.
import { useMemo } from 'react';
import { casesOf, planKind, planKinds, plannedOf } from '../../state/cases';
import { useActions, useApp } from '../../state/context';
import { casesNoun, partsAhead } from '../../state/evaluation-told';
import { explain } from '../messages';
import { EvaluateSettings } from './EvaluateSettings';
import { EvaluateStart } from './EvaluateStart';
import { groupsUnknownSentence } from './evaluate-words';
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
        warning={ahead === null || ahead.groupsKnown ? null : groupsUnknownSentence(ahead.noun)}
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
  const noun = useApp(casesNoun);
  const needs = needsSentence(noun);
  // Without it there are no embeddings, and what is said of the classes would be wrong.
  if (!ready) return 'The encoder is not ready yet.';
  if (classes < 2) return needs;
  if (!('error' in planned)) return null;
  const { error } = planned;
  const { sentence, advice } = explain({ ...error, detail: { ...error.detail, ...noun } });
  return `${needs} ${sentence} ${advice}`;
}
