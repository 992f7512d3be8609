// Sees to it that no worker of ours starts before the policy holds the page: by the host, or by the service worker
// after one reload. Where neither can be, it says so and lets the page go on.
import type { CanaryVerdict } from '../workers/engine';
import type { Copy, Fence, NoFence, PrivacyStore } from './privacy';
import { nothingSeen } from './privacy-ledger';
import { hear, inCharge, register, sayStarted, watchUpdates } from './privacy-worker';

// Kept in the tab alone: the reload must not become a loop.
const reloadMark = 'lightbench-reloaded';
const silentMs = 30_000;

export interface FenceSetup {
  readonly store: PrivacyStore;
  /** The page's own try to reach another site. */
  readonly canary: () => Promise<CanaryVerdict>;
  /** false on the dev server, which has no build to keep. */
  readonly built: boolean;
}

/** Settles when no sign of life came for `silentMs`; `feed` is a sign. */
function patience() {
  let timer: ReturnType<typeof setTimeout>;
  let give = () => {};
  const gone = new Promise<void>((resolve) => {
    give = resolve;
  });
  const feed = () => {
    clearTimeout(timer);
    timer = setTimeout(give, silentMs);
  };
  feed();
  return { gone, feed };
}

/** Registers the worker and follows it; null: none to be had. Safe to call once a page. */
async function enlist(store: PrivacyStore): Promise<ServiceWorkerRegistration | null> {
  const registration = await register();
  if (!registration) return null;
  watchUpdates(registration, store);
  void inCharge(registration).then((charge) => {
    if (charge === 'failed') return store.setState(({ copy }) => ({ copy: failed(copy) }));
    if (charge === 'past-it') return store.setState({ copy: { phase: 'past-it' } });
    store.setState(({ workerCount }) => ({
      copy: { phase: 'kept' },
      workerCount: workerCount ?? nothingSeen,
    }));
    sayStarted();
  });
  return registration;
}

/** What was told of the file that did not fit stays. */
const failed = (copy: Copy): Copy => (copy.phase === 'failed' ? copy : { phase: 'failed', unfit: null });

/** The host sends none of it: the worker is waited for, and the page loaded once more through it. */
async function byWorker(store: PrivacyStore, patient: ReturnType<typeof patience>): Promise<NoFence> {
  const registration = await enlist(store);
  if (!registration) return 'no-worker';
  const charge = await Promise.race([inCharge(registration), patient.gone.then(() => 'slow' as const)]);
  if (charge === 'slow') return 'slow';
  if (charge === 'failed') return 'unfit';
  if (sessionStorage.getItem(reloadMark)) return 'not-in-charge';
  sessionStorage.setItem(reloadMark, '1');
  location.reload();
  // The page is on its way out; nothing of it may start.
  return await new Promise<never>(() => undefined);
}

/**
 * Settles when work may begin, with `fence` in the store. On a host that sends the headers nothing is waited for or
 * loaded anew, and the worker is registered only when `whenIdle` says so; else the page may be loaded once more.
 */
export async function raiseFence({
  store,
  canary,
  built,
}: FenceSetup): Promise<{ whenIdle(): Promise<void> }> {
  const { isolated } = store.getState();
  const possible = built && 'serviceWorker' in navigator;
  const patient = patience();
  if (possible) hear(store, patient.feed);
  // Without a secure address no browser isolates a page, whatever the host sends.
  const page = isolated || !isSecureContext ? await canary() : 'not-enforced';
  const controlled = possible && navigator.serviceWorker.controller !== null;
  const settle = (fence: Fence) => store.setState({ fence, page });
  if (page === 'policy') {
    sessionStorage.removeItem(reloadMark);
    settle({ by: controlled ? 'worker' : 'host' });
    return { whenIdle: async () => void (possible && (await enlist(store))) };
  }
  if (!built) settle({ by: 'nobody', why: 'development' });
  else settle({ by: 'nobody', why: possible ? await byWorker(store, patient) : 'no-worker' });
  store.setState({ page: await canary() });
  return { whenIdle: async () => undefined };
}
