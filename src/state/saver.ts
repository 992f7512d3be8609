// Autosave: turns changes of the state into writes, one after the other; "Saved" is said only after a commit.
import type { StoreApi } from 'zustand';
import { AppError, errorFacts } from '../domain/errors';
import type { Change, ProjectStorage, StoredPicture } from '../storage/project-storage';
import type { AppState } from './app-state';
import { type Blobs, changeBetween, isDirty, isEmpty, recordOf, stillWanted } from './change-between';
import { initialState } from './initial-state';
import type { Pictures } from './pictures';

export interface Saver {
  /**
   * Starts to watch the state; what is there now counts as written, if anything was kept. Before that nothing is ever
   * written. `onTaken` is told when another window has claimed the project: nothing is written then, and nothing after it.
   */
  watch(storage: ProjectStorage, kept: boolean, onTaken?: () => void): void;
  /** As `watch`, but all that the state holds takes the place of what is kept, in one write. */
  rewrite(storage: ProjectStorage, onTaken?: () => void): void;
  /** All that the state holds from now on, with these pictures, takes the place of what is kept, in one write. */
  replace(pictures: readonly StoredPicture[]): void;
  /** As `watch`, for the same kept project in a database that was opened anew: what waits still waits. */
  resume(storage: ProjectStorage): void;
  /** Writes nothing until the next `watch`, `rewrite` or `resume`; what waits is kept. */
  pause(): void;
  /** Writes nothing until the next `watch` or `rewrite`, and forgets what waits: this window only looks. */
  stop(): void;
  /** Whether the state holds anything that is not written. */
  waits(): boolean;
  /** Adds what the state does not hold (vectors, pictures) to the next write. */
  add(blobs: {
    readonly vectors: readonly (readonly [string, Float32Array])[];
    readonly pictures: readonly StoredPicture[];
  }): void;
  /** Writes what is waiting now; settles when it is written, or has failed and shows as failed. */
  flush(): Promise<void>;
  /** Forgets what is waiting and takes the state as written. */
  reset(): void;
}

const quietMs = 150;

/** Whether a failed write says that another window writes now. */
function isTaken(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.detail.why === 'other-window';
}

export function makeSaver(store: StoreApi<AppState>, pictures: Pictures): Saver {
  let storage: ProjectStorage | null = null;
  let taken: () => void = () => {};
  let stopped = false;
  let written = store.getState();
  // The project's record (with its salt) goes along with the first write of a new project.
  let recordKept = false;
  // The next write takes the place of all that is kept.
  let whole = false;
  let vectors: (readonly [string, Float32Array])[] = [];
  let waitingPictures: StoredPicture[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const waits = () =>
    !stopped && (whole || vectors.length + waitingPictures.length > 0 || isDirty(store.getState(), written));
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
    vectors = [];
    waitingPictures = [];
  };
  const stop = () => {
    forget();
    storage = null;
    stopped = true;
    whole = false;
  };
  const changeNow = (now: AppState): { readonly change: Change; readonly wanted: Blobs } => {
    const wanted = stillWanted(now, whole ? [...now.vectors] : vectors, waitingPictures);
    const difference: Change = { ...changeBetween(now, written), ...wanted };
    if (whole) return { change: { ...difference, project: recordOf(now), replaces: true }, wanted };
    if (recordKept || isEmpty(difference)) return { change: difference, wanted };
    return { change: { ...difference, project: recordOf(now) }, wanted };
  };
  const writeOnce = async () => {
    if (!storage) return;
    const now = store.getState();
    const { change, wanted } = changeNow(now);
    if (isEmpty(change)) {
      // Other objects of the same content: left standing, they would look like a change for ever.
      written = now;
      if (now.save.phase === 'saving') store.setState({ save: { phase: 'saved' } });
      return;
    }
    const [target, before, wasWhole] = [storage, written, whole];
    written = now;
    whole = false;
    vectors = [];
    waitingPictures = [];
    try {
      await target.write(change);
      // Stopped or opened anew meanwhile: what is said of saving is no longer this write's business.
      if (storage !== target) return;
      recordKept = true;
      pictures.release(wanted.pictures);
      store.setState({ save: { phase: waits() ? 'saving' : 'saved' } });
    } catch (thrown) {
      if (stopped) return;
      // Nothing of it is stored: all of it waits for the next try, and the red state stays until one succeeds.
      written = before;
      whole = wasWhole;
      vectors = [...wanted.vectors, ...vectors];
      waitingPictures = [...wanted.pictures, ...waitingPictures];
      if (storage !== target) return;
      if (isTaken(thrown)) taken();
      else store.setState({ save: { phase: 'failed', error: errorFacts(thrown, 'storage-failed') } });
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeOnce);
    return writing;
  };
  const schedule = (waitMs = quietMs) => {
    if (!storage) return;
    const { phase } = store.getState().save;
    if (phase === 'saved') store.setState({ save: { phase: 'saving' } });
    timer ??= setTimeout(() => void flush(), waitMs);
  };
  const begin = (opened: ProjectStorage, onTaken: () => void) => {
    storage = opened;
    taken = onTaken;
    stopped = false;
  };

  store.subscribe((now) => {
    if (storage && isDirty(now, written)) schedule();
  });

  return {
    watch(opened, kept, onTaken = () => {}) {
      begin(opened, onTaken);
      recordKept = kept;
      whole = false;
      written = store.getState();
      store.setState({ save: { phase: 'saved' } });
    },
    rewrite(opened, onTaken = () => {}) {
      begin(opened, onTaken);
      recordKept = false;
      whole = true;
      written = initialState();
      store.setState({ save: { phase: 'saving' } });
    },
    replace(own) {
      forget();
      recordKept = false;
      whole = true;
      written = initialState();
      waitingPictures = [...own];
      if (storage) store.setState({ save: { phase: 'saving' } });
      schedule();
    },
    resume(opened) {
      begin(opened, taken);
      store.setState({ save: { phase: waits() ? 'saving' : 'saved' } });
    },
    pause() {
      clearTimeout(timer);
      timer = undefined;
      storage = null;
    },
    stop,
    waits,
    add(blobs) {
      if (stopped) return;
      vectors.push(...blobs.vectors);
      waitingPictures.push(...blobs.pictures);
      // They come in lots, and are what it took time to make: no wait for more of them.
      clearTimeout(timer);
      timer = undefined;
      schedule(0);
    },
    flush,
    reset() {
      forget();
      recordKept = false;
      whole = false;
      // First, or the line after it would look like a change to be saved.
      written = store.getState();
      if (storage) store.setState({ save: { phase: 'saved' } });
    },
  };
}
