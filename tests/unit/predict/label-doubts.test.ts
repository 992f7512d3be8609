import { describe, expect, test } from 'vitest';
import { groupedFolds } from '../../../src/domain/predict/grouped-folds';
import { type Vote, voteOfNeighbours } from '../../../src/domain/predict/knn';
import { labelDoubts } from '../../../src/domain/predict/label-doubts';
import { marginOf, shareOf, votesOfRows } from '../../../src/domain/predict/row-votes';
import { makeRandom } from '../../../src/domain/random';
import { classNames as classes, nearestApart, type Planted, plantedErrors } from './planted-errors';

async function doubtsOf(set: Planted) {
  const rowClasses = set.labels.map(([own]) => [classes.indexOf(own!)]);
  const input = { rowClasses, groups: set.groups, classCount: classes.length, folds: 5 };
  const folds = groupedFolds(input, makeRandom(1));
  const nearest = await nearestApart(set, folds, 5);
  return labelDoubts({
    votes: await votesOfRows({ nearest, labels: set.labels, classes, k: 5 }),
    labels: set.labels,
  });
}

/** Shares of the planted errors that were found, and of the doubts that are none. */
async function judged(set: Planted) {
  const found = (await doubtsOf(set)).map(({ row }) => row);
  const right = found.filter((row) => set.wrong.has(row)).length;
  return { recall: right / set.wrong.size, falseAlarms: (found.length - right) / set.rows };
}

/** Votes by hand: share by class. */
const said = (shares: Readonly<Record<string, number>>): Vote => ({
  shares: Object.entries(shares)
    .map(([classId, share]) => ({ classId, share }))
    .sort((a, b) => b.share - a.share),
  tied: false,
  voters: 5,
});

describe('planted label errors', () => {
  test('nine in ten are found with few false alarms, in five sets of well-parted classes', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { recall, falseAlarms } = await judged(plantedErrors(seed));
      console.log(
        `seed ${seed}: recall ${recall.toFixed(2)}, false alarms ${falseAlarms.toFixed(3)} of the set`,
      );
      expect(recall).toBeGreaterThanOrEqual(0.9);
      expect(falseAlarms).toBeLessThanOrEqual(0.05);
    }
  });

  test('where classes overlap somewhat, most are still found, and more right ones are doubted', async () => {
    const { recall, falseAlarms } = await judged(plantedErrors(6, 240, 0.1, 1.5));
    console.log(
      `overlapping: recall ${recall.toFixed(2)}, false alarms ${falseAlarms.toFixed(3)} of the set`,
    );
    expect(recall).toBeGreaterThan(0.75);
    expect(falseAlarms).toBeLessThan(0.25);
  });

  test('a limit, stated: where classes can hardly be told apart, most doubts are none', async () => {
    const set = plantedErrors(6, 240, 0.1, 2.5);
    const { recall, falseAlarms } = await judged(set);
    console.log(
      `hardly parted: recall ${recall.toFixed(2)}, false alarms ${falseAlarms.toFixed(3)} of the set`,
    );
    expect(recall).toBeGreaterThan(0.6);
    expect(falseAlarms * set.rows).toBeGreaterThan(recall * set.wrong.size);
  });

  test('without an error hardly a row is doubted; with them the clearest doubts come first', async () => {
    expect(await doubtsOf(plantedErrors(7, 240, 0))).toHaveLength(0);
    const set = plantedErrors(8);
    const found = await doubtsOf(set);
    const gaps = found.map(({ ownShare, otherShare }) => otherShare - ownShare);
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
    expect(found.slice(0, 10).every(({ row }) => set.wrong.has(row))).toBe(true);
  });
});

describe('which rows are judged', () => {
  test('below what is usual for the class, and another wins; a row above it is left alone', () => {
    const votes = [said({ a: 1 }), said({ a: 0.2, b: 0.8 }), said({ a: 0.45, b: 0.55 }), said({ b: 1 })];
    const found = labelDoubts({ votes, labels: [['a'], ['a'], ['a'], ['b']] });
    expect(found.map(({ row, own, other }) => [row, own, other])).toEqual([
      [1, 'a', 'b'],
      [2, 'a', 'b'],
    ]);
    expect(found[0]?.usualShare).toBeCloseTo(1.65 / 3, 12);
    // Hard throughout: the same share is what is usual for the class.
    const hard = [said({ a: 0.4, b: 0.6 }), said({ a: 0.4, b: 0.6 })];
    expect(labelDoubts({ votes: hard, labels: [['a'], ['a']] })).toEqual([]);
  });

  test('none without a label, with several, without a vote, tied, or of a class nobody else could vote for', () => {
    const other = said({ b: 1 });
    const tied: Vote = { ...said({ b: 0.5, c: 0.5 }), tied: true };
    const nobody = voteOfNeighbours([], classes, 5);
    const votes = [other, other, nobody, other, other, tied, said({ d: 1 })];
    const labels = [[], ['a', 'c'], ['a'], ['a'], ['a'], ['d'], ['d']];
    expect(labelDoubts({ votes, labels })).toEqual([]);
    expect(labelDoubts({ votes: [], labels: [] })).toEqual([]);
  });
});

test('votes: shares and margins; nobody voted is 0; a cancelled job throws', async () => {
  const vote = said({ a: 0.7, b: 0.3 });
  expect([shareOf(vote, 'b'), shareOf(vote, 'c'), marginOf(vote)]).toEqual([0.3, 0, expect.closeTo(0.4, 12)]);
  expect([marginOf(said({ a: 1 })), marginOf(voteOfNeighbours([], classes, 5))]).toEqual([1, 0]);
  const rows = 3000;
  const nearest = { k: 0, indices: new Int32Array(0), similarities: new Float32Array(0) };
  const job = {
    signal: AbortSignal.abort(),
    report: () => undefined,
    breathe: () => Promise.reject(new Error('gone')),
  };
  const labels = Array.from({ length: rows }, () => ['a']);
  await expect(votesOfRows({ nearest, labels, classes, k: 5 }, job)).rejects.toThrow('gone');
});
