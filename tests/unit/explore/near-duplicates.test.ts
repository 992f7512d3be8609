// Near-duplicates: found among copies, not among other pictures; groups by the definition; any order; stacks; planted faults.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alikeNeighbours,
  alikeRules,
  alikeWithoutLook,
  type NearPair,
  nearGroups,
  nearPairs,
} from '../../../src/domain/explore/near-duplicates';
import type { NearestTable } from '../../../src/domain/types';
import { copiesGolden } from '../../fixtures/builders/copies';

const { cases, cosines } = copiesGolden();

/** The neighbours of all rows, self among them, by a table of cosines. */
function nearestBy(table: readonly (readonly number[])[], k = alikeNeighbours): NearestTable {
  const best = table.map((row) => [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b).slice(0, k));
  return {
    k,
    indices: Int32Array.from(best.flat()),
    similarities: Float32Array.from(best.flatMap((rows, i) => rows.map((row) => table[i]![row]!))),
  };
}

/** Names of each group, for the cases in this order. */
function found(
  order: readonly number[],
  looks: (i: number) => string | null,
  stack = (_: string): string | null => null,
) {
  const table = order.map((i) => order.map((j) => cosines[i]![j]!));
  const pairs = nearPairs({
    nearest: nearestBy(table),
    queries: [...order.keys()],
    looks: order.map(looks),
    stacks: order.map((i) => stack(cases[i]!.name)),
  });
  const nameOf = (row: number) => cases[order[row]!]!.name;
  const named = pairs.map(({ a, b, ...rest }) => {
    const [one, two] = [nameOf(a), nameOf(b)].sort() as [string, string];
    return { a: one, b: two, ...rest };
  });
  return nearGroups(named, (one, two) => (one < two ? -1 : one > two ? 1 : 0));
}

const all = [...cases.keys()];
const own = (i: number) => cases[i]!.look;
const copiesOf = (film: string) =>
  ['-bright.jpg', '-cut.jpg', '-half.png', '-jpeg60.jpg', '.png'].map((end) => film + end);

describe('on pictures, by the embedded encoder', () => {
  test('copies hang together; films of one template and neighbouring slices do not', () => {
    const groups = found(all, own);
    expect(groups.map(({ rows }) => rows)).toEqual([copiesOf('film-1'), copiesOf('film-2')]);
    for (const { pairs } of groups) {
      for (const { similarity, bits } of pairs) {
        expect(alikeRules.some((rule) => similarity >= rule.similarity && (bits ?? 999) <= rule.bits)).toBe(
          true,
        );
      }
    }
  });

  test('twin: were all looks the same, the cosine would join the two films', () => {
    expect(found(all, () => cases[0]!.look).length).toBe(2);
    expect(found(all, () => cases[0]!.look)[0]!.rows).toEqual(
      expect.arrayContaining(['film-1.png', 'film-2.png']),
    );
  });

  test('without looks only what is all but equal counts', () => {
    const pairs = found(all, () => null).flatMap((group) => group.pairs);
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.every(({ similarity, bits }) => bits === null && similarity >= alikeWithoutLook)).toBe(true);
  });

  test('slices of one stack are never a pair, and twin: of two stacks they are', () => {
    const ofFilm = (name: string) => name.slice(0, 6);
    expect(found(all, own, ofFilm)).toEqual([]);
    expect(found(all, own, (name) => name)).toEqual(found(all, own));
  });

  test('any order of the rows gives the same groups and pairs', () => {
    const expected = found(all, own);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(found(order, own)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('limits and shapes', () => {
  const look = '0'.repeat(64);
  const apart = (bits: number) => (2n ** BigInt(bits) - 1n).toString(16).padStart(64, '0');
  const pairsAt = (similarity: number, bits: number | null) =>
    nearPairs({
      nearest: {
        k: 2,
        indices: Int32Array.of(0, 1, 1, 0),
        similarities: Float32Array.of(1, similarity, 1, similarity),
      },
      queries: [0, 1],
      looks: [look, bits === null ? null : apart(bits)],
      stacks: [null, null],
    });

  test.each([
    [0.86, 24, 1],
    [0.86, 25, 0],
    [0.84, 0, 0],
    [0.98, 44, 1],
    [0.98, 45, 0],
    [0.96, 44, 0],
    [0.996, null, 1],
    [0.994, null, 0],
  ])('cosine %f with %s bits apart: %i pair', (similarity, bits, pairs) => {
    expect(pairsAt(similarity, bits)).toHaveLength(pairs);
  });

  test('only some rows may ask; empty input gives nothing; lists that do not fit are refused', () => {
    const asked = nearPairs({
      nearest: { k: 3, indices: Int32Array.of(2, 0, -1), similarities: Float32Array.of(1, 0.99, 0) },
      queries: [2],
      looks: [look, look, look],
      stacks: [null, null, null],
    });
    expect(asked).toEqual([{ a: 0, b: 2, similarity: Math.fround(0.99), bits: 0 }]);
    const empty = { k: 3, indices: new Int32Array(0), similarities: new Float32Array(0) };
    expect(nearPairs({ nearest: empty, queries: [], looks: [], stacks: [] })).toEqual([]);
    expect(nearGroups([], () => 0)).toEqual([]);
    expect(() => nearPairs({ nearest: empty, queries: [1], looks: [], stacks: [] })).toThrow('do not fit');
  });
});

test('groups are the connected components: every pair within one, and none can be parted', () => {
  const pair = fc
    .tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 }))
    .filter(([a, b]) => a !== b)
    .map(
      ([one, two]): NearPair<number> => ({
        a: Math.min(one, two),
        b: Math.max(one, two),
        similarity: 1,
        bits: 0,
      }),
    );
  fc.assert(
    fc.property(fc.uniqueArray(pair, { maxLength: 30, selector: ({ a, b }) => a * 100 + b }), (pairs) => {
      const groups = nearGroups(pairs, (one, two) => one - two);
      expect(groups.flatMap((group) => group.rows).toSorted((a, b) => a - b)).toEqual(
        [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].toSorted((a, b) => a - b),
      );
      expect(groups.flatMap((group) => group.pairs)).toHaveLength(pairs.length);
      for (const { rows, pairs: held } of groups) {
        const reached = new Set([rows[0]]);
        for (let size = 0; size < reached.size; ) {
          size = reached.size;
          for (const { a, b } of held) if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
        }
        expect([...reached].toSorted((a, b) => a! - b!)).toEqual(rows);
      }
      expect(nearGroups(pairs.toReversed(), (one, two) => one - two)).toEqual(groups);
    }),
  );
});
