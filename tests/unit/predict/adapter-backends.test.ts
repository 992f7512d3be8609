// Where wasm will not start, tfjs' plain back end must train the same adapter (bits may differ, losses may not).
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import { wasmTf } from './tf-node';
import { trainingCase } from './training-case';

test.each(['linear', 'mlp'] as const)('%s: the plain back end follows the wasm one', async (preset) => {
  const tf = await wasmTf();
  const training = trainingCase({ preset, maxEpochs: 3 });
  const fast = await trainAdapter(tf, training, quietJob());
  await tf.setBackend('cpu');
  const slow = await trainAdapter(tf, training, quietJob());
  for (const [i, point] of slow.curve.entries()) {
    expect(point.trainLoss).toBeCloseTo(fast.curve[i]!.trainLoss, 5);
    expect(point.validationLoss).toBeCloseTo(fast.curve[i]!.validationLoss!, 5);
  }
});
