// The layers of each adapter preset, and how their parameters start. Shapes follow PyTorch (weights are `out x in`).
import type { Random } from '../random';
import type { AdapterPreset, ParameterTensor } from './adapter-types';

export type AdapterLayer =
  /** (x - mean) * scale with constants taken from the training rows: unit vectors have components near 0. */
  | { readonly kind: 'standardise'; readonly name: string; readonly size: number }
  | { readonly kind: 'dense'; readonly name: string; readonly inputs: number; readonly outputs: number }
  /** The exact GELU, x/2 (1 + erf(x / sqrt 2)), not the tanh approximation. */
  | { readonly kind: 'gelu' }
  | { readonly kind: 'norm'; readonly name: string; readonly size: number };

/** Width of the hidden layers of every preset. */
export const hiddenWidth = 512;

/** Epsilon of layer normalisation: PyTorch's default, which the published notebook uses. */
export const normEpsilon = 1e-5;

/** The layers of a preset from `dim` inputs to `classCount` logits, in order. */
export function adapterLayers(preset: AdapterPreset, dim: number, classCount: number): AdapterLayer[] {
  const dense = (name: string, inputs: number, outputs: number): AdapterLayer => ({
    kind: 'dense',
    name,
    inputs,
    outputs,
  });
  const standardise: AdapterLayer = { kind: 'standardise', name: 'standardise', size: dim };
  const gelu: AdapterLayer = { kind: 'gelu' };
  const norm: AdapterLayer = { kind: 'norm', name: 'norm', size: hiddenWidth };
  const head = dense('head', preset === 'linear' ? dim : hiddenWidth, classCount);
  switch (preset) {
    case 'linear':
      return [standardise, head];
    case 'mlp':
      return [standardise, dense('hidden', dim, hiddenWidth), gelu, norm, head];
    case 'notebook':
      return [
        dense('encode1', dim, hiddenWidth),
        gelu,
        dense('encode2', hiddenWidth, hiddenWidth),
        norm,
        dense('decode1', hiddenWidth, hiddenWidth),
        gelu,
        dense('decode2', hiddenWidth, hiddenWidth),
        head,
      ];
  }
}

/**
 * Starting parameters in layer order. Dense: uniform in +-1/sqrt(inputs) for weights and biases (nn.Linear's default);
 * norm: 1 and 0; standardise: `mean` and `scale` as given.
 */
export function initialParameters(
  layers: readonly AdapterLayer[],
  standard: Standard,
  random: Random,
): ParameterTensor[] {
  return layers.flatMap((layer) => parametersOf(layer, standard, random));
}

export interface Standard {
  readonly mean: Float32Array;
  readonly scale: Float32Array;
}

function parametersOf(layer: AdapterLayer, standard: Standard, random: Random): ParameterTensor[] {
  switch (layer.kind) {
    case 'gelu':
      return [];
    case 'standardise':
      return [
        { name: `${layer.name}.mean`, shape: [layer.size], data: standard.mean },
        { name: `${layer.name}.scale`, shape: [layer.size], data: standard.scale },
      ];
    case 'norm':
      return [
        { name: `${layer.name}.weight`, shape: [layer.size], data: new Float32Array(layer.size).fill(1) },
        { name: `${layer.name}.bias`, shape: [layer.size], data: new Float32Array(layer.size) },
      ];
    case 'dense': {
      const { name, inputs, outputs } = layer;
      const bound = 1 / Math.sqrt(inputs);
      const draw = (length: number) =>
        Float32Array.from({ length }, () => (random.uniform() * 2 - 1) * bound);
      return [
        { name: `${name}.weight`, shape: [outputs, inputs], data: draw(outputs * inputs) },
        { name: `${name}.bias`, shape: [outputs], data: draw(outputs) },
      ];
    }
  }
}

/** True for what training changes; the standardising constants stay. */
export function isTrained(name: string): boolean {
  return !name.startsWith('standardise.');
}
