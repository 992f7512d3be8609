// The whole set as the adapter's last hidden layer sees it; worked out in the training worker and remembered.
import type { Adapter } from '../../domain/predict/adapter-types';
import type { EmbeddingTable } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { AppState } from '../app-state';
import { adapterSpaceLack } from '../search';
import { embeddingTable } from '../selectors';
import type { Services } from '../workbench';

/** null where the adapter has no hidden layer, or was trained on other vectors. */
export type HiddenTable = (state: AppState, options: CallOptions) => Promise<EmbeddingTable | null>;

export function makeHiddenTable({ engine }: Pick<Services, 'engine'>): HiddenTable {
  let last: {
    readonly adapter: Adapter;
    readonly of: EmbeddingTable;
    readonly table: EmbeddingTable;
  } | null = null;
  return async (state, options) => {
    if (state.adapter.phase !== 'done' || adapterSpaceLack(state) !== null) return null;
    const adapter = state.adapter.value;
    const of = embeddingTable(state);
    if (last?.adapter === adapter && last.of === of) return last.table;
    const hidden = await engine.hidden(adapter, of.data, options);
    if (!hidden) return null;
    last = { adapter, of, table: { ids: of.ids, ...hidden } };
    return last.table;
  };
}
