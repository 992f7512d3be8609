// What the privacy panel reads when it opens, what it may delete, and what is written down from the page's start on.
import { securityHeaders } from '../../headers';
import { programCachePrefix } from '../storage/program-cache';
import { type BuildList, listPath } from '../sw/build-list';
import type { HeaderFound, PrivacyStore } from './privacy';
import { watchPage, withAddresses } from './privacy-ledger';
import { workerHeld } from './privacy-worker';

/** Compares the headers of a response with those that should be there. */
export function headersFound(headers: Headers): readonly HeaderFound[] {
  return Object.entries(securityHeaders).map(([name, meant]) => {
    const found = headers.get(name);
    return { name, verdict: found === meant ? 'as-meant' : found === null ? 'absent' : 'other' };
  });
}

async function readList(): Promise<BuildList | null> {
  const response = await fetch(new URL(listPath, document.baseURI)).catch(() => null);
  // A host may answer an unknown name with a page.
  return response?.ok ? ((await response.json().catch(() => null)) as BuildList | null) : null;
}

/** Reads headers, list of files, what is kept, and whether the service worker is held: two requests to the own site. */
export async function look(store: PrivacyStore): Promise<void> {
  const page = await fetch(document.baseURI).catch(() => null);
  const [list, estimate, held] = await Promise.all([
    store.getState().list ?? readList(),
    navigator.storage?.estimate?.().catch(() => null),
    workerHeld(),
  ]);
  store.setState({
    headers: page && headersFound(page.headers),
    list,
    keptBytes: estimate?.usage ?? null,
    workerHeld: held,
  });
}

/** Removes the copy kept for work without a network; the project stays. The page goes on as it is until it is closed. */
export async function removeCopy(store: PrivacyStore): Promise<void> {
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(programCachePrefix)) await caches.delete(name);
  store.setState({ copy: { phase: 'none' } });
}

/** Writes down, from now on, what the browser lists as asked by the page, and where text would become script. */
export function writeDown(store: PrivacyStore): void {
  watchPage((addresses) =>
    store.setState(({ pageCount }) => ({ pageCount: withAddresses(pageCount, addresses) })),
  );
  document.addEventListener('securitypolicyviolation', ({ disposition, sample }) => {
    if (disposition !== 'report') return;
    // Behind the bar stands the text itself, which may be a person's.
    const sink = sample.split('|')[0] || 'unnamed';
    store.setState(({ sinks }) => ({ sinks: new Map(sinks).set(sink, (sinks.get(sink) ?? 0) + 1) }));
  });
}
