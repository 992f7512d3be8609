import { describe, expect, test } from 'vitest';
import { normaliseRows } from '../../../src/domain/matrix';
import { type Vote, voteOfNeighbours } from '../../../src/domain/predict/knn';
import { type NextInput, nextToLabel } from '../../../src/domain/predict/next-to-label';
import { makeClusters } from '../explore/clusters';

const { data: raw, dim, rows, clusterOf } = makeClusters(80, 12, 4, 21, 0.2);
const data = normaliseRows(raw, dim);
const nobody = voteOfNeighbours([], [], 5);
const certain: Vote = { shares: [{ classId: 'a', share: 1 }], tied: false, voters: 5 };
const torn: Vote = { shares: ['a', 'b'].map((classId) => ({ classId, share: 0.5 })), tied: true, voters: 5 };

function input(change: Partial<NextInput> = {}): NextInput {
  const votes = clusterOf.map(() => nobody);
  return {
    data,
    dim,
    candidates: [...clusterOf.keys()],
    votes,
    bestSimilarity: () => null,
    count: 4,
    ...change,
  };
}

describe('what to label next', () => {
  test('with nothing labelled: one of each kind', async () => {
    const found = await nextToLabel(input());
    expect(new Set(found.map(({ row }) => clusterOf[row])).size).toBe(4);
    expect(found[0]).toEqual({ row: 0, uncertainty: 1, distance: null });
  });

  test('the torn before the certain, and the far before the near', async () => {
    const votes = clusterOf.map((own) => (own === 2 ? torn : certain));
    const found = await nextToLabel(input({ votes, bestSimilarity: () => 0.9 }));
    expect(found.map(({ row }) => clusterOf[row])).toEqual([2, 2, 2, 2]);
    const far = await nextToLabel(
      input({ votes: votes.map(() => certain), bestSimilarity: (row) => (row === 33 ? 0.1 : 0.9) }),
    );
    expect(far[0]).toEqual({ row: 33, uncertainty: 0, distance: 0.9 });
  });

  test('no row twice, only candidates, the same each time; the twin of a picked one comes last', async () => {
    const twins = data.slice();
    twins.copyWithin(dim, 0, dim);
    const some = input({ data: twins, candidates: [0, 1, 2, 3], count: 9 });
    const found = (await nextToLabel(some)).map(({ row }) => row);
    expect([...found].sort()).toEqual([0, 1, 2, 3]);
    expect(found.at(-1)).toBe(1);
    expect((await nextToLabel(some)).map(({ row }) => row)).toEqual(found);
    expect(await nextToLabel(input({ candidates: [] }))).toEqual([]);
    expect(rows).toBe(80);
  });
});
