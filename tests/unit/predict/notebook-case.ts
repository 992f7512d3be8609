// The data and starting weights of tests/fixtures/golden/predict/notebook_loss.py, made here by the same integer hash, and
// that hash for other goldens.

import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { type AdapterLayer, adapterLayers } from '../../../src/domain/predict/adapter-shape';
import type { AdapterTraining, ParameterTensor } from '../../../src/domain/predict/adapter-types';

const [rows, dim, classCount] = [80, 1024, 5];

/** `count` numbers in [-1, 1): the `hashed` of the Python file. */
export function hashed(stream: number, count: number): Float64Array {
  const start = Math.imul(stream, 0x9e3779b9);
  return Float64Array.from({ length: count }, (_, i) => {
    let h = (start + i) | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    return (h >>> 8) / 2 ** 23 - 1;
  });
}

export function notebookTraining(maxEpochs: number): AdapterTraining {
  const centres = hashed(1, classCount * dim);
  const noise = hashed(2, rows * dim);
  const targets = Int32Array.from({ length: rows }, (_, i) => i % classCount);
  return {
    ids: Array.from(targets, (_, i) => String(i)),
    dim,
    data: Float32Array.from(
      noise,
      (value, p) => centres[targets[Math.floor(p / dim)]! * dim + (p % dim)]! * 0.125 + value,
    ),
    targets,
    classes: ['a', 'b', 'c', 'd', 'e'],
    groups: Array.from(targets, () => null),
    spec: { ...defaultSpec('notebook'), maxEpochs },
  };
}

/** Starting parameters of layers from streams of the hash, one a tensor, in layer order. */
export function hashedStart(layers: readonly AdapterLayer[], firstStream: number): ParameterTensor[] {
  let stream = firstStream;
  const draw = (name: string, shape: number[], bound: number): ParameterTensor => {
    const count = shape.reduce((product, size) => product * size, 1);
    return { name, shape, data: Float32Array.from(hashed(stream++, count), (value) => value * bound) };
  };
  const filled = (name: string, size: number, value: number): ParameterTensor => ({
    name,
    shape: [size],
    data: new Float32Array(size).fill(value),
  });
  return layers.flatMap((layer): ParameterTensor[] => {
    if (layer.kind === 'gelu') return [];
    const { name } = layer;
    if (layer.kind === 'standardise') {
      return [draw(`${name}.mean`, [layer.size], 1), filled(`${name}.scale`, layer.size, 2)];
    }
    if (layer.kind === 'norm')
      return [filled(`${name}.weight`, layer.size, 1), filled(`${name}.bias`, layer.size, 0)];
    const bound = 1 / Math.sqrt(layer.inputs);
    return [
      draw(`${name}.weight`, [layer.outputs, layer.inputs], bound),
      draw(`${name}.bias`, [layer.outputs], bound),
    ];
  });
}

export const notebookStart = (): ParameterTensor[] =>
  hashedStart(adapterLayers('notebook', dim, classCount), 10);

export const notebookOrder = (epoch: number): number[] =>
  Array.from({ length: rows }, (_, i) => (i * 37 + epoch * 11) % rows);
