// Two small dense routines for PCA: orthonormal columns and the eigenvectors of a small symmetric matrix.

/**
 * Orthonormalises the vectors of `basis` from index `from` on, in place, against all before them (which are so already).
 * One that vanishes becomes zero.
 */
export function orthonormalise(basis: readonly Float64Array[], from: number): void {
  for (let i = from; i < basis.length; i++) {
    const v = basis[i]!;
    // Twice is enough (Kahan): the second pass removes what rounding left of the first.
    const before = Math.sqrt(dot(v, v));
    for (let pass = 0; pass < 2; pass++) {
      for (const u of basis.slice(0, i)) {
        const share = dot(u, v);
        for (let d = 0; d < v.length; d++) v[d]! -= share * u[d]!;
      }
    }
    const length = Math.sqrt(dot(v, v));
    const scale = length > before * 1e-12 ? 1 / length : 0;
    for (let d = 0; d < v.length; d++) v[d]! *= scale;
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

export interface Eigen {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Eigenpairs of a small symmetric matrix (`size x size` rows), largest value first. Cyclic Jacobi rotations. */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen[] {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p]![q]! ** 2;
    if (off === 0) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  }
  return vectors
    .map((_, j) => ({ value: a[j]![j]!, vector: Float64Array.from(vectors, (row) => row[j]!) }))
    .sort((x, y) => y.value - x.value);
}

function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (Math.abs(apq) < 1e-300) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (x: Float64Array, y: Float64Array, i: number, j: number) => {
    const xi = x[i]!;
    const yj = y[j]!;
    x[i] = c * xi - s * yj;
    y[j] = s * xi + c * yj;
  };
  for (const row of a) turn(row, row, p, q);
  for (let k = 0; k < a.length; k++) turn(a[p]!, a[q]!, k, k);
  for (const row of vectors) turn(row, row, p, q);
}
