// Votes, doubts, distances and the figure of the set against scikit-learn.
import { expect, test } from 'vitest';
import { setFigures } from '../../../src/domain/evaluate/set-figures';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { nearestWhere } from '../../../src/domain/explore/nearest-where';
import { labelDoubts } from '../../../src/domain/predict/label-doubts';
import { outlierScores, outlierScoresByClass } from '../../../src/domain/predict/outliers';
import { shareOf, votesOfRows } from '../../../src/domain/predict/row-votes';
import golden from '../../fixtures/golden/predict/tidy.json';
import { classNames as classes, nearestApart } from './planted-errors';

const { dim, k } = golden;
const data = Float32Array.from(golden.table);
const labels = golden.labels.map((c) => [classes[c]!]);
const groups = golden.groups.map(String);
const votesApart = async (parts: readonly unknown[]) =>
  votesOfRows({ nearest: await nearestApart({ data, dim }, parts, k), labels, classes, k });

test('leave one group out: shares to 1e-6, the very same balanced accuracy', async () => {
  const votes = await votesApart(groups);
  const shares = votes.flatMap((vote) => classes.map((classId) => shareOf(vote, classId)));
  expect(Math.max(...shares.map((share, i) => Math.abs(share - golden.sharesByGroup[i]!)))).toBeLessThan(
    1e-6,
  );
  const { balancedAccuracy, right, rows } = await setFigures({ votes, labels, groups, seed: 1 });
  expect([balancedAccuracy, right, rows]).toEqual([
    expect.closeTo(golden.balancedAccuracy, 12),
    golden.right,
    120,
  ]);
});

test('with neighbours of the same group the figure would be another, higher one (the comparison can fail)', async () => {
  const votes = await votesApart([...groups.keys()]);
  const { balancedAccuracy } = await setFigures({ votes, labels, groups, seed: 1 });
  expect(balancedAccuracy).toBeGreaterThan(golden.balancedAccuracy + 0.02);
});

test('the same doubts for the same folds, share by share', async () => {
  const found = labelDoubts({ votes: await votesApart(golden.folds), labels });
  const byRow = [...found].sort((a, b) => a.row - b.row);
  expect(byRow).toEqual(
    golden.doubts.map(({ row, ownShare, other, otherShare }) => ({
      row,
      own: labels[row]![0],
      ownShare: expect.closeTo(ownShare, 6),
      usualShare: expect.closeTo(golden.usual[golden.labels[row]!]!, 6),
      other: classes[other],
      otherShare: expect.closeTo(otherShare, 6),
    })),
  );
});

test('mean distance to the two nearest of other groups, in all and in the class', async () => {
  const scores = (found: ReturnType<typeof outlierScores>) => {
    const known = new Map(found.map(({ row, score }) => [row, score]));
    return golden.labels.map((_, row) => known.get(row) ?? null);
  };
  const close = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : expect.closeTo(value, 5)));
  expect(scores(outlierScores(await nearestApart({ data, dim }, groups, 2)))).toEqual(close(golden.far));
  const sameClass = await nearestWhere({
    k: 2,
    rows: labels.length,
    candidates: labels.length,
    first: nearestRows({ queries: data, table: data, dim, k: labels.length }),
    search: () => Promise.reject(new Error('the first search was whole')),
    accept: (row, other) => groups[row] !== groups[other] && golden.labels[row] === golden.labels[other],
    available: () => 2,
  });
  expect(scores(outlierScoresByClass(sameClass, labels))).toEqual(close(golden.farInClass));
});
