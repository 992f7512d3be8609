// Dropout: hidden activations left out at random while training, so that none is leant on alone.
import type { Random } from '../random';

/**
 * A drawer of masks for a `rate` in 0..0.7: each number is 0 with that chance, else 1 / (1 - rate), so that the mean stays
 * (Srivastava et al. 2014, scaled while training). null for a rate of 0: nothing is drawn and nothing to multiply.
 */
export function makeDropout(rate: number, random: Random): ((length: number) => Float32Array) | null {
  if (rate === 0) return null;
  const kept = 1 / (1 - rate);
  return (length) => Float32Array.from({ length }, () => (random.uniform() < rate ? 0 : kept));
}
