// What an adapter is: a small network from an embedding to class probabilities, as plain data.
import type { ClassId, ItemId } from '../types';
import type { Tally } from './adapter-judge';

/**
 * `single`: an image has one answer, the probabilities add up to 1 (softmax). `multi`: each label is asked on its own, the
 * probabilities are independent and do not add up to 1 (a sigmoid a label).
 */
export type AdapterTask = 'single' | 'multi';

/** `linear`: Dense. `mlp`: Dense 512 GELU, LayerNorm, Dense. `notebook`: the published notebook's five-layer shape. */
export type AdapterPreset = 'linear' | 'mlp' | 'notebook';

export interface AdapterSpec {
  readonly preset: AdapterPreset;
  /**
   * Absent in settings: chosen by the labels (`taskOf`). A trained adapter always says it; one of an older project does
   * not, and is `single`. Read it by `taskOfSpec`.
   */
  readonly task?: AdapterTask;
  readonly learningRate: number;
  /** Decoupled (AdamW) decay per step, times the learning rate. */
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly maxEpochs: number;
  /** Epochs without a validation loss better by 0.002 before it stops; 0 = never stop early. */
  readonly patience: number;
  /** Share of the training items kept for validation, 0..0.5; 0 = none (then no early stopping). */
  readonly validationFraction: number;
  /** See `classWeightsOf`. */
  readonly classWeights: 'balanced' | 'none';
  /** Share of each target that is spread evenly, 0..0.3; absent (as in older projects): 0. See `lossAt`. */
  readonly labelSmoothing?: number;
  /** Share of the hidden activations left out of each training step, 0..0.7; absent: 0. Linear has none to leave out. */
  readonly dropout?: number;
  readonly seed: number;
}

export interface ParameterTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface EpochPoint {
  readonly epoch: number;
  /** Mean of the epoch's batches while they were trained on: with the dropout, before each step. */
  readonly trainLoss: number;
  /** null where there is no validation part. */
  readonly validationLoss: number | null;
  /** See `balancedAccuracyOf`; null where there is no validation part or nothing in it to tell apart. */
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
  /** How the best epoch did on them, in the order of `classes`; empty or absent (as in older projects): not known. */
  readonly validationTallies?: readonly Tally[];
  readonly elapsedMs: number;
}

/**
 * Training input: `rows x dim` embeddings. `targets`, for `single`: the class index of each row; for `multi`: `rows x
 * classes`, 1 where the row has the label and 0 where it has not. `spec.task` says which, absent: `single`.
 */
export interface AdapterTraining {
  readonly ids: readonly ItemId[];
  readonly dim: number;
  readonly data: Float32Array;
  readonly targets: Int32Array;
  readonly classes: readonly ClassId[];
  /** Group of each row or null; rows of one group never stand on both sides of the validation split. */
  readonly groups: readonly (string | null)[];
  /**
   * Row numbers that are the validation part, whatever `spec.validationFraction` and `groups` would give; [] = none. Absent:
   * the split is drawn by `validationSplit`.
   */
  readonly validationRows?: readonly number[];
  readonly spec: AdapterSpec;
}
