// The curves of one approach for the class asked for.
import { useMemo } from 'react';
import type { ApproachSummary, Summary } from '../../domain/evaluate/summary';
import { useApp } from '../../state/context';
import { judgedNoun } from '../../state/evaluation-told';
import { Chart } from '../charts/Chart';
import { Term } from '../controls/Term';
import { classNameOf } from '../format';
import { calibrationView, precisionRecallView, rejectView, rocView } from './curve-specs';
import { caseWords } from './evaluate-words';

export function CurvePart({ approach, summary }: { approach: ApproachSummary; summary: Summary }) {
  const of = useApp((state) => classNameOf(state.classes, summary.positive));
  const noun = useApp(judgedNoun);
  const having = summary.classes.find(({ classId }) => classId === summary.positive)?.rows ?? 0;
  const views = useMemo(
    () => ({
      roc: rocView(approach, of),
      precision: precisionRecallView(approach, of, summary.rows === 0 ? 0 : having / summary.rows),
      calibration: calibrationView(approach, of),
      reject: rejectView(approach),
    }),
    [approach, of, having, summary.rows],
  );
  return (
    <div className="curves" data-testid="evaluation-curves">
      {views.roc ? (
        <Chart {...views.roc} />
      ) : (
        <p className="muted">{`No ROC curve: it needs held-out images of ${of} and of others.`}</p>
      )}
      {views.precision && <Chart {...views.precision} />}
      {views.calibration ? (
        <Chart {...views.calibration} />
      ) : (
        <p className="muted">
          No <Term of="calibration" />{' '}
          {`under 100 held-out images: here are ${caseWords(summary.rows, summary.groups, noun)}.`}
        </p>
      )}
      {views.reject && <Chart {...views.reject} />}
    </div>
  );
}
