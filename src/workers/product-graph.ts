// Dot products of many rows with many rows on the runtime: what clustering does nearly all its work with.
import graphUrl from '/graphs/product.onnx?url';
import type { RowProduct } from '../domain/explore/cluster/product';
import { openGraph } from './graph';
import { floatTensor } from './ort';

/** Loads the graph (once a worker) and gives the product of domain/explore/cluster, in float32. */
export async function openProductGraph(): Promise<RowProduct> {
  const session = await openGraph(graphUrl, 'product');
  return {
    stepBudget: 5e8,
    async multiply(queries, table, dim) {
      if (queries.length === 0 || table.length === 0) return [];
      const answer = await session.run({
        queries: floatTensor(queries, [queries.length / dim, dim]),
        table: floatTensor(table, [table.length / dim, dim]),
      });
      return answer.products!.data as Float32Array;
    },
  };
}
