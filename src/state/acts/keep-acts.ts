// Where the project is kept and who writes it: opening, looking while another window writes, taking over, trying again, the end.
import { AppError, errorFacts } from '../../domain/errors';
import { storageGone } from '../../storage/database';
import type { ProjectStorage, SavedProject } from '../../storage/project-storage';
import { wipeEverything } from '../../storage/wipe';
import type { Actions } from '../actions';
import { initialState } from '../initial-state';
import { notify } from '../jobs';
import { olderAdapter } from '../kept-adapters';
import { looking, makeWindows, writing } from '../windows';
import type { Services } from '../workbench';
import { restored } from './project-acts';

export interface KeepActs extends Pick<Actions, 'retrySave' | 'takeOver' | 'deleteEverything'> {
  /** Opens the storage and puts what is kept into the state, to be changed here or only looked at. Failures show as `save`. */
  open(): Promise<void>;
}

const waitingPatienceMs = 2000;

export function makeKeepActs(services: Services, after: { replaced(): Promise<void> }): KeepActs {
  const { store, jobs, pictures, saver, originals, openStorage, windowParts } = services;
  const mark = crypto.randomUUID();
  let storage: ProjectStorage | null = null;
  let entered = false;
  let wipeTimer: ReturnType<typeof setTimeout> | undefined;
  /** Settles when nothing of the project before is in hand any more. */
  let emptied: Promise<void> = Promise.resolve();

  const fail = (thrown: unknown) =>
    store.setState({ save: { phase: 'failed', error: errorFacts(thrown, 'storage-failed') } });
  const isReader = () => store.getState().window.role === 'reader';
  /** A state with nothing in it that could be lost. */
  const isBlank = () => {
    const { items, classes } = store.getState();
    return items.size === 0 && classes.length === 0;
  };

  const opening = async (): Promise<ProjectStorage> => {
    const told = setTimeout(() => fail(storageGone('waiting')), waitingPatienceMs);
    let waiting = true;
    try {
      return await openStorage((lost) => {
        // The database itself is gone only once it had been there.
        if (!waiting) storage = null;
        saver.pause();
        fail(lost);
      });
    } finally {
      waiting = false;
      clearTimeout(told);
    }
  };
  const mayWrite = async (): Promise<boolean> => {
    if (windows.holds()) return true;
    if (entered) return false;
    entered = true;
    return windows.enter();
  };
  const demote = () => {
    if (isReader()) return;
    const lost = saver.waits();
    saver.stop();
    jobs.cancelAll();
    store.setState({ window: looking('other-window', lost), save: { phase: 'saved' } });
  };
  /** From here on this window writes. What is kept is read after the claim: nobody else writes any more. */
  const write = async (target: ProjectStorage, enter: (saved: SavedProject | null) => void) => {
    await target.claim(mark);
    const saved = await target.load();
    enter(saved);
    saver.watch(target, saved !== null, demote);
    store.setState({ window: writing });
    const older = saved && olderAdapter(saved);
    if (older) store.setState(older);
    tellDamage(saved);
  };
  const look = async (target: ProjectStorage, why: 'other-window' | 'newer-version') => {
    saver.stop();
    store.setState({ window: looking(why) });
    const saved = await target.load();
    if (saved) store.setState(restored(saved));
    store.setState({ save: { phase: 'saved' } });
  };
  const tellDamage = (saved: SavedProject | null) => {
    const count = saved?.damaged ?? 0;
    if (count > 0) notify(store, new AppError('storage-damaged', 'stored vectors cannot be read', { count }));
  };
  const addKept = (saved: SavedProject | null) => {
    if (saved) store.setState(restored(saved));
  };
  /** The page as it is after a start, with what does not depend on the project. */
  const blank = () => {
    const { encoder, canary, canvas, card, texts, window } = store.getState();
    services.project.serial += 1;
    jobs.cancelAll();
    pictures.clear();
    store.setState(({ jobs, notice }) => {
      return { ...initialState(), encoder, canary, canvas, card, texts, window, jobs, notice };
    });
  };
  const replaceBy = (saved: SavedProject | null) => {
    const { focus, selection } = store.getState();
    blank();
    addKept(saved);
    const { items } = store.getState();
    const here = selection.filter((id) => items.has(id));
    store.setState({ focus: focus !== null && items.has(focus) ? focus : null, selection: here });
  };

  const promote = async () => {
    if (!storage) return;
    try {
      jobs.cancelAll();
      await jobs.idle('start');
      await write(storage, replaceBy);
      await after.replaced();
    } catch (thrown) {
      fail(thrown);
    }
  };
  const windows = makeWindows(windowParts, {
    granted: () => void promote(),
    stolen: demote,
    async asked() {
      if (isReader()) return true;
      if (!storage) return !saver.waits();
      store.setState({ window: looking('other-window') });
      jobs.cancelAll();
      await Promise.race([
        jobs.idle('start'),
        new Promise((resolve) => setTimeout(resolve, windowParts.patienceMs / 2)),
      ]);
      await saver.flush();
      // What followed on the last change, as a map that was drawn, waits still.
      if (saver.waits()) await saver.flush();
      if (store.getState().save.phase === 'failed') {
        store.setState({ window: writing });
        return false;
      }
      saver.stop();
      store.setState({ save: { phase: 'saved' } });
      return true;
    },
    wiping() {
      saver.stop();
      // A pack that is being written now would come to lie in the folder that the other window has just deleted.
      const closed = storage?.close();
      storage = null;
      const empty = () => {
        blank();
        originals.clear();
      };
      empty();
      // What a cancelled job still has in hand comes in once more.
      emptied = jobs.idle('start').then(empty);
      // Should the other window go before it says that it is done.
      wipeTimer = setTimeout(() => void emptied.then(open), 10 * windowParts.patienceMs);
      return closed ?? Promise.resolve();
    },
    wiped() {
      clearTimeout(wipeTimer);
      void emptied.then(() => (storage ? undefined : open()));
    },
  });

  let busy: Promise<void> | null = null;
  /** One opening at a time: a second call waits for the first, which may be held up by another window. */
  const once = (act: () => Promise<void>): Promise<void> => {
    busy ??= act()
      .catch(fail)
      .finally(() => {
        busy = null;
      });
    return busy;
  };
  const openKept = async () => {
    try {
      storage = await opening();
      if (storage.newer) await look(storage, 'newer-version');
      else if (await mayWrite()) await write(storage, addKept);
      else await look(storage, 'other-window');
    } catch (thrown) {
      // What a newer release wrote may be beyond this one's reading.
      throw storage?.newer ? new AppError('storage-newer', 'it cannot be read here') : thrown;
    }
  };
  const open = () => once(openKept);
  /** Opens what the browser took away, and writes what is only in the state; never over what another one has written. */
  const reopen = async () => {
    const target = await opening();
    storage = target;
    const [holder, saved] = await Promise.all([target.holder(), target.load()]);
    if (isReader()) return windows.holds() ? promote() : look(target, 'other-window');
    if (!target.newer && (await mayWrite())) {
      if (saved !== null && holder === mark) {
        await target.claim(mark);
        saver.resume(target);
        return saver.flush();
      }
      if (saved === null) {
        await target.claim(mark);
        saver.rewrite(target, demote);
        saver.add({ vectors: [], pictures: await pictures.living() });
        return saver.flush();
      }
      if (isBlank()) {
        await write(target, replaceBy);
        return after.replaced();
      }
    } else if (isBlank()) return look(target, target.newer ? 'newer-version' : 'other-window');
    void target.close();
    storage = null;
    throw storageGone('two-projects');
  };

  return {
    open,
    async retrySave() {
      if (storage) return saver.flush();
      await once(reopen);
    },
    async takeOver() {
      const { window } = store.getState();
      if (window.role !== 'reader' || window.why !== 'other-window' || window.taking === 'asked') return;
      store.setState({ window: { ...window, taking: 'asked' } });
      if (windows.holds()) return promote();
      const taken = await windows.takeOver(window.taking === 'unsaved-there');
      const now = store.getState().window;
      if (!taken && now.role === 'reader') store.setState({ window: { ...now, taking: 'unsaved-there' } });
    },
    async deleteEverything() {
      services.project.serial += 1;
      jobs.cancelAll();
      const othersLetGo = windows.tellWiping();
      try {
        // What a cancelled job still had in hand, or was being written, must not come back after the wipe.
        saver.stop();
        await jobs.idle('start');
        await saver.flush();
        await othersLetGo;
        const left = storage ? await storage.wipe() : await wipeEverything();
        blank();
        originals.clear();
        const gone = !left.some((name) => name.startsWith('database '));
        if (!gone || !storage) {
          storage = null;
          store.setState({ window: writing });
          if (gone) await open();
          else fail(storageGone('waiting'));
        } else if (await mayWrite()) await write(storage, addKept);
        else await look(storage, 'other-window');
        if (left.length > 0)
          throw new AppError('storage-blocked', 'still there', { why: 'left', what: left.join(', ') });
      } catch (thrown) {
        notify(store, thrown);
      } finally {
        windows.tellWiped();
      }
    },
  };
}
