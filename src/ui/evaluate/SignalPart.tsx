// Is there any signal, and would more patients help? The permutation test and the learning curves of the fast approaches.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { LearningCurve } from '../../domain/evaluate/signal/learning-curve';
import type { Signal } from '../../domain/evaluate/signal/permutation';
import type { Summary } from '../../domain/evaluate/summary';
import { Chart } from '../charts/Chart';
import { Term } from '../controls/Term';
import { ratio } from '../format';
import { learningView } from './curve-specs';
import { approachNames, pWords } from './evaluate-words';

interface Props {
  readonly signals: readonly Signal[];
  readonly curves: readonly LearningCurve[];
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

/** What the smallest p says, with the number of shuffles. */
export function signalSentence(signals: readonly Signal[], groupsKnown: boolean): string {
  const best = signals.reduce((least, signal) => (signal.p < least.p ? signal : least), signals[0] as Signal);
  const how = `Balanced accuracy with the labels as they are, and the mean over ${best.draws.toLocaleString('en-US')} shuffles of them between ${groupsKnown ? 'patients' : 'images'}.`;
  return best.p <= 0.05
    ? `${how} Labels that had nothing to do with the pictures would seldom do as well.`
    : `${how} Labels that have nothing to do with the pictures do as well now and then: no signal is shown.`;
}

export function SignalButton({ running, onTest }: { running: boolean; onTest: () => void }) {
  return (
    <Button className="button wide" isPending={running} onPress={onTest}>
      {running ? 'Testing…' : 'Is there any signal? Would more images help?'}
    </Button>
  );
}
