// A chart's plain data as shapes: thin axes, lines named at their ends. Drawn by the page and written to files alike.
import type { ChartLine, ChartSpec, Drawing, Role, Shape, Tone } from './chart-spec';
import {
  bandPath,
  linePath,
  type PlotArea,
  placeX,
  placeY,
  spreadLabels,
  stepPath,
  whiskerPath,
} from './plot-area';

const wide = { widthPx: 348, heightPx: 148, left: 34, right: 72, top: 8, bottom: 30 } as const;
const square = { ...wide, heightPx: 280 } as const;

/** The box of a chart and what its axes span. */
export function areaOf({ square: isSquare, xRange, yRange }: ChartSpec): PlotArea {
  return { ...(isSquare ? square : wide), xRange, yRange };
}

const path = (role: Role, tone: Tone, d: string): readonly Shape[] =>
  d === '' ? [] : [{ kind: 'path', role, tone, d }];

function text(
  role: Role,
  tone: Tone,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  says: string,
) {
  return { kind: 'text', role, tone, x, y, anchor, text: says } as const;
}

/** All shapes of a chart, in the order they are drawn. Lines without points are left out. */
export function drawChart(spec: ChartSpec): Drawing {
  const area = areaOf(spec);
  const { widthPx, heightPx } = area;
  const lines = spec.lines.filter(({ points }) => points.length > 0);
  return {
    widthPx,
    heightPx,
    shapes: [
      ...axes(spec, area),
      ...path('reference', 'first', linePath(area, spec.reference?.points ?? [])),
      ...lines.flatMap((line) => lineShapes(line, area)),
      ...marks(spec, area),
      ...names(spec, lines, area),
    ],
  };
}

function axes({ xLabel, yLabel, xRange, yRange, formatX, formatY }: ChartSpec, area: PlotArea): Shape[] {
  const { left, right, top, bottom, widthPx, heightPx } = area;
  const [floor, end] = [heightPx - bottom, widthPx - right];
  return [
    { kind: 'path', role: 'axis', tone: 'first', d: `M${left} ${top}V${floor}H${end}` },
    ...yRange.map((y) => text('tick', 'first', left - 4, placeY(area, y) + 4, 'end', formatY(y))),
    ...xRange.map((x, i) =>
      text('tick', 'first', placeX(area, x), floor + 13, i === 0 ? 'start' : 'end', formatX(x)),
    ),
    text('tick', 'first', (left + end) / 2, floor + 26, 'middle', `${xLabel} (across), ${yLabel} (up)`),
  ];
}

function lineShapes({ form = 'line', tone, points, spans = [] }: ChartLine, area: PlotArea): Shape[] {
  const dots = (role: Role): Shape[] =>
    points.map(({ x, y }) => ({
      kind: 'dot',
      role,
      tone,
      x: placeX(area, x),
      y: placeY(area, y),
      radius: 3,
    }));
  switch (form) {
    case 'dots':
      return [...path('whisker', tone, whiskerPath(area, spans)), ...dots('dot')];
    case 'steps':
      return [...path('band', tone, bandPath(area, spans)), ...path('line', tone, stepPath(area, points))];
    case 'dashed':
      return [...path('dashed', tone, linePath(area, points))];
    case 'line':
      return [...path('band', tone, bandPath(area, spans)), ...path('line', tone, linePath(area, points))];
  }
}

function marks({ marks: places = [] }: ChartSpec, area: PlotArea): Shape[] {
  const dots = places.map(
    ({ x, y }): Shape => ({
      kind: 'dot',
      role: 'mark-dot',
      tone: 'second',
      x: placeX(area, x),
      y: placeY(area, y),
      radius: 4,
    }),
  );
  const heights = spreadLabels(
    places.map(({ y }) => placeY(area, y) + 14),
    12,
    area.top + 8,
    area.heightPx - area.bottom - 4,
  );
  const end = area.widthPx - area.right;
  return [
    ...dots,
    ...places.map(({ name, x }, i) => {
      const at = placeX(area, x);
      // To the left of a place in the right half, so that the name stays inside.
      const [shift, anchor] = at > (area.left + end) / 2 ? ([-8, 'end'] as const) : ([8, 'start'] as const);
      return text('line-name', 'second', at + shift, heights[i] ?? 0, anchor, name);
    }),
  ];
}

/** Names at the ends of the lines, the reference's among them: beside the box, pushed apart, or where a line ends inside it. */
function names(spec: ChartSpec, lines: readonly ChartLine[], area: PlotArea): Shape[] {
  const { reference } = spec;
  const end = area.widthPx - area.right;
  const ends = [...lines, ...(reference ? [{ ...reference, tone: 'first' as const }] : [])].flatMap(
    ({ name, tone, points }) => {
      const last = points.at(-1);
      return name === '' || !last ? [] : [{ name, tone, x: placeX(area, last.x), y: placeY(area, last.y) }];
    },
  );
  const inside = ends.filter(({ x }) => x < end - 1);
  const beside = ends.filter(({ x }) => x >= end - 1);
  const heights = spreadLabels(
    beside.map(({ y }) => y + 4),
    12,
    area.top + 4,
    area.heightPx - area.bottom,
  );
  return [
    ...inside.map(({ name, tone, x, y }) => text('line-name', tone, x, y + 15, 'middle', name)),
    ...beside.map(({ name, tone }, i) => text('line-name', tone, end + 4, heights[i] ?? 0, 'start', name)),
  ];
}
