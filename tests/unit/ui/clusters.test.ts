// Clusters without a page: names that go on, what decides a result, sentences, curves, points of the map.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClusterTable } from '../../../src/domain/explore/cluster/cluster-table';
import type { Item } from '../../../src/domain/types';
import { clusterQuestion, clusterRequest, defaultClusterSettings } from '../../../src/state/cluster-settings';
import { type Clustering, carriedNames, clusterName, clusterSwatches } from '../../../src/state/clusters';
import { foundSentence, percentiles, takenSentence } from '../../../src/ui/clusters/cluster-words';
import { pointGroups } from '../../../src/ui/map/points';
import { explain } from '../../../src/ui/messages';
import { images, studies } from './nouns';

const clustering = (
  ids: string,
  labels: readonly number[],
  names: Record<number, string> = {},
): Clustering => ({
  ids: [...ids],
  space: 's',
  labels: Int32Array.from(labels),
  silhouette: { mean: null, values: new Float32Array(labels.length) },
  reach: [],
  basis: { method: 'kmeans', k: 2, curve: null },
  names: new Map(Object.entries(names).map(([cluster, name]) => [Number(cluster), name])),
});

describe('names', () => {
  const before = clustering('abcdefg', [0, 0, 0, 1, 1, 2, 2], { 0: 'X', 1: 'Y', 2: 'Z' });

  test('go to the group that shares more than half of both, whatever its number', () => {
    const after = clustering('abcdefgh', [2, 2, 0, 1, 1, -1, -1, 1]);
    // X keeps 2 of 3; Y 2 of 3, one of them new; Z is in no group now.
    expect([...carriedNames(before, after)]).toEqual([
      [2, 'X'],
      [1, 'Y'],
    ]);
  });

  test('twin: half is not enough', () => {
    expect([...carriedNames(before, clustering('abcdefg', [0, 1, 2, 3, 3, 3, 3])).values()]).toEqual([]);
  });

  test('no two go to one group, and the same groups keep all', () => {
    const some = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const named = clustering('abcdefgh', a, { 0: 'A', 1: 'B', 2: 'C', 3: 'D' });
        const names = [...carriedNames(named, clustering('abcdefgh', b)).values()];
        expect(new Set(names).size).toBe(names.length);
        const all = new Set(a.filter((label) => label >= 0));
        expect(carriedNames(named, clustering('abcdefgh', a)).size).toBe(all.size);
      }),
    );
  });

  test('a cluster without one is called by its number from 1', () => {
    expect([0, 3, -1].map((cluster) => clusterName(before, cluster))).toEqual([
      'X',
      'Cluster 4',
      'In no cluster',
    ]);
  });
});

test('Ward merges by Euclidean distance, all else by cosine; the first cut is chosen', () => {
  const table = { ids: [], dim: 2, data: new Float32Array() };
  const asked = (linkage: 'ward' | 'average') =>
    clusterRequest(table, { ...defaultClusterSettings, method: 'agglomerative', k: 9, linkage }, 1);
  expect(asked('ward')).toMatchObject({ metric: 'euclidean', k: null });
  expect(asked('average')).toMatchObject({ metric: 'cosine', k: null });
});

test('a number of groups of one’s own makes the most to be tried no matter, and only k-means has a seed', () => {
  const settings = { ...defaultClusterSettings, k: 4 };
  expect(clusterQuestion(settings, 1)).toEqual(clusterQuestion({ ...settings, mostClusters: 30 }, 1));
  expect(clusterQuestion(settings, 1)).not.toEqual(clusterQuestion(settings, 2));
  for (const method of ['dbscan', 'agglomerative'] as const)
    expect(clusterQuestion({ ...settings, method }, 1)).toEqual(clusterQuestion({ ...settings, method }, 2));
});

test('what was found and what became of it, in words', () => {
  const table = (sizes: readonly number[], noise: number): ClusterTable => ({
    lines: [
      ...sizes.map((size, cluster) => ({ cluster, size })),
      ...(noise ? [{ cluster: -1, size: noise }] : []),
    ].map((line) => ({ ...line, labelled: 0, majority: null, purity: null, silhouette: null })),
    clusters: sizes.length,
    noise,
    agreement: null,
    silhouette: null,
  });
  expect(foundSentence(table([3, 2], 4), images)).toBe('2 clusters of 9 images; 4 in no cluster.');
  expect(foundSentence(table([3], 0), studies)).toBe('1 cluster of 3 studies.');
  expect(foundSentence(table([], 7), images)).toBe('No cluster of 7 images.');
  const taken = { classId: 'c', taken: 3, already: 0, left: 0 };
  expect(takenSentence(taken, 'A')).toBe('3 images put into A.');
  expect(takenSentence({ ...taken, taken: 1, already: 2, left: 1 }, 'A')).toBe(
    '1 image put into A. 2 had it already. 1 has another class and was left as it is.',
  );
});

test('the curve of distances has 101 points from the least to the largest, never falling', () => {
  expect(percentiles([])).toEqual([]);
  const sorted = fc
    .array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 300 })
    .map((list) => Float64Array.from(list).sort());
  fc.assert(
    fc.property(sorted, (list) => {
      const points = percentiles(list);
      expect(points).toHaveLength(101);
      expect([points[0]?.y, points[100]?.y]).toEqual([list[0], list.at(-1)]);
      for (let i = 1; i < points.length; i++) expect(points[i]!.y).toBeGreaterThanOrEqual(points[i - 1]!.y);
    }),
  );
});

describe('on the map', () => {
  const item = (id: string) => ({ id, labels: [], group: null, excluded: false }) as unknown as Item;
  const drawn = (clusters: Clustering | null) =>
    pointGroups({
      projection: {
        method: 'pca',
        ids: ['a', 'b', 'c', 'd'],
        xy: new Float32Array(8),
        trustworthiness: null,
        placed: new Map(),
      },
      items: new Map(['a', 'b', 'c', 'd'].map((id) => [id, item(id)])),
      classes: [],
      predictions: [],
      clusters,
      colourBy: 'cluster',
    }).map(({ name, swatch, ids }) => [name, swatch, ids]);

  test('clusters have their colours and names; noise and what came in later are grey', () => {
    expect(drawn(clustering('abc', [1, 0, -1], { 1: 'Mine' }))).toEqual([
      ['Cluster 1', 0, ['b']],
      ['Mine', 1, ['a']],
      ['In no cluster', null, ['c']],
      ['In no cluster yet', null, ['d']],
    ]);
    expect(drawn(null)).toEqual([['In no cluster yet', null, ['a', 'b', 'c', 'd']]]);
  });

  test('beyond 24 the smallest groups have no colour of their own', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i < 30 ? i : 5 + (i % 25)));
    const swatches = clusterSwatches(clustering('', labels));
    expect(swatches.size).toBe(24);
    expect([0, 1, 2, 3, 4].some((cluster) => swatches.has(cluster))).toBe(false);
  });
});

test('too many images for a method, or fewer than clusters, are said with both numbers', () => {
  const said = (code: 'invalid-argument' | 'too-few-items', detail: Record<string, number>) =>
    explain({ code, message: '', detail }).sentence;
  expect(said('invalid-argument', { rows: 12_000, most: 10_000 })).toBe(
    'There are more images than this method takes (12,000, limit 10,000).',
  );
  expect(said('invalid-argument', {})).toBe('A step was given inputs that do not fit together.');
  expect(said('too-few-items', { rows: 6, k: 30 })).toBe(
    'There are fewer images (6) than clusters asked for (30).',
  );
  expect(said('too-few-items', { have: 3 })).toBe(
    'Training needs at least 5 images in each class; one class has 3.',
  );
});
