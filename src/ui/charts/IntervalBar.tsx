// A share as a bar with its 95 % interval drawn on it, hatched where it rests on few, and a tick where chance lies.
import { Meter } from 'react-aria-components';

interface Props {
  /** Accessible name: what is measured of whom. */
  readonly label: string;
  /** 0..1; null: cannot be told, and only the track is drawn. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Where a guess would lie, 0..1. */
  readonly chance?: number;
  readonly few: boolean;
  /** What is read out: the figure with its interval in words. */
  readonly words: string;
}

const percent = (share: number) => `${100 * Math.max(0, Math.min(1, share))}%`;

export function IntervalBar({ label, value, low, high, chance, few, words }: Props) {
  return (
    <Meter
      className="interval-bar"
      aria-label={label}
      value={value ?? 0}
      minValue={0}
      maxValue={1}
      valueLabel={words}
    >
      <span className="bar-track">
        {value !== null && (
          <span className={few ? 'bar-fill few' : 'bar-fill'} style={{ width: percent(value) }} />
        )}
        {chance !== undefined && <span className="chance" style={{ left: percent(chance) }} />}
        {low !== null && high !== null && (
          <span className="whisker" style={{ left: percent(low), right: percent(1 - high) }} />
        )}
      </span>
    </Meter>
  );
}
