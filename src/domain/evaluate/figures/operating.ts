// Operating points of one class: a threshold chosen on each fold's inner part, its figures on that fold's held-out rows.
import type { ApproachRecord, CaseTable, EvaluationPlan } from '../cases';
import type { OperatingPoint } from '../summary';
import { gathered, heldOutRows, scoredRows } from './answered-cases';
import { shareOrNull } from './class-counts';
import { type ScoredRows, sensitiveThreshold, youdenThreshold } from './thresholds';

/** Rules by which a threshold is chosen, in the order in which they are told. */
export const operatingRules: readonly OperatingPoint['rule'][] = ['youden', 'sensitive'];

const thresholdBy: Record<OperatingPoint['rule'], (rows: ScoredRows) => number> = {
  youden: youdenThreshold,
  sensitive: sensitiveThreshold,
};

/** Figures of an operating point, 0..1; null where they cannot be told. */
export interface OperatingFigures {
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly ppv: number | null;
  readonly npv: number | null;
}

/** One rule, one class, one repeat: figures by weights. */
export interface PreparedOperating {
  /**
   * @param prevalence share of the class that `ppv` and `npv` are for, 0..1.
   * @param weights one a row of `answeredCases` of the same repeat, 0 or more; absent: each counts 1.
   */
  figures(prevalence: number, weights?: Float64Array): OperatingFigures;
}

/** The threshold of each fold of the plan for class `classAt`, chosen by `rule` on its inner part alone. */
export function operatingThresholds(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  classAt: number,
  rule: OperatingPoint['rule'],
): readonly number[] {
  return plan.folds.map(({ inner }, f) =>
    thresholdBy[rule](scoredRows(table, inner, record.folds[f]!.inner, classAt)),
  );
}

/**
 * PPV and NPV at a prevalence by Bayes' rule (Vecchio 1966), 0..1: of those said to have it, the share that has it; of the
 * others, the share that lacks it. null where it is 0 / 0 or a share it needs is null.
 */
export function predictiveValues(
  sensitivity: number | null,
  specificity: number | null,
  prevalence: number,
): { readonly ppv: number | null; readonly npv: number | null } {
  if (sensitivity === null || specificity === null) return { ppv: null, npv: null };
  const found = sensitivity * prevalence;
  const spared = specificity * (1 - prevalence);
  return {
    ppv: shareOrNull(found, found + (1 - specificity) * (1 - prevalence)),
    npv: shareOrNull(spared, spared + (1 - sensitivity) * prevalence),
  };
}

/**
 * Says class `classAt` of each row held out in `repeat` whose score reaches the threshold of its fold.
 * @param thresholds one a fold of the plan: `operatingThresholds`.
 */
export function prepareOperating(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  repeat: number,
  classAt: number,
  thresholds: readonly number[],
): PreparedOperating {
  const hits = record.folds.map(({ test }, f) => {
    const fold = plan.folds[f]!;
    if (fold.repeat !== repeat) return [];
    const { scores, truth } = scoredRows(table, fold.test, test, classAt);
    // 2 where the row has the class, 1 more where it was said.
    return scores.map((score, at) => 2 * truth[at]! + (score >= thresholds[f]! ? 1 : 0));
  });
  const kinds = gathered(heldOutRows(plan, repeat), hits, 1);
  return {
    figures: (prevalence, weights) => {
      const [spared, wrong, missed, found] = kindSums(kinds, weights);
      const sensitivity = shareOrNull(found, found + missed);
      const specificity = shareOrNull(spared, spared + wrong);
      return { sensitivity, specificity, ...predictiveValues(sensitivity, specificity, prevalence) };
    },
  };
}

function kindSums(
  kinds: Float64Array,
  weights?: Float64Array,
): [spared: number, wrong: number, missed: number, found: number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let row = 0; row < kinds.length; row++)
    sums[kinds[row] as 0 | 1 | 2 | 3] += weights ? weights[row]! : 1;
  return sums;
}
