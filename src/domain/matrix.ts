// Small operations on dense row-major tables (`rows x dim` in one Float32Array). Sums are kept in double precision.

/** Dot product of row `i` of `a` with row `j` of `b`. */
export function dotRows(a: Float32Array, i: number, b: Float32Array, j: number, dim: number): number {
  // Four sums at once: a single one waits for each addition to finish before the next.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let p = i * dim;
  let q = j * dim;
  const end = p + dim;
  for (; p + 3 < end; p += 4, q += 4) {
    s0 += a[p]! * b[q]!;
    s1 += a[p + 1]! * b[q + 1]!;
    s2 += a[p + 2]! * b[q + 2]!;
    s3 += a[p + 3]! * b[q + 3]!;
  }
  for (; p < end; p++, q++) s0 += a[p]! * b[q]!;
  return s0 + s1 + (s2 + s3);
}

/** Euclidean length of each row. */
export function rowNorms(data: Float32Array, dim: number): Float64Array {
  const rows = rowCount(data, dim);
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) norms[i] = Math.sqrt(dotRows(data, i, data, i, dim));
  return norms;
}

/** A copy with rows of length one; a row of zeros stays zero. */
export function normaliseRows(data: Float32Array, dim: number): Float32Array {
  const norms = rowNorms(data, dim);
  const out = new Float32Array(data.length);
  for (let i = 0; i < norms.length; i++) {
    const scale = norms[i]! > 0 ? 1 / norms[i]! : 0;
    for (let d = 0, p = i * dim; d < dim; d++, p++) out[p] = data[p]! * scale;
  }
  return out;
}

/** Mean of all rows (`dim` numbers); zeros for an empty table. */
export function meanRow(data: Float32Array, dim: number): Float64Array {
  const rows = rowCount(data, dim);
  const mean = new Float64Array(dim);
  for (let i = 0, p = 0; i < rows; i++) for (let d = 0; d < dim; d++, p++) mean[d]! += data[p]!;
  if (rows > 0) for (let d = 0; d < dim; d++) mean[d]! /= rows;
  return mean;
}

/** How many whole rows `data` holds. */
export function rowCount(data: Float32Array, dim: number): number {
  return dim > 0 ? Math.floor(data.length / dim) : 0;
}

/** The rows named by `indices`, in that order. */
export function takeRows(data: Float32Array, dim: number, indices: readonly number[]): Float32Array {
  const out = new Float32Array(indices.length * dim);
  for (const [to, from] of indices.entries()) out.set(data.subarray(from * dim, (from + 1) * dim), to * dim);
  return out;
}
