// The curves of a training: loss of both parts, and balanced accuracy of the part kept out.
import type { EpochPoint } from '../../domain/predict/adapter-types';
import { type Line, LineChart } from '../controls/LineChart';
import { ratio } from '../format';

interface Props {
  readonly curve: readonly EpochPoint[];
  /** Marked on the axis; null while training. */
  readonly bestEpoch: number | null;
}

export function Curves({ curve, bestEpoch }: Props) {
  const line = (name: string, tone: Line['tone'], pick: (point: EpochPoint) => number | null): Line => ({
    name,
    tone,
    points: curve.flatMap((point) => {
      const y = pick(point);
      return y === null ? [] : [{ x: point.epoch, y }];
    }),
  });
  const losses = [
    line('training', 'first', (p) => p.trainLoss),
    line('kept out', 'second', (p) => p.validationLoss),
  ];
  const accuracy = [line('kept out', 'second', (p) => p.validationBalancedAccuracy)];
  return (
    <div className="curves">
      <LineChart
        title="Loss (lower is better)"
        xLabel="epoch"
        lines={losses}
        mark={bestEpoch}
        format={(y) => ratio(y)}
      />
      {accuracy[0] !== undefined && accuracy[0].points.length > 0 && (
        <LineChart
          title="Balanced accuracy (higher is better)"
          xLabel="epoch"
          lines={accuracy}
          mark={bestEpoch}
          range={[0, 1]}
          format={(y) => ratio(y)}
        />
      )}
    </div>
  );
}
