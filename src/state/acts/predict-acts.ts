// Answers for the focused item and for all unlabelled ones, and their table as text.
import { errorFacts, isAbort } from '../../domain/errors';
import type { ItemId } from '../../domain/types';
import type { Actions } from '../actions';
import { csvOfPredictions } from '../answers-csv';
import { notify } from '../jobs';
import { predictionsKey } from '../selectors';
import { unlabelledRows } from '../study-level';
import type { Services } from '../workbench';
import { makeAnswerer } from './answer';
import type { Texts } from './texts';

export interface PredictActs extends Pick<Actions, 'predictUnlabelled' | 'predictionsCsv' | 'focusItem'> {
  /** Answers the focused item anew after labels, settings or the adapter changed. */
  refreshFocus(): Promise<void>;
}

export function makePredictActs(services: Services, texts: Texts): PredictActs {
  const { store, jobs } = services;
  const answerer = makeAnswerer(services, texts);
  let latest = new AbortController();

  const answerFocus = async (id: ItemId) => {
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    try {
      const [answer] = await answerer.answers([id], { signal, withExamples: true });
      if (!signal.aborted && store.getState().focus === id) store.setState({ focusAnswer: answer ?? null });
    } catch (thrown) {
      if (!signal.aborted) notify(store, thrown);
    }
  };

  return {
    focusItem(id) {
      const { focusAnswer } = store.getState();
      store.setState({ focus: id, focusAnswer: focusAnswer?.id === id ? focusAnswer : null });
      if (id !== null) void answerFocus(id);
    },
    async refreshFocus() {
      const { focus } = store.getState();
      if (focus !== null) await answerFocus(focus);
    },
    async predictUnlabelled() {
      const state = store.getState();
      const key = predictionsKey(state);
      const ids = unlabelledRows(state);
      const before = state.predictions;
      store.setState({ predictions: { phase: 'running', key, done: 0, total: ids.length } });
      try {
        const value = await jobs.run('predict', 'images', ids.length, ({ signal, progress }) =>
          answerer.answers(ids, {
            signal,
            onProgress: (now) => {
              progress(now);
              store.setState({ predictions: { phase: 'running', key, done: now.done, total: now.total } });
            },
          }),
        );
        store.setState({ predictions: value ? { phase: 'done', key, value } : before });
      } catch (thrown) {
        const failed = { phase: 'failed', key, error: errorFacts(thrown) } as const;
        store.setState({ predictions: isAbort(thrown) ? before : failed });
      }
    },
    predictionsCsv: (withNames) => csvOfPredictions(store.getState(), withNames),
  };
}
