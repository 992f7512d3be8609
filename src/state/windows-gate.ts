// What a window that only looks may do: acts that change the project are refused there, and counted for the bar that says so.
import type { StoreApi } from 'zustand';
import type { Actions } from './actions';
import type { AppState, Settings } from './app-state';

type ActionName = keyof Actions;

/** Acts that change nothing that is kept. All others, those to come among them, are refused where another window writes. */
export const lookingActs: ReadonlySet<ActionName> = new Set<ActionName>([
  'start',
  'cancelJob',
  'cancelReview',
  'closeProjectFile',
  'closeGroupQuestion',
  'closeSearch',
  'deleteEverything',
  'dismissFirstRun',
  'dismissIntakeReport',
  'dismissLabels',
  'dismissNotice',
  'explainBy',
  'findAlike',
  'findLike',
  'focusItem',
  'hasFile',
  'hideWhere',
  'imageUrl',
  'lookForShortcuts',
  'lookForTrouble',
  'measureRetrieval',
  'notesCsv',
  'predictionsCsv',
  'previewGroups',
  'previewRendering',
  'readCard',
  'report',
  'retrySave',
  'retryWords',
  'saveAdapter',
  'saveTable',
  'saveProjectFile',
  'searchByWords',
  'select',
  'showCheat',
  'takeOver',
  'toggleClassHidden',
  'tryWordings',
  'wholeImageUrl',
]);

/** Settings of how this window looks at things; they are not kept from here. */
const lookingSettings: readonly (keyof Settings)[] = ['theme', 'colourBy', 'thumbnailsOnMap'];

/** What a refused act gives where its caller reads an answer at once. */
const answers: Partial<Record<ActionName, unknown>> = {
  addClass: '',
  acceptAnswers: 0,
  clusterToClass: null,
};

function isLooking(name: ActionName, args: readonly unknown[]): boolean {
  if (name !== 'changeSettings') return lookingActs.has(name);
  return Object.keys(args[0] as object).every((key) => (lookingSettings as readonly string[]).includes(key));
}

/** Settles when what is kept has been read, or cannot be. */
function loaded(store: StoreApi<AppState>): Promise<void> {
  const isLoaded = ({ save }: AppState) => save.phase !== 'loading';
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!isLoaded(state)) return;
      stop();
      resolve();
    });
  });
}

/**
 * The actions, with those that change the project shut while `window` says that another one writes. One that comes before what is
 * kept has been read waits for that: read later, it would take the place of what the act has done.
 */
export function gated(actions: Actions, store: StoreApi<AppState>): Actions {
  const shut = (name: ActionName, act: (...args: unknown[]) => unknown) =>
    function gate(...args: unknown[]): unknown {
      const { window, save } = store.getState();
      if (isLooking(name, args)) return act(...args);
      if (save.phase === 'loading') {
        const late = loaded(store).then(() => gate(...args));
        return name in answers ? answers[name] : late;
      }
      if (window.role === 'writer') return act(...args);
      store.setState({ window: { ...window, refused: window.refused + 1 } });
      return name in answers ? answers[name] : Promise.resolve(null);
    };
  const entries = Object.entries(actions).map(([name, act]) => [name, shut(name as ActionName, act)]);
  return Object.fromEntries(entries) as Actions;
}
