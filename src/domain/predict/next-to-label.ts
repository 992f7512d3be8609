// Which unlabelled rows to label next: those the set knows least about, and not twenty of the same kind.
import { cosineOf } from '../explore/nearest';
import { type Job, quietJob } from '../job';
import type { Vote } from './knn';
import { marginOf } from './row-votes';

export interface NextToLabel {
  readonly row: number;
  /** 1 - the margin of the vote: 0 all neighbours say the same, 1 tied, or nobody to ask. */
  readonly uncertainty: number;
  /** 1 - the best similarity to a labelled row, 0..2; null where there is none. */
  readonly distance: number | null;
}

export interface NextInput {
  /** `rows x dim`. */
  readonly data: Float32Array;
  readonly dim: number;
  /** The unlabelled rows. */
  readonly candidates: readonly number[];
  /** The vote of labelled rows on each row of the table. */
  readonly votes: readonly Vote[];
  /** Best similarity of each row to a labelled row, -1..1; null where there is none. */
  readonly bestSimilarity: (row: number) => number | null;
  /** How many are wanted. */
  readonly count: number;
}

/** Candidates kept by uncertainty: this share of them, and at least so many times what is wanted. */
const poolShare = 0.25;
const poolTimes = 4;
const numbersABreath = 2_000_000;
// Uncertainties closer than this differ by the order of a sum only.
const tieWidth = 1e-9;

/**
 * At most `count` of the candidates in the order to label them. The pool is the most uncertain quarter (at least four times
 * `count`; all of them where no row is labelled), ties by distance from the labelled rows, then by row. From it, greedily: each
 * pick is the row whose uncertainty times its distance to the nearest labelled or picked row is largest (farthest first;
 * Gonzalez 1985 for the greedy rule, uncertainty with diversity as in batch active learning), ties by place in the pool. A
 * pool that is certain throughout is picked by distance alone. Deterministic; breathes; no candidates give none.
 */
export async function nextToLabel(input: NextInput, job: Job = quietJob()): Promise<readonly NextToLabel[]> {
  const { data, dim, count } = input;
  const pool = poolOf(input);
  const cosine = cosineOf({ queries: data, table: data, dim, k: 1 });
  const doubtful = pool.some(({ uncertainty }) => uncertainty > tieWidth);
  // Distance to what is labelled or picked; at most 2 between unit rows.
  const apart = Float64Array.from(pool, ({ distance }) => distance ?? 2);
  const waiting = new Set(pool.keys());
  const picked: NextToLabel[] = [];
  let numbers = 0;
  while (picked.length < count && waiting.size > 0) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (const at of waiting) {
      const worth = apart[at]! * (doubtful ? pool[at]!.uncertainty : 1);
      if (worth > most) [best, most] = [at, worth];
    }
    waiting.delete(best);
    const pick = pool[best]!;
    picked.push(pick);
    for (const at of waiting) {
      const distance = 1 - cosine(pool[at]!.row, pick.row);
      apart[at] = Math.min(apart[at]!, Math.max(0, distance));
      numbers += dim;
      if (numbers < numbersABreath) continue;
      numbers = 0;
      await job.breathe();
    }
  }
  return picked;
}

function poolOf({ candidates, votes, bestSimilarity, count }: NextInput): readonly NextToLabel[] {
  const known = candidates.map((row): NextToLabel => {
    const vote = votes[row];
    const best = bestSimilarity(row);
    const uncertainty = vote && vote.voters > 0 ? 1 - marginOf(vote) : 1;
    return { row, uncertainty, distance: best === null ? null : 1 - best };
  });
  if (known.every(({ distance }) => distance === null)) return known;
  const size = Math.max(poolTimes * count, Math.ceil(poolShare * known.length));
  const steps = (uncertainty: number) => Math.round(uncertainty / tieWidth);
  return known
    .sort(
      (a, b) =>
        steps(b.uncertainty) - steps(a.uncertainty) || (b.distance ?? 2) - (a.distance ?? 2) || a.row - b.row,
    )
    .slice(0, size);
}
