// The shipped graph, run by the runtime's build for Node, against the plain search.
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { nearestInBlocks, type OpenBlockSearch } from '../../../src/domain/explore/nearest-blocks';
import { quietJob } from '../../../src/domain/job';
import { makeClusters } from './clusters';

test('MatMul + TopK of public/graphs/nearest.onnx finds the same rows', async () => {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync('public/graphs/nearest.onnx'));
  const open: OpenBlockSearch = (table, dim) => async (block, top) => {
    const { indices } = await session.run({
      queries: new ort.Tensor('float32', block, [block.length / dim, dim]),
      table: new ort.Tensor('float32', table, [table.length / dim, dim]),
      k: new ort.Tensor('int64', BigInt64Array.of(BigInt(top)), [1]),
    });
    return Float64Array.from(indices!.data as BigInt64Array, Number);
  };
  const { data, dim } = makeClusters(900, 64, 7, 9);
  // Exact copies: ties that only the index can settle.
  data.copyWithin(300 * dim, 0, 20 * dim);
  const input = { queries: data, table: data, dim, k: 10 };
  expect(await nearestInBlocks(input, open, quietJob())).toEqual(nearestRows(input));
});
