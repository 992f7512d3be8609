// Test data: a few well-parted blobs of random rows.
import { makeRandom } from '../../../src/domain/random';

export interface Clusters {
  readonly data: Float32Array;
  readonly dim: number;
  readonly rows: number;
  readonly clusterOf: readonly number[];
}

export function makeClusters(rows: number, dim: number, count: number, seed: number, noise = 0.5): Clusters {
  const random = makeRandom(seed);
  const centres = Array.from({ length: count * dim }, () => random.normal());
  const clusterOf = Array.from({ length: rows }, (_, i) => i % count);
  const data = Float32Array.from(
    { length: rows * dim },
    (_, p) => centres[clusterOf[Math.floor(p / dim)]! * dim + (p % dim)]! + random.normal() * noise,
  );
  return { data, dim, rows, clusterOf };
}
