// Training an adapter on what is labelled now; the curve lives in the state while it runs.
import { errorFacts, isAbort } from '../../domain/errors';
import { takeRows } from '../../domain/matrix';
import { checkTraining } from '../../domain/predict/adapter-check';
import { defaultSpec } from '../../domain/predict/adapter-default';
import type { AdapterTraining } from '../../domain/predict/adapter-types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { notify } from '../jobs';
import { adapterKey, embeddingTable } from '../selectors';
import type { Services } from '../workbench';

export interface TrainActs extends Pick<Actions, 'trainAdapter' | 'choosePreset'> {}

/**
 * The rows an adapter learns from: items with exactly one label. Items with two labels are left out (a softmax has one
 * answer an image); classes without any such item are no classes of the adapter.
 */
export function trainingOf(state: AppState): AdapterTraining {
  const { ids, dim, data } = embeddingTable(state);
  const rows = ids.flatMap((id, row) => {
    const labels = state.items.get(id)?.labels ?? [];
    return labels.length === 1 ? [{ id, row, classId: labels[0] as string }] : [];
  });
  const classes = state.classes
    .map(({ id }) => id)
    .filter((id) => rows.some(({ classId }) => classId === id));
  return {
    ids: rows.map(({ id }) => id),
    dim,
    data: takeRows(
      data,
      dim,
      rows.map(({ row }) => row),
    ),
    targets: Int32Array.from(rows, ({ classId }) => classes.indexOf(classId)),
    classes,
    groups: rows.map(({ id }) => state.items.get(id)?.group ?? null),
    spec: state.settings.adapter,
  };
}

export function makeTrainActs(services: Services, after: { adapterTrained(): Promise<void> }): TrainActs {
  const { store, engine, jobs } = services;
  return {
    choosePreset(preset) {
      const { settings } = store.getState();
      store.setState({ settings: { ...settings, adapter: defaultSpec(preset, settings.adapter.seed) } });
    },
    async trainAdapter() {
      const state = store.getState();
      if (state.adapter.phase === 'running') return;
      const before = state.adapter;
      const key = adapterKey(state);
      try {
        const training = trainingOf(state);
        // Asked here, before a worker is woken, so that what is missing is said at once.
        checkTraining(training);
        const { maxEpochs } = training.spec;
        store.setState({ adapter: { phase: 'running', key, done: 0, total: maxEpochs }, liveCurve: [] });
        const adapter = await jobs.run('train', 'epochs', maxEpochs, ({ signal, progress }) =>
          engine.train(training, {
            signal,
            onProgress: (now) => {
              progress(now);
              store.setState({ adapter: { phase: 'running', key, done: now.done, total: now.total } });
            },
            onEpoch: (point) => store.setState(({ liveCurve }) => ({ liveCurve: [...liveCurve, point] })),
          }),
        );
        store.setState({ adapter: adapter ? { phase: 'done', key, value: adapter } : before });
        if (adapter) await after.adapterTrained();
      } catch (thrown) {
        if (isAbort(thrown)) return;
        // An adapter that stands is not lost because a newer one could not be trained.
        if (before.phase === 'done') {
          store.setState({ adapter: before });
          notify(store, thrown);
        } else store.setState({ adapter: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },
  };
}
