// Judged tables to make figures of: those of the golden file, and small ones written out.
import type {
  AnsweredCases,
  ApproachRecord,
  CaseTable,
  EvaluationPlan,
  Fold,
} from '../../../../src/domain/evaluate/cases';
import type { AdapterTask } from '../../../../src/domain/predict/adapter-types';

/** One approach judged on one table. */
export interface JudgedCase {
  readonly table: CaseTable;
  readonly plan: EvaluationPlan;
  readonly record: ApproachRecord;
}

/** A fold with what was said in it, scores row by row. */
export interface WrittenFold extends Omit<Fold, 'repeat' | 'train'> {
  readonly repeat?: number;
  readonly innerScores: readonly number[];
  readonly testScores: readonly number[];
}

/** A table of rows that only have classes and groups. */
export function tableOf(
  task: AdapterTask,
  classCount: number,
  rowClasses: readonly (readonly number[])[],
  groups: readonly (string | null)[] = rowClasses.map(() => null),
): CaseTable {
  return {
    ids: rowClasses.map((_, row) => `item-${row}`),
    dim: 1,
    data: new Float32Array(rowClasses.length),
    task,
    classes: Array.from({ length: classCount }, (_, c) => `class-${c}`),
    rowClasses,
    groups,
  };
}

/** `table` judged as written. */
export function judgedCase(table: CaseTable, written: readonly WrittenFold[]): JudgedCase {
  const folds = written.map(({ repeat = 0, inner, test }) => ({ repeat, train: [], inner, test }));
  return {
    table,
    plan: { kind: 'folds', folds, repeats: 1 + Math.max(...folds.map(({ repeat }) => repeat)), seed: 1 },
    record: {
      approach: 'linear',
      folds: written.map(({ innerScores, testScores }) => ({
        inner: Float32Array.from(innerScores),
        test: Float32Array.from(testScores),
        choice: {},
      })),
    },
  };
}

/** The same with everything chosen on the held-out rows: the fault that the inner part is there to prevent. */
export function chosenOnTest({ table, plan, record }: JudgedCase): JudgedCase {
  return {
    table,
    plan: { ...plan, folds: plan.folds.map((fold) => ({ ...fold, inner: fold.test })) },
    record: { ...record, folds: record.folds.map((fold) => ({ ...fold, inner: fold.test })) },
  };
}

/** `single` cases of one class a row, the answer being the largest score. */
export function singleCases(own: readonly number[], scores: readonly (readonly number[])[]): AnsweredCases {
  const classCount = scores[0]?.length ?? 2;
  const flags = (indices: readonly number[]) =>
    Uint8Array.from(
      indices.flatMap((at) => Array.from({ length: classCount }, (_, c) => (c === at ? 1 : 0))),
    );
  return {
    task: 'single',
    classCount,
    rows: Int32Array.from(own.keys()),
    truth: flags(own),
    scores: Float64Array.from(scores.flat()),
    said: flags(scores.map((row) => row.indexOf(Math.max(...row)))),
    parts: Int32Array.from(own.keys()),
  };
}

/** Two classes: the score of the second one is given. */
export function twoClassCases(own: readonly number[], scores: readonly number[]): AnsweredCases {
  return singleCases(
    own,
    scores.map((score) => [1 - score, score]),
  );
}
