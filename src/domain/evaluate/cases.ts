// What an evaluation is made of: the rows to judge, how they are parted, and what each approach said of the held-out ones.
import type { AdapterTask } from '../predict/adapter-types';
import type { ClassId, ItemId } from '../types';

/** `linear` and `mlp`: adapters; `cluster`: the nearest of the groups of alike images, by the labels in it. */
export type Approach = 'words' | 'prototypes' | 'neighbours' | 'cluster' | 'linear' | 'mlp';

/** Simplest first: of two that cannot be told apart, the earlier one is recommended. */
export const approaches: readonly Approach[] = [
  'words',
  'prototypes',
  'neighbours',
  'cluster',
  'linear',
  'mlp',
];

/** The labelled rows an evaluation is about. */
export interface CaseTable {
  readonly ids: readonly ItemId[];
  readonly dim: number;
  /** `rows x dim`, rows of unit length. */
  readonly data: Float32Array;
  readonly task: AdapterTask;
  readonly classes: readonly ClassId[];
  /** Class indices of each row: exactly one for `single`, one or more for `multi`. */
  readonly rowClasses: readonly (readonly number[])[];
  /**
   * What may not be parted, row by row: patients (or what stands in for them), those that share a near-duplicate merged. null
   * stands alone.
   */
  readonly groups: readonly (string | null)[];
}

/**
 * One parting of the rows into three disjoint lists of row numbers, each ascending. `test` is never looked at before it is
 * answered. `inner` is the fifth of the rest by which everything is chosen (k, epoch, temperature, threshold, template).
 */
export interface Fold {
  readonly repeat: number;
  readonly train: readonly number[];
  readonly inner: readonly number[];
  readonly test: readonly number[];
}

export type PlanKind =
  /** Grouped, stratified, repeated k-fold: every row is held out once a repeat. */
  | 'folds'
  /** The split the folders named: trained on `train` (chosen by `val`, where there is one), judged on `test`. */
  | 'kept-split'
  /** Trained on the set, judged on the images marked as external. */
  | 'external';

export interface EvaluationPlan {
  readonly kind: PlanKind;
  readonly folds: readonly Fold[];
  readonly repeats: number;
  readonly seed: number;
}

/** What was chosen on the inner part of a fold, as plain facts for the report: `k 7`, `epoch 22`, `template 2`. */
export type Choice = Readonly<Record<string, number>>;

/** What one approach said in one fold. Scores are `rows x classes`: see `ApproachRecord`. */
export interface FoldRecord {
  /** Scores of `fold.inner` by what was fitted on `fold.train` alone. */
  readonly inner: Float32Array;
  /** Scores of `fold.test`. */
  readonly test: Float32Array;
  readonly choice: Choice;
}

/**
 * One approach over all folds of a plan, in their order. Scores are finite and in 0..1. `single`: a row's add up to 1, the
 * largest (the first of equals) is the answer. `multi`: each label for itself.
 */
export interface ApproachRecord {
  readonly approach: Approach;
  readonly folds: readonly FoldRecord[];
}

/** Why an approach was not judged. It is left out of all folds: figures are of the same rows or of none. */
export type LeaveOutReason =
  /** `words`: the encoder has no texts, or none was given. */
  | 'no-words'
  /** `words`: in every wording some class has no vector. */
  | 'class-without-words'
  /** A class has no row to learn from in some fold (`multi`: or no row without it). */
  | 'class-missing'
  /** `mlp`: a class has fewer rows to learn from in some fold than an adapter needs. */
  | 'too-few-rows'
  /** `mlp`: there is no runtime to train with. */
  | 'no-runtime';

export interface LeftOut {
  readonly approach: Approach;
  readonly reason: LeaveOutReason;
  /** The class that is lacking, where it is about one. */
  readonly classId: ClassId | null;
}

/** What a judging gives: plain data, kept with the project; every figure is worked out from it. */
export interface Judged {
  readonly plan: EvaluationPlan;
  readonly records: readonly ApproachRecord[];
  /** Approaches that were asked for and could not be judged; absent or []: none. */
  readonly leftOut?: readonly LeftOut[];
}

/**
 * The held-out rows of one repeat with what one approach said of them: what figures are made of. Only rows that were held
 * out are in it.
 */
export interface AnsweredCases {
  readonly task: AdapterTask;
  readonly classCount: number;
  /** Row numbers of the case table. */
  readonly rows: Int32Array;
  /** `rows x classCount`, 1 where the row has the class. */
  readonly truth: Uint8Array;
  /** `rows x classCount`, in 0..1, as in `ApproachRecord`. */
  readonly scores: Float64Array;
  /** `rows x classCount`, 1 where the class was said: exactly one a row for `single`. */
  readonly said: Uint8Array;
  /** A number a row: rows of one group share it (0, 1, 2 ... without gaps). */
  readonly parts: Int32Array;
}
