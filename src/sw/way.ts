// What becomes of a request: from the kept copy, to the site, past us untouched, or refused. Decided from facts alone.
import { listPath } from './build-list';

/** What is known of a request. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  /** The request opens a page. */
  readonly navigation: boolean;
  /** Address of the page or worker that asks; undefined where the browser does not say. */
  readonly asker: string | undefined;
}

/** The folder of the page (absolute, with a trailing slash) and what is known by path in it. */
export interface Place {
  readonly folder: string;
  readonly listed: (path: string) => boolean;
}

/** `pass`: the request is none of ours; the browser does as without a service worker. */
export type Way =
  | { readonly to: 'copy'; readonly path: string }
  | { readonly to: 'site'; readonly path: string }
  | { readonly to: 'older'; readonly path: string }
  | { readonly to: 'list' }
  | { readonly to: 'pass' }
  | { readonly to: 'refuse' };

/** The page itself, by either of its names. */
const pageNames: readonly string[] = ['', 'index.html'];

/** Path of `url` inside the folder, without query and fragment; null: elsewhere. */
function pathIn(folder: string, url: string): string | null {
  const { origin, pathname } = new URL(url);
  const home = new URL(folder);
  if (origin !== home.origin || !pathname.startsWith(home.pathname)) return null;
  return decodeURIComponent(pathname.slice(home.pathname.length));
}

/** Whether page or worker `asker` is part of the program. One that is not known counts as ours: it gets less. */
export function isOurs(asker: string | undefined, { folder, listed }: Place): boolean {
  if (asker === undefined || !asker.startsWith('http')) return true;
  const path = pathIn(folder, asker);
  // A worker of an older build is on no list of this one.
  return path !== null && (pageNames.includes(path) || listed(path) || path.startsWith('assets/'));
}

/**
 * Decides. A page or worker of ours gets the files of the build, and what lies under `encoders/`, where a person may
 * have put another encoder; nothing else leaves for the network, and nothing with a body or of another origin. What
 * other pages of the same site ask passes.
 */
export function wayOf({ url, method, navigation, asker }: Asked, place: Place): Way {
  const path = pathIn(place.folder, url);
  if (navigation) return path !== null && pageNames.includes(path) ? copyOf('index.html') : { to: 'pass' };
  if (!isOurs(asker, place)) return { to: 'pass' };
  if (path === null || (method !== 'GET' && method !== 'HEAD')) return { to: 'refuse' };
  if (path === listPath) return { to: 'list' };
  if (pageNames.includes(path)) return copyOf('index.html');
  if (place.listed(path)) return copyOf(path);
  return path.startsWith('encoders/') ? { to: 'site', path } : { to: 'older', path };
}

const copyOf = (path: string): Way => ({ to: 'copy', path });
