// A finished tree of merges: put in order, cut into clusters, laid out for drawing.
import { AppError } from '../../errors';

/**
 * n - 1 merges of n rows, lowest first, as scipy's linkage gives them: row i is node i, merge t makes node n + t of the
 * nodes `left[t] < right[t]`.
 */
export interface Merges {
  /** n, how many rows the tree stands on. */
  readonly rows: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Distance at which the two were merged, ascending. */
  readonly height: Float64Array;
  /** Rows in the new cluster. */
  readonly size: Int32Array;
}

/** A merge while the tree is built: one row of each side, and the height. */
export interface RawMerge {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/** Sorts raw merges (any order in which children come before parents; ties keep it) and names the nodes. */
export function sortedMerges(rows: number, raw: readonly RawMerge[]): Merges {
  const sorted = [...raw].sort((x, y) => x.height - y.height);
  const nodes = new Forest(rows);
  const left = new Int32Array(raw.length);
  const right = new Int32Array(raw.length);
  const size = new Int32Array(raw.length);
  for (const [t, { a, b }] of sorted.entries()) {
    const [one, other] = [nodes.rootOf(a), nodes.rootOf(b)];
    left[t] = Math.min(one, other);
    right[t] = Math.max(one, other);
    const sizeOf = (node: number) => (node < rows ? 1 : size[node - rows]!);
    size[t] = sizeOf(one) + sizeOf(other);
    nodes.join(one, other, rows + t);
  }
  return { rows, left, right, height: Float64Array.from(sorted, ({ height }) => height), size };
}

/** Which node each node belongs to so far. */
class Forest {
  private readonly parent: Int32Array;

  constructor(rows: number) {
    this.parent = Int32Array.from({ length: Math.max(0, 2 * rows - 1) }, (_, i) => i);
  }

  join(a: number, b: number, into: number): void {
    this.parent[a] = into;
    this.parent[b] = into;
  }

  rootOf(node: number): number {
    let root = node;
    while (this.parent[root] !== root) root = this.parent[root]!;
    for (let at = node; at !== root; ) {
      const next = this.parent[at]!;
      this.parent[at] = root;
      at = next;
    }
    return root;
  }
}

/** `clusters`: so many, cut to 1..rows. `height`: all merges at this height or below are kept, none above. */
export type Cut = { readonly clusters: number } | { readonly height: number };

/** The cluster of each row, numbered from 0 in order of each one's first row. An empty tree gives []. */
export function cut({ rows, left, right, height }: Merges, where: Cut): Int32Array {
  const kept = 'clusters' in where ? rows - whole(where.clusters, rows) : mergesUpTo(height, where.height);
  const nodes = new Forest(rows);
  for (let t = 0; t < kept; t++) nodes.join(left[t]!, right[t]!, rows + t);
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const root = nodes.rootOf(row);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

function whole(clusters: number, rows: number): number {
  if (!Number.isInteger(clusters)) {
    throw new AppError('invalid-argument', 'A whole number of clusters is needed.', { clusters });
  }
  return Math.max(Math.min(1, rows), Math.min(rows, clusters));
}

function mergesUpTo(heights: Float64Array, height: number): number {
  const above = heights.findIndex((value) => value > height);
  return above < 0 ? heights.length : above;
}

/** The rows from left to right, so that no two branches of the tree cross; the older branch stands left. */
export function leafOrder({ rows, left, right }: Merges): Int32Array {
  const out = new Int32Array(rows);
  const waiting = rows > 0 ? [2 * rows - 2] : [];
  let at = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node < rows) out[at++] = node;
    else waiting.push(right[node - rows]!, left[node - rows]!);
  }
  return out;
}
