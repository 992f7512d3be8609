// tfjs on its wasm back end in Node: the same kernels as in the browser.
import { resolve } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const files = resolve(import.meta.dirname, '../../../node_modules/@tensorflow/tfjs-backend-wasm/dist');

export async function wasmTf(): Promise<typeof tf> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${files}/`);
  await tf.setBackend('wasm');
  return tf;
}
