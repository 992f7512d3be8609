// How much the usual mistakes flatter: the same rows judged once more as the published notebook did it.
import type { Approach, ApproachRecord, CaseTable, EvaluationPlan, Judged, PlanKind } from '../cases';
import { meanOrNull } from '../figures/class-counts';
import { operatingThresholds, prepareOperating } from '../figures/operating';
import { prepareFigures } from '../figures/prepared';
import { cheatPlan } from '../judge/fold-plan';
import type { JudgeRequest } from '../judge/judge-types';
import { allRepeats } from './estimated';

/**
 * `on-test`: epoch, k, C and threshold are chosen on the very rows that are judged. `no-groups`: images of one patient are
 * learnt from and judged. `both`: as in the notebook.
 */
export type Cheat = 'on-test' | 'no-groups' | 'both';

export interface CheatFigure {
  readonly approach: Approach;
  readonly cheat: Cheat;
  /** Balanced accuracy by the mistake, 0..1; null: it cannot be told. */
  readonly balancedAccuracy: number | null;
}

const ignoresGroups = (cheat: Cheat) => cheat !== 'on-test';
const choosesOnTest = (cheat: Cheat) => cheat !== 'no-groups';

/**
 * The mistakes that can be shown: groups can only be ignored where folds are cut here and some group has two rows or more.
 */
export function cheatsFor(kind: PlanKind, groups: readonly (string | null)[]): readonly Cheat[] {
  const known = groups.filter((group) => group !== null);
  const several = new Set(known).size < known.length;
  return kind === 'folds' && several ? ['on-test', 'no-groups', 'both'] : ['on-test'];
}

/** What is asked of the judge for a mistake: the honest request, spoilt. */
export function cheatRequest(honest: JudgeRequest, cheat: Cheat): JudgeRequest {
  const { table, plan } = honest;
  const { rowClasses, groups, classes } = table;
  const { repeats, seed } = plan;
  const folds = Math.round(plan.folds.length / repeats);
  const spoilt = ignoresGroups(cheat)
    ? cheatPlan({ rowClasses, groups, classCount: classes.length, folds, repeats, seed })
    : plan;
  return { ...honest, plan: spoilt, chooseOnTest: choosesOnTest(cheat) };
}

/** Of two classes with one answer, the threshold is a choice, too: the mean of sensitivity and specificity at it. */
function atThreshold(
  table: CaseTable,
  plan: EvaluationPlan,
  record: ApproachRecord,
  repeat: number,
): number | null {
  const thresholds = operatingThresholds(table, plan, record, 1, 'youden');
  const operating = prepareOperating(table, plan, record, repeat, 1, thresholds);
  const { sensitivity, specificity } = operating.figures(0.5);
  return sensitivity === null || specificity === null ? null : (sensitivity + specificity) / 2;
}

/**
 * Balanced accuracy of each approach as someone reports it who made the mistake: mean over repeats. With `on-test` the
 * thresholds (of the labels for `multi`, of the second class where there are two for `single`) are those with the largest
 * Youden index on the judged rows of each fold.
 * @param judged what the judge gave for `cheatRequest`: where it chose on the test part, its plan says so.
 */
export function cheatFigures(
  cases: Omit<CaseTable, 'data'>,
  { plan, records }: Judged,
  cheat: Cheat,
): readonly CheatFigure[] {
  // No figure looks at the vectors.
  const table: CaseTable = { ...cases, data: new Float32Array(0) };
  const byThreshold = choosesOnTest(cheat) && table.task === 'single' && table.classes.length === 2;
  return records.map((record) => {
    const figures = byThreshold
      ? Array.from({ length: plan.repeats }, (_, repeat) => atThreshold(table, plan, record, repeat))
      : allRepeats(cases, plan, record).map((own) => prepareFigures(own).figures().balancedAccuracy);
    return { approach: record.approach, cheat, balancedAccuracy: meanOrNull(figures) };
  });
}
