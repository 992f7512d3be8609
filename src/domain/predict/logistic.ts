// Logistic regression with an L2 penalty: the convex linear classifier, found to its one optimum.
import { AppError } from '../errors';
import type { Job } from '../job';
import { rowCount } from '../matrix';
import { type LogisticRows, logisticObjective, logitCount, logitsInto, squash } from './logistic-loss';
import { minimise } from './logistic-minimise';

export interface LogisticInput extends LogisticRows {
  /** Largest part of the gradient of the mean loss that counts as arrived; 1e-6 unless told. */
  readonly tolerance?: number;
  /** 1000 unless told. */
  readonly mostIterations?: number;
  /** Starts from this one's parameters (of the same shape) instead of zeros. */
  readonly start?: Logistic;
}

export interface Logistic {
  readonly dim: number;
  readonly classCount: number;
  /** `logits x (dim + 1)`: weights of the inputs, then the intercept. Two classes have one logit, more one each. */
  readonly parameters: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Minimises the sum of weighted log losses times `c` plus half the squared length of the weights; the intercept is free. Two
 * classes: one sigmoid; more: softmax (multinomial). The same problem as scikit-learn's `LogisticRegression` with L2. Strictly
 * convex in the weights, so the answer does not depend on the start or the order of the rows beyond `tolerance`. A class
 * without rows is allowed and gets probabilities near 0. Breathes; throws on cancel.
 *
 * @throws AppError `too-few-items` without rows; `invalid-argument` where lengths do not fit, a target is no class, `c` is not
 * above 0 or no row counts.
 */
export async function fitLogistic(input: LogisticInput, job: Job): Promise<Logistic> {
  const { dim, classCount, start, tolerance = 1e-6, mostIterations = 1000 } = input;
  checkInput(input);
  // Many small fits in a row would each stay under the clock that decides when to breathe.
  await job.breathe();
  const from = start?.parameters ?? new Float64Array(logitCount(classCount) * (dim + 1));
  const found = await minimise(logisticObjective(input, job), from, { tolerance, mostIterations });
  return {
    dim,
    classCount,
    parameters: found.at,
    iterations: found.iterations,
    converged: found.converged,
  };
}

function checkInput({ data, dim, targets, classCount, rowWeights, c, start }: LogisticInput): void {
  const rows = rowCount(data, dim);
  if (rows === 0) throw new AppError('too-few-items', 'There is no row to learn from.', { have: 0, need: 1 });
  const fits =
    data.length === rows * dim &&
    targets.length === rows &&
    classCount >= 2 &&
    c > 0 &&
    Array.from(targets).every((target) => Number.isInteger(target) && target >= 0 && target < classCount) &&
    (rowWeights === undefined || (rowWeights.length === rows && rowWeights.some((weight) => weight > 0))) &&
    (start === undefined || (start.dim === dim && start.classCount === classCount));
  if (!fits) {
    throw new AppError('invalid-argument', 'Rows, classes and settings of the regression do not fit.', {
      rows,
      dim,
      classCount,
    });
  }
}

/** Probabilities of `rows x dim` inputs: `rows x classCount`, each row adding up to 1. Empty in, empty out. */
export function logisticProbabilities(model: Logistic, data: Float32Array): Float64Array {
  const { dim, classCount, parameters } = model;
  const rows = rowCount(data, dim);
  const out = new Float64Array(rows * classCount);
  const scores = new Float64Array(logitCount(classCount));
  for (let row = 0; row < rows; row++) {
    logitsInto(scores, parameters, data, row, dim);
    squash(scores);
    if (classCount === 2) out.set([1 - scores[0]!, scores[0]!], row * 2);
    else out.set(scores, row * classCount);
  }
  return out;
}
