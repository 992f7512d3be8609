// What the neighbours of each row of a table say of it.
import { type Job, quietJob } from '../job';
import type { ClassId, NearestTable } from '../types';
import { type Vote, voteOfNeighbours } from './knn';

export interface RowVotesInput {
  /** `rows x at least k`: neighbours of each row of the table, by row number; -1 ends a list. */
  readonly nearest: NearestTable;
  /** Classes of each row of the table; [] has no vote. */
  readonly labels: readonly (readonly ClassId[])[];
  /** In the order that breaks ties. */
  readonly classes: readonly ClassId[];
  /** Voters a row, 1 or more. */
  readonly k: number;
}

const rowsABreath = 512;

/**
 * The vote, weighted by similarity, of the first k labelled neighbours of each row, in the order of the rows. A row does not
 * vote on itself unless the table says that it is its own neighbour. Breathes; throws the job's own error on cancel.
 */
export async function votesOfRows(input: RowVotesInput, job: Job = quietJob()): Promise<readonly Vote[]> {
  const { nearest, labels, classes, k } = input;
  const votes: Vote[] = [];
  for (let row = 0; row < labels.length; row++) {
    if (row % rowsABreath === rowsABreath - 1) await job.breathe();
    const voters = [];
    for (let t = row * nearest.k; t < (row + 1) * nearest.k; t++) {
      const other = nearest.indices[t]!;
      if (other >= 0) voters.push({ similarity: nearest.similarities[t]!, labels: labels[other] ?? [] });
    }
    votes.push(voteOfNeighbours(voters, classes, k));
  }
  return votes;
}

/** The share of a class in a vote, 0..1; 0 where it got none. */
export function shareOf({ shares }: Vote, classId: ClassId): number {
  return shares.find((entry) => entry.classId === classId)?.share ?? 0;
}

/** How far the best class is before the second, 0..1; 1 where only one got votes, 0 where nobody voted. */
export function marginOf({ shares: [first, second] }: Vote): number {
  return (first?.share ?? 0) - (second?.share ?? 0);
}
