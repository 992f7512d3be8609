import { UMAP } from 'umap-js';
import { describe, expect, test } from 'vitest';
import { type LayoutGraph, makeLayout } from '../../../src/domain/explore/layout';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { powerTable } from '../../../src/domain/explore/power-table';
import { trustworthiness } from '../../../src/domain/explore/trustworthiness';
import { quietJob } from '../../../src/domain/job';
import { makeRandom } from '../../../src/domain/random';
import { makeClusters } from './clusters';

test('the power table holds within 1e-6 of Math.pow', () => {
  const random = makeRandom(1);
  for (const b of [0.3, 0.895, 1.9]) {
    const power = powerTable(b);
    for (let i = 0; i < 2000; i++) {
      const x = Math.fround(10 ** (random.uniform() * 12 - 6));
      expect(Math.abs(power(x) / x ** b - 1)).toBeLessThan(1e-6);
    }
  }
});

describe('makeLayout', () => {
  const blobs = makeClusters(300, 20, 6, 3, 1);

  /** The graph and umap-js itself, on the same neighbours. */
  function ready() {
    const { indices, similarities } = nearestRows({ queries: blobs.data, table: blobs.data, dim: 20, k: 15 });
    const rowsOf = (values: ArrayLike<number>) =>
      Array.from({ length: blobs.rows }, (_, i) => Array.from(values).slice(i * 15, i * 15 + 15));
    const random = makeRandom(5);
    const umap = new UMAP({ nNeighbors: 15, random: random.uniform });
    umap.setPrecomputedKNN(rowsOf(indices), rowsOf(similarities.map((s) => 1 - s)));
    const epochs = umap.initializeFit(Array.from({ length: blobs.rows }, () => []));
    // biome-ignore lint/complexity/useLiteralKeys: private there, so only the bracket form compiles
    const state = umap['optimizationState'] as Omit<LayoutGraph, 'epochs'>;
    const { head, tail, epochsPerSample, a, b } = state;
    return {
      umap,
      graph: { head, tail, epochsPerSample, a, b, epochs },
      start: umap.getEmbedding().flat(),
      random,
    };
  }

  const trust = (xy: ArrayLike<number>) =>
    trustworthiness({ ...blobs, xy: Float32Array.from(xy), seed: 0 }, quietJob());

  test('the first epochs, from the same start and the same draws, are umap-js’ own', () => {
    const { umap, start } = ready();
    const { graph, random } = ready();
    const layout = makeLayout(graph, start, random);
    // Not many: the forces at close range double a difference of 1e-7 several times an epoch.
    for (let epoch = 0; epoch < 4; epoch++) {
      umap.step();
      layout.step();
    }
    const theirs = umap.getEmbedding().flat();
    const moved = Math.max(...theirs.map((value, i) => Math.abs(value - start[i]!)));
    const apart = Math.max(...theirs.map((value, i) => Math.abs(value - layout.xy[i]!)));
    expect(moved).toBeGreaterThan(1);
    expect(apart).toBeLessThan(1e-4);
  });

  test('the whole layout can be trusted as much as umap-js’ own', async () => {
    const { umap, graph, start } = ready();
    const layout = makeLayout(graph, start, makeRandom(6));
    for (let epoch = 0; epoch < graph.epochs; epoch++) {
      umap.step();
      layout.step();
    }
    const [theirs, ours] = [await trust(umap.getEmbedding().flat()), await trust(layout.xy)];
    expect(ours).toBeGreaterThan(theirs - 0.015);
    expect(ours).toBeGreaterThan((await trust(start)) + 0.1);
  });
});
