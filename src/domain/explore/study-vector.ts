// One vector for a study, a series or a file of many slices, from the vectors of its slices.
import { AppError } from '../errors';

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

/**
 * Mean, standard deviation (of the population), minimum, 25th, 50th and 75th percentile and maximum of each component over
 * the slices, one after the other, together at unit length: `7 x dim` numbers (the study vector of Microsoft's
 * healthcareai-examples). Not comparable with vectors of single images or texts.
 * @throws as `meanVector`.
 */
export function sevenStatistics(rows: readonly Float32Array[]): Float32Array {
  const dim = checkRows(rows);
  const n = rows.length;
  const out = new Float64Array(7 * dim);
  const column = new Float64Array(n);
  for (let d = 0; d < dim; d++) {
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
  return unit(out);
}
