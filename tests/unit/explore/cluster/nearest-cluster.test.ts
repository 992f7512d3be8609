import { expect, test } from 'vitest';
import { kmeans } from '../../../../src/domain/explore/cluster/kmeans';
import { clusterCentres, nearestCluster } from '../../../../src/domain/explore/cluster/nearest-cluster';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { goldenRows } from './golden';
import { unitBlobs } from './rows';

const line = { data: Float32Array.of(1, 0, 3, 0, 2, 2, 9, 9, 0, 8, 0, 8), dim: 2 };
// Two clusters round (2, 2 / 3) and (0, 8), one row of noise.
const centres = clusterCentres(line, Int32Array.of(4, 4, 4, -1, 2, 2));

test('centre, distance and next by hand', () => {
  expect(centres.map(({ cluster }) => cluster)).toEqual([2, 4]);
  const answer = nearestCluster(centres, Float32Array.of(2, 0))!;
  expect(answer.cluster).toBe(4);
  expect(answer.distance).toBeCloseTo(2 / 3, 6);
  expect(answer.similarity).toBeCloseTo(3 / Math.sqrt(10), 6);
  expect(answer.fartherShare).toBe(1);
  expect(answer.next?.cluster).toBe(2);
  expect(answer.next?.distance).toBeCloseTo(Math.sqrt(68), 6);
});

test('farther out than all members: a share of 0; on the centre of equal members, too', () => {
  expect(nearestCluster(centres, Float32Array.of(4, -3))?.fartherShare).toBe(0);
  expect(nearestCluster(centres, Float32Array.of(0, 8))).toMatchObject({
    cluster: 2,
    distance: 0,
    fartherShare: 0,
  });
});

test('rows of a finished k-means are nearest to their own cluster, and members rank by their distance', async () => {
  const found = await kmeans({ ...goldenRows, k: 5, seed: 3 }, plainProduct, quietJob());
  const of = clusterCentres(goldenRows, found.labels);
  const { data, dim } = goldenRows;
  const shares = new Map<number, number[]>();
  for (const [i, label] of found.labels.entries()) {
    const answer = nearestCluster(of, data.subarray(i * dim, (i + 1) * dim))!;
    expect(answer.cluster).toBe(label);
    shares.set(label, [...(shares.get(label) ?? []), answer.fartherShare]);
  }
  // n members without ties: the shares are 0 / n, 1 / n, ... each once.
  for (const own of shares.values()) {
    expect(own.sort((a, b) => a - b)).toEqual(own.map((_, rank) => rank / own.length));
  }
});

test('a member of a blob is well within it, a stranger is not', () => {
  const { data, dim, clusterOf } = unitBlobs(200, 24, 4, 1, 0.3);
  const of = clusterCentres({ data: data.subarray(4 * dim), dim }, Int32Array.from(clusterOf.slice(4)));
  const member = nearestCluster(of, data.subarray(0, dim))!;
  expect([member.cluster, member.fartherShare > 0]).toEqual([0, true]);
  const stranger = nearestCluster(
    of,
    data.subarray(0, dim).map((value) => -value),
  )!;
  expect(stranger.fartherShare).toBe(0);
});

test('no cluster, no answer; one cluster, no next; another length is refused', () => {
  expect(nearestCluster([], Float32Array.of(1))).toBeNull();
  expect(nearestCluster(clusterCentres(line, new Int32Array(6)), Float32Array.of(1, 0))?.next).toBeNull();
  expect(clusterCentres(line, new Int32Array(6).fill(-1))).toEqual([]);
  expect(() => nearestCluster(centres, Float32Array.of(1))).toThrow(/length/);
});
