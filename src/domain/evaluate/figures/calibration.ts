// The calibration curve of one class: what its scores promise against how often it was so.
import { percentile } from '../../predict/likeness';
import type { AnsweredCases } from '../cases';
import type { CalibrationBin } from '../summary';
import { fewestForCalibration } from './row-terms';
import { wilsonInterval } from './wilson';

const binCount = 10;

/**
 * Ten bins with about as many rows each (equal scores never parted; as calibration_curve of scikit-learn, strategy
 * `quantile`), in rising order, empty ones left out: bins of equal width would hold a row or two where the scores are few.
 * Each with the mean score, the share of rows that have the class, and Wilson's 95 % interval of it (rows taken as
 * independent). [] under 100 rows.
 * @param scaled `rows x classes` temperature-scaled scores in the order of the cases; absent: the scores as they are.
 */
export function calibrationBins(
  { classCount, rows, truth, scores }: AnsweredCases,
  classAt: number,
  scaled: Float64Array = scores,
): readonly CalibrationBin[] {
  if (rows.length < fewestForCalibration) return [];
  const values = Float64Array.from(rows, (_, row) => scaled[row * classCount + classAt]!);
  const edges = Array.from({ length: binCount - 1 }, (_, i) =>
    percentile(values, (100 * (i + 1)) / binCount),
  );
  const sums = Array.from({ length: binCount }, () => ({ rows: 0, hits: 0, score: 0 }));
  values.forEach((value, row) => {
    const bin = sums[edges.filter((edge) => edge < value).length]!;
    bin.rows += 1;
    bin.hits += truth[row * classCount + classAt]!;
    bin.score += value;
  });
  return sums.flatMap(({ rows: count, hits, score }) => {
    const interval = wilsonInterval(hits, count);
    if (interval === null) return [];
    const [low, high] = interval;
    return [{ mean: score / count, share: hits / count, low, high, rows: count }];
  });
}
