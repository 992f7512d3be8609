// Heat maps of patches: cosines against numpy, enlargement against torch, the scale that keeps rounding from glowing.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedUnitRows } from '../../../src/domain/encode/check-vector';
import {
  enlarged,
  type HeatGrid,
  heatScale,
  heatShades,
  leastReach,
  patchHeat,
} from '../../../src/domain/encode/heat';

interface GoldenCase {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly patches: string;
  readonly target: string;
  readonly cosines: readonly number[];
  readonly enlarged: readonly number[];
}

const floats = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);

const { cases } = JSON.parse(readFileSync('tests/fixtures/golden/encode/heat.json', 'utf8')) as {
  cases: readonly GoldenCase[];
};

function expectClose(ours: Float32Array, theirs: readonly number[]) {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, i) => {
    expect(value).toBeCloseTo(theirs[i] ?? Number.NaN, 6);
  });
}

describe.each(cases)('$rows x $columns drawn at $width x $height', (golden) => {
  const { rows, columns, width, height, patches, target } = golden;
  const grid = patchHeat({ rows, columns, data: floats(patches) }, floats(target));

  test('cosines equal those of numpy', () => {
    expectClose(grid.values, golden.cosines);
  });

  test('the enlargement equals that of torch', () => {
    expectClose(enlarged(grid, width, height), golden.enlarged);
  });
});

const vector = (dim: number) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
    .filter((values) => Math.hypot(...values) > 0.1);

const aGrid = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values): HeatGrid => ({ rows, columns, values: Float32Array.from(values) })),
  );

describe('heat of patches', () => {
  test('a patch that is the target is the brightest, wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.array(vector(5), { minLength: 6, maxLength: 6 }),
        vector(5),
        fc.nat(5),
        (others, target, at) => {
          const raw = Float32Array.from(others.flatMap((other, i) => (i === at ? target : other)));
          const data = checkedUnitRows(raw, 6, 5);
          const { values } = patchHeat({ rows: 2, columns: 3, data }, Float32Array.from(target));
          expect(values[at]).toBeCloseTo(1, 5);
          expect(Math.max(...values)).toBeLessThanOrEqual((values[at] as number) + 1e-6);
        },
      ),
    );
  });

  test('patches that do not fit their grid or the target are refused', () => {
    const target = new Float32Array(4).fill(1);
    const codeOf = (rows: number, numbers: number, to = target) => {
      try {
        patchHeat({ rows, columns: 2, data: new Float32Array(numbers).fill(1) }, to);
      } catch (thrown) {
        return (thrown as { code?: string }).code;
      }
      return 'accepted';
    };
    expect(codeOf(2, 16)).toBe('accepted');
    expect(codeOf(2, 15)).toBe('invalid-argument');
    expect(codeOf(0, 0)).toBe('invalid-argument');
    expect(codeOf(2, 16, new Float32Array(3))).toBe('invalid-argument');
    expect(codeOf(2, 0, new Float32Array(0))).toBe('invalid-argument');
  });
});

describe('checked rows', () => {
  test('each is brought to length one; a wrong length and a single bad row refuse the whole', () => {
    const rows = checkedUnitRows(Float32Array.of(3, 4, 0, 2), 2, 2);
    expectClose(rows, [0.6, 0.8, 0, 1]);
    const what = (values: number[], count: number) => {
      try {
        checkedUnitRows(Float32Array.from(values), count, 2);
      } catch (thrown) {
        return (thrown as { detail: { what: string } }).detail.what;
      }
      return 'accepted';
    };
    expect(what([1, 0, 0, 1], 1)).toBe('length');
    expect(what([1, 0, 0], 2)).toBe('length');
    expect(what([1, 0, Number.NaN, 1], 2)).toBe('not finite');
    expect(what([1, 0, 0, 0], 2)).toBe('zero');
  });
});

describe('the scale', () => {
  test('the mean is the middle, the furthest part an end, and no shade lies beyond', () => {
    fc.assert(
      fc.property(aGrid, (grid) => {
        const scale = heatScale(grid);
        expect(scale.low).toBeLessThanOrEqual(0);
        expect(scale.high).toBeGreaterThanOrEqual(0);
        expect(scale.reach).toBeGreaterThanOrEqual(Math.max(scale.high, -scale.low));
        expect(scale.flat).toBe(Math.max(scale.high, -scale.low) < leastReach);
        const exact = heatShades({ rows: 1, columns: 1, values: Float32Array.of(scale.mean) }, scale, 1);
        expect(exact[0]).toBe(128);
        const ends = [scale.mean - scale.reach, scale.mean + scale.reach];
        const shades = ends.map(
          (value) => heatShades({ rows: 1, columns: 1, values: Float32Array.of(value) }, scale, 1)[0],
        );
        expect(shades).toEqual([1, 255]);
      }),
    );
  });

  test('parts that differ by rounding alone are drawn flat; one clear part is not', () => {
    const of = (...values: number[]): HeatGrid => ({
      rows: 2,
      columns: 2,
      values: Float32Array.from(values),
    });
    const rounding = of(0.5, 0.500001, 0.499999, 0.5);
    expect(heatScale(rounding).flat).toBe(true);
    const shades = [...heatShades(rounding, heatScale(rounding), 8)];
    expect(Math.max(...shades) - Math.min(...shades)).toBeLessThanOrEqual(1);
    const clear = of(0.5, 0.5, 0.5, 0.7);
    expect(heatScale(clear).flat).toBe(false);
    const drawn = heatShades(clear, heatScale(clear), 8);
    expect(drawn[63]).toBe(255);
    expect(Math.max(...drawn)).toBe(255);
  });

  test('an empty grid is flat', () => {
    expect(heatScale({ rows: 0, columns: 0, values: new Float32Array(0) })).toMatchObject({
      mean: 0,
      reach: leastReach,
      flat: true,
    });
  });
});

describe('enlargement', () => {
  test('a constant stays constant, and nothing lies outside the range of the cells', () => {
    fc.assert(
      fc.property(aGrid, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (grid, w, h) => {
        const drawn = enlarged(grid, w, h);
        expect(Math.min(...drawn)).toBeGreaterThanOrEqual(Math.min(...grid.values) - 1e-6);
        expect(Math.max(...drawn)).toBeLessThanOrEqual(Math.max(...grid.values) + 1e-6);
        const flat = enlarged({ ...grid, values: grid.values.map(() => 0.25) }, w, h);
        expect([...flat]).toEqual(new Array(w * h).fill(0.25));
      }),
    );
  });

  test('at the size of the grid it is the grid', () => {
    fc.assert(
      fc.property(aGrid, (grid) => {
        expectClose(enlarged(grid, grid.columns, grid.rows), [...grid.values]);
      }),
    );
  });
});
