// One share as a thin bar with its number; empty and a dash where there is no number.
import { Meter } from 'react-aria-components';
import { ratio } from '../format';

interface Props {
  /** Accessible name, e.g. "Similarity to this image". */
  readonly label: string;
  /** 0..1; null = not known. Negative similarities draw as nothing. */
  readonly value: number | null;
  readonly colour?: string;
}

export function Bar({ label, value, colour }: Props) {
  if (value === null) return <span className="bar-number muted">–</span>;
  const percent = Math.max(0, Math.min(1, value)) * 100;
  return (
    <Meter
      className="bar"
      aria-label={label}
      value={value}
      minValue={0}
      maxValue={1}
      valueLabel={ratio(value)}
    >
      <span className="bar-track">
        <span
          className="bar-fill"
          style={{ width: `${percent}%`, ...(colour ? { background: colour } : {}) }}
        />
      </span>
      <span className="bar-number">{ratio(value)}</span>
    </Meter>
  );
}
