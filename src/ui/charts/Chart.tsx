// A chart on the page: its shapes, the value nearest to the pointer, its summary for those who do not see it, and its files.
import { type PointerEvent, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { useThemeName } from '../use-media';
import type { ChartPoint, ChartSpec, Shape } from './chart-spec';
import { chartSummary, pointWords } from './chart-words';
import { areaOf, drawChart } from './draw-chart';
import { nearestPoint, placeX, placeY } from './plot-area';
import { savePng, saveSvg } from './save-chart';
import { svgFile } from './svg-text';

interface Props {
  readonly spec: ChartSpec;
  /** What it rests on, in one sentence: shown below, and kept in its files. */
  readonly caption: string;
  /** Name of its files, without an ending. */
  readonly fileName: string;
}

interface Told extends ChartPoint {
  readonly name: string;
}

export function Chart({ spec, caption, fileName }: Props) {
  const theme = useThemeName();
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const drawing = useMemo(() => drawChart(spec), [spec]);
  const area = areaOf(spec);
  const file = () => svgFile(drawing, spec.title, caption, theme);

  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const scale = drawing.widthPx / bounds.width;
    const points = spec.lines.flatMap(({ name, points: own }) => own.map((point) => ({ ...point, name })));
    setTold(
      nearestPoint(area, points, (event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale),
    );
  };
  const drawPng = () =>
    savePng(fileName, file()).then(
      () => setProblem(null),
      () => setProblem('This browser could not draw the PNG. Save it as SVG instead.'),
    );

  return (
    <figure className="chart plot">
      <figcaption>{spec.title}</figcaption>
      <svg
        viewBox={`0 0 ${drawing.widthPx} ${drawing.heightPx}`}
        role="img"
        aria-label={chartSummary(spec)}
        onPointerMove={follow}
        onPointerLeave={() => setTold(null)}
      >
        {drawing.shapes.map((shape, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a shape is its place in the drawing
          <ShapeView key={i} shape={shape} />
        ))}
        {told !== null && (
          <circle className="cursor-dot" cx={placeX(area, told.x)} cy={placeY(area, told.y)} r={4} />
        )}
      </svg>
      <p className="chart-values numbers muted small" aria-hidden="true">
        {told === null ? caption : pointWords(spec, told)}
      </p>
      <div className="row chart-files">
        <Button
          className="link-button small"
          aria-label={`Save as SVG: ${spec.title}`}
          onPress={() => saveSvg(fileName, file())}
        >
          Save as SVG
        </Button>
        <Button
          className="link-button small"
          aria-label={`Save as PNG: ${spec.title}`}
          onPress={() => void drawPng()}
        >
          Save as PNG
        </Button>
        {problem !== null && (
          <span className="bad-text small" role="alert">
            {problem}
          </span>
        )}
      </div>
    </figure>
  );
}

function ShapeView({ shape }: { shape: Shape }) {
  const look = `${shape.role} ${shape.tone}`;
  switch (shape.kind) {
    case 'path':
      return <path className={look} d={shape.d} />;
    case 'dot':
      return <circle className={look} cx={shape.x} cy={shape.y} r={shape.radius} />;
    case 'text':
      return (
        <text className={look} x={shape.x} y={shape.y} textAnchor={shape.anchor}>
          {shape.text}
        </text>
      );
  }
}
