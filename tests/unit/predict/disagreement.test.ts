import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disagreementOf, type Said } from '../../../src/domain/predict/disagreement';

const says = (...classes: string[]): Said => ({ classes, shares: null });
const shares = (a: number): Said => ({
  classes: ['a'],
  shares: new Map([
    ['a', a],
    ['b', 1 - a],
  ]),
});

describe('disagreement', () => {
  test('is the share of pairs that name different classes', () => {
    expect(disagreementOf([says('a'), says('a'), says('a')]).differ).toBe(0);
    expect(disagreementOf([says('a'), says('a'), says('b')]).differ).toBeCloseTo(2 / 3, 12);
    expect(disagreementOf([says('a'), says('b'), says('c')]).differ).toBe(1);
  });

  test('is not known for fewer than two routes', () => {
    expect(disagreementOf([])).toEqual({ differ: null, variation: null });
    expect(disagreementOf([shares(1)])).toEqual({ differ: null, variation: null });
  });

  test('"none of these" differs from any class and agrees with itself', () => {
    expect(disagreementOf([says(), says('a')]).differ).toBe(1);
    expect(disagreementOf([says(), says()]).differ).toBe(0);
  });

  test('several labels count by what a pair does not share', () => {
    expect(disagreementOf([says('a', 'b'), says('b', 'a')]).differ).toBe(0);
    expect(disagreementOf([says('a', 'b'), says('a')]).differ).toBeCloseTo(0.5, 12);
  });

  test('shares: 0 the same, 1 nothing in common, and routes without shares are left out', () => {
    expect(disagreementOf([shares(0.3), shares(0.3)]).variation).toBeCloseTo(0, 12);
    expect(disagreementOf([shares(1), shares(0)]).variation).toBe(1);
    expect(disagreementOf([shares(0.5), shares(0.75), says('a')]).variation).toBeCloseTo(0.25, 12);
    expect(disagreementOf([shares(1), { classes: ['c'], shares: new Map([['c', 1]]) }]).variation).toBe(1);
  });

  test('lies in 0..1 and does not depend on the order of the routes', () => {
    const route = fc.subarray(['a', 'b', 'c']).map((classes) => says(...classes));
    fc.assert(
      fc.property(fc.array(route, { minLength: 2, maxLength: 5 }), (routes) => {
        const { differ } = disagreementOf(routes);
        expect(differ).toBeGreaterThanOrEqual(0);
        expect(differ).toBeLessThanOrEqual(1);
        expect(disagreementOf([...routes].reverse()).differ).toBeCloseTo(differ!, 12);
      }),
    );
  });
});
