// The result of a training as sentences with their n.
import type { Adapter } from '../../domain/predict/adapter-types';
import { count, ratio, seconds } from '../format';

/** Below this many validation images a number would say more than is known. */
const enoughToSay = 8;

/** The verdict first, then how it came about. */
export function resultWords(adapter: Adapter): { readonly verdict: string; readonly how: string } {
  const { curve, bestEpoch, trainingIds, validationIds, elapsedMs } = adapter;
  const best = curve.find(({ epoch }) => epoch === bestEpoch) ?? curve.at(-1);
  const kept = validationIds.length;
  const accuracy = best?.validationBalancedAccuracy ?? null;
  const how = `Trained on ${count(trainingIds.length, 'image')} for ${count(curve.length, 'epoch')} in ${seconds(elapsedMs)}; the weights of epoch ${bestEpoch} were kept.`;
  if (kept === 0 || accuracy === null) {
    return { verdict: 'Trained. No images were kept out, so nothing can be said of how well it sorts.', how };
  }
  if (kept < enoughToSay) {
    return {
      verdict: `Trained. Only ${count(kept, 'image')} kept out for choosing when to stop: too few to say how well it sorts.`,
      how,
    };
  }
  return {
    verdict: `Balanced accuracy ${ratio(accuracy)} on ${count(kept, 'image')} kept out for choosing when to stop (not a test).`,
    how,
  };
}
