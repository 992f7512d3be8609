// Several findings in one image: where neighbours fail, a sigmoid a label works.
import { beforeAll, describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { quietJob } from '../../../src/domain/job';
import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { balancedAccuracyOf, talliesOf } from '../../../src/domain/predict/adapter-judge';
import { adapterProbabilities } from '../../../src/domain/predict/adapter-predict';
import { classesOfRows, targetsOf } from '../../../src/domain/predict/adapter-targets';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import type { AdapterSpec, AdapterTraining } from '../../../src/domain/predict/adapter-types';
import { type FindingsCase, findingsCase } from './findings-case';
import { wasmTf } from './tf-node';

let tf: Awaited<ReturnType<typeof wasmTf>>;
beforeAll(async () => {
  tf = await wasmTf();
});

function halves(rows: number): readonly [FindingsCase, FindingsCase] {
  const all = findingsCase(rows);
  const part = (from: number, to: number) => ({
    ...all,
    data: all.data.slice(from * all.dim, to * all.dim),
    labels: all.labels.slice(from, to),
  });
  return [part(0, rows / 2), part(rows / 2, rows)];
}

function trainingOf(of: FindingsCase, spec: Partial<AdapterSpec> = {}): AdapterTraining {
  return {
    ids: of.labels.map((_, row) => `item${row}`),
    dim: of.dim,
    data: of.data,
    targets: targetsOf('multi', of.labels, of.classes),
    classes: of.classes,
    groups: of.labels.map(() => null),
    spec: { ...defaultSpec('mlp', 2), ...spec, task: 'multi' },
  };
}

/** Macro balanced accuracy of yes-or-no scores: a number above 0 is a yes. */
function figureOf({ labels, classes }: FindingsCase, scores: Float32Array): number {
  const rowClasses = classesOfRows('multi', targetsOf('multi', labels, classes), classes.length);
  return balancedAccuracyOf('multi', talliesOf('multi', scores, rowClasses, classes.length))!;
}

/** The share of the 5 nearest that carry a label, less `limits[c]`. */
function neighbourScores(learnt: FindingsCase, asked: FindingsCase, limits: readonly number[]): Float32Array {
  const { indices } = nearestRows({ queries: asked.data, table: learnt.data, dim: asked.dim, k: 5 });
  return Float32Array.from(
    asked.labels.flatMap((_, row) => {
      const near = Array.from(indices.subarray(row * 5, row * 5 + 5), (at) => learnt.labels[at]!);
      return asked.classes.map((id, c) => near.filter((own) => own.includes(id)).length / 5 - limits[c]!);
    }),
  );
}

test('co-occurring findings: 5 neighbours are near chance on the held-out half, the adapter is not', async () => {
  const [learnt, held] = halves(800);
  const several = learnt.labels.filter(({ length }) => length > 1).length / learnt.labels.length;
  const adapter = await trainAdapter(tf, trainingOf(learnt, defaultSpec('linear', 2)), quietJob());
  const byAdapter = figureOf(
    held,
    adapterProbabilities(adapter, held.data).map((p) => p - 0.5),
  );
  // By majority, and by more than how often the label occurs: rare labels seldom get a majority of five.
  const frequencies = learnt.classes.map(
    (id) => learnt.labels.filter((own) => own.includes(id)).length / learnt.labels.length,
  );
  const byNeighbours = [learnt.classes.map(() => 0.5), frequencies].map((limits) =>
    figureOf(held, neighbourScores(learnt, held, limits)),
  );
  console.log(
    `400 held-out images, ${Math.round(several * 100)} % with several findings, macro balanced accuracy (chance .500): ` +
      `5 neighbours by majority ${byNeighbours[0]!.toFixed(3)}, above frequency ${byNeighbours[1]!.toFixed(3)}; ` +
      `sigmoid adapter ${byAdapter.toFixed(3)} (validation said ${adapter.curve[adapter.bestEpoch - 1]!.validationBalancedAccuracy!.toFixed(3)})`,
  );
  expect(Math.max(...byNeighbours)).toBeLessThan(0.65);
  expect(byAdapter).toBeGreaterThan(0.85);
});

describe('multi-label training', () => {
  test('with dropout, smoothing and weights it repeats bit for bit; the seed decides the dropout too', async () => {
    const [learnt] = halves(160);
    const run = (spec: Partial<AdapterSpec>) =>
      trainAdapter(
        tf,
        trainingOf(learnt, { dropout: 0.5, labelSmoothing: 0.1, maxEpochs: 2, ...spec }),
        quietJob(),
      );
    const once = await run({});
    expect((await run({})).parameters).toEqual(once.parameters);
    expect((await run({ seed: 3 })).parameters).not.toEqual(once.parameters);
    const without = await run({ dropout: 0 });
    // The same start and the same batches: what differs is the dropout alone.
    expect(without.parameters).not.toEqual(once.parameters);
    expect(without.trainingIds).toEqual(once.trainingIds);
    expect(once.spec.task).toBe('multi');
  });

  test('the linear preset has no activation to leave out', async () => {
    const [learnt] = halves(160);
    const run = (dropout: number) =>
      trainAdapter(tf, trainingOf(learnt, { ...defaultSpec('linear'), dropout, maxEpochs: 2 }), quietJob());
    expect((await run(0.7)).parameters).toEqual((await run(0)).parameters);
  });

  test('a label that too few items lack is said, and so is a setting out of range', async () => {
    const [learnt] = halves(160);
    const everywhere = learnt.labels.map((own) => [...new Set([...own, 'finding0'])]);
    const run = (of: FindingsCase, spec: Partial<AdapterSpec> = {}) =>
      trainAdapter(tf, trainingOf(of, { maxEpochs: 1, ...spec }), quietJob());
    await expect(run({ ...learnt, labels: everywhere })).rejects.toMatchObject({
      code: 'too-few-items',
      detail: { classId: 'finding0', have: 0, need: 5, without: 1 },
    });
    for (const spec of [{ dropout: 0.8 }, { dropout: -0.1 }, { labelSmoothing: 0.4 }]) {
      await expect(run(learnt, spec)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
    const training = trainingOf(learnt);
    const doubled = { ...training, targets: training.targets.map((target) => target * 2) };
    await expect(trainAdapter(tf, doubled, quietJob())).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
