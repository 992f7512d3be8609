import { describe, expect, test } from 'vitest';
import { normaliseRows } from '../../../src/domain/matrix';
import { outlierScores, outlierScoresByClass } from '../../../src/domain/predict/outliers';
import { makeClusters } from '../explore/clusters';
import { nearestApart } from './planted-errors';

/** Sixty rows in three blobs; row 59 points elsewhere. */
function withStranger() {
  const { data, dim, rows, clusterOf } = makeClusters(60, 16, 3, 5);
  for (let d = 0; d < dim; d++) data[(rows - 1) * dim + d] = d % 2 ? 3 : -3;
  return { data: normaliseRows(data, dim), dim, rows, clusterOf };
}

describe('outliers', () => {
  test('a row that is like nothing is far, first in rank, above all others', async () => {
    const set = withStranger();
    const scores = outlierScores(await nearestApart(set, [...Array(60).keys()], 2));
    const last = scores.at(-1)!;
    expect(last).toMatchObject({ row: 59, rank: 1, far: true });
    expect(last.percentile).toBeCloseTo((100 * 59) / 60, 9);
    expect(scores.filter(({ far }) => far).length).toBeLessThan(8);
  });

  test('a series must not vouch for itself: two copies of a stranger are far when they are of one group', async () => {
    const set = withStranger();
    set.data.copyWithin(58 * set.dim, 59 * set.dim, 60 * set.dim);
    const byRow = [...Array(60).keys()];
    const grouped = byRow.map((row) => (row >= 58 ? 'series' : `own ${row}`));
    const scores = outlierScores(await nearestApart(set, grouped, 2));
    expect(scores.filter(({ rank }) => rank === 1).map(({ row }) => row)).toEqual([58, 59]);
    expect(scores.slice(-2).every(({ far }) => far)).toBe(true);
  });

  test('ranks and percentiles: equal scores share them; rows without two neighbours are left out', () => {
    const similarities = Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 1, 1, 0);
    const indices = Int32Array.of(1, 2, 0, 2, 0, 1, 0, -1);
    expect(outlierScores({ k: 2, indices, similarities })).toEqual([
      { row: 0, score: 0.5, rank: 1, percentile: expect.closeTo(100 / 3, 9), far: false },
      { row: 1, score: 0.5, rank: 1, percentile: expect.closeTo(100 / 3, 9), far: false },
      { row: 2, score: 0, rank: 3, percentile: 0, far: false },
    ]);
    expect(outlierScores({ k: 1, indices, similarities })).toEqual([]);
    expect(outlierScores({ k: 2, indices: new Int32Array(0), similarities: new Float32Array(0) })).toEqual(
      [],
    );
  });

  test('in a class: the stranger stands out there, a small class has no far rows, several labels are not judged', async () => {
    const set = withStranger();
    const classOf = set.clusterOf.map((own, row) => (row < 6 && own === 0 ? 'few' : `c${own}`));
    const labels = classOf.map((own, row) => (row === 10 ? [own, 'more'] : [own]));
    const nearest = await nearestApart(set, [...Array(60).keys()], 2);
    const found = outlierScoresByClass(nearest, labels);
    expect(found.find(({ row }) => row === 59)).toMatchObject({ rank: 1, far: true });
    expect(found.filter(({ row }) => labels[row]![0] === 'few').some(({ far }) => far)).toBe(false);
    expect(found.map(({ row }) => row)).toEqual([...Array(60).keys()].filter((row) => row !== 10));
  });
});
