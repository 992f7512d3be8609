// The top of a tree of merges as a drawing: where its branches stand, what hangs under each, where a cut goes through.
import type { Merges } from './dendrogram';

/** A branch end of the drawing: one row, or all rows of a cluster whose own merges are not drawn. */
export interface TreeLeaf {
  /** Rows that hang under it, 1 or more. */
  readonly size: number;
  /** One of them: as none of the cuts drawn goes through a leaf, its cluster is that of all. */
  readonly row: number;
}

/** A merge: two legs, each from the height its side was made at, up to a bar at `height`. */
export interface TreeLink {
  /** Places on the horizontal axis, in leaves from the left: 0 is the first leaf's middle. */
  readonly x: readonly [left: number, right: number];
  readonly from: readonly [left: number, right: number];
  readonly height: number;
}

export interface TreeDrawing {
  /** From left to right. */
  readonly leaves: readonly TreeLeaf[];
  /** Lowest first. */
  readonly links: readonly TreeLink[];
  /** Of the last merge; 0 without one. */
  readonly top: number;
}

/**
 * The last merges of a tree, at most `mostLeaves` leaves (1 or more); what was merged before them is drawn as single
 * leaves at height 0. Branches do not cross, the older one stands left. No rows: an empty drawing.
 */
export function treeDrawing(merges: Merges, mostLeaves: number): TreeDrawing {
  const { rows, left, right, height, size } = merges;
  const count = Math.min(rows, mostLeaves);
  // Nodes from here on are drawn with their two branches, those below as leaves.
  const firstDrawn = rows + (rows - count);
  const places = new Map<number, number>();
  const leaves: TreeLeaf[] = [];
  const waiting = rows > 0 ? [2 * rows - 2] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node >= firstDrawn) {
      waiting.push(right[node - rows]!, left[node - rows]!);
      continue;
    }
    places.set(node, leaves.length);
    leaves.push({ size: node < rows ? 1 : size[node - rows]!, row: firstRow(merges, node) });
  }
  const links: TreeLink[] = [];
  const heightOf = (node: number) => (node < firstDrawn ? 0 : height[node - rows]!);
  for (let t = firstDrawn - rows; t < rows - 1; t++) {
    const [a, b] = [left[t]!, right[t]!];
    const x = [places.get(a)!, places.get(b)!] as const;
    places.set(rows + t, (x[0] + x[1]) / 2);
    links.push({ x, from: [heightOf(a), heightOf(b)], height: height[t]! });
  }
  return { leaves, links, top: height.at(-1) ?? 0 };
}

/**
 * A height at which a cut gives `clusters` clusters: half-way between the last merge it keeps and the first it does not,
 * 5 % above the top for one cluster, 0 for as many as rows (or more). Where the two merges are level no height gives that
 * number, and theirs comes back.
 */
export function cutHeight({ rows, height }: Merges, clusters: number): number {
  const kept = rows - clusters;
  if (kept <= 0) return 0;
  const last = height[kept - 1]!;
  return kept < height.length ? (last + height[kept]!) / 2 : last * 1.05;
}

function firstRow({ rows, left }: Merges, node: number): number {
  let at = node;
  while (at >= rows) at = left[at - rows]!;
  return at;
}
