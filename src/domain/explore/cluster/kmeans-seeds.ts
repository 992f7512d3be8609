// Where k-means starts from: rows drawn far from each other (k-means++).
import type { Job } from '../../job';
import { rowCount, takeRows } from '../../matrix';
import type { Random } from '../../random';
import type { RowTable } from './pair-distances';
import { eachRowDots, type RowProduct } from './product';

/**
 * k rows as first centres (`k x dim`): each drawn with a chance proportional to its squared distance to the nearest one
 * before; of 2 + floor(ln k) draws the one is kept that leaves least distance in all (Arthur and Vassilvitskii 2007,
 * greedy form). Rows may repeat only where there are fewer distinct ones than k. `squares` are squared lengths.
 */
export async function drawSeeds(
  table: RowTable,
  squares: Float64Array,
  k: number,
  random: Random,
  product: RowProduct,
  job: Job,
): Promise<Float64Array> {
  const { data, dim } = table;
  const rows = rowCount(data, dim);
  const trials = 2 + Math.floor(Math.log(k));
  const chosen = [random.integer(rows)];
  let gaps = (await gapsTo(table, squares, chosen, null, product, job))[0]!;
  while (chosen.length < k) {
    const total = sumOf(gaps);
    const drawn = Array.from({ length: trials }, () =>
      total > 0 ? pick(gaps, random.uniform() * total) : random.integer(rows),
    );
    const left = await gapsTo(table, squares, drawn, gaps, product, job);
    const sums = left.map(sumOf);
    const best = sums.indexOf(Math.min(...sums));
    chosen.push(drawn[best]!);
    gaps = left[best]!;
  }
  return Float64Array.from(takeRows(data, dim, chosen));
}

/** For each of the `chosen` rows: squared distances of all rows to it, at most those `before`. */
async function gapsTo(
  { data, dim }: RowTable,
  squares: Float64Array,
  chosen: readonly number[],
  before: Float64Array | null,
  product: RowProduct,
  job: Job,
): Promise<Float64Array[]> {
  const out = chosen.map(() => new Float64Array(squares.length));
  await eachRowDots({ data, few: takeRows(data, dim, chosen), dim }, product, job, (row, dots, at) => {
    for (const [c, seed] of chosen.entries()) {
      const both = squares[row]! + squares[seed]!;
      const gap = both - 2 * dots[at + c]!;
      // What float32 leaves of a zero must stay zero, or a copy of a seed could be drawn as the next one.
      out[c]![row] = Math.min(before?.[row] ?? Number.POSITIVE_INFINITY, gap > 2e-6 * both ? gap : 0);
    }
  });
  return out;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The row at which the running sum of `weights` passes `at`; never one of weight 0. */
function pick(weights: Float64Array, at: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i]! > 0)) continue;
    last = i;
    sum += weights[i]!;
    if (sum > at) return i;
  }
  return last;
}
