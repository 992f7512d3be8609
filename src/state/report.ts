// The state as the plain value a report is written from. What needs sentences of the page is handed in.

import type { AppErrorCode } from '../domain/errors';
import type { LeftOut } from '../domain/evaluate/cases';
import type { Rendering } from '../domain/intake/rendering';
import { partsByClass } from '../domain/report/parts-by-class';
import type {
  NamedFact,
  Noun,
  Report,
  ReportEncoder,
  ReportFlow,
  ReportPictures,
  ReportSplit,
} from '../domain/report/report-facts';
import type { Item, ItemId, WindowRule } from '../domain/types';
import { appVersion } from '../domain/version';
import type { AppState } from './app-state';
import { casesOf, evaluationKey, plannedOf } from './cases';
import type { EvaluationValue } from './evaluation';
import { groupNoun, rowNounAt } from './group-noun';
import { reportGuards, reportSubgroups } from './guard-told';
import { windowRule } from './selectors';
import { dropSummary } from './set-checks';
import { membersOfRow } from './study-level';

/** Sentences the report takes from the page. */
export interface ReportSentences {
  refusal(code: AppErrorCode): string;
  /** How greys became 8 bit and which part of the images was looked at. */
  rendering(rendering: Rendering, rule: WindowRule): readonly NamedFact[];
  leftOut(left: LeftOut, state: AppState): string;
}

export interface ReportTicks {
  /** Thumbnails of what was answered wrongly. */
  readonly thumbnails: boolean;
  /** Base names of the files, beside made-up codes. */
  readonly fileNames: boolean;
}

/** What only the moment knows. */
export interface ReportMoment {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly browser: string;
  /** SHA-256 of the vectors judged; null: not worked out. */
  readonly tableSha256: string | null;
  readonly pictures: ReportPictures;
}

/** The evaluation that is told of; null where there is none, or where the set has changed since. */
export function reportable(state: AppState): EvaluationValue | null {
  const { evaluation } = state;
  if (evaluation.phase !== 'done' || evaluation.key !== evaluationKey(state)) return null;
  return evaluation.value;
}

function sourcesOf(state: AppState, ids: readonly ItemId[]): ReportSplit['groupSources'] {
  const counts = new Map<Item['groupSource'], number>();
  for (const id of ids) {
    const source = state.items.get(id)?.groupSource ?? null;
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return Array.from(counts, ([source, rows]) => ({ source, rows })).sort((a, b) => b.rows - a.rows);
}

function flowOf(state: AppState, value: EvaluationValue, sentences: ReportSentences): ReportFlow {
  const { items, intake } = state;
  const all = [...items.values()];
  const analysed = new Set(value.cases.ids.flatMap((id) => membersOfRow(state, id) ?? [id]));
  const excluded = all.filter((item) => item.excluded).length;
  const rest = all.filter((item) => !item.excluded && !analysed.has(item.id));
  const unlabelled = rest.filter(({ labels }) => labels.length === 0);
  const external = rest.filter(({ labels, part }) => labels.length > 0 && part === 'external');
  const others = rest.length - unlabelled.length - external.length;
  const { merged, copies } = casesOf(state, value.judged.plan.kind);
  const drop = intake.phase === 'done' ? dropSummary(intake.ends) : null;
  // Files of the last drop alone do not explain a set that was built up in several.
  const whole = drop !== null && drop.counts.in + drop.counts.noted > 0 && covers(state, intake);
  return {
    files: whole
      ? {
          dropped: drop.total,
          gotIn: drop.counts.in + drop.counts.noted + drop.counts.asked,
          repeated: drop.counts.repeated,
          aside: drop.counts.aside,
          leftOut: drop.counts['left-out'],
          cancelled: drop.counts.cancelled,
          refused: drop.refused.map(({ code, files }) => ({ reason: sentences.refusal(code), files })),
        }
      : null,
    images: all.length,
    excluded,
    unlabelled: unlabelled.length,
    others: [
      ...(external.length > 0 ? [{ reason: 'in the external test set', images: external.length }] : []),
      ...(others > 0
        ? [{ reason: 'labels that do not fit this question, or no vector', images: others }]
        : []),
    ],
    analysed: { images: analysed.size, rows: value.cases.ids.length },
    nearDuplicates: {
      pairs: copies,
      acrossGroups: merged.acrossGroups.length,
      acrossParts: merged.acrossParts.length,
    },
  };
}

/** Whether all images of the set came with the drop that the record is of. */
function covers({ items }: AppState, intake: AppState['intake']): boolean {
  if (intake.phase !== 'done') return false;
  const known = new Set(intake.ends.flatMap(({ ids }) => ids));
  return [...items.keys()].every((id) => known.has(id));
}

/** What made the vectors in use; null until that is known. */
export function encoderOf({ encoder, settings }: AppState, tableSha256: string | null): ReportEncoder | null {
  const { space } = settings;
  if (space.kind === 'imported') {
    const { declared, name, sha256, dim: dimension } = space;
    const [id, weights] = declared ? [declared.encoder, declared.sha256] : ['not named by the file', sha256];
    const notRun = { inputPx: 0, backend: 'elsewhere', threads: 0 };
    const parity = { cases: 0, lowestCosine: 0, largestDifference: 0 };
    return {
      ...{ title: name || id, id, sha256: weights, dimension, ...notRun, parity, tableSha256 },
      elsewhere: true,
    };
  }
  if (encoder.phase !== 'ready') return null;
  const { title, id, sha256, dimension, input, backend, threads, parity } = encoder.status;
  return { title, id, sha256, dimension, inputPx: input.sizePx, backend, threads, parity, tableSha256 };
}

/** How images became the encoder's input, and what a row is. */
export function preparationOf(
  state: AppState,
  sentences: Pick<ReportSentences, 'rendering'>,
  noun: Noun,
): readonly NamedFact[] {
  const { rendering, level, studyVector, space } = state.settings;
  const rendered =
    space.kind === 'imported'
      ? [{ name: 'Rendering', value: space.declared?.rendering ?? 'the file of the vectors does not say' }]
      : sentences.rendering(rendering, windowRule(state.items));
  return [
    ...rendered,
    {
      name: 'One row stands for',
      value: level === 'group' ? `all images of a ${noun.one}` : 'one image',
    },
    {
      name: 'Several slices or images in a row',
      value: studyVector === 'mean' ? 'mean vector' : 'seven statistics',
    },
  ];
}

function settingsOf({ settings }: AppState, value: EvaluationValue): readonly NamedFact[] {
  const { plan } = value.judged;
  return [
    { name: 'Parting', value: plan.kind },
    { name: 'Repeats', value: plan.repeats },
    { name: 'Folds', value: plan.folds.length / plan.repeats },
    { name: 'Neighbours tried', value: '1, 3, 5, 9, 15, 25' },
    { name: 'Penalties tried (C, linear adapter)', value: '0.1, 1, 10, 100' },
    { name: 'Words: wording', value: settings.words.parts.modality || 'bare names and the project form' },
  ];
}

/** null where nothing can be reported: no fresh evaluation, or no encoder. */
export function reportOf(state: AppState, sentences: ReportSentences, moment: ReportMoment): Report | null {
  const value = reportable(state);
  const encoder = encoderOf(state, moment.tableSha256);
  if (!value || !encoder) return null;
  const { cases, judged, summary } = value;
  const planned = plannedOf(state);
  const leak = 'leak' in planned ? planned.leak : null;
  const sources = sourcesOf(state, cases.ids);
  const noun = groupNoun(sources.map(({ source }) => source));
  const signal =
    state.signal.phase === 'done' && state.signal.key === evaluationKey(state) ? state.signal.value : null;
  const { seed } = state.settings;
  return {
    project: state.projectName,
    question: null,
    made: { date: moment.date, appVersion, browser: moment.browser },
    task: cases.task,
    classes: cases.classes.map((id) => ({
      id,
      name: state.classes.find((entry) => entry.id === id)?.name ?? id,
    })),
    rowNoun: rowNounAt(state.settings.level, noun),
    groupNoun: noun,
    flow: flowOf(state, value, sentences),
    parts: partsByClass(cases, judged.plan),
    split: {
      seed: judged.plan.seed,
      groupSources: sources,
      groupsAcrossParts: leak?.groups ?? 0,
      externalJudged: judged.plan.kind === 'external' ? state.externalJudged : null,
    },
    encoder,
    preparation: preparationOf(state, sentences, noun),
    summary,
    leftOut: (judged.leftOut ?? []).map((left) => ({
      approach: left.approach,
      reason: sentences.leftOut(left, state),
    })),
    ...(signal ? { signal: signal.signals, learning: signal.curves } : {}),
    guards: reportGuards(state),
    subgroups: reportSubgroups(state),
    recipe: { ids: cases.ids, rowClasses: cases.rowClasses, groups: cases.groups, plan: judged.plan },
    pictures: moment.pictures,
    settings: settingsOf(state, value),
    seeds: [{ name: 'Project', value: seed }],
    versions: [
      { name: 'Lightbench', value: appVersion },
      { name: 'Encoder', value: encoder.id },
    ],
  };
}

/** The numbers that were judged, for their hash: `rows x dim`, in the order of the cases. */
export function judgedNumbers(state: AppState, value: EvaluationValue): Float32Array {
  return casesOf(state, value.judged.plan.kind).table.data;
}
