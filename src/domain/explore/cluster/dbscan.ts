// DBSCAN (Ester et al. 1996): clusters as dense regions; what lies in none is noise. Labels as scikit-learn numbers them.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount } from '../../matrix';
import { distanceSlack, eachRowToLater, exactDistance, type PairTable } from './pair-distances';
import type { RowProduct } from './product';

/** Most rows DBSCAN takes: who is near whom is kept at one bit a pair, 113 MB here. */
export const mostDbscanRows = 30_000;

export interface DbscanInput extends PairTable {
  /** Two rows are near when their distance is at most this; 0 or more, in the unit of the metric. */
  readonly eps: number;
  /** A row is a core row when this many are near, itself counted; 1 or more. */
  readonly minSamples: number;
}

export interface Dbscan {
  /** 0.. in the order of each cluster's first core row; -1 is noise. */
  readonly labels: Int32Array;
  /** 1 for a core row. */
  readonly core: Uint8Array;
  readonly clusters: number;
}

/**
 * A row near core rows of several clusters goes to the first of these. Reports in rows. Throws `invalid-argument` for an
 * `eps` below 0, a `minSamples` below 1, or more than 30,000 rows.
 */
export async function dbscan(input: DbscanInput, product: RowProduct, job: Job): Promise<Dbscan> {
  const rows = rowCount(input.data, input.dim);
  checkInput(input, rows);
  const near = await nearBits(input, rows, product, job);
  const core = Uint8Array.from(near.counts, (count) => Number(count >= input.minSamples));
  const labels = new Int32Array(rows).fill(-1);
  const free = new Uint32Array(near.words).fill(0xffffffff);
  let clusters = 0;
  for (let i = 0; i < rows; i++) {
    if (labels[i] !== -1 || core[i] === 0) continue;
    labels[i] = clusters;
    free[i >>> 5]! &= ~(1 << (i & 31));
    spread(i, clusters, near, free, core, labels);
    clusters += 1;
  }
  return { labels, core, clusters };
}

function checkInput({ eps, minSamples }: DbscanInput, rows: number): void {
  if (!(eps >= 0) || !Number.isInteger(minSamples) || minSamples < 1) {
    throw new AppError('invalid-argument', 'DBSCAN needs a distance and a whole number of neighbours.', {
      eps,
      minSamples,
    });
  }
  if (rows <= mostDbscanRows) return;
  throw new AppError('invalid-argument', 'There are too many rows to compare all pairs.', {
    rows,
    most: mostDbscanRows,
  });
}

interface NearBits {
  /** Row i's near rows are the bits of words i * words to (i + 1) * words; its own bit is not set. */
  readonly bits: Uint32Array;
  readonly words: number;
  /** How many rows are near each, itself counted. */
  readonly counts: Int32Array;
}

async function nearBits(input: DbscanInput, rows: number, product: RowProduct, job: Job): Promise<NearBits> {
  const { eps } = input;
  const words = Math.ceil(rows / 32);
  const bits = new Uint32Array(rows * words);
  const counts = new Int32Array(rows).fill(1);
  const exact = exactDistance(input);
  const surely = eps - distanceSlack;
  const never = eps + distanceSlack;
  await eachRowToLater(input, product, job, (row, later) => {
    for (let t = 0; t < later.length; t++) {
      const distance = later[t]!;
      if (distance > never) continue;
      const other = row + 1 + t;
      if (distance > surely && exact(row, other) > eps) continue;
      bits[row * words + (other >>> 5)]! |= 1 << (other & 31);
      bits[other * words + (row >>> 5)]! |= 1 << (row & 31);
      counts[row]! += 1;
      counts[other]! += 1;
    }
  });
  return { bits, words, counts };
}

/** Gives the cluster's number to all that can be reached from `start` over core rows; `free` are rows without one. */
function spread(
  start: number,
  cluster: number,
  { bits, words }: NearBits,
  free: Uint32Array,
  core: Uint8Array,
  labels: Int32Array,
): void {
  const waiting = [start];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    for (let w = 0; w < words; w++) {
      let hits: number = bits[row * words + w]! & free[w]!;
      free[w]! &= ~hits;
      while (hits !== 0) {
        const bit: number = 31 - Math.clz32(hits & -hits);
        hits &= hits - 1;
        const found = w * 32 + bit;
        labels[found] = cluster;
        if (core[found] === 1) waiting.push(found);
      }
    }
  }
}
