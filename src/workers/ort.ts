// The one importer of onnxruntime-web: sets its files' addresses and makes sessions. Knows no model.

import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import type { GpuDevice } from './gpu-device';

export type OrtSession = ort.InferenceSession;
export type OrtTensor = ort.Tensor;
export type OrtBackend = 'wasm' | 'webgpu';

export interface SessionOptions {
  readonly backend: OrtBackend;
  /** For WebGPU: a device of ours (gpu-device.ts), so that its loss is heard. */
  readonly device?: GpuDevice | null;
  /** Counts on the wasm back end only, and only the first session of a worker decides. */
  readonly threads: number;
}

/**
 * A session for the model `bytes`. Throws the runtime's own error when the back end or the model will not load; ask
 * `navigator.gpu.requestAdapter()` before 'webgpu', the runtime does not say what is missing.
 */
export async function createSession(bytes: Uint8Array, options: SessionOptions): Promise<OrtSession> {
  // Both addresses must be given: left alone, the thread workers would start from our own worker's script and hang.
  ort.env.wasm.wasmPaths = {
    mjs: new URL(mjsUrl, import.meta.url).href,
    wasm: new URL(wasmUrl, import.meta.url).href,
  };
  ort.env.wasm.numThreads = options.threads;
  return await ort.InferenceSession.create(bytes, {
    executionProviders: [
      options.device ? { name: 'webgpu', device: options.device as never } : options.backend,
    ],
    graphOptimizationLevel: 'all',
  });
}

/** Threads the encoder may use: up to four where the page is cross-origin isolated, else one. */
export function encodeThreads(): number {
  return globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency || 1) : 1;
}

export function floatTensor(data: Float32Array, shape: readonly number[]): OrtTensor {
  return new ort.Tensor('float32', data, shape);
}

/** Whole numbers as a tensor; a list without a shape. */
export function int64Tensor(
  values: readonly number[],
  shape: readonly number[] = [values.length],
): OrtTensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
}
