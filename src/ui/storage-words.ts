// What became of keeping the project, as sentences: full, failed, taken away, kept from this page, newer than this page.
import type { AppErrorCode, ErrorDetail, ErrorFacts } from '../domain/errors';
import type { Message } from './messages';

type StorageCode = Extract<AppErrorCode, `storage-${string}`>;

interface Words {
  /** For the chip in the top bar, after "Not saved: ". */
  readonly short: string;
  readonly sentence: string;
  readonly advice: string;
}

/** By the `why` of `storage-blocked`. */
const blocked: Readonly<Record<string, Words>> = {
  private: {
    short: 'storing not allowed',
    sentence: 'The browser does not let this page store anything (private window or blocked site data).',
    advice: 'Use a normal window, or allow site data for this page. Until then nothing outlives this tab.',
  },
  deleted: {
    short: 'site data deleted',
    sentence:
      'What this page had stored was deleted while it was open; what you see is now only in this tab.',
    advice: 'Press Retry to store all of it again. Small pictures that were not on the screen are gone.',
  },
  closed: {
    short: 'closed by the browser',
    sentence: 'The browser closed the database; changes since the last save are only in this tab.',
    advice: 'Press Retry. Keep this tab open until it says Saved.',
  },
  'newer-window': {
    short: 'newer version open',
    sentence: 'A newer version of Lightbench was opened in another window; this one cannot save any more.',
    advice: 'Export now if the last changes matter, then reload this page.',
  },
  waiting: {
    short: 'held by another window',
    sentence: 'Another window of this page holds the database and does not let go.',
    advice: 'Close the other windows of this page. It goes on by itself; if not, press Retry.',
  },
  'two-projects': {
    short: 'another project is stored',
    sentence:
      'Another project is stored in this browser; it was not touched, and this one is only in this tab.',
    advice: 'Export now, then reload the page to see the stored one.',
  },
  left: {
    short: 'not all deleted',
    sentence: 'Not everything could be deleted.',
    advice: 'Close the other windows of this page, then delete everything once more.',
  },
};

/** What a deletion left behind, by the first word of its name (storage/wipe.ts). */
const leftParts: Readonly<Record<string, string>> = {
  database: 'the database with labels and file names',
  file: 'the private files with embeddings and small pictures',
  cache: 'files in the cache',
  local: 'notes in the local storage',
};

/** "Not everything could be deleted. Still there: ..." */
function blockedSentence(detail: ErrorDetail): string {
  const { sentence } = blockedWords(detail);
  if (detail.why !== 'left' || !detail.what) return sentence;
  const kinds = String(detail.what)
    .split(', ')
    .map((name) => leftParts[name.split(' ')[0] ?? ''] ?? name);
  return `${sentence} Still there: ${[...new Set(kinds)].join(', ')}.`;
}

const blockedWords = ({ why }: ErrorDetail): Words => (blocked[String(why)] ?? blocked.private) as Words;

export const storageMessages: Readonly<Record<StorageCode, Message>> = {
  'storage-full': {
    sentence: () => 'The disk space the browser grants this page is full; the last changes are not saved.',
    advice: 'Free disk space or remove images, then press Retry. Keep this tab open until then.',
  },
  'storage-failed': {
    sentence: ({ why }) =>
      why === 'read-back'
        ? 'What was written could not be read back; the last changes are only in this tab.'
        : 'Saving failed; the last changes are only in this tab.',
    advice: 'Press Retry. Keep this tab open until it says Saved.',
  },
  'storage-blocked': {
    sentence: blockedSentence,
    advice: (detail) => blockedWords(detail).advice,
  },
  'storage-newer': {
    sentence: () => 'The saved project was made by a newer version of Lightbench; nothing was changed.',
    advice: 'Open it with the newer version.',
  },
  'storage-damaged': {
    sentence: ({ count }) =>
      count === 1
        ? 'One embedding could not be read back from the disk; its image and its label are there.'
        : `${count ?? 'Some'} embeddings could not be read back from the disk; their images and labels are there.`,
    advice: 'Drop the files of those images again: only what is missing is computed.',
  },
};

/** The cause in a few words, for the chip. */
export function shortCause({ code, detail }: ErrorFacts): string {
  if (code === 'storage-full') return 'disk full';
  if (code === 'storage-newer') return 'newer version';
  return code === 'storage-blocked' ? blockedWords(detail).short : 'writing failed';
}
