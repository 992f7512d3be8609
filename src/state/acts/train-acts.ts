// Training an adapter on what is labelled now, and the adapters that are kept; the curve lives in the state while it runs.
import { errorFacts, isAbort } from '../../domain/errors';
import { checkTraining } from '../../domain/predict/adapter-check';
import { defaultSpec } from '../../domain/predict/adapter-default';
import { keepAdapter, removeAdapter, renameAdapter } from '../../domain/predict/adapter-set';
import type { Actions } from '../actions';
import { adapterInUse, presetNames } from '../adapters';
import { notify } from '../jobs';
import { embeddingSpaceOf } from '../space-facts';
import { adapterKey, trainingOf } from '../training';
import type { Services } from '../workbench';

export interface TrainActs
  extends Pick<
    Actions,
    'trainAdapter' | 'choosePreset' | 'useAdapter' | 'renameAdapter' | 'removeAdapter' | 'removeOtherAdapters'
  > {}

export function makeTrainActs(services: Services, after: { adapterChanged(): Promise<void> }): TrainActs {
  const { store, engine, jobs } = services;
  return {
    choosePreset(preset) {
      const { settings } = store.getState();
      const { seed, task } = settings.adapter;
      // A forced task is about the labels, not about the network: it stays.
      const adapter = { ...defaultSpec(preset, seed), ...(task ? { task } : {}) };
      store.setState({ settings: { ...settings, adapter } });
    },
    async trainAdapter() {
      const state = store.getState();
      if (state.adapter.phase === 'running') return;
      const before = state.adapter;
      const { level } = state.settings;
      const space = embeddingSpaceOf(state);
      const key = adapterKey(state);
      try {
        const training = trainingOf(state);
        // Asked here, before a worker is woken, so that what is missing is said at once.
        checkTraining(training);
        const { maxEpochs, preset } = training.spec;
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
        if (!adapter) {
          store.setState({ adapter: before });
          return;
        }
        const id = crypto.randomUUID().slice(0, 8);
        const fresh = { id, name: presetNames[preset], adapter, key, level, ...(space && { space }) };
        store.setState(({ adapters }) => ({
          adapter: { phase: 'done', key, value: adapter },
          adapters: keepAdapter(adapters, fresh, training),
        }));
        await after.adapterChanged();
      } catch (thrown) {
        if (isAbort(thrown)) return;
        // An adapter that stands is not lost because a newer one could not be trained.
        if (before.phase === 'done') {
          store.setState({ adapter: before });
          notify(store, thrown);
        } else store.setState({ adapter: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },
    async useAdapter(id) {
      const { adapter, adapters } = store.getState();
      const kept = adapters.find((one) => one.id === id);
      if (!kept || adapter.phase === 'running') return;
      store.setState({ adapter: { phase: 'done', key: kept.key, value: kept.adapter }, liveCurve: [] });
      await after.adapterChanged();
    },
    renameAdapter(id, name) {
      store.setState(({ adapters }) => ({ adapters: renameAdapter(adapters, id, name) }));
    },
    async removeAdapter(id) {
      const state = store.getState();
      if (state.adapter.phase === 'running') return;
      const adapters = removeAdapter(state.adapters, id);
      if (adapterInUse(state)?.id !== id) {
        store.setState({ adapters });
        return;
      }
      store.setState({ adapters, adapter: { phase: 'empty' }, liveCurve: [] });
      await after.adapterChanged();
    },
    removeOtherAdapters() {
      const state = store.getState();
      const kept = adapterInUse(state);
      if (kept) store.setState({ adapters: [kept] });
    },
  };
}
