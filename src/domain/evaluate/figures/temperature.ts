// Temperature scaling: one number a fold, fitted on its inner part, that makes scores more or less sure without reordering a row.
import { sigmoid } from '../../predict/adapter-shares';
import type { AdapterTask } from '../../predict/adapter-types';
import type { ApproachRecord, CaseTable, EvaluationPlan } from '../cases';
import { gathered, heldOutRows } from './answered-cases';

/** Lowest score that is told from 0 (and, for `multi`, from 1): its logarithm must be finite. */
const floor = 1e-6;
/** Bounds of a temperature. */
const coldest = 0.05;
const hottest = 20;
/** With fewer inner rows the scores are left as they are. */
const fewestRows = 10;

/** What stands for the logits: log of the score for `single`, 0 for the row's largest; log of the odds for `multi`. */
function logitsOf(task: AdapterTask, scores: ArrayLike<number>, classCount: number): Float64Array {
  if (task === 'multi')
    return Float64Array.from(scores, (score) => {
      const held = Math.min(Math.max(score, floor), 1 - floor);
      return Math.log(held / (1 - held));
    });
  const logits = Float64Array.from(scores, (score) => Math.log(Math.max(score, floor)));
  for (let start = 0; start < logits.length; start += classCount) {
    const row = logits.subarray(start, start + classCount);
    const top = Math.max(...row);
    for (let c = 0; c < row.length; c++) row[c]! -= top;
  }
  return logits;
}

/** Scores of `logits`, `sharpness` being 1 / temperature. */
function sharpened(
  task: AdapterTask,
  logits: Float64Array,
  classCount: number,
  sharpness: number,
): Float64Array {
  if (task === 'multi') return logits.map((logit) => sigmoid(logit * sharpness));
  const out = logits.map((logit) => Math.exp(logit * sharpness));
  for (let start = 0; start < out.length; start += classCount) {
    let total = 0;
    for (let at = start; at < start + classCount; at++) total += out[at]!;
    for (let at = start; at < start + classCount; at++) out[at]! /= total;
  }
  return out;
}

/**
 * `scores` (`rows x classCount`) at `temperature`: softmax(log(max(p, 1e-6)) / T) for `single`, sigmoid(logit(p) / T) for
 * `multi` (p held in 1e-6..1 - 1e-6). Never changes the order within a row (Guo et al. 2017).
 */
export function atTemperature(
  task: AdapterTask,
  scores: ArrayLike<number>,
  classCount: number,
  temperature: number,
): Float64Array {
  return sharpened(task, logitsOf(task, scores, classCount), classCount, 1 / temperature);
}

/**
 * The temperature in 0.05..20 with the least negative log-likelihood of `truth` (`rows x classCount` flags; `multi`: summed
 * over the labels, one temperature for all). 1 for fewer than ten rows, and where every temperature does as well.
 */
export function fittedTemperature(
  task: AdapterTask,
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  classCount: number,
): number {
  if (truth.length / classCount < fewestRows) return 1;
  const logits = logitsOf(task, scores, classCount);
  // The loss is convex in 1 / T, so its slope there has one zero, which is found to the last digits, as a minimum is not.
  const slope = (logTemperature: number) => {
    const said = sharpened(task, logits, classCount, Math.exp(-logTemperature));
    let sum = 0;
    for (let at = 0; at < logits.length; at++) sum += (said[at]! - truth[at]!) * logits[at]!;
    return sum;
  };
  let low = Math.log(coldest);
  let high = Math.log(hottest);
  // Positive: too sure at this temperature. Flat: no temperature changes anything.
  const [tooSureCold, tooSureHot] = [slope(low), slope(high)];
  if (tooSureCold === 0 && tooSureHot === 0) return 1;
  if (tooSureCold <= 0) return coldest;
  if (tooSureHot >= 0) return hottest;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** The temperature of each fold of the plan, fitted on the scores of its inner part. */
export function foldTemperatures(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
): readonly number[] {
  const classCount = table.classes.length;
  return plan.folds.map(({ inner }, f) => {
    const truth = new Uint8Array(inner.length * classCount);
    inner.forEach((row, at) => {
      for (const own of table.rowClasses[row]!) truth[at * classCount + own] = 1;
    });
    return fittedTemperature(table.task, record.folds[f]!.inner, truth, classCount);
  });
}

/**
 * Held-out scores of one repeat at the temperatures of their folds: `rows x classes` in the order of `answeredCases`, for
 * `prepareFigures` and the calibration curve.
 * @param temperatures one a fold of the plan: `foldTemperatures`.
 */
export function scaledScores(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  repeat: number,
  temperatures: readonly number[],
): Float64Array {
  const classCount = table.classes.length;
  const byFold = record.folds.map(({ test }, f) =>
    plan.folds[f]!.repeat === repeat ? atTemperature(table.task, test, classCount, temperatures[f]!) : [],
  );
  return gathered(heldOutRows(plan, repeat), byFold, classCount);
}
