// An adapter's answer in plain TypeScript: no tfjs, so any part of the application can ask.
import { AppError } from '../errors';
import { dotRows, rowCount } from '../matrix';
import { type AdapterLayer, adapterLayers, normEpsilon } from './adapter-shape';
import { probabilitiesOf } from './adapter-shares';
import { taskOfSpec } from './adapter-targets';
import type { Adapter } from './adapter-types';

/** Error function to 1.5e-7 (Abramowitz and Stegun 7.1.26), the same approximation tfjs uses. */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

type Parameters = ReadonlyMap<string, Float32Array>;

function apply(layer: AdapterLayer, x: Float32Array, named: Parameters): Float32Array {
  switch (layer.kind) {
    case 'standardise': {
      const mean = named.get(`${layer.name}.mean`)!;
      const scale = named.get(`${layer.name}.scale`)!;
      return x.map((value, d) => (value - mean[d]!) * scale[d]!);
    }
    case 'gelu':
      return x.map((value) => 0.5 * value * (1 + erf(value * Math.SQRT1_2)));
    case 'norm': {
      const weight = named.get(`${layer.name}.weight`)!;
      const bias = named.get(`${layer.name}.bias`)!;
      let mean = 0;
      for (const value of x) mean += value / x.length;
      let variance = 0;
      for (const value of x) variance += (value - mean) ** 2 / x.length;
      const scale = 1 / Math.sqrt(variance + normEpsilon);
      return x.map((value, d) => (value - mean) * scale * weight[d]! + bias[d]!);
    }
    case 'dense': {
      const weight = named.get(`${layer.name}.weight`)!;
      const out = named.get(`${layer.name}.bias`)!.slice();
      for (let o = 0; o < layer.outputs; o++) out[o]! += dotRows(weight, o, x, 0, layer.inputs);
      return out;
    }
  }
}

/**
 * A function from one row to its logits, or to what the first `depth` layers make of it. Throws `invalid-argument` when
 * the adapter's parameters do not fit its preset.
 */
export function adapterForward(adapter: Adapter, depth?: number): (row: Float32Array) => Float32Array {
  const layers = adapterLayers(adapter.spec.preset, adapter.dim, adapter.classes.length);
  const named: Parameters = new Map(adapter.parameters.map(({ name, data }) => [name, data]));
  for (const layer of layers) {
    if (layer.kind === 'gelu') continue;
    const [main, size] =
      layer.kind === 'dense'
        ? ['weight', layer.inputs * layer.outputs]
        : [layer.kind === 'norm' ? 'weight' : 'mean', layer.size];
    if (named.get(`${layer.name}.${main}`)?.length === size) continue;
    throw new AppError('invalid-argument', 'The adapter is incomplete.', { layer: layer.name });
  }
  const used = layers.slice(0, depth);
  return (row) => used.reduce((x, layer) => apply(layer, x, named), row);
}

/**
 * Class probabilities of `rows x dim` embeddings: `rows x classes` in the order of `adapter.classes`, each 0..1 and not
 * calibrated. By `taskOfSpec(adapter.spec)`: `single` (softmax), each row adds up to 1; `multi` (sigmoid), each label for
 * itself. Empty in, empty out. About 0.3 ms a row, so on the page's thread at most some 30 rows at once.
 */
export function adapterProbabilities(adapter: Adapter, data: Float32Array): Float32Array {
  const forward = adapterForward(adapter);
  const task = taskOfSpec(adapter.spec);
  const rows = rowCount(data, adapter.dim);
  const classCount = adapter.classes.length;
  const out = new Float32Array(rows * classCount);
  for (let i = 0; i < rows; i++) {
    const logits = forward(data.subarray(i * adapter.dim, (i + 1) * adapter.dim));
    out.set(probabilitiesOf(task, logits), i * classCount);
  }
  return out;
}
