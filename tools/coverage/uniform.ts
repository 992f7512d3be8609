// Whether numbers are spread evenly over 0..1.
import type { Signal } from '../../src/domain/evaluate/signal/permutation';

/**
 * Where the labels seen stand among their deals, 0..1, equals parted by `lot` (uniform in 0..1): uniform exactly when they
 * are exchangeable. The p of the test is never below it, which is why p itself, having steps, is not what is looked at.
 */
export function rankShare({ better, equal, draws }: Signal, lot: number): number {
  return (better + lot * (equal + 1)) / (draws + 1);
}

/** Kolmogorov's distance of the values from the uniform distribution. */
export function kolmogorovDistance(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  return Math.max(...sorted.map((value, at) => Math.max(value - at / count, (at + 1) / count - value)));
}
