// The first two principal components: the map that is there at once, and where UMAP starts from.
import type { Job } from '../job';
import { meanRow, rowCount } from '../matrix';
import { makeRandom } from '../random';
import { dot, orthonormalise, symmetricEigen } from './orthonormal';

const blockSize = 2;
const blocksPerRound = 32;
const checkEveryBlocks = 8;
const maxRounds = 6;
const tolerance = 1e-7;
const breatheEveryMs = 30;

/**
 * Centred data projected on the two directions of largest variance: `rows x 2`, in the data's own unit. The sign of
 * each direction is set so that its largest loading is positive (as scikit-learn does), so the map does not flip.
 * A direction without variance gives zeros, an empty table an empty array. Block Krylov iteration with Rayleigh-Ritz
 * (Musco and Musco 2015) from a fixed start: same data, same bytes.
 */
export async function pca2(data: Float32Array, dim: number, job: Job): Promise<Float32Array> {
  const rows = rowCount(data, dim);
  const out = new Float32Array(rows * 2);
  if (rows === 0) return out;
  const directions = await mainDirections(data, dim, job);
  const mean = meanRow(data, dim);
  for (const [axis, direction] of directions.entries()) {
    const offset = dot(mean, direction);
    for (let i = 0, p = 0; i < rows; i++) {
      let sum = 0;
      for (let d = 0; d < dim; d++, p++) sum += data[p]! * direction[d]!;
      out[i * 2 + axis] = sum - offset;
    }
  }
  return out;
}

async function mainDirections(data: Float32Array, dim: number, job: Job): Promise<Float64Array[]> {
  const random = makeRandom(0x9ca);
  let block: Float64Array[] = Array.from({ length: Math.min(blockSize, dim) }, () =>
    Float64Array.from({ length: dim }, () => random.normal()),
  );
  for (let round = 1; ; round++) {
    const basis: Float64Array[] = [];
    const images: Float64Array[] = [];
    for (let blocks = 1; blocks <= blocksPerRound; blocks++) {
      basis.push(...block);
      orthonormalise(basis, images.length);
      images.push(...(await applyCovariance(data, dim, basis.slice(images.length), job)));
      block = images.slice(-block.length).map((image) => image.slice());
      const exhausted = basis.length >= dim;
      const last = blocks === blocksPerRound || exhausted;
      if (!last && blocks % checkEveryBlocks !== 0) continue;
      const { pairs, settled } = ritzPairs(basis, images);
      if (settled || exhausted || (last && round === maxRounds))
        return pairs.map(({ direction }) => direction);
      if (last) block = pairs.map(({ direction }) => direction);
    }
  }
}

/** The two best directions within the span of `basis`, signed, and whether they have stopped turning. */
function ritzPairs(basis: readonly Float64Array[], images: readonly Float64Array[]) {
  const eigen = symmetricEigen(basis.map((u) => Float64Array.from(images, (v) => dot(u, v)))).slice(0, 2);
  const scale = eigen[0]!.value;
  // Judged on the directions themselves: values settle twice as fast as the vectors that draw the map.
  const pairs = eigen.map(({ value, vector }) => {
    const direction = combine(vector, basis);
    return {
      direction: signed(direction, value, scale),
      residual: residualOf(value, direction, combine(vector, images)),
    };
  });
  return { pairs, settled: pairs.every(({ residual }) => residual <= tolerance * scale) };
}

function combine(weights: Float64Array, vectors: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  for (const [j, v] of vectors.entries()) for (let d = 0; d < sum.length; d++) sum[d]! += weights[j]! * v[d]!;
  return sum;
}

function residualOf(value: number, direction: Float64Array, image: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < direction.length; d++) sum += (image[d]! - value * direction[d]!) ** 2;
  return Math.sqrt(sum);
}

function signed(direction: Float64Array, value: number, scale: number): Float64Array {
  // Rounding noise of a flat direction must not be drawn as if it were a spread.
  if (!(value > scale * 1e-12)) return new Float64Array(direction.length);
  let largest = 0;
  for (const loading of direction) if (Math.abs(loading) > Math.abs(largest)) largest = loading;
  return largest < 0 ? direction.map((loading) => -loading) : direction;
}

/** (X - mean)ᵀ (X - mean) times each basis vector, without forming the `dim x dim` matrix. */
async function applyCovariance(
  data: Float32Array,
  dim: number,
  basis: readonly Float64Array[],
  job: Job,
): Promise<Float64Array[]> {
  const mean = meanRow(data, dim);
  const rows = rowCount(data, dim);
  const image = basis.map(() => new Float64Array(dim));
  const row = new Float64Array(dim);
  let last = performance.now();
  for (let i = 0; i < rows; i++) {
    for (let d = 0, p = i * dim; d < dim; d++, p++) row[d] = data[p]! - mean[d]!;
    for (const [j, v] of basis.entries()) {
      const share = dot(row, v);
      const target = image[j]!;
      for (let d = 0; d < dim; d++) target[d]! += share * row[d]!;
    }
    if ((i & 63) === 63 && performance.now() - last > breatheEveryMs) {
      await job.breathe();
      last = performance.now();
    }
  }
  return image;
}
