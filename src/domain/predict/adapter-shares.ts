// From an adapter's logits to what it answers: probabilities, by task.
import type { AdapterTask } from './adapter-types';

/** 1 / (1 + exp(-x)), without overflow on either side. */
export function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/**
 * Probabilities of one row's logits, each 0..1. `single`: softmax, adding up to 1. `multi`: a sigmoid a label, each for
 * itself.
 */
export function probabilitiesOf(task: AdapterTask, logits: Float32Array): Float32Array {
  if (task === 'multi') return logits.map(sigmoid);
  // The largest logit is taken off first, so no exponent overflows.
  const top = Math.max(...logits);
  let total = 0;
  const exps = Float64Array.from(logits, (logit) => Math.exp(logit - top));
  for (const value of exps) total += value;
  return Float32Array.from(exps, (value) => value / total);
}
