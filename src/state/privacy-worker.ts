// The page's side of the service worker: registering, waiting for it, hearing it, asking it.
import { workerPath } from '../sw/build-list';
import type { OwnPolicyAnswer, PageAsks, TakeOverAnswer, WorkerTells } from '../sw/messages';
import type { PrivacyStore } from './privacy';
import { nothingSeen, withTold } from './privacy-ledger';

/** Asks and waits for the answer; null: none came in ten seconds. */
async function ask<T>(worker: ServiceWorker, kind: PageAsks['kind']): Promise<T | null> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<T | null>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as T);
    setTimeout(() => resolve(null), 10_000);
  });
  worker.postMessage({ kind } satisfies PageAsks, [port2]);
  return await answer.finally(() => port1.close());
}

/** Registers it; null where the browser or the site has none to give. */
export async function register(): Promise<ServiceWorkerRegistration | null> {
  const script = new URL(workerPath, document.baseURI);
  try {
    // A test tool that forbids service workers gives nothing instead of failing.
    return (await navigator.serviceWorker.register(script, { updateViaCache: 'none' })) ?? null;
  } catch {
    return null;
  }
}

/** Hears what it tells, for as long as the page lives. `onFetching` is called at every sign of life of an install. */
export function hear(store: PrivacyStore, onFetching: () => void): void {
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    const told = data as WorkerTells;
    if (told.kind === 'request') {
      store.setState(({ workerCount }) => ({ workerCount: withTold(workerCount ?? nothingSeen, told) }));
    } else if (told.kind === 'unfit') {
      store.setState(({ copy }) => ({
        copy: copy.phase === 'kept' ? copy : { phase: 'failed', unfit: told },
      }));
    } else {
      const { doneBytes, totalBytes } = told;
      onFetching();
      // A file in hand when another proved unfit is told of late.
      store.setState(({ copy }) => ({
        copy:
          copy.phase === 'none' || copy.phase === 'fetching'
            ? { phase: 'fetching', doneBytes, totalBytes }
            : copy,
      }));
    }
  });
  navigator.serviceWorker.startMessages();
}

/**
 * Settles once it is known who answers this page: `yes`, a service worker; `past-it`, nobody, since the person forced a
 * load past the one in force; `failed`, nobody, since the install under way failed.
 */
export function inCharge(registration: ServiceWorkerRegistration): Promise<'yes' | 'past-it' | 'failed'> {
  const { serviceWorker } = navigator;
  return new Promise((resolve) => {
    if (serviceWorker.controller) return resolve('yes');
    // One that has just been activated takes this page over before it says so.
    if (registration.active?.state === 'activated') return resolve('past-it');
    serviceWorker.addEventListener('controllerchange', () => resolve('yes'), { once: true });
    const coming = registration.installing ?? registration.waiting;
    coming?.addEventListener('statechange', () => coming.state === 'redundant' && resolve('failed'));
  });
}

/** Tells the worker in charge that this page runs on its build, so that older files may go. */
export function sayStarted(): void {
  navigator.serviceWorker.controller?.postMessage({ kind: 'started' } satisfies PageAsks);
}

/** Whether the policy holds the service worker itself; null: none in charge, or the site could not be asked. */
export async function workerHeld(): Promise<boolean | null> {
  const worker = navigator.serviceWorker?.controller;
  return worker ? ((await ask<OwnPolicyAnswer>(worker, 'own-policy'))?.held ?? null) : null;
}

/** Sets `update` when a newer version has been fetched and waits. */
export function watchUpdates(registration: ServiceWorkerRegistration, store: PrivacyStore): void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) store.setState({ update: 'waiting' });
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
}

/**
 * Lets the waiting version take over and loads the page anew; with another window open it says so and changes nothing.
 * The caller has seen to it that nothing is at work and everything is saved.
 */
export async function takeUpdate(store: PrivacyStore): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) return;
  const changed = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  if (!(await ask<TakeOverAnswer>(waiting, 'take-over'))?.taken) {
    store.setState({ update: 'other-windows' });
    return;
  }
  await changed;
  location.reload();
}
