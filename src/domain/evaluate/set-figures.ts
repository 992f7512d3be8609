// How well the set's labels hang together: each labelled row answered by its neighbours of other groups.
import { type Job, quietJob } from '../job';
import type { Vote } from '../predict/knn';
import { percentile } from '../predict/likeness';
import { rowsByGroup } from '../predict/row-groups';
import { makeRandom } from '../random';
import type { ClassId } from '../types';

export interface SetFigures {
  /** Rows that were answered: with exactly one label and a neighbour that may vote. */
  readonly rows: number;
  /** Groups they lie in (a row without a group is one). */
  readonly groups: number;
  readonly classes: number;
  readonly right: number;
  /** Mean over the classes of the share of their rows answered right, 0..1; null without rows. */
  readonly balancedAccuracy: number | null;
  /** 95 % interval of it; null for fewer than ten groups, and where all, or none, are right: drawing them says nothing then. */
  readonly interval: readonly [low: number, high: number] | null;
}

export interface SetFiguresInput {
  /** The vote on each row by rows of other groups (leave one group out). */
  readonly votes: readonly Vote[];
  readonly labels: readonly (readonly ClassId[])[];
  readonly groups: readonly (string | null)[];
  readonly seed: number;
}

/** Fewest groups for which an interval is given: below, it says more of chance than of the set. */
export const fewestGroups = 10;
const draws = 500;
const groupsABreath = 30_000;

/** Rows of one group: class index, and whether it was answered right. */
type Answered = readonly { readonly classAt: number; readonly right: boolean }[];

/**
 * Leave-one-group-out balanced accuracy of the neighbours' vote. A tie counts for the class that comes first. The interval is
 * the 2.5th to 97.5th percentile of 500 draws of groups with replacement (bootstrap by group, since images of one patient are
 * no independent cases), of each draw over the classes in it. To be compared with itself, before and after a tidying: the
 * rows were looked at to choose what to change, so that it is no held-out evaluation, and rises by the tidying alone.
 * Breathes; throws the job's own error on cancel.
 */
export async function setFigures(input: SetFiguresInput, job: Job = quietJob()): Promise<SetFigures> {
  const { votes, labels, groups, seed } = input;
  const classAt = new Map<ClassId, number>();
  const answered = rowsByGroup(groups)
    .map((rows): Answered => {
      return rows.flatMap((row) => {
        const [own, ...more] = labels[row] ?? [];
        const first = votes[row]?.shares[0];
        if (own === undefined || more.length > 0 || !first) return [];
        if (!classAt.has(own)) classAt.set(own, classAt.size);
        return [{ classAt: classAt.get(own)!, right: first.classId === own }];
      });
    })
    .filter((rows) => rows.length > 0);
  const all = answered.flat();
  const base = {
    rows: all.length,
    groups: answered.length,
    classes: classAt.size,
    right: all.filter(({ right }) => right).length,
    balancedAccuracy: balancedAccuracy(answered, classAt.size),
  };
  if (answered.length < fewestGroups || base.right === 0 || base.right === base.rows)
    return { ...base, interval: null };
  const random = makeRandom(seed).fork('set figures');
  const values: number[] = [];
  let drawn = 0;
  for (let draw = 0; draw < draws; draw++) {
    const some = Array.from(answered, () => answered[random.integer(answered.length)]!);
    values.push(balancedAccuracy(some, classAt.size) ?? 0);
    drawn += some.length;
    if (drawn < groupsABreath) continue;
    drawn = 0;
    await job.breathe();
  }
  return { ...base, interval: [percentile(values, 2.5), percentile(values, 97.5)] };
}

function balancedAccuracy(groups: readonly Answered[], classes: number): number | null {
  const seen = new Float64Array(classes);
  const right = new Float64Array(classes);
  for (const rows of groups) {
    for (const row of rows) {
      seen[row.classAt]! += 1;
      if (row.right) right[row.classAt]! += 1;
    }
  }
  let sum = 0;
  let there = 0;
  for (let c = 0; c < classes; c++) {
    if (seen[c]! === 0) continue;
    sum += right[c]! / seen[c]!;
    there += 1;
  }
  return there === 0 ? null : sum / there;
}
