// What is known of the fence around the page: who holds it, what was asked of whom, what is kept, whether a newer
// version waits. A store of its own: it is about this window, not about the project.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BuildList } from '../sw/build-list';
import type { UnfitTold } from '../sw/messages';
import type { CanaryVerdict } from '../workers/engine';
import type { Doors } from './privacy-doors';
import { nobodyAsked, nothingSeen, type PageCount, type WorkerCount } from './privacy-ledger';

/**
 * Who puts the headers on the page: the host, our service worker, nobody. `why` for nobody: `no-worker`: this browser or
 * address allows none; `unfit`: a file of the site is not of this build; `not-in-charge`: a worker is there, but the
 * browser did not let it answer; `slow`: no file came for long; `development`: the dev server sends headers or not.
 */
export type Fence =
  | { readonly by: 'host' }
  | { readonly by: 'worker' }
  | { readonly by: 'nobody'; readonly why: NoFence };

export type NoFence = 'no-worker' | 'unfit' | 'not-in-charge' | 'slow' | 'development';

/** The copy for work without a network. */
export type Copy =
  | { readonly phase: 'none' }
  | { readonly phase: 'fetching'; readonly doneBytes: number; readonly totalBytes: number }
  /** `kept`: complete, and this page is answered from it. `past-it`: complete, but this page was loaded past it. */
  | { readonly phase: 'kept' }
  | { readonly phase: 'past-it' }
  | { readonly phase: 'failed'; readonly unfit: UnfitTold | null };

/** A newer version: none known; fetched and waiting; asked for while another window still works on this one. */
export type Update = 'none' | 'waiting' | 'other-windows';

/** One header as this page's address sends it now. `as-meant`: word by word what it should be. */
export interface HeaderFound {
  readonly name: string;
  readonly verdict: 'as-meant' | 'other' | 'absent';
}

export interface PrivacyState {
  /** null until it has been found out. */
  readonly fence: Fence | null;
  readonly doors: Doors;
  /** The page's own try to reach another site. */
  readonly page: CanaryVerdict | null;
  /** Does the policy hold the service worker itself? null: there is none, or the site could not be asked. */
  readonly workerHeld: boolean | null;
  readonly isolated: boolean;
  readonly pageCount: PageCount;
  /** null while no service worker sees this page's requests. */
  readonly workerCount: WorkerCount | null;
  /** Name of a place where text would become script or markup -> how often (report only). */
  readonly sinks: ReadonlyMap<string, number>;
  readonly copy: Copy;
  readonly update: Update;
  /** Read when the panel opens. */
  readonly headers: readonly HeaderFound[] | null;
  readonly list: BuildList | null;
  /** What this site holds in this browser, in bytes; null where the browser does not say. */
  readonly keptBytes: number | null;
}

export type PrivacyStore = StoreApi<PrivacyState>;

/** The state at the very start. */
export function makePrivacyStore(doors: Doors, isolated: boolean, controlled: boolean): PrivacyStore {
  return createStore<PrivacyState>(() => ({
    fence: null,
    doors,
    page: null,
    workerHeld: null,
    isolated,
    pageCount: nobodyAsked,
    workerCount: controlled ? nothingSeen : null,
    sinks: new Map(),
    copy: { phase: 'none' },
    update: 'none',
    headers: null,
    list: null,
    keptBytes: null,
  }));
}
