import { expect, test } from 'vitest';
import { betweenClasses } from '../../../src/domain/predict/between-classes';
import { voteOfNeighbours } from '../../../src/domain/predict/knn';
import { prototypesOf } from '../../../src/domain/predict/prototypes';

const classes = ['a', 'b', 'c'];
const vote = (...labels: string[]) =>
  voteOfNeighbours(
    labels.map((label) => ({ similarity: 1, labels: [label] })),
    classes,
    5,
  );
const unit = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** Class a lies around 0 degrees, b around 60, c around 180. */
async function setOf(angles: readonly number[], labels: readonly (readonly string[])[]) {
  const base = { angles: [0, 4, 60, 64, 180, 184], labels: [['a'], ['a'], ['b'], ['b'], ['c'], ['c']] };
  const data = Float32Array.from([...base.angles, ...angles].flatMap(unit));
  const all = { data, dim: 2, labels: [...base.labels, ...labels] };
  const prototypes = await prototypesOf(all, classes);
  return { ...all, prototypes, sure: base.labels.map(([own]) => vote(own!, own!, own!, own!, own!)) };
}

test('split neighbours and the two nearest means: the smaller margin first, the nearer class first', async () => {
  const { sure, ...set } = await setOf([20, 31], [[], []]);
  const split = vote('a', 'b', 'a', 'b', 'a');
  const found = await betweenClasses({ ...set, votes: [...sure, split, split] });
  expect(found.map(({ row, first, second }) => [row, first, second])).toEqual([
    [7, 'a', 'b'],
    [6, 'a', 'b'],
  ]);
  expect(found[0]).toMatchObject({ firstShare: expect.closeTo(0.6, 9), secondShare: expect.closeTo(0.4, 9) });
  expect(found[0]!.margin).toBeLessThan(found[1]!.margin);
});

test('a vote of one mind, one between other classes than the means say, and several labels are none', async () => {
  const { sure, ...set } = await setOf([31, 31, 31], [['a'], [], ['a', 'b']]);
  const votes = [
    ...sure,
    vote('a', 'a', 'a', 'a', 'b'),
    vote('a', 'c', 'a', 'c', 'a'),
    vote('a', 'b', 'a', 'b', 'a'),
  ];
  expect(await betweenClasses({ ...set, votes })).toEqual([]);
  expect(await betweenClasses({ ...set, votes: [] })).toEqual([]);
});
