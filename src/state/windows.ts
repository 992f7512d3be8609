// Which of several windows writes: one holds the browser's lock on the project, the others look and wait for it.

/** What is used of `navigator.locks`. A request settles when its callback has, and is rejected when the lock is stolen. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly steal?: boolean; readonly signal?: AbortSignal },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** What is used of a `BroadcastChannel`: a message reaches every other window. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

export interface WindowParts {
  /** null where the browser has none: the window opened last writes, held off by the storage's own fence alone. */
  readonly locks: Locks | null;
  readonly channel: Channel | null;
  /** How long another window is given to answer; a frozen one never does. */
  readonly patienceMs: number;
}

export type WindowState =
  | { readonly role: 'writer' }
  | {
      readonly role: 'reader';
      readonly why: 'other-window' | 'newer-version';
      /** `unsaved-there`: the other window could not save what waited there, and has kept the project. */
      readonly taking: 'no' | 'asked' | 'unsaved-there';
      /** Counts the acts that were refused here. */
      readonly refused: number;
      /** Changes made here were not saved before another window took over. */
      readonly lost: boolean;
    };

export const writing: WindowState = { role: 'writer' };

export function looking(why: 'other-window' | 'newer-version', lost = false): WindowState {
  return { role: 'reader', why, taking: 'no', refused: 0, lost };
}

/** What a window has to do when the lock, or another window, asks for it. */
export interface WindowHandlers {
  /** The lock is ours after waiting or taking it. */
  granted(): void;
  /** Another window took the lock, without this one having agreed. */
  stolen(): void;
  /** Another window wants to write: save and stop. false: something cannot be saved, the project stays here. */
  asked(): Promise<boolean>;
  /** Another window begins to delete everything: let go of the database. Settles when nothing is being written any more. */
  wiping(): Promise<void>;
  /** It has done so. */
  wiped(): void;
}

export interface Windows {
  /** Whether this window holds the lock; where not, it waits for it from now on. */
  enter(): Promise<boolean>;
  holds(): boolean;
  /** Asks the writing window to stop, then takes the lock. false: it has unsaved changes and was not forced. */
  takeOver(force: boolean): Promise<boolean>;
  /** Everything will be deleted. Settles when the window that writes has let go, or has not answered for a while. */
  tellWiping(): Promise<void>;
  tellWiped(): void;
}

/** Frozen, as the name of the database is: every release must meet every other at it. */
export const lockName = 'lightbench:project';

type Word =
  | { readonly word: 'release'; readonly from: string }
  | { readonly word: 'released' | 'unsaved'; readonly to: string }
  | { readonly word: 'wiping' | 'let-go' | 'wiped' };

/** A hold on the lock: it lasts until it is let go of, or until the lock is stolen. */
interface Hold {
  letGo: () => void;
}

export function makeWindows({ locks, channel, patienceMs }: WindowParts, on: WindowHandlers): Windows {
  const me = crypto.randomUUID();
  let holding: Hold | null = null;
  let queue: AbortController | null = null;
  let answered: (answer: 'released' | 'unsaved' | 'silent') => void = () => {};
  let hasLetGo: () => void = () => {};

  const post = (word: Word) => channel?.postMessage(word);
  /** Asks for the lock; `granted` is told when it is ours, `refused` when it is not to be had at once. */
  const request = (
    options: Parameters<Locks['request']>[1],
    granted: () => void,
    refused: () => void = () => {},
  ): void => {
    const hold: Hold = { letGo: () => {} };
    const held = (lock: unknown) => {
      if (lock === null) {
        refused();
        return Promise.resolve();
      }
      return new Promise<void>((resolve) => {
        hold.letGo = resolve;
        holding = hold;
        granted();
      });
    };
    // Rejected when the lock is stolen from it, or when it was given up while it waited: that is no loss.
    locks?.request(lockName, options, held).catch(() => {
      if (holding !== hold) return;
      holding = null;
      on.stolen();
      wait();
    });
  };
  const wait = () => {
    queue?.abort();
    const own = new AbortController();
    queue = own;
    request({ signal: own.signal }, () => {
      queue = null;
      on.granted();
    });
  };
  const ask = () =>
    new Promise<'released' | 'unsaved' | 'silent'>((resolve) => {
      const timer = setTimeout(() => resolve('silent'), patienceMs);
      answered = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      post({ word: 'release', from: me });
    });
  const letGo = async () => {
    const wrote = holding !== null;
    await on.wiping();
    // Those that only look have nothing in hand: nobody waits for them.
    if (wrote) post({ word: 'let-go' });
  };
  const release = async (from: string) => {
    const hold = holding;
    if (!hold) return;
    const agreed = await on.asked();
    post({ word: agreed ? 'released' : 'unsaved', to: from });
    if (!agreed) return;
    // Where the other window is gone before it took the lock, the lock must not stay with one that only looks.
    setTimeout(() => {
      if (holding !== hold) return;
      holding = null;
      hold.letGo();
      wait();
    }, 5 * patienceMs);
  };

  if (channel)
    channel.onmessage = ({ data }) => {
      const said = data as Word;
      if (said.word === 'release') void release(said.from);
      else if (said.word === 'wiping') void letGo();
      else if (said.word === 'let-go') hasLetGo();
      else if (said.word === 'wiped') on.wiped();
      else if ('to' in said && said.to === me) answered(said.word);
    };

  return {
    enter() {
      if (!locks) {
        holding = { letGo: () => {} };
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        request(
          { ifAvailable: true },
          () => resolve(true),
          () => {
            resolve(false);
            wait();
          },
        );
      });
    },
    holds: () => holding !== null,
    async takeOver(force) {
      const answer = await ask();
      // The other one may have been closed meanwhile.
      if (holding) return true;
      if (answer === 'unsaved' && !force) return false;
      queue?.abort();
      queue = null;
      if (locks) request({ steal: true }, on.granted);
      else {
        holding = { letGo: () => {} };
        on.granted();
      }
      return true;
    },
    tellWiping: () =>
      new Promise((resolve) => {
        post({ word: 'wiping' });
        if (holding || !channel) return resolve();
        const timer = setTimeout(resolve, 3 * patienceMs);
        hasLetGo = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    tellWiped: () => post({ word: 'wiped' }),
  };
}

/** The locks and the channel of this browser. */
export function browserWindows(): WindowParts {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(lockName);
  return {
    locks: (navigator.locks as Locks | undefined) ?? null,
    channel: channel as Channel | null,
    patienceMs: 1000,
  };
}
