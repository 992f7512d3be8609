import { beforeAll, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import { wasmTf } from './tf-node';
import { trainingCase } from './training-case';

let tf: Awaited<ReturnType<typeof wasmTf>>;
beforeAll(async () => {
  tf = await wasmTf();
});
const train = (validationRows: readonly number[]) =>
  trainAdapter(tf, { ...trainingCase({ maxEpochs: 3 }), validationRows }, quietJob());

test('exactly the rows that are named are the validation part; none named, none kept aside', async () => {
  const named = [30, 2, 17, 40];
  const { trainingIds, validationIds } = await train(named);
  expect(validationIds).toEqual(['item2', 'item17', 'item30', 'item40']);
  expect(trainingIds).toHaveLength(46 - named.length);
  const { validationIds: none, bestEpoch } = await train([]);
  expect([none, bestEpoch]).toEqual([[], 3]);
});

test('the rows the drawn split would take give the same adapter', async () => {
  const training = trainingCase({ maxEpochs: 3 });
  const drawn = await trainAdapter(tf, training, quietJob());
  const rows = drawn.validationIds.map((id) => training.ids.indexOf(id));
  expect((await train(rows)).parameters).toEqual(drawn.parameters);
});

test('rows that are not there, twice there or all there are refused', async () => {
  const all = Array.from({ length: 46 }, (_, row) => row);
  for (const rows of [[46], [-1], [0.5], [3, 3], all]) {
    await expect(train(rows)).rejects.toMatchObject({ code: 'invalid-argument' });
  }
});
