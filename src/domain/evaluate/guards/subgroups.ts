// Whether an approach does as well for all kinds of images: its figures by the values of a column, and the largest gap.
import type { Job } from '../../job';
import { partsOf } from '../../predict/row-groups';
import type { ClassId, ItemId } from '../../types';
import type { AnsweredCases, Approach, PlanKind } from '../cases';
import { differenceInterval } from '../intervals/draw-interval';
import { supportOfClasses } from '../intervals/estimates';
import { valuesAt } from '../intervals/resample';
import { placeOf } from '../intervals/statistics';
import { supportOf } from '../intervals/support';
import type { Estimate } from '../summary';
import { type Estimated, estimated } from './estimated';

export interface SubgroupsInput {
  readonly approach: Approach;
  /** What it said, a repeat each; at least one. */
  readonly repeats: readonly AnsweredCases[];
  /** Of the case table. */
  readonly ids: readonly ItemId[];
  readonly classes: readonly ClassId[];
  /** Index of the positive class. */
  readonly positive: number;
  readonly kind: PlanKind;
  readonly column: string;
  /** Items without a value are left out. */
  readonly values: ReadonlyMap<ItemId, string>;
  readonly draws: number;
  readonly seed: number;
}

export interface Subgroup {
  readonly value: string;
  readonly rows: number;
  readonly groups: number;
  /**
   * null where it has fewer than `fewestGroupsOfSubgroup` groups, or lacks a class that others have: a mean over fewer classes is
   * another figure.
   */
  readonly balancedAccuracy: Estimate;
  /** Of the positive class; null as above. */
  readonly sensitivity: Estimate;
}

export interface SubgroupGap {
  readonly better: string;
  readonly worse: string;
  /**
   * Of balanced accuracy, with a 95 % interval for groups drawn independently on both sides. It is the largest of `pairs`, picked
   * because it is: by chance alone the largest of several is above its interval more often than once in twenty.
   */
  readonly difference: Estimate;
  readonly pairs: number;
}

export interface Subgroups {
  readonly column: string;
  readonly approach: Approach;
  /** In the order of their values. */
  readonly rows: readonly Subgroup[];
  /** Held-out images without a value. */
  readonly without: number;
  /** null: fewer than two subgroups have a figure. */
  readonly gap: SubgroupGap | null;
}

export const fewestGroupsOfSubgroup = 5;
/** A column with more values is a list of images, not of kinds. */
export const mostSubgroups = 20;

const untold: Estimate = { value: null, low: null, high: null, method: 'none' };

/** The cases at some places (ascending), groups numbered anew. */
function placesOf(cases: AnsweredCases, places: readonly number[]): AnsweredCases {
  const { classCount } = cases;
  const flags = (from: Uint8Array) =>
    Uint8Array.from({ length: places.length * classCount }, (_, at) => {
      return from[places[Math.floor(at / classCount)]! * classCount + (at % classCount)]!;
    });
  return {
    ...cases,
    rows: Int32Array.from(places, (place) => cases.rows[place]!),
    truth: flags(cases.truth),
    said: flags(cases.said),
    scores: Float64Array.from({ length: places.length * classCount }, (_, at) => {
      return cases.scores[places[Math.floor(at / classCount)]! * classCount + (at % classCount)]!;
    }),
    parts: partsOf(places.map((place) => `${cases.parts[place]}`)),
  };
}

/** Classes that any row has. */
function classesIn({ truth, classCount }: AnsweredCases): ReadonlySet<number> {
  const there = new Set<number>();
  for (const [at, has] of truth.entries()) if (has) there.add(at % classCount);
  return there;
}

interface Told {
  readonly row: Subgroup;
  /** null: nothing can be told. */
  readonly estimates: Estimated | null;
  readonly cases: AnsweredCases;
}

/** The largest difference between two subgroups with a figure. */
function largestGap(told: readonly Told[], kind: PlanKind): SubgroupGap | null {
  const having = told
    .filter(({ row }) => row.balancedAccuracy.value !== null)
    .sort((a, b) => b.row.balancedAccuracy.value! - a.row.balancedAccuracy.value!);
  const [best, worst] = [having[0], having.at(-1)];
  if (!best?.estimates || !worst?.estimates || best === worst) return null;
  const value = best.row.balancedAccuracy.value! - worst.row.balancedAccuracy.value!;
  const sides = [best, worst].map(({ estimates, cases }) => {
    const { groups, resampled } = estimates!;
    return {
      values: valuesAt(resampled, placeOf.figure('balancedAccuracy')),
      support: supportOfClasses(groups, cases),
      groups: groups.count,
    };
  });
  const [one, other] = sides as [(typeof sides)[0], (typeof sides)[0]];
  // The scarcer side carries the difference.
  const fewest = Math.min(one.support?.fewest ?? 0, other.support?.fewest ?? 0);
  const support = supportOf([fewest, fewest]);
  const gaps = one.values.map((own, draw) => own - other.values[draw]!);
  const interval = support && differenceInterval(value, gaps, Math.min(one.groups, other.groups), support);
  const difference: Estimate = interval
    ? { value, low: interval.low, high: interval.high, method: kind === 'folds' ? 'folds' : 'groups' }
    : { ...untold, value };
  const pairs = (having.length * (having.length - 1)) / 2;
  return { better: best.row.value, worse: worst.row.value, difference, pairs };
}

/**
 * Figures of one approach by the values of a column. Each subgroup draws its groups on its own (a patient in two of them counts
 * in both). null where fewer than two values occur, or more than `mostSubgroups`. Breathes and reports subgroups.
 */
export async function subgroupsOf(input: SubgroupsInput, job: Job): Promise<Subgroups | null> {
  const { repeats, ids, classes, values, positive, approach, kind, draws, seed } = input;
  const first = repeats[0];
  if (!first) return null;
  const places = new Map<string, number[]>();
  let without = 0;
  for (const [place, row] of first.rows.entries()) {
    const value = values.get(ids[row]!);
    if (value === undefined) without += 1;
    else if (places.has(value)) places.get(value)!.push(place);
    else places.set(value, [place]);
  }
  if (places.size < 2 || places.size > mostSubgroups) return null;
  const all = classesIn(first);
  const told: Told[] = [];
  for (const [value, own] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const subset = repeats.map((cases) => placesOf(cases, own));
    const cases = subset[0]!;
    const groups = new Set(cases.parts).size;
    const row: Subgroup = { value, rows: own.length, groups, balancedAccuracy: untold, sensitivity: untold };
    if (groups < fewestGroupsOfSubgroup || classesIn(cases).size < all.size) {
      told.push({ row, estimates: null, cases });
    } else {
      const request = { approach, repeats: subset, classes, kind, draws, seed: seed + told.length };
      const estimates = await estimated(request, { ...job, report: () => undefined });
      const { balancedAccuracy } = estimates.figures;
      const { sensitivity } = estimates.perClass[positive]!;
      told.push({ row: { ...row, balancedAccuracy, sensitivity }, estimates, cases });
    }
    job.report(told.length, places.size);
  }
  const rows = told.map(({ row }) => row);
  return { column: input.column, approach, rows, without, gap: largestGap(told, kind) };
}
