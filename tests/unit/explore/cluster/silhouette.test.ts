import { expect, it, test } from 'vitest';
import type { Metric } from '../../../../src/domain/explore/cluster/pair-distances';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { silhouette } from '../../../../src/domain/explore/cluster/silhouette';
import { quietJob } from '../../../../src/domain/job';
import { expectNear, golden, goldenRows } from './golden';
import { cancelledJob, unitBlobs } from './rows';

const judged = golden.silhouettes.map((one, i) => ({ ...one, metric: one.metric as Metric, i }));

it.each(judged)('mean and rows of scikit-learn, noise left out: $metric, partition $i', async (one) => {
  const labels = Int32Array.from(one.labels);
  const found = await silhouette({ ...goldenRows, metric: one.metric, labels }, plainProduct, quietJob());
  expectNear([found.mean!], [one.mean]);
  expectNear(
    found.values.filter((_, i) => labels[i]! >= 0),
    one.values,
  );
  for (const [i, label] of labels.entries()) expect(Number.isNaN(found.values[i])).toBe(label < 0);
});

test('the golden comparison notices a row given to another cluster', async () => {
  const { labels, metric, mean } = judged[0]!;
  const moved = Int32Array.from(labels);
  moved[3] = (moved[3]! + 1) % 5;
  const found = await silhouette({ ...goldenRows, metric, labels: moved }, plainProduct, quietJob());
  expect(() => expectNear([found.mean!], [mean])).toThrow();
});

test('neither the numbers of the clusters nor the lengths of the rows matter to the cosine', async () => {
  const labels = Int32Array.from(judged[0]!.labels);
  const of = (data: Float32Array, numbers: Int32Array) =>
    silhouette({ data, dim: goldenRows.dim, metric: 'cosine', labels: numbers }, plainProduct, quietJob());
  const plain = await of(goldenRows.data, labels);
  const renamed = await of(
    goldenRows.data.map((value, p) => value * (1 + Math.floor(p / goldenRows.dim))),
    labels.map((label) => 90 - 7 * label),
  );
  expectNear(renamed.values, [...plain.values]);
});

test('one cluster, or none, has no silhouette; one cluster a row has 0', async () => {
  const of = (labels: Int32Array) =>
    silhouette(
      { data: Float32Array.of(1, 0, 0, 1, 0, 1), dim: 2, metric: 'cosine', labels },
      plainProduct,
      quietJob(),
    );
  for (const labels of [Int32Array.of(4, 4, 4), Int32Array.of(-1, -1, -1)]) {
    expect(await of(labels)).toEqual({ mean: null, values: new Float32Array(3).fill(Number.NaN) });
  }
  expect(await of(Int32Array.of(0, 1, 2))).toEqual({ mean: 0, values: new Float32Array(3) });
  await expect(of(Int32Array.of(0))).rejects.toMatchObject({ code: 'invalid-argument' });
});

test('a row of zeros counts as at 1 from every other row', async () => {
  const input = { data: Float32Array.of(0, 0, 1, 0, 0, 1), dim: 2, labels: Int32Array.of(0, 0, 1) };
  const { values } = await silhouette({ ...input, metric: 'cosine' }, plainProduct, quietJob());
  expectNear(values, [0, 0, 0]);
});

test('stops at the next breath when cancelled', async () => {
  const { data, dim, clusterOf } = unitBlobs(900, 64, 300, 8);
  const labels = Int32Array.from(clusterOf);
  for (const metric of ['cosine', 'euclidean'] as const) {
    const running = silhouette({ data, dim, metric, labels }, plainProduct, cancelledJob(1));
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  }
});
