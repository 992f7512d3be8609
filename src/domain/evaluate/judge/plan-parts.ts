// Plans whose test part is given: the split the folders named, and sets marked as external. And what parts hold.
import { AppError } from '../../errors';
import { partsOf } from '../../predict/row-groups';
import { makeRandom } from '../../random';
import type { Part as ItemPart } from '../../types';
import type { EvaluationPlan, PlanKind } from '../cases';
import type { PartCounts } from '../summary';
import { innerPart, type PlanRows } from './inner-part';

/** A part of a split that came with the images. */
export type Part = Exclude<ItemPart, 'external'>;

/** A split as it was given, and where it leaks: it is honoured, not mended. */
export interface GivenPlan {
  readonly plan: EvaluationPlan;
  readonly leak: {
    /** Groups with rows both in the test part and in what is learnt from or chosen by. */
    readonly groups: number;
    /** Test rows in those groups. */
    readonly testRows: number;
    /** Groups both in `train` and in a given `val` part: choices are made on known patients. */
    readonly innerGroups: number;
  };
}

export interface GivenPlanInput extends PlanRows {
  readonly seed: number;
}

interface Kept {
  /** Part of each row; null: of none. */
  readonly parts: readonly (Part | null)[];
}

/**
 * Learnt from `train`, chosen by `val`, judged on `test`, once. Without any `val` row the inner part is taken from `train`,
 * group by group. A row whose part is null is in none of them.
 *
 * @throws AppError `too-few-items` {test} or {train} where that part is empty; `invalid-argument` where lists do not fit.
 */
export function keptPlan(input: GivenPlanInput & Kept): GivenPlan {
  return givenPlan('kept-split', input);
}

/** Learnt from all other rows (the inner part taken from them), judged on the external ones: one flag a row. Errors as above. */
export function externalPlan({
  external,
  ...input
}: GivenPlanInput & { readonly external: readonly boolean[] }): GivenPlan {
  const parts = external.map((outside): Part => (outside ? 'test' : 'train'));
  return givenPlan('external', { ...input, parts });
}

function givenPlan(kind: PlanKind, { parts, seed, ...rows }: GivenPlanInput & Kept): GivenPlan {
  if (parts.length !== rows.rowClasses.length || parts.length !== rows.groups.length) {
    throw new AppError('invalid-argument', 'The split does not fit the rows.', { parts: parts.length });
  }
  const rowsOf = (wanted: Part) => parts.flatMap((part, row) => (part === wanted ? [row] : []));
  const [learnt, chosenBy, test] = [rowsOf('train'), rowsOf('val'), rowsOf('test')];
  if (test.length === 0) throw new AppError('too-few-items', 'The split has no test part.', { test: 0 });
  if (learnt.length === 0)
    throw new AppError('too-few-items', 'The split has nothing to learn from.', { train: 0 });
  const { train, inner } =
    chosenBy.length > 0
      ? { train: learnt, inner: chosenBy }
      : innerPart(rows, learnt, makeRandom(seed).fork('inner'));
  const groupOf = partsOf(rows.groups);
  const groupsIn = (list: readonly number[]) => new Set(list.map((row) => groupOf[row]!));
  const known = groupsIn([...train, ...inner]);
  const seen = test.filter((row) => known.has(groupOf[row]!));
  const ofTrain = groupsIn(train);
  return {
    plan: { kind, folds: [{ repeat: 0, train, inner, test }], repeats: 1, seed },
    leak: {
      groups: groupsIn(seen).size,
      testRows: seen.length,
      innerGroups: [...groupsIn(inner)].filter((group) => ofTrain.has(group)).length,
    },
  };
}

/** Rows and groups of each part, means over the folds; a row without a group is one of its own. No folds: zeros. */
export function partCounts(
  { folds }: EvaluationPlan,
  groups: readonly (string | null)[],
): { readonly train: PartCounts; readonly inner: PartCounts; readonly test: PartCounts } {
  const groupOf = partsOf(groups);
  const mean = (count: (rows: readonly number[]) => number, part: 'train' | 'inner' | 'test') =>
    folds.reduce((sum, fold) => sum + count(fold[part]), 0) / Math.max(1, folds.length);
  const of = (part: 'train' | 'inner' | 'test'): PartCounts => ({
    rows: mean((rows) => rows.length, part),
    groups: mean((rows) => new Set(rows.map((row) => groupOf[row])).size, part),
  });
  return { train: of('train'), inner: of('inner'), test: of('test') };
}
