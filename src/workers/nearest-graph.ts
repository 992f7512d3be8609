// The neighbour graph on the runtime: MatMul + TopK of unit rows, one thread (more gave nothing when measured).
import graphUrl from '/graphs/nearest.onnx?url';
import type { OpenBlockSearch } from '../domain/explore/nearest-blocks';
import { createSession, floatTensor, int64Tensor, type OrtSession } from './ort';

let warm: Promise<OrtSession> | null = null;

async function load(): Promise<OrtSession> {
  const response = await fetch(new URL(graphUrl, import.meta.url));
  if (!response.ok) throw new Error(`The neighbour graph could not be read (${response.status}).`);
  return await createSession(new Uint8Array(await response.arrayBuffer()), { backend: 'wasm', threads: 1 });
}

/** Loads the graph (once a worker) and gives the block search of domain/explore/nearest-blocks. */
export async function openNearestGraph(): Promise<OpenBlockSearch> {
  warm ??= load();
  const session = await warm.catch((thrown: unknown) => {
    warm = null;
    throw thrown;
  });
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
