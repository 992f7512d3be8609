// Losses and gradients against PyTorch (golden: tests/fixtures/golden/predict/adapter_losses.py).
import { describe, expect, test } from 'vitest';
import { type LossRule, lossAt } from '../../../src/domain/predict/adapter-loss';
import { adapterLayers } from '../../../src/domain/predict/adapter-shape';
import { makeNetwork } from '../../../src/domain/predict/adapter-step';
import type { AdapterPreset, AdapterTask } from '../../../src/domain/predict/adapter-types';
import golden from '../../fixtures/golden/predict/adapter_losses.json';
import { hashed, hashedStart } from './notebook-case';
import { wasmTf } from './tf-node';

const { rows, dim, classes: classCount, stride, weights } = golden;
const largest = (gaps: number[]) => gaps.reduce((most, gap) => Math.max(most, gap), 0);
const gapsOf = (ours: ArrayLike<number>, theirs: readonly number[]) =>
  theirs.map((value, i) => Math.abs(value - ours[i]!));

/** Largest gap of the loss (as a share of it, where it is above 1) and of the gradient, over all cases of a task. */
function lossGaps(task: AdapterTask, change: Partial<LossRule> = {}) {
  const cases = golden.losses.filter((one) => one.task === task);
  const gaps = cases.map((one) => {
    const rule = { task, classCount, classWeights: one.weights, smoothing: one.smoothing, ...change };
    const { loss, gradient } = lossAt(Float32Array.from(one.logits), Int32Array.from(one.targets), rule);
    const byLoss = Math.abs(loss - one.loss) / Math.max(1, one.loss);
    return { byLoss, byGradient: largest(gapsOf(gradient, one.gradient)) };
  });
  return {
    cases: cases.length,
    loss: largest(gaps.map(({ byLoss }) => byLoss)),
    gradient: largest(gaps.map(({ byGradient }) => byGradient)),
  };
}

describe('lossAt', () => {
  test.each(['single', 'multi'] as const)(
    '%s: weighed or not, smoothed or not, small logits or hundreds: PyTorch within 1e-5',
    (task) => {
      const gaps = lossGaps(task);
      console.log(`${task}, ${gaps.cases} cases, largest gap: loss ${gaps.loss}, gradient ${gaps.gradient}`);
      expect(gaps.cases).toBe(8);
      expect(gaps.loss).toBeLessThan(1e-5);
      expect(gaps.gradient).toBeLessThan(1e-5);
    },
  );

  test.each(['single', 'multi'] as const)('%s: a wrong rule is seen', (task) => {
    for (const change of [{ smoothing: 0.1 }, { classWeights: [1, 1, 1.1] }]) {
      const gaps = lossGaps(task, change);
      expect(gaps.loss).toBeGreaterThan(1e-3);
      expect(gaps.gradient).toBeGreaterThan(1e-3);
    }
  });

  test('no rows, and rows whose classes have no weight, cost nothing', () => {
    const rule = { classCount: 2, classWeights: [0, 0], smoothing: 0.1 };
    for (const task of ['single', 'multi'] as const) {
      expect(lossAt(new Float32Array(0), new Int32Array(0), { task, ...rule }).loss).toBe(0);
    }
    const { loss, gradient } = lossAt(Float32Array.of(3, -2), Int32Array.of(0), { task: 'single', ...rule });
    expect([loss, ...gradient]).toEqual([0, 0, 0]);
  });
});

interface NetworkCase {
  readonly task: string;
  readonly preset: string;
  readonly smoothing: number;
  readonly dropped: boolean;
}

async function networkOf({ task, preset, smoothing, dropped }: NetworkCase) {
  const layers = adapterLayers(preset as AdapterPreset, dim, classCount);
  const drawn = hashed(21, rows * classCount);
  const batch = {
    input: Float32Array.from(hashed(20, rows * dim)),
    targets:
      task === 'single'
        ? Int32Array.from({ length: rows }, (_, row) => row % classCount)
        : Int32Array.from(drawn, (value) => (value > 0.2 ? 1 : 0)),
  };
  const network = makeNetwork(await wasmTf(), {
    layers,
    parameters: hashedStart(layers, 30),
    rule: { task: task as AdapterTask, classCount, classWeights: weights, smoothing },
    spec: { learningRate: 3e-3, weightDecay: 0.01 },
    mask: dropped ? (length) => Float32Array.from({ length }, (_, i) => (i % 3 === 0 ? 0 : 1.5)) : null,
  });
  return { network, batch };
}

describe('a whole network', () => {
  test.each(golden.networks)(
    '$task, $preset, dropout $dropped: gradients by every parameter and ten steps within 1e-5 of PyTorch',
    async (one) => {
      const { network, batch } = await networkOf(one);
      const { loss, gradients } = network.gradientsAt(batch);
      expect([...gradients.keys()]).toEqual(Object.keys(one.gradients));
      const gaps = Object.entries(one.gradients).flatMap(([name, { some, length }]) => {
        const own = gradients.get(name)!;
        const every = own.filter((_, i) => i % stride === 0);
        return [...gapsOf(every, some), Math.abs(Math.hypot(...own) - length)];
      });
      const steps = one.steps.map(() => network.step(batch));
      const stepGaps = gapsOf(steps, one.steps);
      console.log(`${one.task} ${one.preset}: gradients ${largest(gaps)}, steps ${largest(stepGaps)}`);
      expect(loss).toBeCloseTo(one.steps[0]!, 5);
      expect(largest(gaps)).toBeLessThan(1e-5);
      expect(largest(stepGaps)).toBeLessThan(1e-5);
    },
  );

  test('gradients of another dropout are seen', async () => {
    const [, , one] = golden.networks;
    const { network, batch } = await networkOf({ ...one!, dropped: false });
    const own = network.gradientsAt(batch).gradients.get('head.weight')!;
    const { some } = one!.gradients['head.weight'];
    const every = own.filter((_, i) => i % stride === 0);
    expect(largest(gapsOf(every, some))).toBeGreaterThan(1e-3);
  });
});
