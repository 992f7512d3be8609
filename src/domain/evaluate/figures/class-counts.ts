// Rows by one class: how many have it, how many were given it, and the figures that follow from these counts alone.
import type { AnsweredCases } from '../cases';

/** Sums of weights (numbers of rows, without weights) by one class against the rest. */
export interface ClassCounts {
  /** Having the class and given it. */
  readonly found: number;
  /** Having it and not given it. */
  readonly missed: number;
  /** Lacking it and given it. */
  readonly wrong: number;
  /** All that lack it. */
  readonly lacking: number;
  /** All that were not given it. */
  readonly unsaid: number;
}

/** Figures of one class that need no order of the scores, each 0..1; null where it would be 0 / 0. */
export interface AnswerFigures {
  /** Share of those having the class that were given it (recall). */
  readonly sensitivity: number | null;
  /** Share of those lacking it that were not given it. */
  readonly specificity: number | null;
  /** Share of those given it that have it (precision). */
  readonly ppv: number | null;
  /** Share of those not given it that lack it. */
  readonly npv: number | null;
  /** Harmonic mean of sensitivity and PPV; null for a class that neither occurs nor was said. */
  readonly f1: number | null;
}

/** part / whole; null where the whole is nothing. */
export function shareOrNull(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Mean of those that are there; null where none is. */
export function meanOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  let there = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    there += 1;
  }
  return shareOrNull(sum, there);
}

/** The figures of one class's counts. */
export function answerFigures({ found, missed, wrong, lacking, unsaid }: ClassCounts): AnswerFigures {
  const falseAlarms = shareOrNull(wrong, lacking);
  const overlooked = shareOrNull(missed, unsaid);
  return {
    sensitivity: shareOrNull(found, found + missed),
    specificity: falseAlarms === null ? null : 1 - falseAlarms,
    ppv: shareOrNull(found, found + wrong),
    npv: overlooked === null ? null : 1 - overlooked,
    f1: shareOrNull(2 * found, 2 * found + wrong + missed),
  };
}

/** Index of the first 1 of each row, -1 without any. */
function firstOfRow(flags: Uint8Array, rows: number, classCount: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) =>
    flags.subarray(row * classCount, (row + 1) * classCount).indexOf(1),
  );
}

function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += values[i]!;
  return all;
}

/**
 * Weighted counts of `single` answers. Sums of what must be nothing stay exactly 0 whatever the weights, since nothing is
 * taken away from anything.
 */
function singleCounter(cases: AnsweredCases): (weights?: Float64Array) => ClassCounts[] {
  const { classCount, rows } = cases;
  const truth = firstOfRow(cases.truth, rows.length, classCount);
  const said = firstOfRow(cases.said, rows.length, classCount);
  const cells = Int32Array.from(truth, (own, row) => own * classCount + said[row]!);
  return (weights) => {
    const table = new Float64Array(classCount * classCount);
    for (let row = 0; row < cells.length; row++) table[cells[row]!]! += weights ? weights[row]! : 1;
    const cell = (own: number, answer: number) => table[own * classCount + answer]!;
    const all = Array.from({ length: classCount }, (_, c) => c);
    const having = all.map((own) => sum(all.map((answer) => cell(own, answer))));
    const given = all.map((answer) => sum(all.map((own) => cell(own, answer))));
    return all.map((c) => {
      const others = all.filter((other) => other !== c);
      return {
        found: cell(c, c),
        missed: sum(others.map((other) => cell(c, other))),
        wrong: sum(others.map((other) => cell(other, c))),
        lacking: sum(others.map((other) => having[other]!)),
        unsaid: sum(others.map((other) => given[other]!)),
      };
    });
  };
}

function multiCounter({ classCount, rows, truth, said }: AnsweredCases) {
  return (weights?: Float64Array): ClassCounts[] => {
    // By class: neither, said only, has only, both.
    const sums = new Float64Array(classCount * 4);
    for (let row = 0, at = 0; row < rows.length; row++) {
      const weight = weights ? weights[row]! : 1;
      for (let c = 0; c < classCount; c++, at++) sums[c * 4 + 2 * truth[at]! + said[at]!]! += weight;
    }
    return Array.from({ length: classCount }, (_, c) => {
      const kind = (at: number) => sums[c * 4 + at]!;
      return {
        found: kind(3),
        missed: kind(2),
        wrong: kind(1),
        lacking: kind(0) + kind(1),
        unsaid: kind(0) + kind(2),
      };
    });
  };
}

/**
 * Counts by class as a function of the weights (one a row, 0 or more; absent: each row counts 1), in the order of the
 * classes. One pass over the rows a call.
 */
export function classCounter(cases: AnsweredCases): (weights?: Float64Array) => readonly ClassCounts[] {
  return cases.task === 'single' ? singleCounter(cases) : multiCounter(cases);
}
