import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { type NearestWhereInput, nearestWhere } from '../../../src/domain/explore/nearest-where';
import { takeRows } from '../../../src/domain/matrix';
import { makeClusters } from './clusters';

const { data, dim, rows, clusterOf } = makeClusters(90, 8, 3, 11);
/** Searches that were made after the first: how many rows, how wide. */
function wholeTable(firstWidth: number) {
  const asked: [number, number][] = [];
  const search = async (queries: readonly number[], k: number) => {
    asked.push([queries.length, k]);
    return nearestRows({ queries: takeRows(data, dim, queries), table: data, dim, k });
  };
  const first = nearestRows({ queries: data, table: data, dim, k: firstWidth });
  return { asked, input: { rows, candidates: rows, first, search } };
}
const others = (accept: NearestWhereInput['accept']) => ({
  accept,
  available: (row: number) => clusterOf.filter((_, other) => accept(row, other)).length,
});
const otherCluster = others((row, other) => clusterOf[row] !== clusterOf[other]);
const even = others((row, other) => row !== other && other % 2 === 0);

describe('neighbours that fulfil a condition', () => {
  test.each([
    ['rare: all of another blob', otherCluster],
    ['common: every other row', even],
  ])('equal to a search through everything, however narrow the first (%s)', async (_, condition) => {
    const whole = await nearestWhere({ ...wholeTable(rows).input, ...condition, k: 4 });
    const narrow = await nearestWhere({ ...wholeTable(5).input, ...condition, k: 4 });
    expect(narrow).toEqual(whole);
    for (let row = 0; row < rows; row++) {
      const found = [...whole.indices.subarray(row * 4, row * 4 + 4)];
      expect(found.every((other) => condition.accept(row, other))).toBe(true);
      const best = [...whole.similarities.subarray(row * 4, row * 4 + 4)];
      expect(best).toEqual([...best].sort((a, b) => b - a));
    }
  });

  test('only rows that lack something are searched again, and no row for what is not there', async () => {
    const { asked, input } = wholeTable(rows - 1);
    await nearestWhere({ ...input, ...even, k: 4 });
    expect(asked).toEqual([]);
    const narrow = wholeTable(5);
    const nobody = { accept: () => false, available: () => 0 };
    const none = await nearestWhere({ ...narrow.input, ...nobody, k: 2 });
    expect(narrow.asked).toEqual([]);
    expect([...none.indices].every((at) => at === -1)).toBe(true);
    // One promised that is not there: the search ends with the last candidate.
    await nearestWhere({ ...narrow.input, accept: () => false, available: (row) => Number(row === 7), k: 2 });
    expect(narrow.asked).toEqual([
      [1, 20],
      [1, 80],
      [1, 90],
    ]);
  });
});
