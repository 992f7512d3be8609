// What an adapter is: a small network from an embedding to class probabilities, as plain data.
import type { ClassId, ItemId } from '../types';

/** `linear`: Dense. `mlp`: Dense 512 GELU, LayerNorm, Dense. `notebook`: the published notebook's five-layer shape. */
export type AdapterPreset = 'linear' | 'mlp' | 'notebook';

export interface AdapterSpec {
  readonly preset: AdapterPreset;
  readonly learningRate: number;
  /** Decoupled (AdamW) decay per step, times the learning rate. */
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly maxEpochs: number;
  /** Epochs without a validation loss better by 0.002 before it stops; 0 = never stop early. */
  readonly patience: number;
  /** Share of the training items kept for validation, 0..0.5; 0 = none (then no early stopping). */
  readonly validationFraction: number;
  readonly classWeights: 'balanced' | 'none';
  readonly seed: number;
}

export interface ParameterTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface EpochPoint {
  readonly epoch: number;
  readonly trainLoss: number;
  /** null where there is no validation part. */
  readonly validationLoss: number | null;
  readonly validationBalancedAccuracy: number | null;
}

export interface Adapter {
  readonly spec: AdapterSpec;
  readonly classes: readonly ClassId[];
  readonly dim: number;
  readonly parameters: readonly ParameterTensor[];
  readonly curve: readonly EpochPoint[];
  /** The epoch whose weights were kept (lowest validation loss, else the last). */
  readonly bestEpoch: number;
  readonly trainingIds: readonly ItemId[];
  readonly validationIds: readonly ItemId[];
  readonly elapsedMs: number;
}

/** Training input: `rows x dim` embeddings, `targets[i]` the class index of row i. */
export interface AdapterTraining {
  readonly ids: readonly ItemId[];
  readonly dim: number;
  readonly data: Float32Array;
  readonly targets: Int32Array;
  readonly classes: readonly ClassId[];
  /** Group of each row or null; rows of one group never stand on both sides of the validation split. */
  readonly groups: readonly (string | null)[];
  readonly spec: AdapterSpec;
}
