// The losses an adapter is trained by, with their gradients, in double precision and without tfjs.
import { sigmoid } from './adapter-shares';
import { targetWidth } from './adapter-targets';
import type { AdapterTask } from './adapter-types';

/** What decides a loss besides logits and targets. */
export interface LossRule {
  readonly task: AdapterTask;
  readonly classCount: number;
  /** One a class: of its rows for `single`, of its positives for `multi`. */
  readonly classWeights: readonly number[];
  /** 0..0.3. */
  readonly smoothing: number;
}

export interface LossAt {
  /** Nats. */
  readonly loss: number;
  /** By the logits, `rows x classes`. */
  readonly gradient: Float32Array;
}

/**
 * Loss of `logits` (`rows x classes`) against `targets` (as in `AdapterTraining`) and its gradient.
 *
 * `single`: cross-entropy with the target (1 - s) y + s / k; each class's term is weighed by its class weight, and the sum
 * is divided by the weights of the rows' classes (PyTorch's cross_entropy with `weight` and `label_smoothing`).
 * `multi`: binary cross-entropy from logits with the target (1 - s) y + s / 2, positives times their class weight, mean
 * over rows and labels (PyTorch's binary_cross_entropy_with_logits with `pos_weight`).
 *
 * Never overflows, however large a finite logit. 0 with a gradient of zeros for no rows, or where no row has weight.
 */
export function lossAt(logits: Float32Array, targets: Int32Array, rule: LossRule): LossAt {
  const rows = targets.length / targetWidth(rule.task, rule.classCount);
  if (rows === 0) return { loss: 0, gradient: new Float32Array(logits.length) };
  return rule.task === 'multi' ? sigmoidLoss(logits, targets, rule) : softmaxLoss(logits, targets, rule);
}

function softmaxLoss(
  logits: Float32Array,
  targets: Int32Array,
  { classCount, classWeights, smoothing }: LossRule,
): LossAt {
  const gradient = new Float32Array(logits.length);
  let total = 0;
  for (const target of targets) total += classWeights[target]!;
  if (total === 0) return { loss: 0, gradient };
  let loss = 0;
  for (const [row, target] of targets.entries()) {
    const own = logits.subarray(row * classCount, (row + 1) * classCount);
    const logSum = logSumExp(own);
    const shareOf = (c: number) =>
      ((c === target ? 1 - smoothing : 0) + smoothing / classCount) * (classWeights[c]! / total);
    let mass = 0;
    for (let c = 0; c < classCount; c++) {
      loss -= shareOf(c) * (own[c]! - logSum);
      mass += shareOf(c);
    }
    for (let c = 0; c < classCount; c++) {
      gradient[row * classCount + c] = Math.exp(own[c]! - logSum) * mass - shareOf(c);
    }
  }
  return { loss, gradient };
}

function sigmoidLoss(
  logits: Float32Array,
  targets: Int32Array,
  { classCount, classWeights, smoothing }: LossRule,
): LossAt {
  const gradient = new Float32Array(logits.length);
  let sum = 0;
  for (const [p, logit] of logits.entries()) {
    const target = targets[p]! * (1 - smoothing) + smoothing / 2;
    const forIt = target * classWeights[p % classCount]!;
    const against = 1 - target;
    sum += forIt * softplus(-logit) + against * softplus(logit);
    gradient[p] = (sigmoid(logit) * (forIt + against) - forIt) / logits.length;
  }
  return { loss: sum / logits.length, gradient };
}

/** log(1 + exp(x)). */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function logSumExp(logits: Float32Array): number {
  const top = Math.max(...logits);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - top);
  return top + Math.log(sum);
}
