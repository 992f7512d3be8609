// Two thresholds for one class, chosen on the inner part of each fold: to rule in and to rule out, and what an answer is worth
// where the class is as frequent as the slider says.
import { useState } from 'react';
import type { Estimate, OperatingPoint, Summary } from '../../domain/evaluate/summary';
import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import { worthAt } from '../../state/evaluation-told';
import { Choice } from '../controls/Choice';
import { NumberSetting } from '../controls/NumberSetting';
import { Steps } from '../controls/Steps';
import { Term } from '../controls/Term';
import { classNameOf } from '../format';
import { thresholdWords } from './evaluate-words';
import { StackedEstimate } from './FigureTable';

interface Props {
  readonly summary: Summary;
  readonly points: readonly OperatingPoint[] | null;
  readonly isDisabled: boolean;
  readonly onPositive: (classId: ClassId) => void;
  /** Asked for when intervals at this prevalence (0..1) are wanted. */
  readonly onPrevalence: (prevalence: number) => void;
}

const rules = {
  youden: { name: 'Rule in', term: 'youden' },
  sensitive: { name: 'Rule out', term: 'sensitive90' },
} as const;

export function OperatingPart({ summary, points, isDisabled, onPositive, onPrevalence }: Props) {
  const known = useApp((state) => state.classes);
  const options = summary.classes.map(({ classId }) => ({
    value: classId,
    name: classNameOf(known, classId),
  }));
  return (
    <div className="operating" data-testid="operating">
      <Choice
        label="The class asked for"
        options={options}
        value={summary.positive}
        isDisabled={isDisabled}
        onChange={onPositive}
      />
      {points === null ? (
        <p className="muted">Needs held-out images both of this class and of others.</p>
      ) : (
        <AtPrevalence
          // Starts anew with another class or another summarised prevalence.
          key={`${summary.positive} ${summary.prevalence}`}
          points={points}
          summarised={summary.prevalence}
          isDisabled={isDisabled}
          onPrevalence={onPrevalence}
        />
      )}
    </div>
  );
}

interface AtProps {
  readonly points: readonly OperatingPoint[];
  readonly summarised: number;
  readonly isDisabled: boolean;
  readonly onPrevalence: (prevalence: number) => void;
}

function AtPrevalence({ points, summarised, isDisabled, onPrevalence }: AtProps) {
  const [percent, setPercent] = useState(Math.round(1000 * summarised) / 10);
  const prevalence = percent / 100;
  // The summary's own intervals hold as long as nobody has moved it: 10 / 30 need not be a round number of percents.
  const isSummarised = Math.abs(prevalence - summarised) < 0.0006;
  return (
    <>
      <Steps
        label="How frequent it is, %"
        value={Math.max(1, Math.min(99, Math.round(percent)))}
        min={1}
        max={99}
        onMove={setPercent}
        onChange={(next) => {
          setPercent(next);
          onPrevalence(next / 100);
        }}
        isDisabled={isDisabled}
      />
      <NumberSetting
        label="Exactly, %"
        of="prevalence"
        value={percent}
        least={0.1}
        most={99.9}
        step={0.1}
        digits={1}
        isDisabled={isDisabled}
        onChange={(next) => {
          setPercent(next);
          onPrevalence(next / 100);
        }}
      />
      <div className="wide-scroll">
        <table className="plain-table class-table">
          <caption className="visually-hidden">{`Operating points at a prevalence of ${percent} %`}</caption>
          <thead>
            <tr>
              <th scope="col">
                <Term of="operatingPoint">Threshold</Term>
              </th>
              {(['sensitivity', 'specificity', 'ppv', 'npv'] as const).map((term) => (
                <th key={term} scope="col" className="right">
                  <Term of={term} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <PointRow key={point.rule} point={point} prevalence={isSummarised ? null : prevalence} />
            ))}
          </tbody>
        </table>
      </div>
      {!isSummarised && (
        <p className="muted small">
          PPV and NPV are worked out from sensitivity and specificity; their intervals come when the slider is
          let go.
        </p>
      )}
    </>
  );
}

/** `prevalence` null: the figures of the summary, with their intervals. */
function PointRow({ point, prevalence }: { point: OperatingPoint; prevalence: number | null }) {
  const { rule, thresholds, sensitivity, specificity } = point;
  const { name, term } = rules[rule];
  const bare = (value: number | null): Estimate => ({ value, low: null, high: null, method: 'none' });
  const moved = prevalence === null ? null : worthAt(point, prevalence);
  const [ppv, npv] = moved === null ? [point.ppv, point.npv] : [bare(moved.ppv), bare(moved.npv)];
  return (
    <tr>
      <th scope="row">
        {name} (<Term of={term} />)
        <span className="muted small block numbers">{thresholdWords(thresholds)}</span>
      </th>
      {[sensitivity, specificity, ppv, npv].map((estimate, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the four columns
        <td key={i} className="right numbers">
          <StackedEstimate estimate={estimate} />
        </td>
      ))}
    </tr>
  );
}
