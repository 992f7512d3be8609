// The one importer of onnxruntime-web: sets its files' addresses and makes sessions. Knows no model.

import type * as Ort from 'onnxruntime-common';
import { Tensor } from 'onnxruntime-common';
import gpuMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { GpuDevice } from './gpu-device';

export type OrtSession = Ort.InferenceSession;
export type OrtTensor = Ort.Tensor;
export type OrtBackend = 'wasm' | 'webgpu';

export interface SessionOptions {
  readonly backend: OrtBackend;
  /** For WebGPU: a device of ours (gpu-device.ts), so that its loss is heard. */
  readonly device?: GpuDevice | null;
  /** Counts on the wasm back end only, and only the first session of a worker decides. */
  readonly threads: number;
}

interface Runtime {
  readonly ort: Pick<typeof Ort, 'env' | 'InferenceSession'>;
  /** Addresses of its loader and its WebAssembly. */
  readonly mjs: string;
  readonly wasm: string;
}

const here = (url: string) => new URL(url, import.meta.url).href;

/** Half the size, and most machines need no more: compiling the other costs a slow one several seconds in each worker. */
const processorOnly = async (): Promise<Runtime> => ({
  ort: await import('onnxruntime-web/wasm'),
  ...{ mjs: here(mjsUrl), wasm: here(wasmUrl) },
});

const withGraphics = async (): Promise<Runtime> => ({
  ort: await import('onnxruntime-web/webgpu'),
  ...{ mjs: here(gpuMjsUrl), wasm: here(gpuWasmUrl) },
});

/** The one with graphics, once it is in this worker: it runs everything, and two would take the memory of both. */
let graphics: Promise<Runtime> | null = null;

/**
 * A session for the model `bytes`. Throws the runtime's own error when the back end or the model will not load; ask
 * `navigator.gpu.requestAdapter()` before 'webgpu', the runtime does not say what is missing.
 */
export async function createSession(bytes: Uint8Array, options: SessionOptions): Promise<OrtSession> {
  if (options.backend === 'webgpu') graphics ??= withGraphics();
  const { ort, mjs, wasm } = await (graphics ?? processorOnly());
  // Both addresses must be given: left alone, the thread workers would start from our own worker's script and hang.
  ort.env.wasm.wasmPaths = { mjs, wasm };
  ort.env.wasm.numThreads = options.threads;
  return await ort.InferenceSession.create(bytes, {
    executionProviders: [
      options.device ? { name: 'webgpu', device: options.device as never } : options.backend,
    ],
    graphOptimizationLevel: 'all',
  });
}

export function floatTensor(data: Float32Array, shape: readonly number[]): OrtTensor {
  return new Tensor('float32', data, shape);
}

/** Whole numbers as a tensor; a list without a shape. */
export function int64Tensor(
  values: readonly number[],
  shape: readonly number[] = [values.length],
): OrtTensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), shape);
}
