import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { voteOfNeighbours } from '../../../src/domain/predict/knn';
import golden from '../../fixtures/golden/predict/predict.json';

const classes = ['a', 'b', 'c'];
const near = (similarity: number, ...labels: string[]) => ({ similarity, labels });

describe('voteOfNeighbours', () => {
  test('gives scikit-learn’s shares', () => {
    const { dim, k } = golden;
    const queries = Float32Array.from(golden.queries);
    const found = nearestRows({ queries, table: Float32Array.from(golden.table), dim, k });
    for (let q = 0; q < queries.length / dim; q++) {
      const neighbours = Array.from({ length: k }, (_, t) =>
        near(found.similarities[q * k + t]!, classes[golden.labels[found.indices[q * k + t]!]!]!),
      );
      const { shares } = voteOfNeighbours(neighbours, classes, k);
      for (const [c, classId] of classes.entries()) {
        const share = shares.find((entry) => entry.classId === classId)?.share ?? 0;
        expect(share).toBeCloseTo(golden.shares[q * 3 + c]!, 5);
      }
    }
  });

  test('only labelled neighbours vote, and k counts those', () => {
    const vote = voteOfNeighbours([near(0.9), near(0.8, 'b'), near(0.7, 'a'), near(0.6, 'a')], classes, 2);
    expect(vote.voters).toBe(2);
    expect(vote.shares.map(({ classId }) => classId)).toEqual(['b', 'a']);
    expect(vote.shares[0]!.share).toBeCloseTo(0.8 / 1.5, 12);
  });

  test('several labels split one vote; an unknown label has none', () => {
    const { shares } = voteOfNeighbours([near(0.5, 'a', 'b'), near(0.5, 'b'), near(0.9, 'gone')], classes, 5);
    expect(shares).toEqual([
      { classId: 'b', share: 0.75 },
      { classId: 'a', share: 0.25 },
    ]);
  });

  test('a tie is said, and broken by the order of the classes', () => {
    const vote = voteOfNeighbours([near(0.6, 'c'), near(0.6, 'a')], classes, 2);
    expect(vote.tied).toBe(true);
    expect(vote.shares.map(({ classId }) => classId)).toEqual(['a', 'c']);
    expect(voteOfNeighbours([near(0.6, 'c'), near(0.5, 'a')], classes, 2).tied).toBe(false);
  });

  test('opposite neighbours have no weight; if all are, each counts one', () => {
    expect(voteOfNeighbours([near(0.2, 'a'), near(-0.9, 'b')], classes, 2).shares).toEqual([
      { classId: 'a', share: 1 },
      { classId: 'b', share: 0 },
    ]);
    const { shares } = voteOfNeighbours([near(0, 'a'), near(-0.9, 'b'), near(-1, 'b')], classes, 3);
    expect(shares[0]).toEqual({ classId: 'b', share: 2 / 3 });
  });

  test('nobody to ask', () => {
    expect(voteOfNeighbours([], classes, 5)).toEqual({ shares: [], tied: false, voters: 0 });
  });
});
