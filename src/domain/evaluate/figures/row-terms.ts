// Figures that are means over rows: accuracy, Brier score and expected calibration error.
import type { AnsweredCases } from '../cases';
import { shareOrNull } from './class-counts';

/** Fewest rows for which anything is said of calibration: with fewer, a bin holds a handful. */
export const fewestForCalibration = 100;

const binCount = 10;

/** What each row, or each row and label, adds to the figures. */
export interface RowTerms {
  /** 1 where the row is answered right (every label of it, for `multi`). */
  readonly right: Uint8Array;
  /** The row's part of the Brier score. */
  readonly squares: Float64Array;
  /** Truth (0 or 1) less score of each forecast, and its bin: `rows x perRow`; null under 100 rows. */
  readonly gaps: { readonly gap: Float64Array; readonly bin: Uint8Array; readonly perRow: number } | null;
}

/** Bin of a score in 0..1: ten of equal width, 1 in the last. */
function binOf(score: number): number {
  return Math.min(binCount - 1, Math.floor(score * binCount));
}

/**
 * - Brier score of a row (Brier 1950). `single`: the sum over the classes of the squared difference of score and truth, 0..2;
 *   for two classes that is twice the score of the one class alone. `multi`: the mean over the labels of the squared
 *   difference, 0..1.
 * - Expected calibration error (Guo et al. 2017), ten bins of equal width. `single`: of the score of what was said against
 *   whether it was right. `multi`: of each label's score against whether the row has it, the mean over the labels.
 * @param scores `rows x classes`, as `cases.scores` or temperature-scaled.
 */
export function rowTerms(cases: AnsweredCases, scores: Float64Array): RowTerms {
  const { task, classCount, truth, said } = cases;
  const rows = cases.rows.length;
  const single = task === 'single';
  const right = new Uint8Array(rows).fill(1);
  const squares = new Float64Array(rows);
  const perRow = single ? 1 : classCount;
  const gap = new Float64Array(rows * perRow);
  const bin = new Uint8Array(rows * perRow);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let c = 0; c < classCount; c++, at++) {
      const difference = truth[at]! - scores[at]!;
      if (truth[at] !== said[at]) right[row] = 0;
      squares[row]! += difference ** 2 / (single ? 1 : classCount);
      if (single && said[at] !== 1) continue;
      const forecast = single ? row : at;
      gap[forecast] = difference;
      bin[forecast] = binOf(scores[at]!);
    }
  }
  return { right, squares, gaps: rows < fewestForCalibration ? null : { gap, bin, perRow } };
}

function calibrationError({ gaps }: RowTerms, total: number, weights?: Float64Array): number | null {
  if (gaps === null || total === 0) return null;
  const { gap, bin, perRow } = gaps;
  const sums = new Float64Array(perRow * binCount);
  for (let at = 0; at < gap.length; at++) {
    const weight = weights ? weights[Math.floor(at / perRow)]! : 1;
    sums[(at % perRow) * binCount + bin[at]!]! += weight * gap[at]!;
  }
  return sums.reduce((sum, value) => sum + Math.abs(value), 0) / (total * perRow);
}

/** The figures under weights; all null where the weights add up to nothing. */
export function weightedFigure(
  terms: RowTerms,
  weights?: Float64Array,
): { readonly accuracy: number | null; readonly brier: number | null; readonly ece: number | null } {
  const { right, squares } = terms;
  let total = 0;
  let good = 0;
  let squared = 0;
  for (let row = 0; row < right.length; row++) {
    const weight = weights ? weights[row]! : 1;
    total += weight;
    good += weight * right[row]!;
    squared += weight * squares[row]!;
  }
  return {
    accuracy: shareOrNull(good, total),
    brier: shareOrNull(squared, total),
    ece: calibrationError(terms, total, weights),
  };
}
