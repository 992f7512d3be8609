// A chart in words: what it says as a whole, and at one point.
import type { ChartPoint, ChartSpec } from './chart-spec';

/** "sensitivity 0.84 at 1 - specificity 0.12", the line's name before it where there are several. */
export function pointWords(
  { lines, xLabel, yLabel, formatX, formatY }: ChartSpec,
  { name, x, y }: ChartPoint & { readonly name: string },
): string {
  const of = lines.length > 1 && name !== '' ? `${name}: ` : '';
  return `${of}${yLabel} ${formatY(y)} at ${xLabel} ${formatX(x)}`;
}

/** Title, then where each line begins and ends, then the marked places: what a reader who does not see it is told. */
export function chartSummary(spec: ChartSpec): string {
  const { title, lines, marks = [], formatX, formatY } = spec;
  const parts = lines.flatMap(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return [];
    const end = first === last ? '' : `, then to ${formatY(last.y)} at ${formatX(last.x)}`;
    return [`${pointWords(spec, { ...first, name })}${end}`];
  });
  const places = marks.map(({ name, x, y }) => `${name}: ${pointWords(spec, { name: '', x, y })}`);
  return `${title}: ${[...parts, ...places].join('; ') || 'nothing to draw'}.`;
}
