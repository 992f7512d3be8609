// The neighbour graph on the runtime: MatMul + TopK of unit rows.
import graphUrl from '/graphs/nearest.onnx?url';
import type { OpenBlockSearch } from '../domain/explore/nearest-blocks';
import { openGraph } from './graph';
import { floatTensor, int64Tensor } from './ort';

/** Loads the graph (once a worker) and gives the block search of domain/explore/nearest-blocks. */
export async function openNearestGraph(): Promise<OpenBlockSearch> {
  const session = await openGraph(graphUrl, 'neighbour');
  return (unitTable, dim) => {
    const table = floatTensor(unitTable, [unitTable.length / dim, dim]);
    return async (block, top) => {
      const queries = floatTensor(block, [block.length / dim, dim]);
      const answer = await session.run({ queries, table, k: int64Tensor([top]) });
      const indices = answer.indices!.data as BigInt64Array;
      return Float64Array.from(indices, Number);
    };
  };
}
