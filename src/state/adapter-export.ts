// A kept adapter as it leaves the page: what its files say of it, and the rows by which it is checked.
import type { EmbeddingSpace } from '../domain/encode/embedding-space';
import { spaceText } from '../domain/encode/embedding-space';
import { takeRows } from '../domain/matrix';
import type { KeptAdapter } from '../domain/predict/adapter-set';
import { taskOfSpec } from '../domain/predict/adapter-targets';
import type { AdapterCardFacts } from '../domain/report/adapter-card';
import { adapterDifferences, judgedAs } from '../domain/report/adapter-differences';
import type { AdapterFacts } from '../domain/report/adapter-facts';
import { heldOut, type NamedFact, type Noun } from '../domain/report/report-facts';
import { appVersion } from '../domain/version';
import { isOld } from './adapters';
import type { AppState } from './app-state';
import { nounOfRows, rowNounAt } from './group-noun';
import { encoderOf, preparationOf, type ReportSentences, reportable } from './report';
import { embeddingTable, learningItems } from './selectors';
import { embeddingSpaceOf } from './space-facts';

/**
 * What its vectors were made by; null where nobody knows: it is of an older project, and images, labels or renderings have
 * changed since.
 */
export function spaceOfAdapter(state: AppState, kept: KeptAdapter): EmbeddingSpace | null {
  return kept.space ?? (isOld(state, kept) ? null : embeddingSpaceOf(state));
}

/** Names of its classes; one that was removed since has a number instead, so that no two outputs share a name. */
function classNamesOf({ classes }: AppState, { adapter }: KeptAdapter): readonly string[] {
  const known = new Map(classes.map(({ id, name }) => [id, name]));
  return adapter.classes.map((id, at) => known.get(id) ?? `class ${at + 1} (removed)`);
}

export function adapterFactsOf(state: AppState, kept: KeptAdapter, space: EmbeddingSpace): AdapterFacts {
  return {
    name: kept.name,
    classNames: classNamesOf(state, kept),
    space,
    version: appVersion,
    training: { key: kept.key, groups: kept.trainedOn.groups },
  };
}

const mostRows = 64;

/**
 * Up to 64 rows to ask both forms for, taken evenly from the labelled ones, else from all; none where the vectors in use have
 * another length.
 */
export function rowsToCheck(state: AppState, { adapter }: KeptAdapter): Float32Array {
  const { ids, dim, data } = embeddingTable(state);
  if (dim !== adapter.dim) return new Float32Array(0);
  const items = learningItems(state);
  const all = ids.map((_, row) => row);
  const labelled = all.filter((row) => (items.get(ids[row] ?? '')?.labels.length ?? 0) > 0);
  const from = labelled.length > 0 ? labelled : all;
  const step = Math.max(1, Math.ceil(from.length / mostRows));
  return takeRows(
    data,
    dim,
    from.filter((_, i) => i % step === 0),
  );
}

/** The fresh evaluation of its kind of adapter; null where there is none, or where it is about other labels or another question. */
function evaluationOf(state: AppState, kept: KeptAdapter, rowNoun: Noun): AdapterCardFacts['evaluation'] {
  const value = reportable(state);
  const { spec, classes } = kept.adapter;
  const approach = judgedAs(spec.preset);
  if (!value || approach === null || isOld(state, kept)) return null;
  const { cases, summary } = value;
  const same = cases.task === taskOfSpec(spec) && cases.classes.join() === classes.join();
  const own = summary.approaches.find((one) => one.approach === approach);
  if (!same || !own) return null;
  const { figures, perClass } = own;
  return { figures, perClass, ...heldOut(summary), differences: adapterDifferences(spec, rowNoun) };
}

/** The facts of its card. `date`: YYYY-MM-DD. */
export function adapterCardOf(
  state: AppState,
  kept: KeptAdapter,
  { space, classNames }: Pick<AdapterFacts, 'space' | 'classNames'>,
  sentences: Pick<ReportSentences, 'rendering'>,
  date: string,
): AdapterCardFacts {
  const { adapter, trainedOn, validation } = kept;
  const now = embeddingSpaceOf(state);
  const isNow = now !== null && spaceText(now) === spaceText(space);
  const encoder = isNow ? encoderOf(state, null) : null;
  const noun = nounOfRows(state.items, adapter.trainingIds);
  const rowNoun = rowNounAt(space.level, noun);
  const grouped = adapter.trainingIds.some((id) => state.items.get(id)?.group);
  const rendering: readonly NamedFact[] = [{ name: 'Rendering', value: space.rendering }];
  return {
    name: kept.name,
    made: { date, appVersion },
    encoder: {
      title: encoder?.title ?? space.encoder,
      id: space.encoder,
      sha256: space.sha256,
      dimension: adapter.dim,
    },
    classes: adapter.classes.map((id, at) => ({ id, name: classNames[at] ?? id })),
    rowNoun,
    groupNoun: noun,
    preparation: isNow ? preparationOf(state, sentences, noun) : rendering,
    adapter,
    trainedOn: { rows: trainedOn.images, groups: grouped ? trainedOn.groups : null },
    validation: validation && {
      rows: validation.images,
      balancedAccuracy: validation.validationBalancedAccuracy,
    },
    evaluation: evaluationOf(state, kept, rowNoun),
  };
}
