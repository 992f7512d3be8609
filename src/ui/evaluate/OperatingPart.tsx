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
import { type RateLine, RateTable } from './FigureTable';

interface Props {
  readonly summary: Summary;
  readonly points: readonly OperatingPoint[] | null;
  readonly onPositive: (classId: ClassId) => void;
  /** Asked for when intervals at this prevalence (0..1) are wanted. */
  readonly onPrevalence: (prevalence: number) => void;
}

const rules = {
  youden: { name: 'Rule in', term: 'youden' },
  sensitive: { name: 'Rule out', term: 'sensitive90' },
} as const;

export function OperatingPart({ summary, points, onPositive, onPrevalence }: Props) {
  const known = useApp((state) => state.classes);
  const options = summary.classes.map(({ classId }) => ({
    value: classId,
    name: classNameOf(known, classId),
  }));
  return (
    <div className="operating" data-testid="operating">
      <Choice label="The class asked for" options={options} value={summary.positive} onChange={onPositive} />
      {points === null ? (
        <p className="muted">Needs held-out images both of this class and of others.</p>
      ) : (
        <AtPrevalence
          // Another class is another question.
          key={summary.positive}
          points={points}
          summarised={summary.prevalence}
          onPrevalence={onPrevalence}
        />
      )}
    </div>
  );
}

interface AtProps {
  readonly points: readonly OperatingPoint[];
  readonly summarised: number;
  readonly onPrevalence: (prevalence: number) => void;
}

function AtPrevalence({ points, summarised, onPrevalence }: AtProps) {
  // null: as summarised. Kept when a new summary comes, so that the slider stays where the hand is.
  const [moved, setMoved] = useState<number | null>(null);
  const percent = moved ?? Math.round(1000 * summarised) / 10;
  const prevalence = percent / 100;
  const settle = (next: number) => {
    setMoved(next);
    onPrevalence(next / 100);
  };
  // The summary's own intervals hold as long as nobody has moved it: 10 / 30 need not be a round number of percents.
  const isSummarised = Math.abs(prevalence - summarised) < 0.0006;
  return (
    <>
      <Steps
        label="How frequent it is, %"
        value={Math.max(1, Math.min(99, Math.round(percent)))}
        min={1}
        max={99}
        onMove={setMoved}
        onChange={settle}
      />
      <NumberSetting
        label="Exactly, %"
        of="prevalence"
        value={percent}
        least={0.1}
        most={99.9}
        step={0.1}
        digits={1}
        onChange={settle}
      />
      <RateTable
        caption={`Operating points at a prevalence of ${percent} %`}
        lines={points.map((point) => rateLine(point, isSummarised ? null : prevalence))}
      />
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
function rateLine(point: OperatingPoint, prevalence: number | null): RateLine {
  const { rule, thresholds, sensitivity, specificity, ppv, npv } = point;
  const { name, term } = rules[rule];
  const bare = (value: number | null): Estimate => ({ value, low: null, high: null, method: 'none' });
  const moved = prevalence === null ? null : worthAt(point, prevalence);
  return {
    key: rule,
    head: (
      <span className="row between">
        <span>
          {name} (<Term of={term} />)
        </span>
        <span className="muted small numbers">
          <Term of="operatingPoint">{thresholdWords(thresholds)}</Term>
        </span>
      </span>
    ),
    estimates: {
      sensitivity,
      specificity,
      ppv: moved ? bare(moved.ppv) : ppv,
      npv: moved ? bare(moved.npv) : npv,
    },
  };
}
