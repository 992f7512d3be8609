// Which approach to use: the best against each other on the same held-out groups, and the simplest that keeps up with it.
import { type Approach, approaches as simplestFirst } from './cases';
import { differenceInterval } from './intervals/draw-interval';
import type { Support } from './intervals/support';
import type { Comparison, Estimate, IntervalMethod, Verdict } from './summary';

/** Balanced accuracy of one approach, and over resamples of groups that all approaches share. */
export interface Contender {
  readonly approach: Approach;
  readonly balancedAccuracy: Estimate;
  /** NaN where a resample does not tell it. */
  readonly values: Float64Array;
}

export interface VerdictInput {
  readonly contenders: readonly Contender[];
  /** Held-out groups (rows without a group count as one of their own each). */
  readonly groups: number;
  /** Groups that carry a balanced accuracy; null: too few for an interval. */
  readonly support: Support | null;
  readonly method: IntervalMethod;
  /** Balanced accuracy of guessing: 1 / classes, or 1/2 for labels that are asked one by one. */
  readonly chance: number;
}

// Two-sided 5 %, and 80 % power, as normal quantiles to two digits.
const powerFactor = 1.96 + 0.84;

/**
 * Groups with which a difference of this size would be told from 0 with 80 % power, by a normal approximation:
 * n x ((1.96 + 0.84) x SE / difference)^2, rounded up. null for no difference.
 * @param groups n, of which the standard error is.
 */
export function groupsNeeded(groups: number, standardError: number, difference: number): number | null {
  if (difference === 0) return null;
  const needed = groups * ((powerFactor * standardError) / difference) ** 2;
  // 375.0000000001 is 375: the excess is of the computer's making.
  return Math.ceil(needed * (1 - 1e-12));
}

function compare(first: Contender, second: Contender, input: VerdictInput): Comparison {
  const { groups, support, method } = input;
  const value = first.balancedAccuracy.value! - second.balancedAccuracy.value!;
  const gaps = first.values.map((own, draw) => own - second.values[draw]!);
  const told = method !== 'none' && support !== null;
  const interval = told ? differenceInterval(value, gaps, groups, support) : null;
  const difference: Estimate = interval
    ? { value, low: interval.low, high: interval.high, method }
    : { value, low: null, high: null, method: 'none' };
  const distinguishable = interval !== null && (interval.low > 0 || interval.high < 0);
  const needed =
    distinguishable || interval === null ? null : groupsNeeded(groups, interval.standardError, value);
  return {
    first: first.approach,
    second: second.approach,
    difference,
    distinguishable,
    groupsNeeded: needed,
  };
}

/**
 * How much choosing the best of several by the same rows flatters it: the mean over resamples of what the best of a resample
 * got there, less what that one has on all rows (a bootstrap estimate of optimism: Efron and Tibshirani 1993, chapter 17).
 * Near 0 where one is far ahead. null for fewer than two contenders, or without a resample that tells them all.
 */
export function selectionGain(contenders: readonly Contender[]): number | null {
  if (contenders.length < 2) return null;
  let sum = 0;
  let told = 0;
  for (let draw = 0; draw < contenders[0]!.values.length; draw++) {
    const own = contenders.map(({ values }) => values[draw]!);
    if (own.some(Number.isNaN)) continue;
    const at = own.indexOf(Math.max(...own));
    sum += own[at]! - contenders[at]!.balancedAccuracy.value!;
    told++;
  }
  return told > 0 ? sum / told : null;
}

/**
 * The best (highest balanced accuracy; of equals the simplest) against each other approach, paired on the same resamples, and
 * the simplest of those that cannot be told from it.
 *
 * Each comparison has a 95 % interval of its own; they are not widened for being several, since each answers one question a
 * user may ask ("is it better than that one?"). Two things follow. With five rivals that are all as good as the best, one is
 * told from it by chance more often than once in twenty. And the best of six by the same rows is a little flattered, which
 * `selectionGain` puts a number to.
 * @returns null where no approach has a balanced accuracy.
 */
export function verdictOf(input: VerdictInput): Verdict | null {
  const rank = ({ approach }: Contender) => simplestFirst.indexOf(approach);
  const ranked = input.contenders
    .filter(({ balancedAccuracy }) => balancedAccuracy.value !== null)
    .sort((a, b) => b.balancedAccuracy.value! - a.balancedAccuracy.value! || rank(a) - rank(b));
  const [best, ...others] = ranked;
  if (!best) return null;
  const comparisons = others.map((other) => compare(best, other, input));
  const keepUp = ranked.filter((_, at) => at === 0 || !comparisons[at - 1]!.distinguishable);
  const recommended = keepUp.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const { low } = best.balancedAccuracy;
  return {
    recommended: recommended.approach,
    best: best.approach,
    comparisons,
    aboveChance: low !== null && low > input.chance,
    selectionGain: selectionGain(ranked),
  };
}
