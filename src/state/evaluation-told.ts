// What views ask beside an evaluation's summary: its verdict in sentences, what an answer is worth at a prevalence, and how the
// set would be parted by one to come.
import { predictiveValues } from '../domain/evaluate/figures/operating';
import { partCounts } from '../domain/evaluate/judge/plan-parts';
import type { OperatingPoint, Summary } from '../domain/evaluate/summary';
import type { Level } from '../domain/explore/study-rows';
import type { Noun } from '../domain/report/report-facts';
import { type VerdictWords, verdictWords } from '../domain/report/verdict-words';
import type { AppState } from './app-state';
import { type Cases, casesOf, type Planned, planKind, plannedOf } from './cases';
import type { EvaluationValue } from './evaluation';
import { lastOf } from './selectors';

const rowNouns: Readonly<Record<Level, Noun>> = {
  image: { one: 'image', many: 'images' },
  group: { one: 'patient or study', many: 'patients or studies' },
};
/** What may not be parted, as the page calls it: a patient, or what stands in for one. */
const groupNoun: Noun = { one: 'patient', many: 'patients' };

/** The verdict of an evaluation in sentences. `level`: what its rows were. */
export function verdictOf({ cases, summary }: EvaluationValue, level: Level): VerdictWords {
  return verdictWords({ summary, task: cases.task, rowNoun: rowNouns[level], groupNoun });
}

/** PPV and NPV of an operating point where the class is as frequent as asked (0..1); null where they cannot be told. */
export function worthAt({ sensitivity, specificity }: OperatingPoint, prevalence: number) {
  return predictiveValues(sensitivity.value, specificity.value, prevalence);
}

/** How the set would be parted if it were judged now. */
export interface PartsAhead {
  readonly kind: Summary['kind'];
  /** Of one repeat. */
  readonly folds: number;
  readonly repeats: number;
  readonly groupsKnown: boolean;
  readonly parts: Summary['parts'];
  /** Groups that a split which came with the images has on both sides. */
  readonly leakingGroups: number;
}

const ahead = lastOf((planned: Planned, { table, grouped }: Cases): PartsAhead | null => {
  if ('error' in planned) return null;
  const { kind, folds, repeats } = planned.plan;
  return {
    kind,
    folds: folds.filter(({ repeat }) => repeat === 0).length,
    repeats,
    groupsKnown: grouped > 0,
    parts: partCounts(planned.plan, table.groups),
    leakingGroups: planned.leak?.groups ?? 0,
  };
});

/** null where it cannot be parted: see `plannedOf`. */
export function partsAhead(state: AppState): PartsAhead | null {
  return ahead(plannedOf(state), casesOf(state, planKind(state)));
}
