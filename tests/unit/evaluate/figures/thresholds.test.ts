// Thresholds chosen on rows whose truth is known, against trying every one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictiveValues } from '../../../../src/domain/evaluate/figures/operating';
import {
  type ScoredRows,
  sensitiveThreshold,
  youdenThreshold,
} from '../../../../src/domain/evaluate/figures/thresholds';

const scored = (pairs: readonly (readonly [score: number, has: number])[]): ScoredRows => ({
  scores: Float64Array.from(pairs, ([score]) => score),
  truth: Uint8Array.from(pairs, ([, has]) => has),
});
const pairs = fc.array(
  fc.tuple(
    fc.nat(20).map((level) => level / 20),
    fc.nat(1),
  ),
  { maxLength: 40 },
);
/** Rows of a kind at or above `threshold`. */
const reached = (rows: readonly (readonly [number, number])[], kind: number, threshold: number) =>
  rows.filter(([score, has]) => has === kind && score >= threshold).length;
const everyThreshold = Array.from({ length: 21 }, (_, level) => level / 20);

test('no threshold does better by Youden than the chosen one, and of those that do as well none is nearer to 0.5', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const having = reached(rows, 1, -1);
      const lacking = rows.length - having;
      const chosen = youdenThreshold(scored(rows));
      if (having === 0 || lacking === 0) {
        expect(chosen).toBe(0.5);
        return;
      }
      const gain = (threshold: number) =>
        reached(rows, 1, threshold) * lacking - reached(rows, 0, threshold) * having;
      const candidates = [...new Set([0.5, ...rows.map(([score]) => score)])];
      expect(gain(chosen)).toBe(Math.max(...everyThreshold.map(gain)));
      for (const other of candidates)
        if (gain(other) === gain(chosen))
          expect(Math.abs(chosen - 0.5)).toBeLessThanOrEqual(Math.abs(other - 0.5));
    }),
  );
});

test('the rule-out threshold finds nine in ten, and none above it does', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const having = reached(rows, 1, -1);
      const chosen = sensitiveThreshold(scored(rows));
      if (having === 0) {
        expect(chosen).toBe(0.5);
        return;
      }
      expect(10 * reached(rows, 1, chosen)).toBeGreaterThanOrEqual(9 * having);
      for (const [score] of rows)
        if (score > chosen) expect(10 * reached(rows, 1, score)).toBeLessThan(9 * having);
    }),
  );
});

test('nine of ten are enough, to the row', () => {
  const ten = Array.from({ length: 10 }, (_, i) => [i / 10, 1] as const);
  expect(sensitiveThreshold(scored(ten))).toBe(0.1);
  expect(sensitiveThreshold(scored(ten.slice(0, 9)))).toBe(0);
});

test('well parted rows are parted at 0.5; equally near thresholds: the larger', () => {
  expect(
    youdenThreshold(
      scored([
        [0.1, 0],
        [0.9, 1],
      ]),
    ),
  ).toBe(0.5);
  // 0.25 and 0.75 gain as much, 0.5 gains nothing.
  const rows = scored([
    [0.75, 1],
    [0.5, 0],
    [0.25, 1],
    [0.125, 0],
  ]);
  expect(youdenThreshold(rows)).toBe(0.75);
});

test('PPV and NPV at a prevalence: a test of 90 % and 95 %, one in a hundred', () => {
  const { ppv, npv } = predictiveValues(0.9, 0.95, 0.01);
  expect(ppv).toBeCloseTo(0.009 / (0.009 + 0.0495), 12);
  expect(npv).toBeCloseTo(0.9405 / (0.9405 + 0.001), 12);
});

test('at the prevalence of the rows themselves they are the shares counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 }), (counts) => {
      const [found, missed, wrong, spared] = counts as [number, number, number, number];
      const all = found + missed + wrong + spared;
      const { ppv, npv } = predictiveValues(
        found / (found + missed),
        spared / (spared + wrong),
        (found + missed) / all,
      );
      expect(ppv).toBeCloseTo(found / (found + wrong), 12);
      expect(npv).toBeCloseTo(spared / (spared + missed), 12);
    }),
  );
});

test('nobody said to have it: no PPV; a share that is not known: neither', () => {
  expect(predictiveValues(0, 1, 0.3)).toEqual({ ppv: null, npv: expect.closeTo(0.7, 12) });
  expect(predictiveValues(1, 0, 0.3)).toEqual({ ppv: expect.closeTo(0.3, 12), npv: null });
  expect(predictiveValues(0.5, 0.5, 0)).toEqual({ ppv: 0, npv: 1 });
  expect(predictiveValues(null, 0.5, 0.3)).toEqual({ ppv: null, npv: null });
});
