// Puts store, services and acts together: one call gives what the page (or a test) needs. No globals.
import { createStore } from 'zustand/vanilla';
import type { AppError } from '../domain/errors';
import type { ProjectStorage } from '../storage/project-storage';
import type { Engine } from '../workers/engine';
import type { Actions } from './actions';
import { makeAlikeActs } from './acts/alike-acts';
import { makeCardActs } from './acts/card-acts';
import { makeClusterActs } from './acts/cluster-acts';
import { makeEmbeddingsActs } from './acts/embeddings-acts';
import { makeEvaluateActs } from './acts/evaluate-acts';
import { makeExportActs } from './acts/export-acts';
import { makeGroupActs } from './acts/group-acts';
import { makeGuardActs } from './acts/guard-acts';
import { makeHiddenTable } from './acts/hidden-table';
import { makeIntakeActs } from './acts/intake-acts';
import { makeKeepActs } from './acts/keep-acts';
import { makeLabelTableActs } from './acts/label-table-acts';
import { makeMapActs } from './acts/map-acts';
import { makeNotesActs } from './acts/notes-acts';
import { makePredictActs } from './acts/predict-acts';
import { makeProjectActs } from './acts/project-acts';
import { makeProjectFileActs } from './acts/project-file-acts';
import { makeRenderingActs } from './acts/rendering-acts';
import { makeReportActs } from './acts/report-acts';
import { makeRetrievalActs } from './acts/retrieval-acts';
import { makeSearchActs } from './acts/search-acts';
import { makeSetActs } from './acts/set-acts';
import { makeStudyActs } from './acts/study-acts';
import { makeTexts } from './acts/texts';
import { makeTidyActs } from './acts/tidy-acts';
import { makeTrainActs } from './acts/train-acts';
import { makeUndoActs } from './acts/undo-acts';
import { makeWhereActs } from './acts/where-acts';
import { makeWordActs } from './acts/word-acts';
import { makeWordLabActs } from './acts/word-lab-acts';
import type { AppState } from './app-state';
import { watchBin } from './bin';
import { initialState } from './initial-state';
import { makeJobs } from './jobs';
import { makeOriginals } from './originals';
import { makePictures } from './pictures';
import { acceptable } from './route-answers';
import { makeSaver } from './saver';
import { rowItems } from './selectors';
import { mixedRows } from './study-level';
import { images, makeRecorder } from './undo';
import type { WindowParts } from './windows';
import { gated } from './windows-gate';
import type { Services } from './workbench';

export interface WorkbenchParts {
  readonly engine: Engine;
  readonly openStorage: (onLost: (lost: AppError) => void) => Promise<ProjectStorage>;
  /** What windows of the same project tell each other by; without, this one is alone. */
  readonly windows?: WindowParts;
}

const alone: WindowParts = { locks: null, channel: null, patienceMs: 0 };

export function makeWorkbench({ engine, openStorage, windows = alone }: WorkbenchParts) {
  const store = createStore<AppState>(initialState);
  let storage: ProjectStorage | null = null;
  const openOnce = async (onLost: (lost: AppError) => void) => {
    storage = await openStorage(onLost);
    return storage;
  };
  let opened = () => {};
  const loaded = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const pictures = makePictures(() => storage);
  const services: Services = {
    store,
    engine,
    jobs: makeJobs(store),
    pictures,
    saver: makeSaver(store, pictures),
    originals: makeOriginals(),
    history: makeRecorder(store),
    openStorage: openOnce,
    windowParts: windows,
    loaded,
    project: { serial: 0 },
  };

  watchBin(services);
  const { newClass, labelImages, ...set } = makeSetActs(services);
  const map = makeMapActs(services);
  const texts = makeTexts(services);
  const predict = makePredictActs(services, texts);
  const wordsChanged = async () => {
    await texts.readClasses();
    await predict.refreshFocus();
  };
  const words = makeWordActs(services, { wordsChanged });
  const train = makeTrainActs(services, { adapterChanged: predict.refreshFocus });
  const { keepAlike, findAlike } = makeAlikeActs(services);
  const { settle, ...rendering } = makeRenderingActs(services, {
    async renderingChanged() {
      await map.drawMap();
      await predict.refreshFocus();
      await keepAlike();
    },
  });
  const { groupNew, regroup, ...groups } = makeGroupActs(services);
  const { refreshFigures, ...tidy } = makeTidyActs(services, { findAlike });
  /** What follows on any change of labels or of what is in the set. */
  const setChanged = () => {
    void predict.refreshFocus();
    void settle();
    void refreshFigures();
  };
  const afterIntake = {
    addClass: newClass,
    async itemsAdded(ids: readonly string[]) {
      await groupNew(ids);
      await map.updateMap();
      // Images that were there already may have brought the files that a new rendering waits for.
      void settle();
      const [only] = ids;
      const { items } = store.getState();
      // One new image without a label is a question: show its answer at once.
      if (ids.length === 1 && only && items.get(only)?.labels.length === 0) predict.focusItem(only);
      else await predict.refreshFocus();
      // So that a class card can say what the encoder does not know of a folder's name.
      await texts.readClasses();
      await findAlike();
    },
  };
  const { takeTable, ...embeddings } = makeEmbeddingsActs(services, {
    ...afterIntake,
    async spaceChanged() {
      await map.drawMap();
      // Back in the encoder's space: pictures that came meanwhile have no vector of it yet.
      void settle();
      await wordsChanged();
      await keepAlike();
    },
  });
  const { takeLabels, ...labelTable } = makeLabelTableActs(services, {
    newClass,
    labelsChanged() {
      void wordsChanged();
      setChanged();
    },
  });
  const intake = makeIntakeActs(services, {
    ...afterIntake,
    takeTable: async (file) => (await takeTable(file)) || (await takeLabels(file)),
  });
  /** What follows when another project stands in the state. */
  const replaced = async () => {
    if (store.getState().encoder.phase !== 'ready') return;
    await map.updateMap();
    await predict.refreshFocus();
    await texts.readClasses();
    await findAlike();
  };
  const { open, ...keep } = makeKeepActs(services, { replaced });
  const project = makeProjectActs(
    services,
    { open },
    {
      opened: () => opened(),
      async encoderReady() {
        await map.updateMap();
        // A decision to come whose last image was rendered before the page was closed.
        void settle();
        await texts.readClasses();
      },
    },
  );

  const hiddenTable = makeHiddenTable(services);
  const studies = makeStudyActs(services, {
    async studiesDescribed() {
      await map.drawMap();
      await predict.refreshFocus();
    },
  });
  // Rows wait for their statistics after many kinds of change: a drop, other groups, another rendering, an exclusion.
  store.subscribe(() => void studies.describeStudies());

  const { evaluationStepped, ...evaluate } = makeEvaluateActs(services, texts);
  const { updateMap: _map, ...mapActions } = map;
  const { refreshFocus: _focus, ...predictActions } = predict;
  const actions: Actions = {
    ...intake,
    ...embeddings,
    ...labelTable,
    ...makeExportActs(services, texts, { adapterChanged: predict.refreshFocus }),
    ...groups,
    findAlike,
    ...makeNotesActs(services),
    ...mapActions,
    ...predictActions,
    ...project,
    ...keep,
    ...rendering,
    ...set,
    ...train,
    ...makeCardActs(services),
    ...words,
    ...makeWordLabActs(services, texts),
    ...makeClusterActs(services, {
      addClass: (name) => actions.addClass(name),
      // Not whole rows: of a patient whose images are in the group, those with a label keep it.
      labelItems(ids, classId) {
        labelImages(ids, classId);
        setChanged();
      },
      clustersChanged: predict.refreshFocus,
    }),
    ...evaluate,
    ...makeGuardActs(services),
    ...makeReportActs(services),
    ...makeProjectFileActs(services, { replaced }),
    ...makeWhereActs(services, texts),
    ...makeSearchActs(services, texts, hiddenTable),
    ...makeRetrievalActs(services, hiddenTable),
    ...makeUndoActs(services, {
      setChanged(grouping) {
        void wordsChanged();
        void keepAlike();
        void map.updateMap();
        if (grouping) void regroup();
        setChanged();
      },
      evaluationStepped,
    }),
    ...tidy,
    setPrompts(classId, prompts) {
      services.history.record('change the words of a class', () => words.setPrompts(classId, prompts));
    },
    addClass(name) {
      const classId = set.addClass(name);
      void wordsChanged();
      return classId;
    },
    renameClass(classId, name) {
      set.renameClass(classId, name);
      void wordsChanged();
    },
    async removeItems(ids) {
      await set.removeItems(ids);
      await predict.refreshFocus();
      void settle();
      void refreshFigures();
    },
    setExcluded(ids, excluded) {
      set.setExcluded(ids, excluded);
      setChanged();
      void keepAlike();
    },
    markExternal(ids, external) {
      set.markExternal(ids, external);
      setChanged();
    },
    removeClass(classId) {
      set.removeClass(classId);
      setChanged();
    },
    labelItems(ids, classId) {
      set.labelItems(ids, classId);
      setChanged();
    },
    toggleLabel(ids, classId) {
      set.toggleLabel(ids, classId);
      setChanged();
    },
    acceptAnswers(ids, by) {
      const state = store.getState();
      const asked = new Set(ids);
      const all = state.predictions.phase === 'done' ? state.predictions.value : [];
      // A row whose images differ in class has none, but is not for the taking.
      const mixed = new Set(mixedRows(state));
      const { byClass, also, count } = acceptable(
        { items: rowItems(state), classes: state.classes },
        all.filter(({ id }) => asked.has(id) && !mixed.has(id)),
        by,
      );
      services.history.record(`accept ${images(count)}`, () => {
        for (const [classId, members] of byClass) actions.labelItems(members, classId);
        for (const [classId, members] of also) actions.toggleLabel(members, classId);
      });
      return count;
    },
    changeSettings(change) {
      project.changeSettings(change);
      const { voteNeighbours, voteWeighting, studyVector, level } = change;
      if (voteNeighbours ?? voteWeighting ?? studyVector ?? level) void predict.refreshFocus();
    },
  };
  /** Writes what waits; for the moment before the page is hidden or closed. */
  const flush = services.saver.flush;
  return { store, actions: gated(actions, store), flush };
}
