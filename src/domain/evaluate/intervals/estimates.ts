// Figures with their intervals, from the resamples of one approach.
import type { AnsweredCases, PlanKind } from '../cases';
import type { OperatingFigures } from '../figures/operating';
import type { ClassNumbers } from '../figures/prepared';
import { wilsonInterval } from '../figures/wilson';
import type { ClassFigures, Estimate, FigureName, IntervalMethod, OperatingPoint } from '../summary';
import { drawInterval } from './draw-interval';
import type { HeldOutGroups } from './group-weights';
import { type Resampled, valuesAt } from './resample';
import { type ApproachFigures, classNames, figureNames, operatingNames, placeOf } from './statistics';
import { type Support, supportOf } from './support';

/** With fewer groups nothing is said of how a figure varies. */
export const fewestGroups = 5;

export interface EstimateInput {
  readonly approach: ApproachFigures;
  readonly resampled: Resampled;
  readonly groups: HeldOutGroups;
  readonly kind: PlanKind;
  /** Index of the class the operating points are for. */
  readonly positive: number;
  readonly classes: readonly string[];
}

/** All figures of one approach as estimates. */
export interface ApproachEstimates {
  readonly figures: Readonly<Record<FigureName, Estimate>>;
  readonly perClass: readonly ClassFigures[];
  readonly operating: readonly OperatingPoint[];
}

/** What an estimate that is a share of rows is a share of. */
type Trials = number | null;

const share = { from: 0, to: 1 };

/** How intervals by resamples are called: models of folds share training rows, so there the method is approximate. */
export function methodOf(kind: PlanKind, groups: number): IntervalMethod {
  if (groups < fewestGroups) return 'none';
  return kind === 'folds' ? 'folds' : 'groups';
}

/** Groups that carry a figure over all classes. */
export function supportOfClasses(
  { having, lacking }: HeldOutGroups,
  { task }: AnsweredCases,
): Support | null {
  // A class that does not occur carries nothing; nor, among labels, does one that every row has.
  const there = having.flatMap((count, c) => {
    if (task === 'single') return count > 0 ? [count] : [];
    return count > 0 && lacking[c]! > 0 ? [count, lacking[c]!] : [];
  });
  return supportOf(there);
}

const inRows = (cases: AnsweredCases, flags: Uint8Array, classAt: number) => {
  let sum = 0;
  for (let row = 0; row < cases.rows.length; row++) sum += flags[row * cases.classCount + classAt]!;
  return sum;
};

/**
 * Estimates with 95 % intervals: `wilson` for shares of single rows (every group one row, one repeat, model fixed); else by
 * `drawInterval`, called `groups` or `folds`; `none` under five groups, and where a class that carries the figure is in fewer
 * than two.
 */
export function estimatesOf(input: EstimateInput): ApproachEstimates {
  const { approach, resampled, groups, kind, positive, classes } = input;
  const { cases } = approach.repeats[0]!;
  const method = methodOf(kind, groups.count);
  const singleRows = groups.single && kind !== 'folds' && method !== 'none';
  const ofClasses = supportOfClasses(groups, cases);
  const ofAll = supportOf([groups.count]);

  const estimate = (
    place: number,
    support: Support | null,
    scale = share,
    trials: Trials = null,
  ): Estimate => {
    const value = resampled.estimate[place]!;
    if (Number.isNaN(value)) return { value: null, low: null, high: null, method: 'none' };
    if (singleRows && trials !== null) {
      const [low, high] = wilsonInterval(Math.round(value * trials), trials) ?? [null, null];
      return { value, low, high, method: low === null ? 'none' : 'wilson' };
    }
    const interval =
      method === 'none' || support === null
        ? null
        : drawInterval(value, valuesAt(resampled, place), scale, groups.count, support);
    if (interval === null) return { value, low: null, high: null, method: 'none' };
    return { value, low: interval.low, high: interval.high, method };
  };

  const ofFigure = (name: FigureName): Estimate => {
    const place = placeOf.figure(name);
    if (name === 'accuracy') return estimate(place, ofAll, share, cases.rows.length);
    if (name === 'brier') return estimate(place, ofAll, { from: 0, to: cases.task === 'single' ? 2 : 1 });
    if (name === 'ece') return estimate(place, ofAll);
    return estimate(place, ofClasses, name === 'mcc' ? { from: -1, to: 1 } : share);
  };

  const oneClass = (c: number) => {
    const rows = inRows(cases, cases.truth, c);
    const given = inRows(cases, cases.said, c);
    const [having, lacking] = [groups.having[c]!, groups.lacking[c]!];
    return {
      rows,
      sensitivity: { support: supportOf([having]), trials: rows },
      specificity: { support: supportOf([lacking]), trials: cases.rows.length - rows },
      ppv: { support: supportOf([having, lacking]), trials: given },
      npv: { support: supportOf([having, lacking]), trials: cases.rows.length - given },
      other: { support: supportOf([having, lacking]), trials: null },
    };
  };

  const ofClass = (c: number): ClassFigures => {
    const own = oneClass(c);
    const figures = classNames.map((name): [keyof ClassNumbers, Estimate] => {
      const { support, trials } =
        own[name === 'f1' || name === 'auc' || name === 'averagePrecision' ? 'other' : name];
      return [name, estimate(placeOf.ofClass(c, name), support, share, trials)];
    });
    const named = Object.fromEntries(figures) as Record<keyof ClassNumbers, Estimate>;
    return { classId: classes[c]!, rows: own.rows, groups: groups.having[c]!, ...named };
  };

  const ofPoint = (at: number): OperatingPoint => {
    const { rule, thresholds } = approach.operating[at]!;
    const own = oneClass(positive);
    const figures = operatingNames.map((name): [keyof OperatingFigures, Estimate] => {
      const place = placeOf.operating(cases.classCount, at, name);
      // Predictive values at a given prevalence are no shares of rows.
      const { support, trials } = name === 'ppv' || name === 'npv' ? own.other : own[name];
      return [name, estimate(place, support, share, trials)];
    });
    return { rule, thresholds, ...(Object.fromEntries(figures) as Record<keyof OperatingFigures, Estimate>) };
  };

  return {
    figures: Object.fromEntries(figureNames.map((name) => [name, ofFigure(name)])) as Record<
      FigureName,
      Estimate
    >,
    perClass: classes.map((_, c) => ofClass(c)),
    operating: approach.operating.map((_, at) => ofPoint(at)),
  };
}
