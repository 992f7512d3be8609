// Puts store, services and acts together: one call gives what the page (or a test) needs. No globals.
import { createStore } from 'zustand/vanilla';
import type { ProjectStorage } from '../storage/project-storage';
import type { Engine } from '../workers/engine';
import type { Actions } from './actions';
import { makeAlikeActs } from './acts/alike-acts';
import { makeCardActs } from './acts/card-acts';
import { makeGroupActs } from './acts/group-acts';
import { makeIntakeActs } from './acts/intake-acts';
import { makeMapActs } from './acts/map-acts';
import { makeNotesActs } from './acts/notes-acts';
import { makePredictActs } from './acts/predict-acts';
import { makeProjectActs } from './acts/project-acts';
import { makeRenderingActs } from './acts/rendering-acts';
import { makeSetActs } from './acts/set-acts';
import { makeTexts } from './acts/texts';
import { makeTrainActs } from './acts/train-acts';
import { makeUndoActs } from './acts/undo-acts';
import { makeWhereActs } from './acts/where-acts';
import { makeWordActs } from './acts/word-acts';
import { makeWordLabActs } from './acts/word-lab-acts';
import type { AppState } from './app-state';
import { initialState } from './initial-state';
import { makeJobs } from './jobs';
import { makeOriginals } from './originals';
import { makePictures } from './pictures';
import { acceptable } from './route-answers';
import { makeSaver } from './saver';
import { images, makeRecorder } from './undo';
import type { Services } from './workbench';

export interface WorkbenchParts {
  readonly engine: Engine;
  readonly openStorage: (onLost: () => void) => Promise<ProjectStorage>;
}

export function makeWorkbench({ engine, openStorage }: WorkbenchParts) {
  const store = createStore<AppState>(initialState);
  let storage: ProjectStorage | null = null;
  const openOnce = async (onLost: () => void) => {
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
    loaded,
    project: { serial: 0 },
  };

  const { newClass, ...set } = makeSetActs(services);
  const map = makeMapActs(services);
  const texts = makeTexts(services);
  const predict = makePredictActs(services, texts);
  const wordsChanged = async () => {
    await texts.readClasses();
    await predict.refreshFocus();
  };
  const words = makeWordActs(services, texts, { wordsChanged });
  const train = makeTrainActs(services, { adapterChanged: predict.refreshFocus });
  const { keepAlike, findAlike } = makeAlikeActs(services);
  const { settle, ...rendering } = makeRenderingActs(services, {
    async renderingChanged() {
      await map.drawMap();
      await predict.refreshFocus();
      await keepAlike();
    },
  });
  const { groupNew, ...groups } = makeGroupActs(services);
  const intake = makeIntakeActs(services, {
    addClass: newClass,
    async itemsAdded(ids) {
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
  });
  const project = makeProjectActs(services, {
    opened: () => opened(),
    async encoderReady() {
      await map.updateMap();
      // A decision to come whose last image was rendered before the page was closed.
      void settle();
      await texts.readClasses();
    },
  });

  const { updateMap: _map, ...mapActions } = map;
  const { refreshFocus: _focus, ...predictActions } = predict;
  const actions: Actions = {
    ...intake,
    ...groups,
    findAlike,
    ...makeNotesActs(services),
    ...mapActions,
    ...predictActions,
    ...project,
    ...rendering,
    ...set,
    ...train,
    ...makeCardActs(services),
    ...words,
    ...makeWordLabActs(services, texts),
    ...makeWhereActs(services, texts),
    ...makeUndoActs(services, {
      setChanged() {
        void wordsChanged();
        void settle();
        void keepAlike();
      },
    }),
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
    },
    setExcluded(ids, excluded) {
      set.setExcluded(ids, excluded);
      void predict.refreshFocus();
      void settle();
      void keepAlike();
    },
    removeClass(classId) {
      set.removeClass(classId);
      void predict.refreshFocus();
      void settle();
    },
    labelItems(ids, classId) {
      set.labelItems(ids, classId);
      void predict.refreshFocus();
      void settle();
    },
    acceptAnswers(ids, by) {
      const state = store.getState();
      const asked = new Set(ids);
      const all = state.predictions.phase === 'done' ? state.predictions.value : [];
      const { byClass, count } = acceptable(
        state,
        all.filter(({ id }) => asked.has(id)),
        by,
      );
      services.history.record(`accept ${images(count)}`, () => {
        for (const [classId, members] of byClass) actions.labelItems(members, classId);
      });
      return count;
    },
    changeSettings(change) {
      project.changeSettings(change);
      const { voteNeighbours, voteWeighting, studyVector } = change;
      if (voteNeighbours ?? voteWeighting ?? studyVector) void predict.refreshFocus();
    },
  };
  /** Writes what waits; for the moment before the page is hidden or closed. */
  const flush = services.saver.flush;
  return { store, actions, flush };
}
