// From what an approach said in the folds of one repeat to answered cases: the rows in order, with said classes and groups.
import { partsOf } from '../../predict/row-groups';
import type { AnsweredCases, ApproachRecord, CaseTable, EvaluationPlan, FoldRecord } from '../cases';
import { type ScoredRows, youdenThreshold } from './thresholds';

/** Where the scores of a held-out row stand. */
export interface HeldOut {
  /** Row number of the case table. */
  readonly row: number;
  /** Number of the fold in the plan, and place of the row in its `test`. */
  readonly fold: number;
  readonly at: number;
}

/** The rows held out in one repeat, ascending; [] for a repeat the plan does not have. */
export function heldOutRows(plan: EvaluationPlan, repeat: number): readonly HeldOut[] {
  return plan.folds
    .flatMap(({ repeat: own, test }, fold) =>
      own === repeat ? test.map((row, at) => ({ row, fold, at })) : [],
    )
    .sort((a, b) => a.row - b.row);
}

/** Held-out values of all folds (`test.length x perRow` each) as one table, row for row as `places`. */
export function gathered(
  places: readonly HeldOut[],
  byFold: readonly ArrayLike<number>[],
  perRow: number,
): Float64Array {
  const out = new Float64Array(places.length * perRow);
  places.forEach(({ fold, at }, place) => {
    for (let c = 0; c < perRow; c++) out[place * perRow + c] = byFold[fold]![at * perRow + c]!;
  });
  return out;
}

/** Scores of one class on some rows of the table (`rows.length x classes` in `scores`), with the truth. */
export function scoredRows(
  table: CaseTable,
  rows: readonly number[],
  scores: ArrayLike<number>,
  classAt: number,
): ScoredRows {
  const classCount = table.classes.length;
  return {
    scores: Float64Array.from(rows, (_, at) => scores[at * classCount + classAt]!),
    truth: Uint8Array.from(rows, (row) => (table.rowClasses[row]!.includes(classAt) ? 1 : 0)),
  };
}

/** Scores and truth of one class in answered cases. */
export function scoredCases({ classCount, rows, scores, truth }: AnsweredCases, classAt: number): ScoredRows {
  return {
    scores: Float64Array.from(rows, (_, at) => scores[at * classCount + classAt]!),
    truth: Uint8Array.from(rows, (_, at) => truth[at * classCount + classAt]!),
  };
}

/** `rows x classCount` flags of the largest score of each row, the first of equals. */
function largestOfRows(scores: ArrayLike<number>, classCount: number): Uint8Array {
  const said = new Uint8Array(scores.length);
  for (let start = 0; start < scores.length; start += classCount) {
    let top = start;
    for (let at = start + 1; at < start + classCount; at++) if (scores[at]! > scores[top]!) top = at;
    said[top] = 1;
  }
  return said;
}

/** A threshold a label, by the inner part of the fold alone. */
function labelThresholds(table: CaseTable, inner: readonly number[], record: FoldRecord): readonly number[] {
  return table.classes.map((_, c) => youdenThreshold(scoredRows(table, inner, record.inner, c)));
}

/** What was said of the held-out rows of each fold: `test.length x classes` flags. */
function saidByFold(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  repeat: number,
): readonly Uint8Array[] {
  const classCount = table.classes.length;
  return plan.folds.map((fold, f) => {
    const own = record.folds[f]!;
    if (fold.repeat !== repeat) return new Uint8Array();
    if (table.task === 'single') return largestOfRows(own.test, classCount);
    const thresholds = labelThresholds(table, fold.inner, own);
    return Uint8Array.from(own.test, (score, at) => (score >= thresholds[at % classCount]! ? 1 : 0));
  });
}

/**
 * What one approach said of the rows held out in `repeat`, in the order of the row numbers. `single`: the class of the
 * largest score, the first of equals. `multi`: each label from its threshold on, which is `youdenThreshold` of the fold's
 * inner part. Parts are numbered by first occurrence among these rows, so that repeats holding out the same rows number them
 * alike.
 */
export function answeredCases(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  repeat: number,
): AnsweredCases {
  const classCount = table.classes.length;
  const places = heldOutRows(plan, repeat);
  const rows = Int32Array.from(places, ({ row }) => row);
  const scores = record.folds.map(({ test }) => test);
  const said = saidByFold(table, plan, record, repeat);
  return {
    task: table.task,
    classCount,
    rows,
    truth: Uint8Array.from({ length: rows.length * classCount }, (_, at) =>
      table.rowClasses[rows[Math.floor(at / classCount)]!]!.includes(at % classCount) ? 1 : 0,
    ),
    scores: gathered(places, scores, classCount),
    said: Uint8Array.from(gathered(places, said, classCount)),
    parts: partsOf(places.map(({ row }) => table.groups[row] ?? null)),
  };
}
