// The drawing of a tree: a whole small tree by hand, and what holds for the top of any.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, type RawMerge, sortedMerges } from '../../../../src/domain/explore/cluster/dendrogram';
import {
  cutHeight,
  type TreeDrawing,
  treeDrawing,
} from '../../../../src/domain/explore/cluster/tree-drawing';

// Rows 0 and 1 at 1, rows 2 and 3 at 2, row 4 to these at 4, all at 7.
const five = sortedMerges(5, [
  { a: 0, b: 1, height: 1 },
  { a: 2, b: 3, height: 2 },
  { a: 3, b: 4, height: 4 },
  { a: 1, b: 4, height: 7 },
]);

test('a small tree by hand, whole and with its top alone', () => {
  const whole = treeDrawing(five, 40);
  expect(whole.leaves.map(({ row }) => row)).toEqual([0, 1, 4, 2, 3]);
  expect(whole.links).toEqual([
    { x: [0, 1], from: [0, 0], height: 1 },
    { x: [3, 4], from: [0, 0], height: 2 },
    { x: [2, 3.5], from: [0, 2], height: 4 },
    { x: [0.5, 2.75], from: [1, 4], height: 7 },
  ]);
  expect(treeDrawing(five, 3)).toEqual({
    leaves: [
      { size: 2, row: 0 },
      { size: 1, row: 4 },
      { size: 2, row: 2 },
    ],
    links: [
      { x: [1, 2], from: [0, 0], height: 4 },
      { x: [0, 1.5], from: [0, 4], height: 7 },
    ],
    top: 7,
  });
  expect([1, 2, 3, 5, 6].map((k) => cutHeight(five, k))).toEqual([7 * 1.05, 5.5, 3, 0, 0]);
});

test('no rows, and a single one', () => {
  const empty: TreeDrawing = { leaves: [], links: [], top: 0 };
  expect(treeDrawing(sortedMerges(0, []), 40)).toEqual(empty);
  expect(treeDrawing(sortedMerges(1, []), 40)).toEqual({ ...empty, leaves: [{ size: 1, row: 0 }] });
  expect(cutHeight(sortedMerges(1, []), 1)).toBe(0);
});

/** Any tree: each row joins one of those before it. */
const anyTree = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 50 })), { maxLength: 60 })
  .map((list) => {
    const raw: RawMerge[] = list.map(([with_, height], i) => ({ a: with_ % (i + 1), b: i + 1, height }));
    return sortedMerges(list.length + 1, raw);
  });

test('every row hangs under one leaf, branches do not cross, and a cut never goes through a leaf', () => {
  fc.assert(
    fc.property(anyTree, fc.integer({ min: 1, max: 70 }), (merges, most) => {
      const { leaves, links, top } = treeDrawing(merges, most);
      expect(leaves).toHaveLength(Math.min(most, merges.rows));
      expect(links).toHaveLength(leaves.length - 1);
      expect(leaves.reduce((sum, { size }) => sum + size, 0)).toBe(merges.rows);
      for (const { x, from, height } of links) {
        expect(x[0]).toBeLessThan(x[1]);
        expect(Math.max(...from)).toBeLessThanOrEqual(height);
        expect(height).toBeLessThanOrEqual(top);
      }
      // The leaves' rows lie in different clusters where the cut is as fine as the drawing.
      const finest = cut(merges, { clusters: leaves.length });
      expect(new Set(leaves.map(({ row }) => finest[row])).size).toBe(leaves.length);
      const sizes = new Map<number, number>();
      for (const label of finest) sizes.set(label, (sizes.get(label) ?? 0) + 1);
      for (const { row, size } of leaves) expect(sizes.get(finest[row]!)).toBe(size);
    }),
  );
});

test('the height of a cut gives that many clusters, where merges are not level', () => {
  fc.assert(
    fc.property(anyTree, fc.integer({ min: 1, max: 70 }), (merges, k) => {
      const clusters = Math.min(k, merges.rows);
      const kept = merges.rows - clusters;
      fc.pre(kept === 0 || merges.height[kept - 1] !== merges.height[kept]);
      const labels = cut(merges, { height: cutHeight(merges, clusters) });
      expect(new Set(labels).size).toBe(clusters);
    }),
  );
});
