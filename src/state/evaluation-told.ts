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
import { nounOfRows, rowNounAt } from './group-noun';
import { lastOf } from './selectors';

const nounNow = lastOf(nounOfRows);
const nounThen = lastOf(nounOfRows);

/** What the groups of the rows that would be judged now are called. */
export function casesNoun(state: AppState): Noun {
  return nounNow(state.items, casesOf(state, planKind(state)).table.ids);
}

/** What the groups of the rows that were judged are called; without an evaluation, of those that would be. */
export function judgedNoun(state: AppState): Noun {
  const { evaluation, items } = state;
  return evaluation.phase === 'done' ? nounThen(items, evaluation.value.cases.ids) : casesNoun(state);
}

/** The verdict of an evaluation in sentences. `level`: what its rows were; `groupNoun`: what is never parted in it. */
export function verdictOf({ cases, summary }: EvaluationValue, level: Level, groupNoun: Noun): VerdictWords {
  return verdictWords({ summary, task: cases.task, rowNoun: rowNounAt(level, groupNoun), groupNoun });
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
  /** What the groups are called. */
  readonly noun: Noun;
  readonly parts: Summary['parts'];
  /** Groups that a split which came with the images has on both sides. */
  readonly leakingGroups: number;
}

const ahead = lastOf((planned: Planned, { table, grouped }: Cases, noun: Noun): PartsAhead | null => {
  if ('error' in planned) return null;
  const { kind, folds, repeats } = planned.plan;
  return {
    kind,
    folds: folds.filter(({ repeat }) => repeat === 0).length,
    repeats,
    groupsKnown: grouped > 0,
    noun,
    parts: partCounts(planned.plan, table.groups),
    leakingGroups: planned.leak?.groups ?? 0,
  };
});

/** null where it cannot be parted: see `plannedOf`. */
export function partsAhead(state: AppState): PartsAhead | null {
  return ahead(plannedOf(state), casesOf(state, planKind(state)), casesNoun(state));
}
