// The Evaluate tab: which approach does best on patients it has not seen, how sure that is, and what each got wrong.
import { useMemo, useState } from 'react';
import { evaluationKey } from '../../state/cases';
import { useActions, useApp } from '../../state/context';
import type { EvaluationValue } from '../../state/evaluation';
import { judgedNoun, verdictOf } from '../../state/evaluation-told';
import type { ReportTicks } from '../../state/report';
import { isStale } from '../../state/selectors';
import { FailedStage } from '../controls/FailedStage';
import { Term } from '../controls/Term';
import { saveText } from '../predict/save-text';
import { EvaluationView } from './EvaluationView';
import { ExportRow } from './ExportRow';
import { GuardList } from './guards/GuardList';
import { reportSentences } from './report-sentences';
import { SignalPart } from './SignalPart';
import { StartPart } from './StartPart';

export function EvaluatePanel() {
  const stage = useApp((state) => state.evaluation);
  const stale = useApp((state) => isStale(state.evaluation, () => evaluationKey(state)));
  const noun = useApp(judgedNoun);
  return (
    <section className="panel evaluate-panel" aria-label="Evaluation">
      {stage.phase !== 'done' && (
        <p className="muted">
          {`Here will stand which approach sorts images of new ${noun.many} best, in a sentence with its `}
          <Term of="interval" />: all are judged on the same held-out images.
        </p>
      )}
      {stale && (
        <p className="hint" data-testid="evaluation-stale">
          Images, labels or settings have changed since: judge again.
        </p>
      )}
      {stage.phase !== 'done' && <StartPart />}
      <FailedStage stage={stage} />
      {stage.phase === 'done' && <Done value={stage.value} stale={stale} />}
    </section>
  );
}

function Done({ value, stale }: { value: EvaluationValue; stale: boolean }) {
  const level = useApp((state) => state.settings.level);
  const { changeEvaluation } = useActions();
  const noun = useApp(judgedNoun);
  const words = useMemo(() => verdictOf(value, level, noun), [value, level, noun]);
  return (
    <>
      <EvaluationView
        value={value}
        words={words}
        onPositive={(positive) => changeEvaluation({ positive, prevalence: null })}
        onPrevalence={(prevalence) => changeEvaluation({ prevalence })}
      />
      <SignalPart summary={value.summary} />
      <section className="evaluate-start" aria-label="What may make this look too good">
        <h3>What may make this look too good</h3>
        <GuardList />
      </section>
      <SavePart stale={stale} />
      <section className="evaluate-start" aria-label="Judge again">
        <h3>Judge again</h3>
        <StartPart />
      </section>
    </>
  );
}

function SavePart({ stale }: { stale: boolean }) {
  const { report } = useActions();
  const [busy, setBusy] = useState(false);
  const save = async (kind: 'html' | 'json', ticks: ReportTicks) => {
    setBusy(true);
    try {
      const written = await report(ticks, reportSentences);
      if (written) saveText(`lightbench-report.${kind}`, types[kind], written[kind]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ExportRow
      isBusy={busy}
      isDisabled={stale}
      onReport={(ticks) => void save('html', ticks)}
      onData={(ticks) => void save('json', ticks)}
    />
  );
}

const types = { html: 'text/html;charset=utf-8', json: 'application/json' } as const;
