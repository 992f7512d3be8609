// Every figure of one approach as one long list of numbers, so that a resample of groups gives them all at once.
import type { Approach } from '../cases';
import { meanOrNull } from '../figures/class-counts';
import type { OperatingFigures, PreparedOperating } from '../figures/operating';
import type { ClassNumbers, PreparedFigures } from '../figures/prepared';
import type { FigureName, OperatingPoint } from '../summary';

/** One approach, ready to be asked for its figures under any weights. */
export interface ApproachFigures {
  readonly approach: Approach;
  /** One a repeat; all of the same rows. */
  readonly repeats: readonly PreparedFigures[];
  /** Of the positive class; [] where it is not told. `repeats`: one a repeat. */
  readonly operating: readonly {
    readonly rule: OperatingPoint['rule'];
    readonly thresholds: readonly number[];
    readonly repeats: readonly PreparedOperating[];
  }[];
}

export const figureNames: readonly FigureName[] = [
  'accuracy',
  'balancedAccuracy',
  'macroF1',
  'mcc',
  'auc',
  'averagePrecision',
  'brier',
  'ece',
];

export const classNames: readonly (keyof ClassNumbers)[] = [
  'sensitivity',
  'specificity',
  'ppv',
  'npv',
  'f1',
  'auc',
  'averagePrecision',
];

export const operatingNames: readonly (keyof OperatingFigures)[] = [
  'sensitivity',
  'specificity',
  'ppv',
  'npv',
];

/** Figures that are means over classes: a resample in which a class is lost is no resample of them. */
const ofAllClasses: ReadonlySet<FigureName> = new Set<FigureName>([
  'balancedAccuracy',
  'macroF1',
  'mcc',
  'auc',
  'averagePrecision',
]);

/** Places of the figures in the list: first those of the whole, then of each class, then of each operating point. */
export const placeOf = {
  figure: (name: FigureName) => figureNames.indexOf(name),
  ofClass: (classAt: number, name: keyof ClassNumbers) =>
    figureNames.length + classAt * classNames.length + classNames.indexOf(name),
  operating: (classCount: number, point: number, name: keyof OperatingFigures) =>
    figureNames.length +
    classCount * classNames.length +
    point * operatingNames.length +
    operatingNames.indexOf(name),
};

/** Weights of one resample. */
export interface Weighting {
  /** One list a repeat, a weight for each of its rows. */
  readonly weights: readonly Float64Array[];
  /** By class: whether, without weights, some rows have it and some lack it. */
  readonly varies: readonly boolean[];
}

/**
 * All figures, each the mean over the repeats in which it can be told; NaN where that is none.
 * @param resample absent: each row counts 1.
 */
export function figureList(
  { repeats, operating }: ApproachFigures,
  prevalence: number,
  resample?: Weighting,
): Float64Array {
  const told = repeats.map((prepared, repeat) => prepared.all(resample?.weights[repeat]));
  const classCount = told[0]?.classes.length ?? 0;
  const lost = told.map(({ classes }) => classes.some(({ auc }, c) => auc === null && resample?.varies[c]));
  const list: (number | null)[] = figureNames.map((name) =>
    meanOrNull(told.map(({ figures }, at) => (lost[at] && ofAllClasses.has(name) ? null : figures[name]))),
  );
  for (let c = 0; c < classCount; c++)
    for (const name of classNames) list.push(meanOrNull(told.map(({ classes }) => classes[c]![name])));
  for (const { repeats: points } of operating) {
    const figures = points.map((point, repeat) => point.figures(prevalence, resample?.weights[repeat]));
    for (const name of operatingNames) list.push(meanOrNull(figures.map((own) => own[name])));
  }
  return Float64Array.from(list, (value) => value ?? Number.NaN);
}
