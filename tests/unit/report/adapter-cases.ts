// Adapters of each shape and task with made-up parameters, and an ONNX model run by the runtime's build for Node.
import * as ort from 'onnxruntime-web';
import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { adapterLayers } from '../../../src/domain/predict/adapter-shape';
import type { Adapter, AdapterPreset, AdapterTask } from '../../../src/domain/predict/adapter-types';
import type { AdapterFacts } from '../../../src/domain/report/adapter-facts';
import { hashed, hashedStart } from '../predict/notebook-case';

export const caseDim = 24;

/** Names that could break out of JSON, Python or a table. */
export const hardNames = ['Red "cells"', "it's\\n", 'Zelle 😀 ü', '__proto__'];

export const adapterFacts: AdapterFacts = {
  name: 'Linear, first',
  classNames: hardNames,
  space: { encoder: 'test-encoder', sha256: 'ab'.repeat(32), rendering: 'plain', level: 'image' },
  version: '0.1.0',
};

export const adapterCases = (['linear', 'mlp', 'notebook'] as const).flatMap((preset) =>
  (['single', 'multi'] as const).map((task) => [preset, task] as const),
);

export function adapterCase(preset: AdapterPreset, task: AdapterTask, dim = caseDim): Adapter {
  const classes = hardNames.map((_, c) => `class${c}`);
  return {
    spec: { ...defaultSpec(preset), task },
    classes,
    dim,
    parameters: hashedStart(adapterLayers(preset, dim, classes.length), 50),
    curve: [{ epoch: 1, trainLoss: 0.5, validationLoss: null, validationBalancedAccuracy: null }],
    bestEpoch: 1,
    trainingIds: ['a', 'b'],
    validationIds: [],
    elapsedMs: 12,
  };
}

/** `rows x caseDim`, no two alike. */
export function caseRows(rows: number): Float32Array {
  return Float32Array.from(hashed(7, rows * caseDim));
}

export async function runOnnx(onnx: Uint8Array, data: Float32Array, dim: number) {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnx);
  const embedding = new ort.Tensor('float32', data, [data.length / dim, dim]);
  const { logits, probabilities } = await session.run({ embedding });
  return { logits: logits?.data as Float32Array, probabilities: probabilities?.data as Float32Array };
}
