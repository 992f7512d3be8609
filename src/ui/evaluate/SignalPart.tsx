// Is there any signal, and would more patients help? The permutation test and the learning curves of the fast approaches.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { LearningCurve } from '../../domain/evaluate/signal/learning-curve';
import type { SignalFound } from '../../domain/evaluate/signal/look-for-signal';
import type { Summary } from '../../domain/evaluate/summary';
import { evaluationKey } from '../../state/cases';
import { useActions, useApp } from '../../state/context';
import { isStale } from '../../state/selectors';
import { Chart } from '../charts/Chart';
import { FailedStage } from '../controls/FailedStage';
import { Term } from '../controls/Term';
import { ratio } from '../format';
import { learningView } from './curve-specs';
import { approachNames, pWords, signalSentence } from './evaluate-words';

/** Both questions with their button, bound to the state. */
export function SignalPart({ summary }: { summary: Summary }) {
  const stage = useApp((state) => state.signal);
  const stale = useApp((state) => isStale(state.signal, () => evaluationKey(state)));
  const { testSignal } = useActions();
  const running = stage.phase === 'running';
  return (
    <section className="evaluate-start" aria-label="Signal">
      <h3>Is there any signal, and would more patients help?</h3>
      <Button className="button wide" isPending={running} onPress={() => void testSignal()}>
        {running ? 'Testing…' : 'Test for signal'}
      </Button>
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
          <p className="muted small">{signalSentence(signals, summary.groups !== null)}</p>
        </>
      )}
      {curves.map((curve) => (
        <Learning key={curve.approach} curve={curve} summary={summary} />
      ))}
    </div>
  );
}

function Learning({ curve, summary }: { curve: LearningCurve; summary: Summary }) {
  const view = useMemo(() => learningView(curve, summary), [curve, summary]);
  return view ? (
    <Chart {...view} />
  ) : (
    <p className="muted">{`No learning curve of ${approachNames[curve.approach]}: too few to learn from in steps.`}</p>
  );
}
