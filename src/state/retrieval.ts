// How well a search fits the labels, as state: precision at 1, 3 and 5, and what the figures rest on.
import type { PrecisionTable } from '../domain/explore/precision-at';
import { stageKey } from '../domain/stage-key';
import type { ClassId, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { adapterSpaceLack } from './search';
import { embeddingTable, lastOf, learningItems, tableKey } from './selectors';

/** Images found that are looked at. */
export const precisionRanks = [1, 3, 5] as const;

export interface Retrieval {
  readonly embedding: PrecisionTable;
  /** On the adapter's last hidden layer; null where there is none. It was trained on these labels: no held-out figure. */
  readonly adapter: PrecisionTable | null;
  /** Labelled rows. */
  readonly rows: number;
  /** Known groups they are of. */
  readonly groups: number;
  /** Those without a known group: of them only the row itself is left out. */
  readonly ungrouped: number;
}

export interface RetrievalRows {
  /** Rows of the table that have a label. */
  readonly rows: readonly number[];
  readonly labels: readonly (readonly ClassId[])[];
  readonly groups: readonly (string | null)[];
}

const labelledOf = lastOf((ids: readonly ItemId[], items: AppState['items']): RetrievalRows => {
  const rows = [...ids.keys()].filter((row) => (items.get(ids[row]!)?.labels.length ?? 0) > 0);
  return {
    rows,
    labels: rows.map((row) => items.get(ids[row]!)?.labels ?? []),
    groups: rows.map((row) => items.get(ids[row]!)?.group ?? null),
  };
});

/** The rows that are asked, in the order of the table. */
export function retrievalRows(state: AppState): RetrievalRows {
  return labelledOf(embeddingTable(state).ids, learningItems(state));
}

/** True when there is something to measure: at least two labelled rows. */
export function canMeasure(state: AppState): boolean {
  return retrievalRows(state).rows.length >= 2;
}

const rowsKey = lastOf(({ rows, labels, groups }: RetrievalRows) =>
  stageKey({ rows, labels: labels.map((own) => own.join('+')), groups }),
);

/** The key figures of today would have. */
export function retrievalKey(state: AppState): string {
  return stageKey({
    rows: rowsKey(retrievalRows(state)),
    table: tableKey(state),
    classes: state.classes.map(({ id }) => id),
    adapter: adapterSpaceLack(state) === null && state.adapter.phase === 'done' ? state.adapter.key : '',
  });
}
