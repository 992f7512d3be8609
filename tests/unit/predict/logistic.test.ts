import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { classWeightsOf } from '../../../src/domain/predict/adapter-weights';
import { fitLogistic, type LogisticInput, logisticProbabilities } from '../../../src/domain/predict/logistic';
import { logisticObjective } from '../../../src/domain/predict/logistic-loss';
import { minimise } from '../../../src/domain/predict/logistic-minimise';
import { makeRandom } from '../../../src/domain/random';
import golden from '../../fixtures/golden/predict/logistic.json';

type Case = (typeof golden.cases)[number];

function inputOf({ classes, dim, c, balanced, labels, table }: Case): LogisticInput {
  const weights = classWeightsOf(
    balanced ? 'balanced' : 'none',
    'single',
    labels.map((label) => [label]),
    classes,
  );
  return {
    data: Float32Array.from(table),
    dim,
    targets: Int32Array.from(labels),
    classCount: classes,
    rowWeights: Float64Array.from(labels, (label) => weights[label]!),
    c,
    tolerance: 1e-11,
  };
}

async function furthest(input: LogisticInput, { queries, probabilities }: Case): Promise<number> {
  const model = await fitLogistic(input, quietJob());
  const found = logisticProbabilities(model, Float32Array.from(queries));
  expect(found).toHaveLength(probabilities.length);
  return found.reduce((most, value, i) => Math.max(most, Math.abs(value - probabilities[i]!)), 0);
}

describe('against scikit-learn', () => {
  test.each(golden.cases)('$classes classes, C $c, balanced $balanced: to 1e-6', async (one) => {
    expect(await furthest(inputOf(one), one)).toBeLessThan(1e-6);
  });

  test('another C, and weights left out, are seen (the comparison can fail)', async () => {
    const one = golden.cases[1]!;
    expect(await furthest({ ...inputOf(one), c: one.c / 2 }, one)).toBeGreaterThan(1e-3);
    const { rowWeights: _, ...unweighted } = inputOf(one);
    expect(await furthest(unweighted, one)).toBeGreaterThan(1e-3);
  });

  test('at the tolerance of daily use: to 1e-3', async () => {
    for (const one of golden.cases) {
      const { tolerance: _, ...daily } = inputOf(one);
      expect(await furthest(daily, one)).toBeLessThan(1e-3);
    }
  });
});

const some = fc.record({
  seed: fc.integer(),
  rows: fc.integer({ min: 2, max: 25 }),
  dim: fc.integer({ min: 1, max: 8 }),
  classCount: fc.integer({ min: 2, max: 4 }),
  c: fc.constantFrom(0.01, 1, 100),
});

function drawn({ seed, rows, dim, classCount, c }: { seed: number; [size: string]: number }) {
  const random = makeRandom(seed);
  return {
    data: Float32Array.from({ length: rows! * dim! }, () => random.normal()),
    dim: dim!,
    targets: Int32Array.from({ length: rows! }, () => random.integer(classCount!)),
    rowWeights: Float64Array.from({ length: rows! }, () => 0.1 + random.uniform()),
    classCount: classCount!,
    c: c!,
  };
}

describe('properties', () => {
  test('the slope is that of the value (central differences)', async () => {
    await fc.assert(
      fc.asyncProperty(some, async (sizes) => {
        const input = drawn(sizes);
        const slopeAt = logisticObjective(input, quietJob());
        const random = makeRandom(sizes.seed + 1);
        const length = (input.classCount === 2 ? 1 : input.classCount) * (input.dim + 1);
        const at = Float64Array.from({ length }, () => random.normal());
        const { gradient } = await slopeAt(at);
        const p = random.integer(length);
        const beside = async (by: number) => (await slopeAt(at.with(p, at[p]! + by))).value;
        const slope = ((await beside(1e-5)) - (await beside(-1e-5))) / 2e-5;
        // The penalty of small C makes for large values: as a share.
        expect(Math.abs(slope - gradient[p]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      }),
      { numRuns: 40 },
    );
  });

  test('probabilities add up to 1, and neither the order of the rows nor the start moves them', async () => {
    await fc.assert(
      fc.asyncProperty(some, async (sizes) => {
        const input = { ...drawn(sizes), tolerance: 1e-9 };
        const { data, dim, targets, rowWeights } = input;
        const order = makeRandom(sizes.seed + 2).shuffle([...targets.keys()]);
        const mixed = {
          ...input,
          data: Float32Array.from(order.flatMap((row) => [...data.subarray(row * dim, (row + 1) * dim)])),
          targets: Int32Array.from(order, (row) => targets[row]!),
          rowWeights: Float64Array.from(order, (row) => rowWeights[row]!),
        };
        const model = await fitLogistic(input, quietJob());
        expect(model.converged).toBe(true);
        const elsewhere = { ...model, parameters: model.parameters.map((value) => value * 0.3 + 0.2) };
        const shares = logisticProbabilities(model, data);
        for (const other of [mixed, { ...input, start: elsewhere }]) {
          const found = logisticProbabilities(await fitLogistic(other, quietJob()), data);
          for (const [i, share] of shares.entries()) expect(Math.abs(found[i]! - share)).toBeLessThan(1e-4);
        }
        for (let row = 0; row < targets.length; row++) {
          const own = shares.subarray(row * input.classCount, (row + 1) * input.classCount);
          expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the same input gives the same bits', async () => {
    const input = drawn({ seed: 5, rows: 20, dim: 6, classCount: 3, c: 1 });
    const once = await fitLogistic(input, quietJob());
    expect(await fitLogistic(input, quietJob())).toEqual(once);
  });
});

test('a curved valley (Rosenbrock, from -1.2, 1) is followed to its end; a straight slope without end is given up', async () => {
  const found = await minimise(
    async ([x = 0, y = 0]) => ({
      value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
      gradient: Float64Array.of(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)),
    }),
    Float64Array.of(-1.2, 1),
    { tolerance: 1e-8, mostIterations: 200 },
  );
  expect(found.converged).toBe(true);
  expect([...found.at].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 1]);
  const endless = await minimise(
    async ([x = 0]) => ({ value: -x, gradient: Float64Array.of(-1) }),
    Float64Array.of(0),
    { tolerance: 1e-8, mostIterations: 50 },
  );
  expect(endless.converged).toBe(false);
});

test('says what does not fit, and stops when cancelled', async () => {
  const input = drawn({ seed: 3, rows: 10, dim: 3, classCount: 2, c: 1 });
  const fitWith = (change: Partial<LogisticInput>) => fitLogistic({ ...input, ...change }, quietJob());
  await expect(fitWith({ data: new Float32Array(0) })).rejects.toMatchObject({ code: 'too-few-items' });
  for (const change of [
    { c: 0 },
    { targets: Int32Array.from({ length: 10 }, () => 2) },
    { targets: new Int32Array(9) },
    { rowWeights: new Float64Array(10) },
    { classCount: 1 },
  ]) {
    await expect(fitWith(change)).rejects.toMatchObject({ code: 'invalid-argument' });
  }
  const stopped = fitLogistic(input, quietJob(AbortSignal.abort()));
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(logisticProbabilities(await fitWith({}), new Float32Array(0))).toHaveLength(0);
});
