// The shipped graph, run by the runtime's build for Node, against the plain product.
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { agglomerative } from '../../../../src/domain/explore/cluster/agglomerative';
import { dbscan } from '../../../../src/domain/explore/cluster/dbscan';
import { cut } from '../../../../src/domain/explore/cluster/dendrogram';
import { kmeans } from '../../../../src/domain/explore/cluster/kmeans';
import { plainProduct, type RowProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { takeRows } from '../../../../src/domain/matrix';
import { unitBlobs } from './rows';

async function shippedProduct(): Promise<RowProduct> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync('public/graphs/product.onnx'));
  const rowsOf = (data: Float32Array, dim: number) =>
    new ort.Tensor('float32', data, [data.length / dim, dim]);
  return {
    stepBudget: 1e7,
    async multiply(queries, table, dim) {
      const answer = await session.run({ queries: rowsOf(queries, dim), table: rowsOf(table, dim) });
      return answer.products!.data as Float32Array;
    },
  };
}

test('Gemm of public/graphs/product.onnx gives the plain products, and the same clusters', async () => {
  const shipped = await shippedProduct();
  const { data, dim } = unitBlobs(500, 64, 6, 2, 0.8);
  const few = data.subarray(0, 7 * dim);
  const [fast, plain] = [await shipped.multiply(data, few, dim), await plainProduct.multiply(data, few, dim)];
  expect(fast).toHaveLength(plain.length);
  for (let p = 0; p < plain.length; p++) expect(Math.abs(fast[p]! - plain[p]!)).toBeLessThan(1e-6);

  const job = quietJob();
  const starts = takeRows(data, dim, [0, 6, 12, 18, 24, 30]);
  const means = (product: RowProduct) => kmeans({ data, dim, k: 6, seed: 1, starts }, product, job);
  expect(await means(shipped)).toEqual(await means(plainProduct));
  const dense = { data, dim, metric: 'cosine', eps: 0.4, minSamples: 5 } as const;
  expect(await dbscan(dense, shipped, job)).toEqual(await dbscan(dense, plainProduct, job));
  const tree = { data, dim, metric: 'euclidean', linkage: 'ward' } as const;
  const [one, other] = [
    await agglomerative(tree, shipped, job),
    await agglomerative(tree, plainProduct, job),
  ];
  // Merges at nearly one height may change places; the heights and the clusters stay.
  for (const [t, height] of one.height.entries())
    expect(Math.abs(height - other.height[t]!)).toBeLessThan(5e-5);
  expect(cut(one, { clusters: 6 })).toEqual(cut(other, { clusters: 6 }));
});
