// The count of what was asked of whom since the page opened, by two witnesses: the page itself and the service worker.
import type { RequestTold } from '../sw/messages';

/** Requests that the browser lists for the page itself (its workers' own are not in that list). */
export interface PageCount {
  readonly requests: number;
  /** Host -> requests, this site's own among them. */
  readonly hosts: ReadonlyMap<string, number>;
}

/** What the service worker saw of page and workers, in all windows of the program. */
export interface WorkerCount {
  /** Answered from the kept files: nothing went out. */
  readonly fromCopy: number;
  /** Asked of the site, without a body. */
  readonly fromSite: number;
  /** Answered with an error and not sent. */
  readonly refused: number;
  /** Bytes of bodies in what was refused; nothing that has a body is let through. */
  readonly refusedBytes: number;
  /** Hosts of what was refused. */
  readonly refusedHosts: ReadonlySet<string>;
}

export const nobodyAsked: PageCount = { requests: 0, hosts: new Map() };

export const nothingSeen: WorkerCount = {
  fromCopy: 0,
  fromSite: 0,
  refused: 0,
  refusedBytes: 0,
  refusedHosts: new Set(),
};

/** The count with more addresses of requests; `blob:` and `data:` are no requests to anybody. */
export function withAddresses(count: PageCount, addresses: readonly string[]): PageCount {
  const hosts = new Map(count.hosts);
  const out = addresses
    .filter((address) => !/^(blob|data):/.test(address))
    .map((address) => new URL(address));
  for (const { host } of out) hosts.set(host, (hosts.get(host) ?? 0) + 1);
  return { requests: count.requests + out.length, hosts };
}

/** The count with one more request that the service worker tells of. */
export function withTold(count: WorkerCount, { way, host, bodyBytes }: RequestTold): WorkerCount {
  if (way === 'copy') return { ...count, fromCopy: count.fromCopy + 1 };
  if (way === 'site') return { ...count, fromSite: count.fromSite + 1 };
  return {
    ...count,
    refused: count.refused + 1,
    refusedBytes: count.refusedBytes + bodyBytes,
    refusedHosts: new Set([...count.refusedHosts, host]),
  };
}

/** Calls back with the addresses the browser lists for this page, from its opening on. */
export function watchPage(onAddresses: (addresses: readonly string[]) => void): void {
  const observer = new PerformanceObserver((entries) =>
    onAddresses(entries.getEntries().map(({ name }) => name)),
  );
  observer.observe({ type: 'resource', buffered: true });
}
