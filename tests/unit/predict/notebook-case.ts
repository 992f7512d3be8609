// The data and starting weights of tests/fixtures/golden/predict/notebook_loss.py, made here by the same integer hash.

import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { adapterLayers } from '../../../src/domain/predict/adapter-shape';
import type { AdapterTraining, ParameterTensor } from '../../../src/domain/predict/adapter-types';

const [rows, dim, classCount] = [80, 1024, 5];

function hashed(stream: number, count: number): Float64Array {
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

export function notebookStart(): ParameterTensor[] {
  let stream = 10;
  return adapterLayers('notebook', dim, classCount).flatMap((layer): ParameterTensor[] => {
    if (layer.kind === 'norm') {
      return [
        { name: 'norm.weight', shape: [layer.size], data: new Float32Array(layer.size).fill(1) },
        { name: 'norm.bias', shape: [layer.size], data: new Float32Array(layer.size) },
      ];
    }
    if (layer.kind !== 'dense') return [];
    const bound = 1 / Math.sqrt(layer.inputs);
    const values = (count: number) => Float32Array.from(hashed(stream++, count), (value) => value * bound);
    return [
      {
        name: `${layer.name}.weight`,
        shape: [layer.outputs, layer.inputs],
        data: values(layer.outputs * layer.inputs),
      },
      { name: `${layer.name}.bias`, shape: [layer.outputs], data: values(layer.outputs) },
    ];
  });
}

export const notebookOrder = (epoch: number): number[] =>
  Array.from({ length: rows }, (_, i) => (i * 37 + epoch * 11) % rows);
