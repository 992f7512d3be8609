import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Job, quietJob } from '../../../src/domain/job';
import { adapterForward, adapterProbabilities } from '../../../src/domain/predict/adapter-predict';
import { adapterLayers, initialParameters } from '../../../src/domain/predict/adapter-shape';
import { makeNetwork } from '../../../src/domain/predict/adapter-step';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import { makeRandom } from '../../../src/domain/random';
import { wasmTf } from './tf-node';
import { trainingCase } from './training-case';

let tf: Awaited<ReturnType<typeof wasmTf>>;
beforeAll(async () => {
  tf = await wasmTf();
});

describe('trainAdapter', () => {
  test('learns classes that can be told apart', async () => {
    const training = trainingCase({ maxEpochs: 60 });
    const adapter = await trainAdapter(tf, training, quietJob());
    const probabilities = adapterProbabilities(adapter, training.data);
    const right = Array.from(training.targets).filter((target, i) => {
      const own = probabilities.subarray(i * 3, i * 3 + 3);
      return own.indexOf(Math.max(...own)) === target;
    });
    expect(right.length / training.targets.length).toBeGreaterThan(0.95);
    expect(adapter.curve.at(-1)!.trainLoss).toBeLessThan(adapter.curve[0]!.trainLoss);
  });

  test('repeats bit for bit; another seed gives another adapter', async () => {
    const once = await trainAdapter(tf, trainingCase({ preset: 'mlp', maxEpochs: 4 }), quietJob());
    const again = await trainAdapter(tf, trainingCase({ preset: 'mlp', maxEpochs: 4 }), quietJob());
    const other = await trainAdapter(tf, trainingCase({ preset: 'mlp', maxEpochs: 4, seed: 9 }), quietJob());
    expect(again.parameters).toEqual(once.parameters);
    expect(again.curve).toEqual(once.curve);
    expect(other.parameters).not.toEqual(once.parameters);
  });

  test('keeps the weights of the epoch with the lowest validation loss and stops when it no longer falls', async () => {
    // Labels without meaning: the validation loss soon rises.
    const training = trainingCase(
      { preset: 'mlp', maxEpochs: 60, patience: 5, learningRate: 3e-3 },
      [30, 30],
      50,
    );
    const adapter = await trainAdapter(tf, training, quietJob());
    const losses = adapter.curve.map(({ validationLoss }) => validationLoss!);
    expect(adapter.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(adapter.curve).toHaveLength(adapter.bestEpoch + 5);
    expect(meanLoss(adapter, training)).toBeCloseTo(Math.min(...losses), 4);
  });

  test('training and validation items are the whole set, without overlap', async () => {
    const training = trainingCase();
    const { trainingIds, validationIds } = await trainAdapter(tf, training, quietJob());
    expect([...trainingIds, ...validationIds].sort()).toEqual([...training.ids].sort());
    expect(validationIds.length).toBeGreaterThan(5);
  });

  test('what is in the validation part does not enter the standardisation', async () => {
    const training = trainingCase({ maxEpochs: 1 });
    const { validationIds, parameters } = await trainAdapter(tf, training, quietJob());
    const held = new Set(validationIds);
    const data = training.data.map((value, p) =>
      held.has(training.ids[Math.floor(p / 12)]!) ? value * 1000 : value,
    );
    const changed = await trainAdapter(tf, { ...training, data }, quietJob());
    expect(changed.parameters).toEqual(parameters);
  });

  test('a cancel ends it between batches, and leaves no tensor', async () => {
    const controller = new AbortController();
    const before = tf.memory().numTensors;
    let steps = 0;
    const running = trainAdapter(tf, trainingCase({ maxEpochs: 50 }), quietJob(controller.signal), {
      onStep: () => {
        if (++steps === 7) controller.abort();
      },
    });
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(steps).toBe(7);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('reports epochs and hands out the curve as it grows', async () => {
    const reports: string[] = [];
    const points: number[] = [];
    const job: Job = { ...quietJob(), report: (done, total) => reports.push(`${done}/${total}`) };
    await trainAdapter(tf, trainingCase({ maxEpochs: 3 }), job, {
      onEpoch: ({ epoch }) => points.push(epoch),
    });
    expect(reports).toEqual(['1/3', '2/3', '3/3']);
    expect(points).toEqual([1, 2, 3]);
  });

  test('says what is missing instead of training on too little', async () => {
    const train = (perClass: number[]) => trainAdapter(tf, trainingCase({}, perClass), quietJob());
    await expect(train([9])).rejects.toMatchObject({ code: 'too-few-classes', detail: { have: 1, need: 2 } });
    await expect(train([9, 4, 7])).rejects.toMatchObject({
      code: 'too-few-items',
      detail: { classId: 'class1', have: 4, need: 5 },
    });
    await expect(train([9, 0])).rejects.toMatchObject({ code: 'too-few-items', detail: { have: 0 } });
    const training = trainingCase();
    const torn = { ...training, data: training.data.subarray(1) };
    await expect(trainAdapter(tf, torn, quietJob())).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('adapterForward', () => {
  test.each(['linear', 'mlp', 'notebook'] as const)(
    '%s: plain TypeScript equals tfjs within 1e-5',
    (preset) => {
      const { data, dim, targets, classes, spec } = trainingCase({ preset });
      const layers = adapterLayers(preset, dim, classes.length);
      const random = makeRandom(8);
      const noisy = (length: number) => Float32Array.from({ length }, () => 1 + random.normal() * 0.3);
      const parameters = initialParameters(layers, { mean: noisy(dim), scale: noisy(dim) }, random);
      const rule = {
        task: 'single',
        classCount: classes.length,
        classWeights: [1, 1, 1],
        smoothing: 0,
      } as const;
      const network = makeNetwork(tf, { layers, parameters, rule, spec, mask: null });
      const { logits } = network.evaluate({ input: data, targets });
      const adapter = {
        spec,
        classes,
        dim,
        parameters,
        curve: [],
        bestEpoch: 1,
        trainingIds: [],
        validationIds: [],
        elapsedMs: 0,
      };
      const forward = adapterForward(adapter);
      for (let i = 0; i < targets.length; i++) {
        const own = forward(data.subarray(i * dim, (i + 1) * dim));
        for (const [c, logit] of own.entries()) {
          expect(Math.abs(logit - logits[i * classes.length + c]!)).toBeLessThan(1e-5);
        }
      }
      expect(() => adapterForward({ ...adapter, parameters: parameters.slice(0, -2) })).toThrow(/incomplete/);
    },
  );

  test('probabilities are positive, add up to 1 and follow the row, whatever the input', async () => {
    const adapter = await trainAdapter(tf, trainingCase({ maxEpochs: 2 }), quietJob());
    const row = fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(row, row, (a, b) => {
        const both = adapterProbabilities(adapter, Float32Array.from([...a, ...b]));
        const alone = adapterProbabilities(adapter, Float32Array.from(b));
        expect(both.subarray(3)).toEqual(alone);
        expect(alone.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(alone[0]! + alone[1]! + alone[2]!).toBeCloseTo(1, 5);
      }),
    );
    expect(adapterProbabilities(adapter, new Float32Array(0))).toHaveLength(0);
  });
});

function meanLoss(
  adapter: Awaited<ReturnType<typeof trainAdapter>>,
  { ids, data, dim, targets }: ReturnType<typeof trainingCase>,
): number {
  const rows = adapter.validationIds.map((id) => ids.indexOf(id));
  const losses = rows.map((i) => {
    const shares = adapterProbabilities(adapter, data.subarray(i * dim, (i + 1) * dim));
    return -Math.log(shares[targets[i]!]!);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
