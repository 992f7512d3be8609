// Small charts as inline SVG: thin axes, three ticks, one line; colours come from the page's style sheet.
import type { CalibrationBin, CurvePoint } from '../../evaluate/summary';
import { html, type Markup, type Part } from './markup';

export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

export interface Chart {
  readonly title: string;
  /** What it shows, for those who do not see it: the figures that matter. */
  readonly spoken: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly line: readonly CurvePoint[];
  /** From corner to corner: guessing on a ROC plot, perfect calibration on a calibration plot. */
  readonly diagonal?: boolean;
  /** Bins with their intervals in place of a bare line. */
  readonly bins?: readonly CalibrationBin[];
  /** Spread around the line. */
  readonly band?: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  /** Where the line may go on, dashed. */
  readonly ahead?: readonly CurvePoint[];
}

const box = { width: 300, height: 220, left: 40, right: 12, top: 8, bottom: 38 } as const;
const inner = {
  width: box.width - box.left - box.right,
  height: box.height - box.top - box.bottom,
} as const;

const tick = (value: number) => `${Number(value.toFixed(2))}`;

interface Scale {
  readonly px: (x: number) => string;
  readonly py: (y: number) => string;
}

function scaleOf({ x, y }: Chart): Scale {
  const share = (value: number, { from, to }: Axis) => (to === from ? 0 : (value - from) / (to - from));
  return {
    px: (value) => (box.left + share(value, x) * inner.width).toFixed(1),
    py: (value) => (box.top + (1 - share(value, y)) * inner.height).toFixed(1),
  };
}

/** A path through points; those that fall on the same place are drawn once. */
function pathOf(points: readonly CurvePoint[], { px, py }: Scale): string {
  const places = points.map(({ x, y }) => `${px(x)} ${py(y)}`);
  const apart = places.filter((place, i) => place !== places[i - 1]);
  return apart.length === 0 ? '' : `M${apart.join('L')}`;
}

function axes({ x, y }: Chart, { px, py }: Scale): Part {
  const bottom = box.height - box.bottom;
  const ticks = ({ from, to }: Axis) => [from, (from + to) / 2, to];
  return [
    html`<path class="axis" d="M${box.left} ${box.top}V${bottom}H${box.width - box.right}"/>`,
    ticks(y).map(
      (at) => html`<text x="${box.left - 5}" y="${Number(py(at)) + 4}" text-anchor="end">${tick(at)}</text>`,
    ),
    ticks(x).map(
      (at, i) =>
        html`<text x="${px(at)}" y="${bottom + 14}" text-anchor="${i === 2 ? 'end' : i === 0 ? 'start' : 'middle'}">${tick(at)}</text>`,
    ),
    html`<text x="${box.left + inner.width / 2}" y="${box.height - 6}" text-anchor="middle">${x.label}</text>`,
    html`<text x="11" y="${box.top + inner.height / 2}" text-anchor="middle" transform="rotate(-90 11 ${box.top + inner.height / 2})">${y.label}</text>`,
  ];
}

function marks(chart: Chart, scale: Scale): Part {
  const { line, diagonal, bins = [], band = [], ahead = [], x, y } = chart;
  const { px, py } = scale;
  const edge = [
    ...band.map(({ x: at, high }) => ({ x: at, y: high })),
    ...band.map(({ x: at, low }) => ({ x: at, y: low })).reverse(),
  ];
  return [
    edge.length > 0 ? html`<path class="band" d="${pathOf(edge, scale)}Z"/>` : null,
    diagonal ? html`<path class="guide" d="M${px(x.from)} ${py(y.from)}L${px(x.to)} ${py(y.to)}"/>` : null,
    bins.map(({ mean, low, high }) => html`<path class="whisker" d="M${px(mean)} ${py(low)}V${py(high)}"/>`),
    line.length > 0 ? html`<path class="line" d="${pathOf(line, scale)}"/>` : null,
    ahead.length > 0 ? html`<path class="ahead" d="${pathOf(ahead, scale)}"/>` : null,
    bins.map(({ mean, share }) => html`<circle class="dot" cx="${px(mean)}" cy="${py(share)}" r="3"/>`),
    line.length === 1 && line[0]
      ? html`<circle class="dot" cx="${px(line[0].x)}" cy="${py(line[0].y)}" r="3"/>`
      : null,
  ];
}

/** A figure with its title under it; nothing where there is nothing to draw. */
export function chartOf(chart: Chart): Markup | null {
  if (chart.line.length === 0) return null;
  const scale = scaleOf(chart);
  return html`<figure><svg viewBox="0 0 ${box.width} ${box.height}" role="img" aria-label="${`${chart.title}: ${chart.spoken}`}">${axes(chart, scale)}${marks(chart, scale)}</svg><figcaption>${chart.title}</figcaption></figure>
`;
}

/** Charts beside one another; nothing where none is left. */
export function chartRow(charts: readonly (Markup | null)[]): Markup | null {
  return charts.some((chart) => chart !== null) ? html`<div class="charts">${charts}</div>` : null;
}
