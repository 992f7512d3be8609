// What the neighbours say: a vote of the nearest labelled rows, and whether the image is like anything here at all.
import type { ClassId } from '../types';

export interface Neighbour {
  /** Cosine, -1..1. */
  readonly similarity: number;
  /** Classes of the neighbour; [] = unlabelled, it has no vote. */
  readonly labels: readonly ClassId[];
}

export interface ClassShare {
  readonly classId: ClassId;
  /** 0..1; the shares of one answer add up to 1. */
  readonly share: number;
}

/**
 * What a vote counts. `similarity`: the cosine, clipped at 0. `uniform`: 1. `rank`: with n voters, n for the nearest, then
 * one less each. There is no choice of metric: rows have unit length, so Euclidean distance, sqrt(2 - 2 cosine), gives the
 * same neighbours in the same order.
 */
export type VoteWeighting = 'similarity' | 'uniform' | 'rank';

export interface Vote {
  /** Every class that got a vote, best first; ties in the order of `classes`. Empty when nobody could vote. */
  readonly shares: readonly ClassShare[];
  /** First and second have the same share: there is no single answer. */
  readonly tied: boolean;
  /** Labelled neighbours that voted. */
  readonly voters: number;
}

// Shares closer than this differ by the order of the sum only.
const tieWidth = 1e-9;

/**
 * Weighted vote (Dudani 1976 for weights by likeness and by rank) of the first `k` labelled ones among `neighbours` (best
 * first). A neighbour with several labels splits its weight evenly among them. When all weights are 0, every voter counts
 * 1. `classes` gives the order that breaks ties; a label outside it has no vote.
 */
export function voteOfNeighbours(
  neighbours: readonly Neighbour[],
  classes: readonly ClassId[],
  k: number,
  weighting: VoteWeighting = 'similarity',
): Vote {
  const known = new Set(classes);
  const voters = neighbours
    .map(({ similarity, labels }) => ({ similarity, labels: labels.filter((label) => known.has(label)) }))
    .filter(({ labels }) => labels.length > 0)
    .slice(0, k);
  const counts = voters.map(({ similarity }, i) => {
    if (weighting === 'similarity') return Math.max(0, similarity);
    return weighting === 'rank' ? voters.length - i : 1;
  });
  const allZero = counts.every((weight) => !(weight > 0));
  const weights = new Map<ClassId, number>();
  let total = 0;
  for (const [i, { labels }] of voters.entries()) {
    const weight = allZero ? 1 : counts[i]!;
    total += weight;
    for (const label of labels) weights.set(label, (weights.get(label) ?? 0) + weight / labels.length);
  }
  const shares = classes
    .filter((classId) => weights.has(classId))
    .map((classId) => ({ classId, share: weights.get(classId)! / total }))
    .sort((a, b) => Math.round(b.share / tieWidth) - Math.round(a.share / tieWidth));
  const [first, second] = shares;
  const tied = first !== undefined && second !== undefined && first.share - second.share <= tieWidth;
  return { shares, tied, voters: voters.length };
}
