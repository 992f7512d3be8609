// What the guards know: warnings worked out from the state as it is, and the results of probes and cheats.
import type { Approach } from '../domain/evaluate/cases';
import type { Cheat } from '../domain/evaluate/guards/cheat';
import { allRepeats } from '../domain/evaluate/guards/estimated';
import { leakWarnings } from '../domain/evaluate/guards/leaks';
import { oneAnswerWarnings } from '../domain/evaluate/guards/one-answer';
import { originWarnings } from '../domain/evaluate/guards/origins';
import type { Probe } from '../domain/evaluate/guards/probe-features';
import type { ProbeVerdict } from '../domain/evaluate/guards/probe-verdict';
import { sizeWarnings } from '../domain/evaluate/guards/sizes';
import type { Subgroups } from '../domain/evaluate/guards/subgroups';
import { graveCodes, type Warning } from '../domain/evaluate/guards/warning';
import type { Estimate } from '../domain/evaluate/summary';
import { keyInUse, type Rendering } from '../domain/intake/rendering';
import { partsOf } from '../domain/predict/row-groups';
import type { ClassId, Item, ItemId } from '../domain/types';
import { type AlikeGroups, alikeGroups } from './alike';
import type { AppState } from './app-state';
import { type Cases, casesOf, evaluationKey, planKind, planKinds } from './cases';
import type { EvaluationValue } from './evaluation';
import { lastOf, windowRule } from './selectors';

/** What one probe found. */
export interface ProbeTold {
  readonly probe: Probe;
  /** Balanced accuracy on the folds of the evaluation. */
  readonly figure: Estimate;
  readonly verdict: ProbeVerdict;
  /** Pictures that could not be read (thumbnails only). */
  readonly unread: number;
}

export interface Guards {
  readonly probes: readonly ProbeTold[];
  /** Probes with nothing to go by: the images are all the same in it. */
  readonly without: readonly Probe[];
  /** Balanced accuracy of guessing, 0..1. */
  readonly chance: number;
  /** The best of what was evaluated. */
  readonly embedding: { readonly approach: Approach; readonly figure: Estimate } | null;
  /** By format, modality and such, and by the columns that were given. */
  readonly subgroups: readonly Subgroups[];
}

/** What the mistakes would have one approach look like. */
export interface CheatRow {
  readonly approach: Approach;
  readonly honest: Estimate;
  /** Balanced accuracy by each mistake, 0..1; null: it cannot be told. */
  readonly cheated: readonly { readonly cheat: Cheat; readonly balancedAccuracy: number | null }[];
}

export interface CheatReport {
  readonly cheats: readonly Cheat[];
  readonly rows: readonly CheatRow[];
}

/** The evaluation probes and cheats are held against; null: there is none, or it is out of date. */
export function freshEvaluation(
  state: AppState,
): { readonly key: string; readonly value: EvaluationValue } | null {
  const { evaluation } = state;
  return evaluation.phase === 'done' && evaluation.key === evaluationKey(state) ? evaluation : null;
}

/** The key fresh probes or cheats would have; '' where there is no evaluation to hold them against. */
export function guardsKey(state: AppState): string {
  return freshEvaluation(state)?.key ?? '';
}

/** Pairs of rows that show the same picture. */
function pairsAmong({ groups }: AlikeGroups, ids: readonly ItemId[]): readonly (readonly [number, number])[] {
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return groups.flatMap(({ pairs }) =>
    pairs.flatMap(({ a, b }) => {
      const [one, two] = [rowOf.get(a), rowOf.get(b)];
      return one === undefined || two === undefined ? [] : [[one, two] as const];
    }),
  );
}

const givenGroups = (items: AppState['items'], ids: readonly ItemId[]) =>
  ids.map((id) => items.get(id)?.group ?? null);

const sizes = lastOf(({ table }: Cases, items: AppState['items'], positive: ClassId | null) =>
  sizeWarnings({
    ...table,
    given: givenGroups(items, table.ids),
    positive: positive ?? table.classes.at(-1) ?? null,
  }),
);

const leaks = lastOf(({ table: { ids }, parts }: Cases, items: AppState['items'], alike: AlikeGroups) =>
  leakWarnings({ ids, groups: givenGroups(items, ids), parts, pairs: pairsAmong(alike, ids) }),
);

const origins = lastOf(({ table }: Cases, items: AppState['items'], rendering: Rendering) => {
  const { ids, rowClasses, classes, groups } = table;
  const rule = windowRule(items);
  const rows = ids.map((id, row) => {
    const item = items.get(id) as Item;
    const labels = rowClasses[row]!.map((at) => classes[at] as ClassId);
    return { id, item, labels, rendering: keyInUse(rendering, item, rule) };
  });
  return originWarnings(rows, partsOf(groups));
});

const oneAnswers = lastOf(({ cases, judged: { plan, records } }: EvaluationValue) => {
  const answers = records.map((record) => ({
    approach: record.approach,
    cases: allRepeats(cases, { ...plan, repeats: 1 }, record)[0]!,
  }));
  return oneAnswerWarnings(answers, cases.ids, cases.classes);
});

const all = lastOf((...lists: readonly (readonly Warning[])[]): readonly Warning[] => {
  const grave = ({ code }: Warning) => graveCodes.includes(code);
  const warnings = lists.flat();
  return [...warnings.filter(grave), ...warnings.filter((warning) => !grave(warning))];
});
const none: readonly Warning[] = [];

/** Whether there is any labelled row to warn of. */
export function hasCases(state: AppState): boolean {
  return casesOf(state, planKind(state)).table.ids.length > 0;
}

/**
 * What may make figures of the labelled rows false or uncertain, the grave ones first: true of the set as it is now, and of the
 * evaluation where that is up to date. Where a row is a whole patient, machine and size are those of the image that stands for it.
 */
export function warningsOf(state: AppState): readonly Warning[] {
  const { items, settings } = state;
  const kind = planKind(state);
  const cases = casesOf(state, kind);
  // Copies and patients across the border to the external images count whatever is judged.
  const whole = planKinds(state).includes('external') ? casesOf(state, 'external') : cases;
  const fresh = freshEvaluation(state);
  return all(
    leaks(whole, items, alikeGroups(state)),
    origins(cases, items, settings.rendering),
    sizes(cases, items, settings.evaluation.positive),
    fresh ? oneAnswers(fresh.value) : none,
  );
}
