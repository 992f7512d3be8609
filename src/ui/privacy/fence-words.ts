// Sentences about the fence around the page, and about the copy kept for work without a network.
import type { Copy, Fence, NoFence } from '../../state/privacy';
import type { Door } from '../../state/privacy-doors';
import { megabytes } from './size-words';

const why: Readonly<Record<NoFence, string>> = {
  'no-worker':
    'The site sends no policy, and no service worker could stand in for it: this browser, this address (only https and localhost allow one) or the site has none.',
  unfit:
    'The site sends no policy, and its files could not be fetched as they were built, so no service worker stands in for it.',
  'not-in-charge':
    'The site sends no policy, and the browser does not let the service worker answer for this window. Load the page once more.',
  slow: 'The site sends no policy, and fetching the files for the service worker came to a stop. Load the page once more.',
  development: 'This server sends no policy.',
};

/** Who holds the page. */
export function fenceSentence(fence: Fence | null): string {
  if (fence === null) return 'It is being found out who holds the policy.';
  if (fence.by === 'host')
    return 'The site sends a policy (Content-Security-Policy) with its files, and the browser keeps it.';
  if (fence.by === 'worker')
    return 'The policy (Content-Security-Policy) came with this page, and the service worker puts it on every file of the program, whatever the site sends. No background worker began before.';
  return `Not enforced here. ${why[fence.why]} The page is built to send nothing, but nothing stops it.`;
}

/** What is kept for work without a network. */
export function copySentence(copy: Copy): string {
  if (copy.phase === 'none') return 'No copy is kept, or it is not known yet.';
  if (copy.phase === 'kept')
    return 'All files below that this computer needs are kept in this browser. The page opens and works without a network.';
  if (copy.phase === 'past-it')
    return 'A copy is kept, but this window was loaded past it. Load the page once more to use it.';
  if (copy.phase === 'fetching')
    return `Being fetched: ${megabytes(copy.doneBytes)} of ${megabytes(copy.totalBytes)}.`;
  if (!copy.unfit) return 'No copy could be kept in this browser.';
  const { path } = copy.unfit;
  return copy.unfit.why === 'missing'
    ? `No copy is kept: the site does not give ${path}.`
    : `No copy is kept: ${path} on the site is not the file of this build (its size or SHA-256 differs). It was not used.`;
}

/** What became of a way out that no policy shuts. */
export const doorWords: Readonly<Record<Door, string>> = {
  shut: 'function shut by the page',
  absent: 'not in this browser',
  open: 'not shut here',
};
