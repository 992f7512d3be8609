// Charts: where things lie, what is drawn, the file that leaves, and the words for those who do not see it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartSpec } from '../../../src/ui/charts/chart-spec';
import { chartSummary, pointWords } from '../../../src/ui/charts/chart-words';
import { areaOf, drawChart } from '../../../src/ui/charts/draw-chart';
import type { PlotArea } from '../../../src/ui/charts/plot-area';
import {
  bandPath,
  linePath,
  nearestPoint,
  placeX,
  placeY,
  spreadLabels,
  stepPath,
  whiskerPath,
} from '../../../src/ui/charts/plot-area';
import { researchNote, svgFile, wrapWords, xmlText } from '../../../src/ui/charts/svg-text';

const area: PlotArea = {
  widthPx: 120,
  heightPx: 70,
  left: 10,
  right: 10,
  top: 10,
  bottom: 10,
  xRange: [0, 1],
  yRange: [0, 1],
};

const spec: ChartSpec = {
  title: 'ROC curve of cat',
  xLabel: 'across',
  yLabel: 'up',
  xRange: [0, 1],
  yRange: [0, 1],
  formatX: String,
  formatY: String,
  lines: [
    {
      name: '',
      tone: 'second',
      points: [
        { x: 0, y: 0 },
        { x: 0.25, y: 0.75 },
        { x: 1, y: 1 },
      ],
    },
  ],
  reference: { name: 'guess', points: [0, 1].map((at) => ({ x: at, y: at })) },
  marks: [{ name: 'rule in', x: 0.25, y: 0.75 }],
};

describe('places', () => {
  test('the corners of the ranges are the corners of the box, y upwards', () => {
    expect([placeX(area, 0), placeX(area, 1)]).toEqual([10, 110]);
    expect([placeY(area, 0), placeY(area, 1)]).toEqual([60, 10]);
    expect(placeX({ ...area, xRange: [3, 3] }, 3)).toBe(10);
  });

  test('lines go straight, steps go up first, a band closes', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0.5, y: 1 },
    ];
    expect(linePath(area, points)).toBe('M10.0 60.0L60.0 10.0');
    expect(stepPath(area, points)).toBe('M10.0 60.0V10.0H60.0');
    expect(linePath(area, [])).toBe('');
    const spans = [
      { x: 0, low: 0, high: 0.5 },
      { x: 1, low: 0.5, high: 1 },
    ];
    expect(bandPath(area, spans)).toBe('M10.0 35.0L110.0 10.0L110.0 35.0L10.0 60.0Z');
    expect(bandPath(area, spans.slice(1))).toBe('');
    expect(whiskerPath(area, spans.slice(1))).toBe('M110.0 35.0V10.0M107.0 35.0h6M107.0 10.0h6');
  });

  test('names stand a gap apart, in their order and inside, where there is room for all', () => {
    const heights = fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const spread = spreadLabels(wanted, 12, 0, 200);
        const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
        order.forEach((i, at) => {
          const above = order[at - 1];
          if (above !== undefined) expect(spread[i]! - spread[above]!).toBeGreaterThanOrEqual(12 - 1e-9);
        });
        for (const height of spread) {
          expect(height).toBeGreaterThanOrEqual(0);
          expect(height).toBeLessThanOrEqual(200);
        }
      }),
    );
    expect(spreadLabels([20, 80], 12, 0, 100)).toEqual([20, 80]);
  });

  test('the nearest point is told by what is seen, not by the numbers', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ];
    expect(nearestPoint(area, points, 12, 58)).toBe(points[0]);
    expect(nearestPoint(area, points, 109, 12)).toBe(points[1]);
    expect(nearestPoint(area, [], 0, 0)).toBeNull();
  });
});

describe('drawings', () => {
  test('all shapes lie inside the box, and a line without points draws nothing', () => {
    const { shapes, widthPx, heightPx } = drawChart(spec);
    for (const shape of shapes) {
      if (shape.kind === 'path') continue;
      expect(shape.x).toBeGreaterThanOrEqual(0);
      expect(shape.x).toBeLessThanOrEqual(widthPx);
      expect(shape.y).toBeGreaterThanOrEqual(0);
      expect(shape.y).toBeLessThanOrEqual(heightPx);
    }
    const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    expect(texts).toEqual(expect.arrayContaining(['guess', 'rule in', 'across (across), up (up)']));
    const empty = drawChart({ ...spec, lines: [{ ...spec.lines[0]!, points: [] }] });
    expect(empty.shapes.filter(({ role }) => role === 'line')).toEqual([]);
  });

  test('each form has its own shapes', () => {
    const spans = [
      { x: 0.2, low: 0.1, high: 0.4 },
      { x: 0.6, low: 0.5, high: 0.8 },
    ];
    const points = spans.map(({ x, low }) => ({ x, y: low + 0.1 }));
    const roles = (form: 'line' | 'steps' | 'dots' | 'dashed') =>
      drawChart({ ...spec, marks: [], lines: [{ name: 'n', tone: 'first', form, points, spans }] })
        .shapes.map(({ role }) => role)
        .filter((role) => !['axis', 'tick', 'reference', 'line-name'].includes(role));
    expect(roles('line')).toEqual(['band', 'line']);
    expect(roles('steps')).toEqual(['band', 'line']);
    expect(roles('dots')).toEqual(['whisker', 'dot', 'dot']);
    expect(roles('dashed')).toEqual(['dashed']);
  });

  test('shares on both axes are drawn in a square', () => {
    const { widthPx, heightPx, left, right, top, bottom } = areaOf({ ...spec, square: true });
    expect(heightPx - top - bottom).toBe(widthPx - left - right);
  });
});

describe('files', () => {
  const file = (title: string, caption = 'Held out.') =>
    svgFile(drawChart({ ...spec, title }), title, caption, 'light').text;

  test('names of classes are text, whatever they are', () => {
    const title = `</text><script>alert("1")</script> & 'x'\u0000`;
    const text = file(title);
    expect(text).not.toMatch(/<script|(?!\n)\p{Cc}/u);
    expect(text).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;x&#39;');
    expect(xmlText('a < b')).toBe('a &#60; b');
  });

  test('it carries the notice, what it rests on, and no address, style or script', () => {
    const text = file('ROC');
    expect(text).toContain(`>${researchNote}</text>`);
    expect(text).toContain('>Held out.</text>');
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|style=|<style|href/);
    expect(text).not.toMatch(/NaN|undefined|var\(--/);
  });

  test('equal charts make equal bytes; the themes differ', () => {
    expect(file('ROC')).toBe(file('ROC'));
    expect(svgFile(drawChart(spec), 'ROC', '', 'dark').text).not.toBe(
      svgFile(drawChart(spec), 'ROC', '', 'light').text,
    );
  });

  test('long captions are broken at spaces, every word kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
        fc.integer({ min: 1, max: 40 }),
        (words, most) => {
          const lines = wrapWords(words.join(' '), most);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines) expect(line.length <= most || !line.includes(' ')).toBe(true);
        },
      ),
    );
  });
});

describe('words', () => {
  test('the summary tells where lines begin and end and what is marked', () => {
    expect(chartSummary(spec)).toBe(
      'ROC curve of cat: up 0 at across 0, then to 1 at 1; rule in: up 0.75 at across 0.25.',
    );
    expect(chartSummary({ ...spec, lines: [], marks: [] })).toBe('ROC curve of cat: nothing to draw.');
  });

  test('a point names its line only among several', () => {
    const point = { name: 'now', x: 1, y: 2 };
    expect(pointWords(spec, point)).toBe('up 2 at across 1');
    const two = [spec.lines[0]!, { ...spec.lines[0]!, name: 'later' }];
    expect(pointWords({ ...spec, lines: two }, point)).toBe('now: up 2 at across 1');
  });
});
