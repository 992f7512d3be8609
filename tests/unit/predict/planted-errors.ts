// A set with label errors planted in it: blobs, groups of three, and which labels are wrong; and its neighbours.
import { nearestRows } from '../../../src/domain/explore/nearest';
import { nearestWhere } from '../../../src/domain/explore/nearest-where';
import { normaliseRows } from '../../../src/domain/matrix';
import { makeRandom } from '../../../src/domain/random';
import type { NearestTable } from '../../../src/domain/types';
import { makeClusters } from '../explore/clusters';

export const classNames = ['a', 'b', 'c', 'd'];

export interface Planted {
  readonly data: Float32Array;
  readonly dim: number;
  readonly rows: number;
  readonly labels: readonly (readonly string[])[];
  readonly groups: readonly string[];
  readonly wrong: ReadonlySet<number>;
}

export function plantedErrors(seed: number, rows = 240, share = 0.1, noise = 0.6): Planted {
  const { data, dim, clusterOf } = makeClusters(rows, 24, classNames.length, seed, noise);
  const random = makeRandom(seed).fork('errors');
  const wrong = new Set(random.shuffle([...clusterOf.keys()]).slice(0, Math.round(rows * share)));
  const labels = clusterOf.map((own, row) => [
    classNames[(own + (wrong.has(row) ? 1 + random.integer(3) : 0)) % classNames.length]!,
  ]);
  // Three rows of one class, right or wrong, come from one patient.
  const groups = clusterOf.map((own, row) => `p${own}-${Math.floor(row / classNames.length / 3)}`);
  return { data: normaliseRows(data, dim), dim, rows, labels, groups, wrong };
}

/** The k nearest rows of another part, by a search of the whole table. */
export async function nearestApart(
  { data, dim }: Pick<Planted, 'data' | 'dim'>,
  parts: ArrayLike<unknown>,
  k: number,
): Promise<NearestTable> {
  const rows = parts.length;
  return nearestWhere({
    k,
    rows,
    candidates: rows,
    first: nearestRows({ queries: data, table: data, dim, k: rows }),
    search: () => Promise.reject(new Error('the first search was whole')),
    accept: (row, other) => parts[row] !== parts[other],
    available: () => rows,
  });
}
