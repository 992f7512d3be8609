// Questions to the state. Cheap ones are plain functions; those that build big values are memoised by their inputs.

import {
  isGrey,
  keyInUse,
  type Recipe,
  type Rendering,
  recipesOf,
  renderingKey,
  ruleName,
} from '../domain/intake/rendering';
import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, Item, ItemId, RenderingKey, WindowRule } from '../domain/types';
import type { AppState } from './app-state';
import { wordsInUse } from './class-words';

/** Remembers the last result for the same inputs (compared by identity). */
function lastOf<Args extends readonly unknown[], Out>(
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

/** SHA-256 of the encoder in use, null until it is ready. */
export function encoderSha256(state: AppState): string | null {
  return state.encoder.phase === 'ready' ? state.encoder.status.sha256 : null;
}

const tableOf = lastOf(
  (
    items: AppState['items'],
    vectors: AppState['vectors'],
    sha256: string | null,
    rendering: Rendering,
  ): EmbeddingTable => {
    const ids: ItemId[] = [];
    const rows: Float32Array[] = [];
    const rule = windowRule(items);
    for (const item of items.values()) {
      if (sha256 === null || item.excluded) continue;
      const row = vectors.get(vectorKey(item.pixelHash, keyInUse(rendering, item, rule), sha256));
      if (!row) continue;
      ids.push(item.id);
      rows.push(row);
    }
    const dim = rows[0]?.length ?? 0;
    const data = new Float32Array(rows.length * dim);
    rows.forEach((row, i) => {
      data.set(row, i * dim);
    });
    return { ids, dim, data };
  },
);

/** Embeddings of all items that are in the set (not excluded), in the order they came in. */
export function embeddingTable(state: AppState): EmbeddingTable {
  return tableOf(state.items, state.vectors, encoderSha256(state), state.settings.rendering);
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

/** What the table's content is called in keys: rows in order, encoder and rendering. */
const tableKey = lastOf(
  (table: EmbeddingTable, items: AppState['items'], sha256: string | null, rendering: Rendering) =>
    stageKey({
      ids: table.ids.join(','),
      rule: rowsRule(table.ids, items, rendering),
      encoder: sha256 ?? '',
    }),
);

function rowsRule(ids: readonly ItemId[], items: AppState['items'], rendering: Rendering): string {
  return ruleName(
    rendering,
    ids.map((id) => items.get(id)),
    windowRule(items),
  );
}

const labelledRule = lastOf((table: EmbeddingTable, items: AppState['items'], rendering: Rendering) =>
  rowsRule(
    table.ids.filter((id) => (items.get(id)?.labels.length ?? 0) > 0),
    items,
    rendering,
  ),
);

/** What the rendering of the labelled rows is called in keys. */
export function labelledRuleName(state: AppState): string {
  return labelledRule(embeddingTable(state), state.items, state.settings.rendering);
}

export interface Lacking {
  readonly item: Item;
  /** What is to be made of it. */
  readonly recipes: readonly Recipe[];
}

const lackingUnder = (
  items: AppState['items'],
  vectors: AppState['vectors'],
  sha256: string | null,
  rendering: Rendering,
): readonly Lacking[] => {
  if (sha256 === null) return [];
  return [...items.values()].flatMap((item) => {
    if (item.excluded) return [];
    const recipes = recipesOf(rendering, item).filter((recipe) => {
      const key = renderingKey(recipe, isGrey(item));
      return !item.renditions.includes(key) || !vectors.has(vectorKey(item.pixelHash, key, sha256));
    });
    return recipes.length > 0 ? [{ item, recipes }] : [];
  });
};
const lackingInForce = lastOf(lackingUnder);
const lackingWanted = lastOf(lackingUnder);

/**
 * Items (but for excluded ones) that the decision asks a rendering of which they lack: the decision to come, where there is
 * one, else the one in force. Empty until the encoder is ready.
 */
export function lackingRendering(state: AppState): readonly Lacking[] {
  const { rendering, renderingWanted } = state.settings;
  const sha256 = encoderSha256(state);
  return renderingWanted
    ? lackingWanted(state.items, state.vectors, sha256, renderingWanted)
    : lackingInForce(state.items, state.vectors, sha256, rendering);
}

const labelKey = lastOf((table: EmbeddingTable, items: AppState['items']) =>
  stageKey({ labels: table.ids.map((id) => items.get(id)?.labels.join('+') ?? '').join(',') }),
);

/** The key a fresh projection would have. */
export function projectionKey(state: AppState): string {
  const { mapMethod, mapNeighbours, seed } = state.settings;
  const table = embeddingTable(state);
  return stageKey({
    table: tableKey(table, state.items, encoderSha256(state), state.settings.rendering),
    mapMethod,
    mapNeighbours,
    seed,
  });
}

/** Labelled rows with their labels: a new unlabelled image must not make an adapter look stale. */
const labelledKey = lastOf((table: EmbeddingTable, items: AppState['items']) => {
  const rows = table.ids.map((id) => [id, items.get(id)?.labels ?? []] as const);
  const labelled = rows.filter(([, labels]) => labels.length > 0);
  return stageKey({ rows: labelled.map(([id, labels]) => `${id}:${labels.join('+')}`).join(',') });
});

/** The key a freshly trained adapter would have. */
export function adapterKey(state: AppState): string {
  return stageKey({
    labelled: labelledKey(embeddingTable(state), state.items),
    encoder: encoderSha256(state) ?? '',
    rule: labelledRuleName(state),
    spec: state.settings.adapter,
  });
}

/** The key fresh predictions would have. */
export function predictionsKey(state: AppState): string {
  const table = embeddingTable(state);
  const words = wordsInUse(state);
  return stageKey({
    table: tableKey(table, state.items, encoderSha256(state), state.settings.rendering),
    labels: labelKey(table, state.items),
    k: state.settings.voteNeighbours,
    ...(words ? { words } : {}),
    adapter: state.adapter.phase === 'done' ? state.adapter.key : '',
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
