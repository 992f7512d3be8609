// Figures as people read them, the same in every text that leaves: report, model card, verdict.
import type { Estimate, IntervalMethod } from '../evaluate/summary';
import type { Noun } from './report-facts';

/** What stands where a figure cannot be told. */
export const tooFew = 'too few to say';

/** How an interval was come by, in a word or two. */
export const methodWords: Readonly<Record<IntervalMethod, string>> = {
  groups: 'by groups',
  folds: 'approximate',
  wilson: 'Wilson',
  none: 'no interval',
};

/**
 * Rounded to three decimals, but never to `1.000` or `0.000` where it is not exactly that. The screen cuts after two.
 */
export function figureText(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (size > 0 && size < 0.0005) return `${sign}0.001`;
  if (size < 1 && size >= 0.9995) return `${sign}0.999`;
  return `${size === 0 ? '' : sign}${size.toFixed(3)}`;
}

/** `0.742 to 0.902`; null without an interval. */
export function rangeText({ low, high }: Estimate): string | null {
  return low === null || high === null ? null : `${figureText(low)} to ${figureText(high)}`;
}

/** `0.831 (95 % interval 0.742 to 0.902, by groups)`, `0.831 (no interval)` or `too few to say`. */
export function estimateText(estimate: Estimate): string {
  if (estimate.value === null) return tooFew;
  const range = rangeText(estimate);
  const told = range === null ? methodWords.none : `95 % interval ${range}, ${methodWords[estimate.method]}`;
  return `${figureText(estimate.value)} (${told})`;
}

/** Whole numbers as they are, with a comma for thousands; means with one decimal. */
export function amountText(n: number): string {
  const shown = Number.isInteger(n) ? n : Number(n.toFixed(1));
  return shown.toLocaleString('en-US');
}

/** `1 image`, `1,200 images`. */
export function countText(n: number, { one, many }: Noun): string {
  return `${amountText(n)} ${n === 1 ? one : many}`;
}

/** `37.5 %`, from a share of 0..1. */
export function percentText(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
