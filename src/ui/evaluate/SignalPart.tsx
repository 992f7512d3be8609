// Is there any signal, and would more patients help? The permutation test and the learning curves of the fast approaches.
import { useMemo } from 'react';
import type { LearningCurve } from '../../domain/evaluate/signal/learning-curve';
import type { SignalFound } from '../../domain/evaluate/signal/look-for-signal';
import type { Summary } from '../../domain/evaluate/summary';
import { evaluationKey } from '../../state/cases';
import { useActions, useApp } from '../../state/context';
import { judgedNoun } from '../../state/evaluation-told';
import { isStale } from '../../state/selectors';
import { Chart } from '../charts/Chart';
import { FailedStage } from '../controls/FailedStage';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { ratio } from '../format';
import { learningView } from './curve-specs';
import { approachNames, pWords, signalSentence, unitNoun } from './evaluate-words';

/** Both questions with their button, bound to the state. */
export function SignalPart({ summary }: { summary: Summary }) {
  const stage = useApp((state) => state.signal);
  const noun = useApp(judgedNoun);
  const stale = useApp((state) => isStale(state.signal, () => evaluationKey(state)));
  const { testSignal } = useActions();
  const running = stage.phase === 'running';
  return (
    <section className="evaluate-start" aria-label="Signal">
      <h3>{`Is there any signal, and would more ${noun.many} help?`}</h3>
      <WorkButton className="button wide" isWorking={running} onPress={() => void testSignal()}>
        {running ? 'Testing…' : 'Test for signal'}
      </WorkButton>
      <FailedStage stage={stage} />
      {stale && <p className="hint">Images, labels or settings have changed since: test again.</p>}
      {stage.phase === 'done' && <SignalFigures {...stage.value} summary={summary} />}
    </section>
  );
}

interface Props extends SignalFound {
  readonly summary: Summary;
}

export function SignalFigures({ signals, curves, summary }: Props) {
  const noun = useApp(judgedNoun);
  return (
    <div className="curves" data-testid="signal">
      {signals.length > 0 && (
        <>
          <table className="plain-table">
            <caption className="visually-hidden">Permutation test of the fast approaches</caption>
            <thead>
              <tr>
                <th scope="col">Approach</th>
                <th scope="col" className="right">
                  As labelled
                </th>
                <th scope="col" className="right">
                  Shuffled
                </th>
                <th scope="col" className="right">
                  <Term of="permutation">p</Term>
                </th>
              </tr>
            </thead>
            <tbody>
              {signals.map(({ approach, observed, byChance, p, draws }) => (
                <tr key={approach}>
                  <th scope="row">{approachNames[approach]}</th>
                  <td className="right numbers">{ratio(observed)}</td>
                  <td className="right numbers">{ratio(byChance)}</td>
                  <td className="right numbers">{pWords(p, draws)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted small">{signalSentence(signals, unitNoun(summary, noun))}</p>
        </>
      )}
      {curves.map((curve) => (
        <Learning key={curve.approach} curve={curve} summary={summary} />
      ))}
    </div>
  );
}

function Learning({ curve, summary }: { curve: LearningCurve; summary: Summary }) {
  const noun = useApp(judgedNoun);
  const view = useMemo(() => learningView(curve, summary, noun), [curve, summary, noun]);
  return view ? (
    <Chart {...view} />
  ) : (
    <p className="muted">{`No learning curve of ${approachNames[curve.approach]}: too few to learn from in steps.`}</p>
  );
}
