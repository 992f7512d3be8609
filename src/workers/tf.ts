// The one importer of tfjs: readies its wasm back end (one thread), or the slower plain one where wasm will not start.

import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';

let ready: Promise<typeof tf> | null = null;

async function start(): Promise<typeof tf> {
  // Left alone, an isolated page gets the threaded build, which hangs once minified.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const here = (url: string) => new URL(url, import.meta.url).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': here(plainUrl),
    'tfjs-backend-wasm-simd.wasm': here(simdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': here(threadedUrl),
  });
  const onWasm = await tf.setBackend('wasm').catch(() => false);
  if (!onWasm) {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
  }
  await tf.ready();
  return tf;
}

/** tfjs with a working back end (`tf.getBackend()` says which); started once a worker. */
export function readyTf(): Promise<typeof tf> {
  ready ??= start();
  return ready;
}
