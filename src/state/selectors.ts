// Questions to the state. Cheap ones are plain functions; those that build big values are memoised by their inputs.

import { isGrey, keyInUse, type Rendering } from '../domain/intake/rendering';
import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, Item, ItemId, RenderingKey, WindowRule } from '../domain/types';
import type { AppState } from './app-state';
import { wordsInUse } from './class-words';
import { clustersUsed } from './cluster-settings';
import { itemsToLearnFrom, itemsWithRowLabels, type JoinedRow, joinedRows } from './joined-rows';
import { type ProjectSpace, rowsRule, vectorRendition } from './space';
import { keptRows, meanTableOf, statisticsTableOf, type VectorRow } from './vector-rows';

/** Remembers the last result for the same inputs (compared by identity). */
export function lastOf<Args extends readonly unknown[], Out>(
  compute: (...args: Args) => Out,
): (...args: Args) => Out {
  let args: Args | null = null;
  let out: Out;
  return (...next) => {
    if (args === null || next.some((value, i) => value !== args?.[i])) {
      out = compute(...next);
      args = next;
    }
    return out;
  };
}

/** What `auto` windowing comes to: the file's window only when every grey image that needs windowing has one, else the percentile rule for all. */
export const windowRule: (items: AppState['items']) => WindowRule = lastOf((items) => {
  let some = false;
  for (const item of items.values()) {
    if (item.excluded || !isGrey(item)) continue;
    some = true;
    if (!item.renditions.includes('window')) return 'percentile';
  }
  return some ? 'window' : 'percentile';
});

/** Which of an item's renderings the project looks at. */
export function renderingOf(
  { items, settings }: Pick<AppState, 'items' | 'settings'>,
  item: Item,
): RenderingKey {
  return keyInUse(settings.rendering, item, windowRule(items));
}

/** The rendering an item is shown by: the one looked at, else (it waits for its file) the one made of every image. */
export function shownRendering(state: Pick<AppState, 'items' | 'settings'>, item: Item): RenderingKey {
  const key = renderingOf(state, item);
  return item.renditions.includes(key) ? key : (item.renditions[0] ?? key);
}

export function vectorKey(pixelHash: string, rendition: RenderingKey, encoderSha256: string): string {
  return `${pixelHash}:${rendition}:${encoderSha256}`;
}

/** Where the seven statistics of a stack's slices stand, beside their mean. */
export function statisticsKey(pixelHash: string, rendition: RenderingKey, encoderSha256: string): string {
  return `${vectorKey(pixelHash, rendition, encoderSha256)}+statistics`;
}

/** What the vectors in use are keyed by: the SHA-256 of the encoder (null until it is ready), or of a space from elsewhere. */
export function encoderSha256(state: AppState): string | null {
  const { space } = state.settings;
  if (space.kind === 'imported') return space.sha256;
  return state.encoder.phase === 'ready' ? state.encoder.status.sha256 : null;
}

// Remembered beyond a change of the items, most of which (labels, notes) leave all vectors as they are.
let lastRows: readonly VectorRow[] = [];

const rowsInUse = lastOf(
  (
    items: AppState['items'],
    vectors: AppState['vectors'],
    sha256: string | null,
    rendering: Rendering,
    space: ProjectSpace,
  ): readonly VectorRow[] => {
    const rows: VectorRow[] = [];
    const rule = windowRule(items);
    for (const item of items.values()) {
      if (sha256 === null || item.excluded) continue;
      const key = vectorRendition(space, rendering, item, rule);
      const mean = vectors.get(vectorKey(item.pixelHash, key, sha256));
      if (!mean) continue;
      const isStack = item.notes.some(({ code }) => code === 'series-mean');
      const statistics = isStack ? vectors.get(statisticsKey(item.pixelHash, key, sha256)) : null;
      rows.push({ id: item.id, mean, statistics: statistics ?? null, isStack });
    }
    lastRows = keptRows(lastRows, rows);
    return lastRows;
  },
);

const imageRowsOf = (state: AppState) => {
  const { rendering, space } = state.settings;
  return rowsInUse(state.items, state.vectors, encoderSha256(state), rendering, space);
};

let lastJoined: readonly JoinedRow[] = [];
const joined = lastOf(
  (rows: readonly VectorRow[], items: AppState['items'], studies: AppState['studies']) => {
    lastJoined = joinedRows(rows, items, studies, lastJoined);
    return lastJoined;
  },
);
const noRows: readonly JoinedRow[] = [];

/** Rows of whole patients or studies; [] while a row is an image. */
export function studyRowsOf(state: AppState): readonly JoinedRow[] {
  return state.settings.level === 'group' ? joined(imageRowsOf(state), state.items, state.studies) : noRows;
}

const rowsOf = (state: AppState): readonly VectorRow[] =>
  state.settings.level === 'group' ? studyRowsOf(state) : imageRowsOf(state);

const meansOf = lastOf(meanTableOf);
const imageMeansOf = lastOf(meanTableOf);
const statisticsOf = lastOf((rows: readonly (VectorRow & Partial<JoinedRow>)[]) =>
  statisticsTableOf(rows.filter(({ awaited }) => !awaited)),
);

/**
 * Embeddings of all that is in the set (not excluded), in the order it came in: one row an image, or one a patient or study
 * (then by the id of the image that stands for it), described as the project describes stacks. Rows whose statistics are
 * still to be worked out are left out.
 */
export function embeddingTable(state: AppState): EmbeddingTable {
  return state.settings.studyVector === 'statistics' ? statisticsOf(rowsOf(state)) : meanTable(state);
}

/** The same rows by their means, whatever the project uses: what can be compared with texts and with parts of an image. */
export function meanTable(state: AppState): EmbeddingTable {
  return meansOf(rowsOf(state));
}

/** One row an image by its mean, whatever a row stands for elsewhere: for questions about single images. */
export function imageTable(state: AppState): EmbeddingTable {
  return state.settings.level === 'group' ? imageMeansOf(imageRowsOf(state)) : meanTable(state);
}

const rowItemsOf = lastOf(itemsWithRowLabels);

/** The items as rows of the table: those that stand for a patient or study have the labels its members agree on. */
export function rowItems(state: AppState): AppState['items'] {
  return state.settings.level === 'group' ? rowItemsOf(studyRowsOf(state), state.items) : state.items;
}

const learningOf = lastOf(itemsToLearnFrom);
const learningImagesOf = lastOf(itemsToLearnFrom);

/**
 * `rowItems` as evidence: external images and rows have no label. The one place that says which labels count: all that
 * learns, votes, averages or measures goes by it, and so do their keys. `rowItems` is for what a row is called.
 */
export function learningItems(state: AppState): AppState['items'] {
  return learningOf(rowItems(state));
}

/** The same of single images, whatever a row stands for elsewhere. */
export function learningImages({ items }: Pick<AppState, 'items'>): AppState['items'] {
  return learningImagesOf(items);
}

const noLabels: readonly ClassId[] = [];

/** Labels by which a row of the table is evidence: none for an external one. */
export function learningLabels(state: AppState, id: ItemId): readonly ClassId[] {
  return learningItems(state).get(id)?.labels ?? noLabels;
}

/** Labels of a row of the table, by the id it has there: what it is called. */
export function labelsOfRow(state: AppState, id: ItemId): readonly ClassId[] {
  return rowItems(state).get(id)?.labels ?? noLabels;
}

const stacksOf = lastOf((rows: readonly VectorRow[]) => rows.filter(({ isStack }) => isStack));
const lackingOf = lastOf((stacks: readonly (VectorRow & Partial<JoinedRow>)[]) =>
  stacks.filter(({ statistics, awaited }) => statistics === null && !awaited).map(({ id }) => id),
);

/** Rows made of many: images of slices, and whole patients or studies of several images. */
export function stackCount(state: AppState): number {
  return stacksOf(rowsOf(state)).length;
}

/** Those of them without statistics of their own (from before there were any): with `statistics` they are as single images. */
export function withoutStatistics(state: AppState): readonly ItemId[] {
  return lackingOf(stacksOf(rowsOf(state)));
}

const byClass = lastOf((items: AppState['items'], classes: AppState['classes']) => {
  const lists = new Map<ClassId | null, ItemId[]>([[null, []]]);
  for (const { id } of classes) lists.set(id, []);
  for (const item of items.values()) {
    if (item.labels.length === 0) lists.get(null)?.push(item.id);
    for (const label of item.labels) lists.get(label)?.push(item.id);
  }
  return lists as ReadonlyMap<ClassId | null, readonly ItemId[]>;
});

/** Items by class; key null holds the unlabelled. Excluded items are in their lists, too. */
export function itemsByClass(state: AppState): ReadonlyMap<ClassId | null, readonly ItemId[]> {
  return byClass(state.items, state.classes);
}

const ruleOf = lastOf(rowsRule);
const labelledRuleOf = lastOf((...[ids, items, ...rest]: Parameters<typeof rowsRule>) => {
  const labelled = ids.filter((id) => (items.get(id)?.labels.length ?? 0) > 0);
  return rowsRule(labelled, items, ...rest);
});

/** How stacks are described, for keys; nothing for means, as in projects from before there was a choice. */
function studyName(state: AppState): string {
  if (state.settings.studyVector !== 'statistics') return '';
  return `+statistics${withoutStatistics(state)
    .map((id) => `-${id}`)
    .join('')}`;
}

/** What the table's content is called in keys: rows in order, encoder, rendering and how stacks are described. */
export function tableKey(state: AppState): string {
  const { items, settings } = state;
  const { ids } = embeddingTable(state);
  const { rendering, space } = settings;
  const study = studyName(state);
  const rule = ruleOf(ids, items, studyRowsOf(state), rendering, study, space, windowRule(items));
  return tableKeyOf(ids, rule, encoderSha256(state));
}
const tableKeyOf = lastOf((ids: readonly ItemId[], rule: string, sha256: string | null) =>
  stageKey({ ids: ids.join(','), rule, encoder: sha256 ?? '' }),
);

/** What the vectors of the labelled rows are called in keys: their rendering, and how stacks are described. */
export function labelledRuleName(state: AppState): string {
  const { ids } = embeddingTable(state);
  const { rendering, space } = state.settings;
  const [items, joined, rule] = [learningItems(state), studyRowsOf(state), windowRule(state.items)];
  return labelledRuleOf(ids, items, joined, rendering, studyName(state), space, rule);
}

const labelKey = lastOf((table: EmbeddingTable, items: AppState['items']) =>
  stageKey({ labels: table.ids.map((id) => items.get(id)?.labels.join('+') ?? '').join(',') }),
);

const spaceRuleOf = lastOf(rowsRule);

/** What the vectors of some rows are called: rows of one name can be held against each other, whatever else has come in. */
export function spaceName(state: AppState, ids: readonly ItemId[]): string {
  const { rendering, studyVector, level, space } = state.settings;
  const { items } = state;
  const rule = spaceRuleOf(ids, items, noRows, rendering, studyVector, space, windowRule(items));
  return stageKey({ rule, level, encoder: encoderSha256(state) ?? '' });
}

/** The key a fresh projection would have. */
export function projectionKey(state: AppState): string {
  const { mapMethod, mapNeighbours, seed } = state.settings;
  return stageKey({
    table: tableKey(state),
    mapMethod,
    mapNeighbours,
    seed,
  });
}

/** The key fresh predictions would have. */
export function predictionsKey(state: AppState): string {
  const table = embeddingTable(state);
  const words = wordsInUse(state);
  const weighting = state.settings.voteWeighting;
  return stageKey({
    table: tableKey(state),
    labels: labelKey(table, learningItems(state)),
    k: state.settings.voteNeighbours,
    ...(weighting === 'similarity' ? {} : { weighting }),
    ...(words ? { words } : {}),
    adapter: state.adapter.phase === 'done' ? state.adapter.key : '',
    ...clustersUsed(state.clusters),
  });
}

/** True when a result is there but its inputs have changed since; the expected key is only worked out when one is. */
export function isStale(stage: { phase: string; key?: string }, expected: () => string): boolean {
  return stage.phase === 'done' && stage.key !== expected();
}

/** The class drawn for an item: its first label, else null. */
export function classOf(item: Item): ClassId | null {
  return item.labels[0] ?? null;
}
