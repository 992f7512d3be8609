// Measures how well a search fits the labels: every labelled row asked in turn, in the embedding and as the adapter sees it.

import { errorFacts } from '../../domain/errors';
import { neighboursNeeded, type PrecisionTable, precisionAt } from '../../domain/explore/precision-at';
import { takeRows } from '../../domain/matrix';
import type { EmbeddingTable } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { canMeasure, precisionRanks, type Retrieval, retrievalKey, retrievalRows } from '../retrieval';
import { embeddingTable } from '../selectors';
import type { Services } from '../workbench';
import type { HiddenTable } from './hidden-table';

export function makeRetrievalActs(
  { store, engine, jobs }: Services,
  hiddenTable: HiddenTable,
): Pick<Actions, 'measureRetrieval'> {
  const precisionIn = async (
    state: AppState,
    { data, dim }: EmbeddingTable,
    options: CallOptions,
  ): Promise<PrecisionTable> => {
    const { rows, labels, groups } = retrievalRows(state);
    const labelled = takeRows(data, dim, rows);
    const k = neighboursNeeded(groups, Math.max(...precisionRanks));
    const nearest = await engine.nearest({ queries: labelled, table: labelled, dim, k }, options);
    return precisionAt({
      nearest,
      labels,
      groups,
      classes: state.classes.map(({ id }) => id),
      at: precisionRanks,
    });
  };

  const measure = async (state: AppState, options: CallOptions): Promise<Retrieval> => {
    const { rows, groups } = retrievalRows(state);
    const embedding = await precisionIn(state, embeddingTable(state), options);
    const hidden = await hiddenTable(state, options);
    const known = groups.filter((group) => group !== null);
    return {
      embedding,
      adapter: hidden && (await precisionIn(state, hidden, options)),
      rows: rows.length,
      groups: new Set(known).size,
      ungrouped: groups.length - known.length,
    };
  };

  return {
    async measureRetrieval() {
      const state = store.getState();
      if (state.retrieval.phase === 'running' || !canMeasure(state)) return;
      const before = state.retrieval;
      const key = retrievalKey(state);
      const total = retrievalRows(state).rows.length;
      store.setState({ retrieval: { phase: 'running', key, done: 0, total } });
      try {
        const value = await jobs.run('retrieval', 'images', total, ({ signal, progress }) =>
          measure(state, { signal, onProgress: progress }),
        );
        store.setState({ retrieval: value ? { phase: 'done', key, value } : before });
      } catch (thrown) {
        store.setState({ retrieval: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },
  };
}
