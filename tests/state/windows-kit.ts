// Several windows in one process: a lock manager and a channel as the browser has them, and windows that crash and freeze.
import { makeWorkbench } from '../../src/state/make-workbench';
import type { Channel, Locks, WindowParts } from '../../src/state/windows';
import { openProjectStorage, type ProjectStorage } from '../../src/storage/project-storage';
import { inProcessEngine } from './in-process-engine';

interface Request {
  readonly owner: Life;
  readonly held: (lock: unknown) => Promise<void>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Whether a window runs: what would happen in a frozen one waits, in a crashed one it never comes. */
class Life {
  #state: 'runs' | 'frozen' | 'gone' = 'runs';
  #waiting: (() => void)[] = [];

  get state() {
    return this.#state;
  }

  /** Runs `act` as the browser would: now, on waking, or never. */
  run(act: () => void): void {
    if (this.#state === 'runs') setTimeout(() => (this.#state === 'runs' ? act() : this.run(act)));
    else if (this.#state === 'frozen') this.#waiting.push(act);
  }

  async through<T>(act: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => this.run(resolve));
    return act();
  }

  set(next: 'runs' | 'frozen' | 'gone') {
    this.#state = next;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const act of waiting) this.run(act);
  }
}

/** The locks of one browser; `everyone` plants the fault that each request is granted. */
class LockTable {
  #holder: Request | null = null;
  #queue: Request[] = [];

  constructor(readonly everyone = false) {}

  for(owner: Life): Locks {
    return {
      request: (_name, { ifAvailable, steal, signal }, held) =>
        new Promise((resolve, reject) => {
          const request: Request = { owner, held, resolve, reject };
          if (this.everyone) return void owner.run(() => void held({}).then(resolve));
          if (steal) {
            const robbed = this.#holder;
            robbed?.owner.run(() => robbed.reject(new DOMException('stolen', 'AbortError')));
            return this.#grant(request);
          }
          if (this.#holder && ifAvailable) return void owner.run(() => void held(null).then(resolve));
          this.#queue.push(request);
          signal?.addEventListener('abort', () => {
            this.#queue = this.#queue.filter((other) => other !== request);
            reject(new DOMException('given up', 'AbortError'));
          });
          this.#next();
        }),
    };
  }

  gone(owner: Life) {
    this.#queue = this.#queue.filter((request) => request.owner !== owner);
    if (this.#holder?.owner === owner) this.#holder = null;
    this.#next();
  }

  #next() {
    const request = this.#holder ? undefined : this.#queue.shift();
    if (request) this.#grant(request);
  }

  #grant(request: Request) {
    this.#holder = request;
    request.owner.run(() => {
      // Stolen before the window could look at it.
      if (this.#holder !== request) return;
      void request.held({}).then(() => {
        request.resolve(undefined);
        if (this.#holder !== request) return;
        this.#holder = null;
        this.#next();
      });
    });
  }
}

/** Faults to plant: requests for the lock are all granted; the storage takes no note of who writes. */
export interface Planted {
  readonly lockless?: boolean;
  readonly fenceless?: boolean;
}

/** One browser. */
export function fakeBrowser({ lockless = false, fenceless = lockless }: Planted = {}) {
  const locks = new LockTable(lockless);
  const channels: { readonly owner: Life; readonly channel: Channel }[] = [];

  const channelFor = (owner: Life): Channel => {
    const channel: Channel = {
      onmessage: null,
      postMessage(data) {
        for (const other of channels)
          if (other.channel !== channel) other.owner.run(() => other.channel.onmessage?.({ data }));
      },
    };
    channels.push({ owner, channel });
    return channel;
  };
  const storageFor = async (owner: Life, onLost: Parameters<typeof openProjectStorage>[0]) => {
    const real = await owner.through(() => openProjectStorage((lost) => owner.run(() => onLost(lost))));
    const guarded: ProjectStorage = {
      ...real,
      load: () => owner.through(real.load),
      claim: (mark) => (fenceless ? Promise.resolve() : owner.through(() => real.claim(mark))),
      holder: () => owner.through(real.holder),
      write: (change) => owner.through(() => real.write(change)),
      wipe: () => owner.through(real.wipe),
    };
    return guarded;
  };

  return {
    /** A window of the page in this browser, not started; `change` plants a fault in its storage. */
    window({ change = (real: ProjectStorage): ProjectStorage => real } = {}) {
      const life = new Life();
      const windows: WindowParts = {
        locks: locks.for(life),
        channel: lockless ? null : channelFor(life),
        patienceMs: 40,
      };
      const bench = makeWorkbench({
        engine: inProcessEngine(),
        openStorage: async (onLost) => change(await storageFor(life, onLost)),
        windows,
      });
      return {
        ...bench,
        life,
        freeze: () => life.set('frozen'),
        wake: () => life.set('runs'),
        crash() {
          life.set('gone');
          locks.gone(life);
        },
      };
    },
  };
}

export type FakeWindow = ReturnType<ReturnType<typeof fakeBrowser>['window']>;
