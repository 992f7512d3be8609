// The project as a whole: start, name, settings, selection.
import { errorFacts } from '../../domain/errors';
import type { SignalFound } from '../../domain/evaluate/signal/look-for-signal';
import type { SavedProject } from '../../storage/project-storage';
import type { Actions } from '../actions';
import { type KeptPrediction, todaysPrediction } from '../answers';
import type { AppState, Projection, Settings } from '../app-state';
import type { Clustering } from '../clusters';
import type { EvaluationValue } from '../evaluation';
import { defaultSettings } from '../initial-state';
import { notify } from '../jobs';
import { historyFrom } from '../journal';
import { restoredAdapters } from '../kept-adapters';
import { shownRendering } from '../selectors';
import type { Services } from '../workbench';

type ProjectActs = Pick<
  Actions,
  | 'start'
  | 'select'
  | 'toggleClassHidden'
  | 'changeSettings'
  | 'imageUrl'
  | 'renameProject'
  | 'dismissFirstRun'
  | 'dismissNotice'
  | 'forgetOpenDrop'
>;

function stageOf<T>(saved: SavedProject, name: string) {
  const stored = saved.stages.get(name);
  return stored
    ? { phase: 'done' as const, key: stored.key, value: stored.value as T }
    : { phase: 'empty' as const };
}

/** Answers kept by an older version lack some routes. */
function restoredPredictions(saved: SavedProject): AppState['predictions'] {
  const stage = stageOf<readonly KeptPrediction[]>(saved, 'predictions');
  if (stage.phase === 'empty') return stage;
  return { ...stage, value: stage.value.map(todaysPrediction) };
}

/** The state a saved project stands for. Settings of an older version get today's defaults where they lack a field. */
export function restored(saved: SavedProject): Partial<AppState> {
  const {
    projectName,
    salt,
    classes,
    firstRun,
    settings,
    keptMarks = [],
    externalJudged = 0,
  } = saved.project;
  return {
    projectName,
    salt,
    classes,
    firstRun,
    keptMarks: new Set(keptMarks),
    externalJudged,
    settings: { ...defaultSettings, ...(settings as Partial<Settings>) },
    items: new Map(saved.items.map((item) => [item.id, item])),
    names: saved.names,
    vectors: saved.vectors,
    projection: stageOf<Projection>(saved, 'projection'),
    ...restoredAdapters(saved),
    predictions: restoredPredictions(saved),
    clusters: stageOf<Clustering>(saved, 'clusters'),
    evaluation: stageOf<EvaluationValue>(saved, 'evaluation'),
    signal: stageOf<SignalFound>(saved, 'signal'),
    history: historyFrom(saved.journal),
    drop: saved.drop ?? null,
    bin: new Map(saved.bin?.map((item) => [item.id, item])),
  };
}

/** What undo calls a change of settings that it can take back (patch.ts). */
function stepName(change: Partial<Settings>): string {
  if (change.level) return `take one row ${change.level === 'image' ? 'an image' : 'a patient or study'}`;
  if (change.studyVector) return 'change what describes a series';
  if (change.words) return 'change how words are put together';
  return 'change how neighbours vote';
}

export function makeProjectActs(
  services: Services,
  keep: { open(): Promise<void> },
  after: { opened(): void; encoderReady(): Promise<void> },
): ProjectActs {
  const { store, engine, jobs, pictures, history } = services;
  const startEncoder = async () => {
    try {
      const status = await jobs.run('start', 'bytes', 0, () => engine.start());
      if (status) store.setState({ encoder: { phase: 'ready', status } });
    } catch (thrown) {
      store.setState({ encoder: { phase: 'failed', error: errorFacts(thrown, 'no-backend') } });
    }
  };
  const runCanaries = async () => {
    try {
      store.setState({ canvas: await engine.checkCanvas() });
      store.setState({ canary: await engine.canary() });
    } catch (thrown) {
      notify(store, thrown);
    }
  };

  return {
    async start() {
      await keep.open();
      after.opened();
      await startEncoder();
      await after.encoderReady();
      await runCanaries();
    },
    select: (ids) => store.setState({ selection: ids }),
    toggleClassHidden(classId) {
      store.setState(({ hiddenClasses }) => ({
        hiddenClasses: hiddenClasses.includes(classId)
          ? hiddenClasses.filter((hidden) => hidden !== classId)
          : [...hiddenClasses, classId],
      }));
    },
    changeSettings: (change) =>
      history.record(stepName(change), () =>
        store.setState(({ settings }) => ({ settings: { ...settings, ...change } })),
      ),
    async imageUrl(kind, id) {
      const state = store.getState();
      const item = state.items.get(id);
      return item ? pictures.url(kind, id, shownRendering(state, item)) : null;
    },
    renameProject(name) {
      if (!name.trim()) return;
      history.record('rename the project', () => store.setState({ projectName: name.trim() }));
    },
    dismissFirstRun: () => store.setState({ firstRun: false }),
    dismissNotice: () => store.setState({ notice: null }),
    forgetOpenDrop: () => store.setState({ drop: null }),
  };
}
