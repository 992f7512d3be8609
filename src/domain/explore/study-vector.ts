// One vector for a study, a series or a file of many slices, from the vectors of its slices.
import { AppError } from '../errors';
import { type Job, quietJob } from '../job';

/** What a file or series taken as one image is described by: the mean of its slices' vectors, or seven statistics of them. */
export type StudyVector = 'mean' | 'statistics';

/** How many statistics there are of each component. */
export const statisticsCount = 7;

function checkRows(rows: readonly Float32Array[]): number {
  const dim = rows[0]?.length ?? 0;
  if (dim === 0 || rows.some((row) => row.length !== dim)) {
    throw new AppError('invalid-argument', 'vectors of one length are needed', { rows: rows.length });
  }
  return dim;
}

/** @throws AppError `encoder-invalid-output` for a vector without a direction: slices that cancel each other out. */
function unit(values: Float64Array): Float32Array {
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (!(norm > 1e-6)) {
    throw new AppError('encoder-invalid-output', 'the slices have no common direction', { what: 'zero' });
  }
  return Float32Array.from(values, (value) => value / norm);
}

/**
 * Mean of the slices' vectors at unit length; the dimension stays, so that it can be compared with single images.
 * @param rows at least one vector, all of one length, at unit length.
 * @throws AppError `invalid-argument` without rows or with rows of several lengths, `encoder-invalid-output`.
 */
export function meanVector(rows: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(checkRows(rows));
  for (const row of rows) for (let d = 0; d < sum.length; d++) sum[d]! += row[d]!;
  return unit(sum.map((value) => value / rows.length));
}

/** Value at quantile `q` of sorted values, linear between neighbours (numpy's default). */
function quantile(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

/** Writes the statistics of components `from` up to `to` (exclusive), not yet at unit length. */
function fillStatistics(rows: readonly Float32Array[], out: Float64Array, from: number, to: number): void {
  const dim = out.length / statisticsCount;
  const n = rows.length;
  const column = new Float64Array(n);
  for (let d = from; d < to; d++) {
    for (let i = 0; i < n; i++) column[i] = rows[i]![d]!;
    const mean = column.reduce((sum, value) => sum + value, 0) / n;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    column.sort();
    const statistics = [
      mean,
      Math.sqrt(variance),
      column[0]!,
      quantile(column, 0.25),
      quantile(column, 0.5),
      quantile(column, 0.75),
      column[n - 1]!,
    ];
    statistics.forEach((value, s) => {
      out[s * dim + d] = value;
    });
  }
}

/** Values sorted between two breaths: some milliseconds. */
const valuesABreath = 50_000;

/**
 * Mean, standard deviation (of the population), minimum, 25th, 50th and 75th percentile and maximum of each component over
 * the slices, one after the other, together at unit length: `7 x dim` numbers (the study vector of Microsoft's
 * healthcareai-examples). Not comparable with vectors of single images or texts.
 * @param job a long stack breathes between parts of the components.
 * @throws as `meanVector`, and what `breathe` throws when the job has been cancelled.
 */
export async function sevenStatistics(
  rows: readonly Float32Array[],
  { breathe }: Pick<Job, 'breathe'> = quietJob(),
): Promise<Float32Array> {
  const dim = checkRows(rows);
  const out = new Float64Array(statisticsCount * dim);
  const step = Math.max(1, Math.floor(valuesABreath / rows.length));
  for (let from = 0; from < dim; from += step) {
    if (from > 0) await breathe();
    fillStatistics(rows, out, from, Math.min(dim, from + step));
  }
  return unit(out);
}

/**
 * What `sevenStatistics` gives for a single vector, written into place: six of the seven are the vector itself, the
 * standard deviation is 0. The cosine of two such rows is that of their vectors.
 * @param row of unit length. @param out `7 x row.length` numbers, overwritten.
 */
export function writeStatisticsOfOne(row: Float32Array, out: Float32Array): void {
  const dim = row.length;
  let squares = 0;
  for (const value of row) squares += value * value;
  const scale = 1 / Math.sqrt((statisticsCount - 1) * squares);
  for (let d = 0; d < dim; d++) out[d] = row[d]! * scale;
  out.fill(0, dim, 2 * dim);
  for (let s = 2; s < statisticsCount; s++) out.copyWithin(s * dim, 0, dim);
}
