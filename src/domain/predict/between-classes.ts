// Rows that lie between two classes: their neighbours are split, and the means of the classes say the same.
import { type Job, quietJob } from '../job';
import type { ClassId } from '../types';
import type { Vote } from './knn';
import { type Prototypes, prototypeSimilarities } from './prototypes';
import { marginOf } from './row-votes';

/** A vote is split when the best class is at most this far before the second: three to two of five voters. */
export const splitMargin = 0.25;

export interface Between {
  readonly row: number;
  /** The class that is nearer by its mean, and the other. */
  readonly first: ClassId;
  readonly second: ClassId;
  /** Share of each in the vote, 0..1. */
  readonly firstShare: number;
  readonly secondShare: number;
  /** Cosine to the mean of the first less that to the mean of the second, 0..2. */
  readonly margin: number;
}

export interface BetweenInput {
  /** The vote on each row by rows of other groups. */
  readonly votes: readonly Vote[];
  /** `rows x dim`, rows of unit length. */
  readonly data: Float32Array;
  readonly dim: number;
  /** Classes of each row, which is left out of their means. */
  readonly labels: readonly (readonly ClassId[])[];
  readonly prototypes: Prototypes;
}

const rowsABreath = 16;

/**
 * Rows with at most one label whose vote is split between two classes that are also the two with the nearest means; the
 * smallest margin between those first, ties by row. Two kinds of evidence are asked for, since five neighbours are often split
 * by chance and means say little of classes with several kinds of images. Breathes; throws the job's own error on cancel.
 */
export async function betweenClasses(
  input: BetweenInput,
  job: Job = quietJob(),
): Promise<readonly Between[]> {
  const { votes, data, dim, labels, prototypes } = input;
  const found: Between[] = [];
  let compared = 0;
  for (const [row, vote] of votes.entries()) {
    const [one, two] = vote.shares;
    const own = labels[row] ?? [];
    if (own.length > 1 || !one || !two || marginOf(vote) > splitMargin) continue;
    compared += 1;
    if (compared % rowsABreath === 0) await job.breathe();
    const [a, b] = prototypeSimilarities(prototypes, data.subarray(row * dim, (row + 1) * dim), own);
    if (!a || !b) continue;
    const share = (classId: ClassId) => [one, two].find((entry) => entry.classId === classId)?.share;
    const [firstShare, secondShare] = [share(a.classId), share(b.classId)];
    if (firstShare === undefined || secondShare === undefined) continue;
    const margin = a.similarity - b.similarity;
    found.push({ row, first: a.classId, second: b.classId, firstShare, secondShare, margin });
  }
  return found.sort((a, b) => a.margin - b.margin || a.row - b.row);
}
