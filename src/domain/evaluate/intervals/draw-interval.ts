// The interval of one figure from its values on resamples of groups: the method whose coverage `npm run coverage` prints.
import { wilsonInterval } from '../figures/wilson';
import { t95 } from './student';
import type { Support } from './support';

export interface DrawInterval {
  readonly low: number;
  readonly high: number;
}

/** Of these resamples a figure needs half: with fewer, those in which it can be told are a selection. */
const leastShare = 0.5;

const told = (values: Float64Array) => values.filter((value) => !Number.isNaN(value));

/** Standard deviation (n - 1). */
function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Drawing n of n groups has them vary by (n - 1) / n of what n groups vary by. */
const widening = (groups: number) => Math.sqrt(groups / (groups - 1));

const logit = (share: number) => Math.log(share / (1 - share));
const expit = (value: number) => 1 / (1 + Math.exp(-value));

/** Values at the very end of the scale have no logit: they count as the nearest one that is not there; null: all are. */
function insideScale(shares: Float64Array): Float64Array | null {
  const inside = shares.filter((share) => share > 0 && share < 1);
  if (inside.length === 0) return null;
  const least = inside.reduce((a, b) => Math.min(a, b));
  const most = inside.reduce((a, b) => Math.max(a, b));
  return shares.map((share) => Math.min(most, Math.max(least, share)));
}

/**
 * 95 % interval of a figure on the scale `from`..`to`: estimate -+ t x SE on the logit scale, where SE is the standard
 * deviation of the resamples' logits, widened by sqrt(groups / (groups - 1)), and t has the degrees of freedom of `support`.
 * On the logit scale because figures near an end vary lopsidedly; by t because with few groups the SE itself is a guess. It
 * holds the estimate and stays on the scale. At an end (every group right, say), where resamples do not vary, it is the Wilson
 * interval of so many trials as the scarcest kind has groups.
 * The printed simulation has it hold the truth of accuracy, balanced accuracy and AUC in 93 to 97 of 100 sets from 50 groups
 * on; with 20 groups in about 90 (for figures above 0.9) to 97.
 * @param values of the resamples; NaN where one does not tell the figure.
 * @returns null where fewer than half of the resamples tell it, or all of them are at the ends without the estimate.
 */
export function drawInterval(
  estimate: number,
  values: Float64Array,
  scale: { readonly from: number; readonly to: number },
  groups: number,
  support: Support,
): DrawInterval | null {
  const all = told(values);
  if (all.length < 2 || all.length < leastShare * values.length) return null;
  const width = scale.to - scale.from;
  const onScale = (share: number) => scale.from + share * width;
  const share = (estimate - scale.from) / width;
  if (share <= 0 || share >= 1) {
    const [low, high] = wilsonInterval(share <= 0 ? 0 : support.fewest, support.fewest)!;
    return { low: onScale(low), high: onScale(high) };
  }
  const logits = insideScale(all.map((value) => (value - scale.from) / width))?.map(logit);
  if (!logits) return null;
  const half = t95(support.freedom) * deviationOf(logits) * widening(groups);
  // With a half of 0 the way there and back would leave the estimate by a rounding.
  if (half === 0) return { low: estimate, high: estimate };
  const centre = logit(share);
  return {
    low: Math.min(estimate, onScale(expit(centre - half))),
    high: Math.max(estimate, onScale(expit(centre + half))),
  };
}

/** How frequent something may still be that was never seen in the scarcest kind's groups (Wilson). */
const neverSeen = ({ fewest }: Support) => wilsonInterval(0, fewest)![1];

/**
 * 95 % interval of a difference of two figures of the scale 0..1 on the same resamples: difference -+ t x SE, held in -1..1.
 * Where no resample differs (both right everywhere, say) that would be a width of 0, which is no knowledge: then as far to
 * either side as a disagreement may be frequent that no group of the scarcest kind has shown.
 * @param gaps differences on the resamples; NaN where one does not tell both.
 * @returns null as `drawInterval`; `standardError` widened for the number of groups, too.
 */
export function differenceInterval(
  difference: number,
  gaps: Float64Array,
  groups: number,
  support: Support,
): (DrawInterval & { readonly standardError: number }) | null {
  const all = told(gaps);
  if (all.length < 2 || all.length < leastShare * gaps.length) return null;
  const standardError = deviationOf(all) * widening(groups);
  const half = standardError === 0 ? neverSeen(support) : t95(support.freedom) * standardError;
  return {
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
    standardError,
  };
}
