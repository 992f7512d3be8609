// A small line chart: thin axes, lines named at their ends, the value under the pointer. Plain SVG.
import { useState } from 'react';

export interface Line {
  readonly name: string;
  readonly tone: 'first' | 'second';
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Props {
  readonly title: string;
  readonly xLabel: string;
  readonly lines: readonly Line[];
  /** A thin vertical line at this x; its values are told while the pointer is away, else those of the last x. */
  readonly mark?: number | null;
  /** Fixed range of y; else from 0 to the largest value. */
  readonly range?: readonly [number, number];
  readonly format: (y: number) => string;
}

const box = { width: 348, height: 120, left: 34, right: 60, top: 8, bottom: 20 } as const;

export function LineChart({ title, xLabel, lines, mark = null, range, format }: Props) {
  const [at, setAt] = useState<number | null>(null);
  const drawn = lines.filter(({ points }) => points.length > 0);
  const points = drawn.flatMap((line) => line.points);
  const minX = points.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const maxX = points.reduce((most, { x }) => Math.max(most, x), minX + 1);
  const [minY, maxY] = range ?? [0, points.reduce((most, { y }) => Math.max(most, y), 0) || 1];
  const px = (x: number) => box.left + ((x - minX) / (maxX - minX)) * (box.width - box.left - box.right);
  const py = (y: number) => box.top + (1 - (y - minY) / (maxY - minY)) * (box.height - box.top - box.bottom);
  const path = (line: Line) =>
    line.points
      .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
      .join('');
  const marked = mark !== null && mark >= minX && mark <= maxX ? mark : null;
  const rest = marked ?? maxX;
  const shown = at ?? rest;
  const told = (wanted: number) =>
    drawn
      .map(({ name, points: own }) => {
        const { y } = own.find(({ x }) => x === wanted) ?? own.at(-1) ?? { y: 0 };
        return `${name} ${format(y)}`;
      })
      .join(', ');

  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`${title}: ${xLabel} ${rest}, ${told(rest)}`}
        onPointerLeave={() => setAt(null)}
        onPointerMove={(event) => {
          const bounds = event.currentTarget.getBoundingClientRect();
          const inBox = ((event.clientX - bounds.left) / bounds.width) * box.width;
          const x = minX + ((inBox - box.left) / (box.width - box.left - box.right)) * (maxX - minX);
          setAt(Math.max(minX, Math.min(maxX, Math.round(x))));
        }}
      >
        <path
          className="axis"
          d={`M${box.left} ${box.top}V${box.height - box.bottom}H${box.width - box.right}`}
        />
        {[minY, maxY].map((y) => (
          <text key={y} className="tick" x={box.left - 4} y={py(y) + 4} textAnchor="end">
            {format(y)}
          </text>
        ))}
        <text className="tick" x={box.left} y={box.height - 6}>
          {`${xLabel} ${minX}`}
        </text>
        <text className="tick" x={box.width - box.right} y={box.height - 6} textAnchor="end">
          {maxX}
        </text>
        {marked !== null && (
          <path className="mark" d={`M${px(marked)} ${box.top}V${box.height - box.bottom}`} />
        )}
        {at !== null && <path className="cursor" d={`M${px(at)} ${box.top}V${box.height - box.bottom}`} />}
        {drawn.map((line) => (
          <path key={line.name} className={`line ${line.tone}`} d={path(line)} />
        ))}
        {labelRows(drawn.map((line) => py(line.points.at(-1)?.y ?? 0))).map((y, i) => {
          const line = drawn[i] as Line;
          return (
            <text
              key={line.name}
              className={`line-name ${line.tone}`}
              x={box.width - box.right + 4}
              y={y + 4}
            >
              {line.name}
            </text>
          );
        })}
      </svg>
      <p className="chart-values numbers muted small" aria-hidden="true">
        {`${xLabel} ${shown}: ${told(shown)}`}
      </p>
    </figure>
  );
}

/** Heights of the names at the lines' ends, pushed at least 12 apart (two lines at most). */
function labelRows(ends: readonly number[]): readonly number[] {
  const [first, second] = ends;
  if (first === undefined || second === undefined || Math.abs(first - second) >= 12) return ends;
  const middle = (first + second) / 2;
  return first <= second ? [middle - 6, middle + 6] : [middle + 6, middle - 6];
}
