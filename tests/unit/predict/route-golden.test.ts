// Votes in each weighting against scikit-learn, and class means against numpy.
import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { type VoteWeighting, voteOfNeighbours } from '../../../src/domain/predict/knn';
import { prototypeSimilarities, prototypesOf } from '../../../src/domain/predict/prototypes';
import golden from '../../fixtures/golden/predict/routes.json';

const { dim, k } = golden;
const classes = ['a', 'b', 'c'];
const table = Float32Array.from(golden.table);
const queries = Float32Array.from(golden.queries);
const rowAt = (data: Float32Array, row: number) => data.subarray(row * dim, (row + 1) * dim);
const count = queries.length / dim;

/** Shares of all queries, `queries x classes`, as scikit-learn lays them out. */
function votes(weighting: VoteWeighting): number[] {
  const found = nearestRows({ queries, table, dim, k });
  return Array.from({ length: count }, (_, q) => {
    const neighbours = Array.from({ length: k }, (_, t) => ({
      similarity: found.similarities[q * k + t]!,
      labels: [classes[golden.labels[found.indices[q * k + t]!]!]!],
    }));
    const { shares } = voteOfNeighbours(neighbours, classes, k, weighting);
    return classes.map((classId) => shares.find((entry) => entry.classId === classId)?.share ?? 0);
  }).flat();
}

const furthest = (one: readonly number[], two: readonly number[]) =>
  Math.max(...one.map((value, i) => Math.abs(value - two[i]!)));

describe('votes of scikit-learn', () => {
  test('each vote the same: to 1e-12, and the same whichever metric it is told', () => {
    expect(furthest(votes('uniform'), golden.uniform)).toBeLessThan(1e-12);
    expect(golden.uniformEuclidean).toEqual(golden.uniform);
  });

  test('by rank to 1e-12, by similarity to 1e-6', () => {
    expect(furthest(votes('rank'), golden.rank)).toBeLessThan(1e-12);
    expect(furthest(votes('similarity'), golden.similarity)).toBeLessThan(1e-6);
  });

  test('are not those of another weighting (the comparison can fail)', () => {
    expect(furthest(votes('rank'), golden.uniform)).toBeGreaterThan(0.05);
  });
});

describe('class means of numpy', () => {
  const held = golden.held.map((own) => own.map((c) => classes[c]!));
  const prototypes = prototypesOf({ data: table, dim, labels: held }, classes);
  const inOrder = async (row: Float32Array, own: readonly string[] = []) => {
    const found = prototypeSimilarities(await prototypes, row, own);
    return classes.map((classId) => found.find((entry) => entry.classId === classId)!.similarity);
  };

  test('a new row to 1e-6, some images having two labels', async () => {
    for (let q = 0; q < count; q++)
      expect(furthest(await inOrder(rowAt(queries, q)), golden.toMeans[q]!)).toBeLessThan(1e-6);
  });

  test('a row of the table is left out of its own means; with itself in them the figures are others', async () => {
    let leaked = 0;
    for (const [i, own] of held.entries()) {
      const expected = golden.toMeansWithoutItself[i]!;
      expect(furthest(await inOrder(rowAt(table, i), own), expected)).toBeLessThan(1e-6);
      leaked = Math.max(leaked, furthest(await inOrder(rowAt(table, i)), expected));
    }
    expect(leaked).toBeGreaterThan(0.01);
  });
});
