// What a logistic regression minimises, and its slope: in double precision, in slices a worker can be interrupted between.
import { type Breather, makeBreather } from '../explore/cluster/breather';
import type { Job } from '../job';
import { rowCount } from '../matrix';
import { sigmoid } from './adapter-shares';
import type { Slope } from './logistic-minimise';

export interface LogisticRows {
  /** `rows x dim`. */
  readonly data: Float32Array;
  readonly dim: number;
  /** Class of each row, 0..classCount-1. */
  readonly targets: ArrayLike<number>;
  /** 2 or more. */
  readonly classCount: number;
  /** How much each row counts, 0 or more; absent: 1 each. */
  readonly rowWeights?: Float64Array;
  /** Inverse strength of the penalty, above 0, as scikit-learn's `C`. */
  readonly c: number;
}

/** Logits a row: two classes share one (that of the second), more have one each. */
export function logitCount(classCount: number): number {
  return classCount === 2 ? 1 : classCount;
}

/** The logits of one row: `parameters` is `logits x (dim + 1)`, the intercept last in each line. */
export function logitsInto(
  out: Float64Array,
  parameters: Float64Array,
  data: Float32Array,
  row: number,
  dim: number,
): void {
  const from = row * dim;
  for (let o = 0, p = 0; o < out.length; o++) {
    let even = 0;
    let odd = 0;
    let d = 0;
    for (; d + 1 < dim; d += 2, p += 2) {
      even += parameters[p]! * data[from + d]!;
      odd += parameters[p + 1]! * data[from + d + 1]!;
    }
    if (d < dim) even += parameters[p++]! * data[from + d]!;
    out[o] = even + odd + parameters[p++]!;
  }
}

/** Turns one row's logits into the probabilities of those logits' classes, in place. */
export function squash(logits: Float64Array): void {
  if (logits.length === 1) {
    logits[0] = sigmoid(logits[0]!);
    return;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const value of logits) top = Math.max(top, value);
  let total = 0;
  for (let o = 0; o < logits.length; o++) {
    logits[o] = Math.exp(logits[o]! - top);
    total += logits[o]!;
  }
  for (let o = 0; o < logits.length; o++) logits[o]! /= total;
}

/**
 * The weighted mean of the log losses plus half the squared length of the weights (not of the intercepts) over `c` times the
 * sum of the row weights: scikit-learn's objective, divided by that sum. Gives value and gradient at parameters laid out as
 * in `logitsInto`. Breathes by the clock; throws on cancel.
 */
export function logisticObjective(rows: LogisticRows, job: Job): (at: Float64Array) => Promise<Slope> {
  const { data, dim, targets, classCount, rowWeights, c } = rows;
  const count = rowCount(data, dim);
  const outputs = logitCount(classCount);
  let total = 0;
  for (let row = 0; row < count; row++) total += rowWeights?.[row] ?? 1;
  const breather: Breather = makeBreather(job);
  // The clock is asked every so many multiply-adds: about a millisecond.
  const rowsABlock = Math.max(1, Math.floor(5e5 / (dim * outputs)));
  return async (at) => {
    const gradient = new Float64Array(at.length);
    const scores = new Float64Array(outputs);
    let value = 0;
    for (let row = 0; row < count; row++) {
      if (row % rowsABlock === 0 && breather.due()) await breather.breathe();
      const share = (rowWeights?.[row] ?? 1) / total;
      logitsInto(scores, at, data, row, dim);
      value += share * lossOfLogits(scores, targets[row]!);
      squash(scores);
      for (let o = 0, p = 0; o < outputs; o++) {
        const wanted = outputs === 1 ? targets[row]! : Number(targets[row] === o);
        const push = share * (scores[o]! - wanted);
        for (let q = row * dim; q < (row + 1) * dim; q++, p++) gradient[p]! += push * data[q]!;
        gradient[p++]! += push;
      }
    }
    const pull = 1 / (c * total);
    let squares = 0;
    for (let p = 0; p < at.length; p++) {
      if (p % (dim + 1) === dim) continue;
      squares += at[p]! * at[p]!;
      gradient[p]! += pull * at[p]!;
    }
    return { value: value + (pull * squares) / 2, gradient };
  };
}

/** Log loss of one row, without overflow: log(1 + exp(-x)) for two classes, log-sum-exp less the class's own for more. */
function lossOfLogits(logits: Float64Array, target: number): number {
  if (logits.length === 1) {
    const toward = target === 1 ? logits[0]! : -logits[0]!;
    return Math.max(0, -toward) + Math.log1p(Math.exp(-Math.abs(toward)));
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const value of logits) top = Math.max(top, value);
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - top);
  return top + Math.log(sum) - logits[target]!;
}
