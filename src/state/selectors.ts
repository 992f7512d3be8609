// Questions to the state. Cheap ones are plain functions; those that build big values are memoised by their inputs.

import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, Item, ItemId, RenditionKind, WindowRule } from '../domain/types';
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

/** The file's window only when every grey image that needs windowing has one, else the percentile rule for all. */
export const windowRule: (items: AppState['items']) => WindowRule = lastOf((items) => {
  let some = false;
  for (const item of items.values()) {
    if (item.excluded || item.renditions.includes('plain')) continue;
    some = true;
    if (!item.renditions.includes('window')) return 'percentile';
  }
  return some ? 'window' : 'percentile';
});

/** Which of an item's renditions the project looks at. */
export function renditionOf(item: Item, rule: WindowRule): RenditionKind {
  return item.renditions.includes('plain') ? 'plain' : rule;
}

export function vectorKey(pixelHash: string, rendition: RenditionKind, encoderSha256: string): string {
  return `${pixelHash}:${rendition}:${encoderSha256}`;
}

/** SHA-256 of the encoder in use, null until it is ready. */
export function encoderSha256(state: AppState): string | null {
  return state.encoder.phase === 'ready' ? state.encoder.status.sha256 : null;
}

const tableOf = lastOf(
  (items: AppState['items'], vectors: AppState['vectors'], sha256: string | null): EmbeddingTable => {
    const ids: ItemId[] = [];
    const rows: Float32Array[] = [];
    const rule = windowRule(items);
    for (const item of items.values()) {
      if (sha256 === null || item.excluded) continue;
      const row = vectors.get(vectorKey(item.pixelHash, renditionOf(item, rule), sha256));
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
  return tableOf(state.items, state.vectors, encoderSha256(state));
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

/** What the table's content is called in keys: rows in order, encoder and windowing rule. */
const tableKey = lastOf((table: EmbeddingTable, items: AppState['items'], sha256: string | null) =>
  stageKey({ ids: table.ids.join(','), rule: windowRule(items), encoder: sha256 ?? '' }),
);

const labelKey = lastOf((table: EmbeddingTable, items: AppState['items']) =>
  stageKey({ labels: table.ids.map((id) => items.get(id)?.labels.join('+') ?? '').join(',') }),
);

/** The key a fresh projection would have. */
export function projectionKey(state: AppState): string {
  const { mapMethod, mapNeighbours, seed } = state.settings;
  const table = embeddingTable(state);
  return stageKey({
    table: tableKey(table, state.items, encoderSha256(state)),
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
    rule: windowRule(state.items),
    spec: state.settings.adapter,
  });
}

/** The key fresh predictions would have. */
export function predictionsKey(state: AppState): string {
  const table = embeddingTable(state);
  const words = wordsInUse(state);
  return stageKey({
    table: tableKey(table, state.items, encoderSha256(state)),
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
