// What a judging is asked for, and what approaches are handed of each fold.
import type { ShareRule } from '../../encode/text-spec';
import type { Job } from '../../job';
import type { Approach, CaseTable, Choice, EvaluationPlan, FoldRecord } from '../cases';

/** The classes as texts, in one wording or several (templates, prompts): which one counts is chosen on the inner part. */
export interface WordsInput {
  readonly dim: number;
  /**
   * `classes x dim` each, in the order of the table's classes; a row of zeros: the encoder has no vector for that class. A
   * variant with such a row is passed over.
   */
  readonly variants: readonly { readonly vectors: Float32Array }[];
  readonly rule: ShareRule;
  /** `rows x dim`: the rows in the space of the texts, where that is not `table.data` (joined rows go by their mean). */
  readonly data?: Float32Array;
}

export interface JudgeRequest {
  readonly table: CaseTable;
  readonly plan: EvaluationPlan;
  readonly approaches: readonly Approach[];
  /** null: there are no texts, so `words` cannot be judged. */
  readonly words: WordsInput | null;
  /**
   * For showing how much it flatters: everything that should be chosen on the inner part is chosen on the test part. What
   * groups would forbid is a matter of the plan: `cheatPlan`.
   */
  readonly chooseOnTest?: boolean;
}

/** One fold as approaches get it; lists of row numbers, ascending. */
export interface JudgedFold {
  /** What candidates are fitted on. */
  readonly train: readonly number[];
  /** What they are chosen by; []: nothing is chosen, defaults are used. */
  readonly inner: readonly number[];
  readonly test: readonly number[];
  /** What the answers for `test` are fitted on, once all is chosen. */
  readonly refit: readonly number[];
  readonly seed: number;
}

/** Answers one fold: inner and test scores, and what was chosen. Looks at no label of `test`. Reports done of total. */
export type Route = (fold: JudgedFold, job: Job) => Promise<FoldRecord>;

/** Stands in a choice where the inner part could not choose and the default was taken. */
export function defaultMark({ inner }: JudgedFold): Choice {
  return inner.length === 0 ? { byDefault: 1 } : {};
}
