// Figures with their intervals for what the guards judge: a probe, or the rows of a subgroup.
import type { Job } from '../../job';
import type { AnsweredCases, Approach, ApproachRecord, CaseTable, EvaluationPlan, PlanKind } from '../cases';
import { answeredCases } from '../figures/answered-cases';
import { prepareFigures } from '../figures/prepared';
import { type ApproachEstimates, estimatesOf } from '../intervals/estimates';
import { type HeldOutGroups, heldOutGroups } from '../intervals/group-weights';
import { type Resampled, resample } from '../intervals/resample';
import type { ApproachFigures } from '../intervals/statistics';

export interface Estimated extends ApproachEstimates {
  readonly groups: HeldOutGroups;
  readonly resampled: Resampled;
}

export interface EstimatedInput {
  readonly approach: Approach;
  /** One a repeat, of the same rows; at least one. */
  readonly repeats: readonly AnsweredCases[];
  readonly classes: CaseTable['classes'];
  readonly kind: PlanKind;
  readonly draws: number;
  readonly seed: number;
}

/** What an approach said, a repeat each. No figure looks at the vectors: the table may come without. */
export function allRepeats(
  cases: Omit<CaseTable, 'data'>,
  plan: EvaluationPlan,
  record: ApproachRecord,
): readonly AnsweredCases[] {
  const table: CaseTable = { ...cases, data: new Float32Array(0) };
  return Array.from({ length: plan.repeats }, (_, repeat) => answeredCases(table, plan, record, repeat));
}

/** All figures of answered cases with the intervals of `estimatesOf`; no operating points. Breathes; throws on cancel. */
export async function estimated(input: EstimatedInput, job: Job): Promise<Estimated> {
  const { repeats, classes, kind, draws, seed } = input;
  const approach: ApproachFigures = {
    approach: input.approach,
    repeats: repeats.map((cases) => prepareFigures(cases)),
    operating: [],
  };
  const groups = heldOutGroups(repeats);
  const [resampled] = await resample({ approaches: [approach], groups, prevalence: 0.5, draws, seed }, job);
  // Nothing is asked of operating points, so that no class is the positive one.
  const estimates = estimatesOf({ approach, resampled: resampled!, groups, kind, positive: 0, classes });
  return { ...estimates, groups, resampled: resampled! };
}
