import { expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { type Job, quietJob } from '../../../src/domain/job';
import { dotRows, rowNorms } from '../../../src/domain/matrix';
import { adapterHidden } from '../../../src/domain/predict/adapter-hidden';
import { adapterForward } from '../../../src/domain/predict/adapter-predict';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import { wasmTf } from './tf-node';
import { trainingCase } from './training-case';

const trained = async (preset: 'linear' | 'mlp' | 'notebook', maxEpochs = 2) => {
  const training = trainingCase({ preset, maxEpochs }, [20, 20, 20], 1.4);
  return { training, adapter: await trainAdapter(await wasmTf(), training, quietJob()) };
};

test.each(['mlp', 'notebook'] as const)(
  '%s: rows of unit length, in the direction from which the head makes the logits',
  async (preset) => {
    const { training, adapter } = await trained(preset);
    const hidden = (await adapterHidden(adapter, training.data))!;
    expect(hidden.data).toHaveLength(60 * hidden.dim);
    for (const norm of rowNorms(hidden.data, hidden.dim)) expect(norm).toBeCloseTo(1, 5);

    const named = (name: string) => adapter.parameters.find((one) => one.name === name)!.data;
    const forward = adapterForward(adapter);
    for (let i = 0; i < 60; i++) {
      const logits = forward(training.data.subarray(i * 12, (i + 1) * 12));
      const offsets = logits.map((logit, c) => logit - named('head.bias')[c]!);
      // Lengths were taken off, so the two agree up to one positive factor a row.
      const products = offsets.map((_, c) => dotRows(named('head.weight'), c, hidden.data, i, hidden.dim));
      const cosine =
        dotRows(offsets, 0, products, 0, 3) / (rowNorms(offsets, 3)[0]! * rowNorms(products, 3)[0]!);
      expect(cosine).toBeCloseTo(1, 5);
    }
  },
);

test('what the classes have taught: nearest images are more often of the same class than by embedding', async () => {
  const { training, adapter } = await trained('mlp', 20);
  const hidden = (await adapterHidden(adapter, training.data))!;
  const agreement = (data: Float32Array, dim: number) => {
    const { indices } = nearestRows({ queries: data, table: data, dim, k: 6 });
    const same = Array.from(indices).filter((at, i) => {
      const row = Math.floor(i / 6);
      return at !== row && training.targets[at] === training.targets[row];
    });
    return same.length / (60 * 5);
  };
  expect(agreement(hidden.data, hidden.dim)).toBeGreaterThan(agreement(training.data, 12) + 0.05);
});

test('the linear preset has no hidden layer; no rows give no rows', async () => {
  expect(await adapterHidden((await trained('linear')).adapter, new Float32Array(12))).toBeNull();
  const { adapter } = await trained('mlp');
  expect((await adapterHidden(adapter, new Float32Array(0)))?.data).toHaveLength(0);
});

test('reports rows, and a cancel ends it', async () => {
  const { training, adapter } = await trained('mlp');
  const controller = new AbortController();
  const reports: string[] = [];
  const job: Job = {
    ...quietJob(controller.signal),
    report: (done, total) => {
      reports.push(`${done}/${total}`);
      if (done === 32) controller.abort();
    },
  };
  await expect(adapterHidden(adapter, training.data, job)).rejects.toMatchObject({ name: 'AbortError' });
  expect(reports).toEqual(['0/60', '16/60', '32/60']);
});
