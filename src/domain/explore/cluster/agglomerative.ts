// Agglomerative (hierarchical) clustering: the two nearest clusters are merged until one is left.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount } from '../../matrix';
import { makeBreather, partOf } from './breather';
import { type Merges, type RawMerge, sortedMerges } from './dendrogram';
import { eachRowToLater, type PairTable } from './pair-distances';
import type { RowProduct } from './product';

/** How far two clusters are: mean or largest distance of their rows, or by how much merging raises the variance. */
export type Linkage = 'average' | 'complete' | 'ward';

/** Most rows: all distances are held in float32, n(n - 1) / 2 of them, which is 200 MB here. */
export const mostMergedRows = 10_000;

export interface AgglomerativeInput extends PairTable {
  /** Ward is defined for Euclidean distance only. */
  readonly linkage: Linkage;
}

/**
 * The tree of merges by the nearest-neighbour chain (Murtagh 1985; Muellner 2011) with the updates of Lance and Williams.
 * Heights are those of scipy's linkage within float32 of the distances (5e-5 where the product is in float32, too). Merges at
 * heights equal within that may come in another order than scipy's. Progress is in percent. No rows or one give no merges. Throws
 * `invalid-argument` for more than 10,000 rows (200 MB of distances) and for Ward by cosine.
 */
export async function agglomerative(
  input: AgglomerativeInput,
  product: RowProduct,
  job: Job,
): Promise<Merges> {
  const rows = rowCount(input.data, input.dim);
  checkInput(input, rows);
  const squared = input.linkage === 'ward';
  const distances = new Float32Array((rows * Math.max(0, rows - 1)) / 2);
  let filled = 0;
  await eachRowToLater(input, product, partOf(job, 0, 50), (_, later) => {
    if (squared) for (let t = 0; t < later.length; t++) later[t]! *= later[t]!;
    distances.set(later, filled);
    filled += later.length;
  });
  const raw = await mergeAll(distances, rows, input.linkage, partOf(job, 50, 100));
  return sortedMerges(
    rows,
    squared ? raw.map((merge) => ({ ...merge, height: Math.sqrt(merge.height) })) : raw,
  );
}

function checkInput({ linkage, metric }: AgglomerativeInput, rows: number): void {
  if (rows > mostMergedRows) {
    throw new AppError(
      'invalid-argument',
      'At most 10,000 rows can be merged step by step: all distances (200 MB) are held at once.',
      { rows, most: mostMergedRows },
    );
  }
  if (linkage === 'ward' && metric !== 'euclidean') {
    throw new AppError('invalid-argument', 'Ward merges by Euclidean distance only.', { metric });
  }
}

/** The distance from i to the cluster of x and y: from d(x, i), d(y, i), d(x, y) and the three sizes. */
type Update = (dx: number, dy: number, dxy: number, nx: number, ny: number, ni: number) => number;

const updates: Readonly<Record<Linkage, Update>> = {
  average: (dx, dy, _dxy, nx, ny) => (nx * dx + ny * dy) / (nx + ny),
  complete: (dx, dy) => Math.max(dx, dy),
  // Of squared distances.
  ward: (dx, dy, dxy, nx, ny, ni) => ((nx + ni) * dx + (ny + ni) * dy - ni * dxy) / (nx + ny + ni),
};

async function mergeAll(
  distances: Float32Array,
  rows: number,
  linkage: Linkage,
  job: Job,
): Promise<RawMerge[]> {
  const tree = new Clusters(distances, rows);
  const raw: RawMerge[] = [];
  const chain: number[] = [];
  const breather = makeBreather(job);
  while (raw.length < rows - 1) {
    if (breather.due()) {
      job.report(raw.length, rows - 1);
      await breather.breathe();
    }
    const { a, b, height } = nearestPair(tree, chain);
    raw.push({ a, b, height });
    tree.merge(a, b, height, updates[linkage]);
  }
  job.report(1, 1);
  return raw;
}

/** Follows nearest neighbours until two are each other's; takes these off the chain. */
function nearestPair(tree: Clusters, chain: number[]): RawMerge {
  // Rounding may leave a merged cluster further up the chain.
  while (chain.length > 0 && tree.sizes[chain.at(-1)!] === 0) chain.pop();
  if (chain.length === 0) chain.push(tree.alive[0]!);
  for (;;) {
    const a = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    const previous = before >= 0 && tree.sizes[before]! > 0 ? before : -1;
    const { other, distance } = tree.nearest(a, previous);
    if (other === previous) {
      chain.length -= 2;
      return { a, b: other, height: distance };
    }
    chain.push(other);
  }
}

/** The clusters that are left, each named by one of its rows, and the distances between them. */
class Clusters {
  /** Rows of the cluster named i; 0 once it is part of another. */
  readonly sizes: Int32Array;
  /** Names of the clusters that are left, ascending. */
  alive: Int32Array;
  private readonly distances: Float32Array;
  /** Where the distance of i < j lies: `base[i] + j`. */
  private readonly base: Int32Array;

  constructor(distances: Float32Array, rows: number) {
    this.distances = distances;
    this.sizes = new Int32Array(rows).fill(1);
    this.alive = Int32Array.from({ length: rows }, (_, i) => i);
    this.base = Int32Array.from({ length: rows }, (_, i) => i * rows - (i * (i + 1)) / 2 - i - 1);
  }

  /** The nearest other cluster; `preferred` (-1: none) wins ties, then the lowest name. */
  nearest(a: number, preferred: number): { other: number; distance: number } {
    const { alive, base, distances } = this;
    let other = preferred;
    let distance = preferred < 0 ? Number.POSITIVE_INFINITY : distances[this.place(a, preferred)]!;
    let t = 0;
    for (; alive[t]! < a; t++) {
      const i = alive[t]!;
      const found = distances[base[i]! + a]!;
      if (found < distance) {
        distance = found;
        other = i;
      }
    }
    const own = base[a]!;
    for (t++; t < alive.length; t++) {
      const i = alive[t]!;
      const found = distances[own + i]!;
      if (found < distance) {
        distance = found;
        other = i;
      }
    }
    return { other, distance };
  }

  /** Makes one cluster of two, named by the larger of their names. */
  merge(a: number, b: number, distance: number, update: Update): void {
    const { sizes, distances } = this;
    const [gone, kept] = a < b ? [a, b] : [b, a];
    const at = this.alive.indexOf(gone);
    this.alive = this.alive.copyWithin(at, at + 1).subarray(0, -1);
    for (const i of this.alive) {
      if (i === kept) continue;
      const to = this.place(kept, i);
      const dx = distances[this.place(gone, i)]!;
      distances[to] = update(dx, distances[to]!, distance, sizes[gone]!, sizes[kept]!, sizes[i]!);
    }
    sizes[kept]! += sizes[gone]!;
    sizes[gone] = 0;
  }

  private place(i: number, j: number): number {
    return i < j ? this.base[i]! + j : this.base[j]! + i;
  }
}
