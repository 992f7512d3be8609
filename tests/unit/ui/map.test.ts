// The map's pure parts: what is drawn in which group, and where it lands on the screen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../src/domain/types';
import { bestAnswer, pointGroups, positions } from '../../../src/ui/map/points';
import { escapeName, groupTraces } from '../../../src/ui/map/traces';
import { fitRange, spread, toPixels } from '../../../src/ui/map/view-range';
import { answered } from './answer-case';

const item = (id: string, labels: string[], more: Partial<Item> = {}): Item => ({
  id,
  serial: 0,
  pixelHash: id,
  renditions: ['plain'],
  format: 'png',
  widthPx: 8,
  heightPx: 8,
  frames: 1,
  dicom: null,
  notes: [],
  labels,
  excluded: false,
  group: null,
  groupSource: null,
  ...more,
});

const input = () => ({
  projection: {
    method: 'umap' as const,
    ids: ['a', 'b', 'x', 'gone'],
    xy: new Float32Array([0, 0, 1, 2, 5, 5, 9, 9]),
    trustworthiness: null,
    placed: new Map([['new', [3, 4] as const]]),
  },
  items: new Map(
    [
      item('a', ['k']),
      item('b', [], { group: 'p1' }),
      item('x', ['k'], { excluded: true }),
      item('new', []),
    ].map((entry) => [entry.id, entry] as const),
  ),
  classes: [{ id: 'k', name: '<b>K</b>', swatch: 0 }],
  predictions: [answered({ id: 'b', adapter: { classes: ['k'], probabilities: [1] } })],
  clusters: null,
  colourBy: 'class' as const,
});

describe('points', () => {
  test('hold the placed, but neither the excluded nor the removed', () => {
    expect([...positions(input()).keys()]).toEqual(['a', 'b', 'new']);
  });

  test('stand in one group for each class, and one for those without', () => {
    const groups = pointGroups(input()).map(({ name, ids }) => [name, ids]);
    expect(groups).toEqual([
      ['<b>K</b>', ['a']],
      ['Unlabelled', ['b', 'new']],
    ]);
  });

  test('with two labels stand in the group of the first, and are counted in that of the second', () => {
    const { items, ...rest } = input();
    const two = { id: 'm', name: 'M', swatch: 1 };
    const classes = [...rest.classes, two];
    const groups = pointGroups({
      ...rest,
      classes,
      items: new Map([...items, ['a', item('a', ['k', 'm'])]]),
    });
    expect(groups.map(({ name, ids, also }) => [name, ids, also])).toEqual([
      ['<b>K</b>', ['a'], []],
      ['M', [], ['a']],
      ['Unlabelled', ['b', 'new'], []],
    ]);
  });

  test('by answer: labels stay, the unlabelled take the answer', () => {
    const groups = pointGroups({ ...input(), colourBy: 'prediction' });
    expect(groups.map(({ answered, ids }) => [answered, ids])).toEqual([
      [false, ['a']],
      [true, ['b']],
      [false, ['new']],
    ]);
  });

  test('by group: patients, then those without', () => {
    const groups = pointGroups({ ...input(), colourBy: 'group' });
    expect(groups.map(({ name, ids }) => [name, ids])).toEqual([
      ['p1', ['b']],
      ['Patient unknown', ['a', 'new']],
    ]);
  });

  test('a name is never read as markup', () => {
    expect(escapeName('<b>K</b> & co')).toBe('&lt;b&gt;K&lt;/b&gt; &amp; co');
    expect(groupTraces(pointGroups(input()), 'scatter', 'dark')[0]?.name).toBe('&lt;b&gt;K&lt;/b&gt;');
  });

  test('of the external test set are drawn as marks of their own, in their group', () => {
    const { items, ...rest } = input();
    const apart = new Map([...items, ['new', item('new', ['k'], { part: 'external' })]]);
    const [group] = pointGroups({ ...rest, items: apart });
    expect([group?.ids, group?.external]).toEqual([['a', 'new'], ['new']]);
    const traces = groupTraces([group!], 'scatter', 'dark');
    expect(traces.map(({ customdata, x, y, marker }) => [customdata, x, y, marker.symbol])).toEqual([
      [['a'], [0], [0], 'circle'],
      [['new'], [3], [4], 'circle-open-dot'],
    ]);
    expect(groupTraces(pointGroups(input()), 'scatter', 'dark')).toHaveLength(2);
  });

  test("the adapter's answer goes before that of the neighbours", () => {
    const neighbours = { nearest: [], shares: [{ classId: 'n', share: 1 }], unlike: false };
    const adapter = { classes: ['p', 'q'], probabilities: [0.2, 0.8] };
    expect(bestAnswer(answered({ neighbours, adapter }))).toBe('q');
    expect(bestAnswer(answered({ neighbours }))).toBe('n');
  });

  test('words answer where nothing else does, but not with a class they do not know', () => {
    const words = (knownShare: number) => ({
      shares: [
        { classId: 'w', share: 0.9, knownShare: 1 },
        { classId: 'v', share: 0.1, knownShare },
      ],
      unknownWords: [],
    });
    expect(bestAnswer(answered({ words: words(0.5) }))).toBe('w');
    expect(bestAnswer(answered({ words: words(0) }))).toBeNull();
  });

  test('no class is drawn where the words answer "none of these", or its words are unknown', () => {
    const shares = [{ classId: 'w', share: 0.4, knownShare: 1 }];
    const drawn = (share: number, knownShare: number) =>
      bestAnswer(answered({ words: { shares, unknownWords: [], none: { share, knownShare } } }));
    expect([drawn(0.3, 1), drawn(0.6, 1), drawn(0.3, 0)]).toEqual(['w', null, null]);
  });
});

describe('range', () => {
  const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
  const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 });
  const size = fc.record({
    width: fc.integer({ min: 100, max: 2000 }),
    height: fc.integer({ min: 100, max: 2000 }),
  });

  test('shows every point, with one scale for both axes', () => {
    fc.assert(
      fc.property(points, size, (all, box) => {
        const range = fitRange(all, box);
        const acrossPx = box.width / (range.x[1] - range.x[0]);
        const upPx = box.height / (range.y[1] - range.y[0]);
        expect(acrossPx / upPx).toBeCloseTo(1, 3);
        for (const point of all) {
          const [left, top] = toPixels(point, range, box);
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThan(box.width);
          expect(top).toBeGreaterThan(0);
          expect(top).toBeLessThan(box.height);
        }
      }),
    );
  });

  test('is a finite square for no point at all', () => {
    expect(fitRange([], { width: 100, height: 100 })).toEqual({ x: [-1, 1], y: [-1, 1] });
  });

  test('up on the map is up on the screen', () => {
    const range = { x: [0, 10], y: [0, 10] } as const;
    expect(toPixels([0, 10], range, { width: 100, height: 50 })).toEqual([0, 0]);
    expect(toPixels([10, 0], range, { width: 100, height: 50 })).toEqual([100, 50]);
  });

  test('pictures never share a cell and never exceed the limit', () => {
    const range = { x: [0, 10], y: [0, 10] } as const;
    const all = Array.from({ length: 500 }, (_, i) => [i, [(i * 7) % 10, (i * 3) % 10] as const] as const);
    const kept = spread(all, range, { width: 400, height: 400 }, 40, 30);
    const cells = kept.map(({ left, top }) => `${Math.floor(left / 40)},${Math.floor(top / 40)}`);
    expect(new Set(cells).size).toBe(cells.length);
    expect(kept.length).toBeLessThanOrEqual(30);
  });
});
