// The one importer of tfjs: readies its wasm back end (one thread), or the slower plain one where wasm will not start.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import {
  add,
  customGrad,
  env,
  erf,
  exp,
  matMul,
  mean,
  mul,
  ready,
  rsqrt,
  setBackend,
  square,
  sub,
  sum,
  tensor,
  tensor2d,
  tidy,
  transpose,
  valueAndGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Tf } from '../domain/predict/adapter-graph';

const operations: Tf = {
  add,
  customGrad,
  erf,
  exp,
  matMul,
  mean,
  mul,
  rsqrt,
  square,
  sub,
  sum,
  tensor,
  tensor2d,
  tidy,
  transpose,
  valueAndGrads,
  zerosLike,
};

let started: Promise<Tf> | null = null;

async function start(): Promise<Tf> {
  // Left alone, an isolated page gets the threaded build, which hangs once minified.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const here = (url: string) => new URL(url, import.meta.url).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': here(plainUrl),
    'tfjs-backend-wasm-simd.wasm': here(simdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': here(threadedUrl),
  });
  const onWasm = await setBackend('wasm').catch(() => false);
  if (!onWasm) {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
  }
  await ready();
  return operations;
}

/** The operations on a working back end; started once a worker. */
export function readyTf(): Promise<Tf> {
  started ??= start();
  return started;
}
