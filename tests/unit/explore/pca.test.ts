import { expect, test } from 'vitest';
import { pca2 } from '../../../src/domain/explore/pca';
import { quietJob } from '../../../src/domain/job';
import { cpuMs } from '../../fixtures/builders/cpu-clock';
import { makeClusters } from './clusters';
import { golden } from './golden';

test('gives scikit-learn’s components, signs included', async () => {
  const xy = await pca2(golden.data, golden.dim, quietJob());
  for (const [i, value] of xy.entries()) expect(value).toBeCloseTo(golden.pca[i]!, 4);
});

test('same data, same bytes', async () => {
  const { data, dim } = makeClusters(150, 40, 5, 2);
  expect(await pca2(data, dim, quietJob())).toEqual(await pca2(data, dim, quietJob()));
});

test('the offset of the data does not matter', async () => {
  const { data, dim } = makeClusters(60, 10, 3, 4);
  const plain = await pca2(data, dim, quietJob());
  const moved = await pca2(
    data.map((value, p) => value + (p % dim)),
    dim,
    quietJob(),
  );
  for (const [i, value] of moved.entries()) expect(value).toBeCloseTo(plain[i]!, 3);
});

test('nothing to spread out: zeros, and empty for empty', async () => {
  expect(await pca2(new Float32Array(0), 8, quietJob())).toHaveLength(0);
  expect(Array.from(await pca2(Float32Array.of(3, 4, 5), 3, quietJob()))).toEqual([0, 0]);
  expect(Array.from(await pca2(Float32Array.of(1, 2, 1, 2), 2, quietJob()))).toEqual([0, 0, 0, 0]);
  // On a line: the second component is flat.
  const line = await pca2(Float32Array.of(0, 0, 1, 1, 2, 2, 5, 5), 2, quietJob());
  for (const i of [1, 3, 5, 7]) expect(Math.abs(line[i]!)).toBeLessThan(1e-6);
});

test('one dimension is a line', async () => {
  expect(Array.from(await pca2(Float32Array.of(1, 3), 1, quietJob()))).toEqual([-1, 0, 1, 0]);
});

test('2000 x 512 with close eigenvalues in well under a second on a free core', async () => {
  const { data, dim } = makeClusters(2000, 512, 10, 1, 1);
  const began = cpuMs();
  await pca2(data, dim, quietJob());
  // Loose, since the machine of a test may be shared.
  expect(cpuMs() - began).toBeLessThan(4000);
});
