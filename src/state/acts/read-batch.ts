// One batch of files: each is read and embedded, enters the set in drop order, or is refused with its cause.
import { abortError, errorFacts, isAbort } from '../../domain/errors';
import type { FileEnd } from '../../domain/intake/file-ends';
import { pseudonym } from '../../domain/intake/pseudonym';
import { recipesFor, renderingKey } from '../../domain/intake/rendering';
import type { ItemId } from '../../domain/types';
import type { EncoderStatus } from '../../workers/engine';
import { rateMeter } from '../../workers/rate';
import type { DroppedFile } from '../actions';
import type { MarkTurns } from '../drop-step';
import { begunDrop, endedDrop } from '../open-drop';
import { vectorKey } from '../selectors';
import { encoderSpace, isImported } from '../space';
import type { Services } from '../workbench';
import { noteClashes } from './clash-notes';
import { commitStack, type StackEnd } from './commit-stack';
import type { FolderCodes } from './new-item';
import {
  admit,
  type BatchEntry,
  emptyPending,
  enter,
  nextSerial,
  ownNotes,
  type ReadEntry,
  refusalOf,
} from './pending';
import { readStack, slicesIn } from './read-stack';
import { type RowMatch, rowFor, rowsOfFiles } from './row-pictures';

export type { BatchEntry } from './pending';

type Settled = (ReadEntry & { readonly end: 'in' }) | StackEnd;

/**
 * What a crash may cost: images that were embedded since, and must be once more. Entering costs more the larger the set is,
 * since every table is made anew.
 */
const flushAfterMs = (items: number) => Math.min(250, 50 + items / 20);
/** On a slow disk, images; the readers wait then. */
const mostUnwritten = 3;

export interface BatchEnd {
  /** Items that are new in the set. */
  readonly added: ItemId[];
  /** What became of labels and parts of those that were there. */
  readonly turns: MarkTurns;
}

export const newEnd = (): BatchEnd => ({ added: [], turns: new Map() });

/**
 * Reads all entries. Counts land in `intake`.
 * @param aside names of files of the drop that are no images (system clutter): only counted.
 * @param leftOut names of slices that are not among the chosen ones: only counted.
 * @param end gains what has come in, also where the work ends with an error.
 */
export async function readBatch(
  services: Services,
  entries: readonly BatchEntry[],
  aside: readonly string[] = [],
  leftOut: readonly string[] = [],
  end: BatchEnd = newEnd(),
): Promise<BatchEnd> {
  const { store, engine, jobs } = services;
  // A space from elsewhere whose rows have all been removed takes no images: an empty set begins with the encoder's.
  store.setState(({ items, settings }) => ({
    intake: { phase: 'running' },
    ...(items.size === 0 ? { settings: { ...settings, space: encoderSpace } } : {}),
  }));
  const encoder = await engine.start();
  const { added, turns } = end;
  const ends: FileEnd[] = [];
  const settled: (Settled | undefined)[] = new Array(entries.length);
  let committed = 0;
  let pending = emptyPending(nextSerial(store.getState().items));

  let entered = 0;
  let written = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastFlush = performance.now();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    lastFlush = performance.now();
    if (entered === committed) return;
    entered = committed;
    // With what has been read, in one change: what is not settled is what is not in the set.
    enter(services, pending, committed, turns);
    const now = committed;
    void services.saver.flush().then(() => {
      written = Math.max(written, now);
    });
    pending = emptyPending(pending.serial);
  };
  // Readers finish out of order; items enter in the order they were dropped, so that a repeat gives the same rows.
  const takeIn = (entry: BatchEntry, read: ReadEntry): boolean => {
    const isNew = admit(store.getState(), pending, entry, read);
    if (isNew) added.push(read.id);
    return isNew;
  };
  const commitReady = () => {
    for (let next = settled[committed]; next; next = settled[committed]) {
      const entry = entries[committed] as BatchEntry;
      settled[committed] = undefined;
      committed += 1;
      if (entry.stack) {
        if (next.end === 'in') continue;
        const { ends: files, refusals } = commitStack(entry, entry.stack, next, takeIn);
        pending.refusals.push(...refusals);
        ends.push(...files);
        continue;
      }
      if (next.end === 'stack') continue;
      if (next.end === 'refused') pending.refusals.push(next.refusal);
      const isNew = next.end === 'in' && takeIn(entry, next);
      ends.push(endOf(entry, next, isNew));
    }
  };

  const slices = entries.reduce((sum, { stack }) => sum + (stack ? slicesIn(stack) : 1), 0);
  // What has been read comes in, whatever ends the work.
  const work = jobs.run('read', 'images', slices, async ({ signal, progress }) => {
    const drop = await begunDrop(store.getState(), entries);
    store.setState({ drop });
    const rows = await rowsOfFiles(store.getState(), entries, signal);
    const meter = rateMeter();
    let next = 0;
    let done = 0;
    const onSlice = () => {
      done += 1;
      progress({ done, total: slices, perSecond: meter(done) });
    };
    const reader = async () => {
      for (let i = next++; i < entries.length; i = next++) {
        const entry = entries[i] as BatchEntry;
        settled[i] = await settleOne(services, encoder, entry, rows.get(entry) ?? null, signal, onSlice);
        if (!entry.stack) onSlice();
        commitReady();
        const waitMs = flushAfterMs(store.getState().items.size);
        if (performance.now() - lastFlush > waitMs) flush();
        // The next file may be a long one, or never end: what has been read must not wait for it.
        else timer ??= setTimeout(flush, waitMs);
        // On a slow disk the work waits for what it has made to be written, so that a crash never costs more than this.
        if (committed - written > mostUnwritten) {
          flush();
          await services.saver.flush();
        }
      }
    };
    // One more than there are decoders, so that the encoder never waits for a file to be read.
    await Promise.all(Array.from({ length: engine.readers + 1 }, reader));
  });
  await work.finally(flush);
  for (const name of aside) {
    ends.push({ name, end: 'aside', ids: [], notes: [], error: null, classId: null });
  }
  for (const name of leftOut) {
    ends.push({ name, end: 'left-out', ids: [], notes: [], error: null, classId: null });
  }
  // A worker that was replaced meanwhile may run on another back end.
  const status = await engine.start().catch(() => encoder);
  if (status !== encoder) store.setState({ encoder: { phase: 'ready', status } });
  store.setState({
    drop: endedDrop(store.getState().drop, entries.length),
    intake: { phase: 'done', ...countsOf(ends, added.length), ends: noteClashes(services, ends) },
  });
  return end;
}

/** The report's numbers: files by end, and images where they are not as many as the files added. */
export function countsOf(ends: readonly FileEnd[], images: number) {
  const number = (end: FileEnd['end']) => ends.filter((file) => file.end === end).length;
  const [added, leftOut] = [number('in'), number('left-out')];
  return {
    added,
    merged: number('repeated'),
    refused: number('refused'),
    cancelled: number('cancelled'),
    dropped: ends.length,
    ...(images === added ? {} : { images }),
    ...(leftOut > 0 ? { leftOut } : {}),
  };
}

/** A drop that was cancelled before anything was read. */
export function cancelledReport(files: readonly DroppedFile[]) {
  const ends = files.map(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { name, end: 'cancelled' as const, ids: [], notes: [], error: null, classId: null };
  });
  return { ...countsOf(ends, 0), ends };
}

async function settleOne(
  services: Services,
  encoder: EncoderStatus,
  entry: BatchEntry,
  match: RowMatch,
  signal: AbortSignal,
  onSlice: () => void,
): Promise<Settled> {
  const { store, engine, originals } = services;
  try {
    if (signal.aborted) throw abortError();
    if (entry.refused && !entry.stack) return { end: 'refused', refusal: refusalOf(entry, entry.refused) };
    const { input, sha256 } = encoder;
    const { salt, settings } = store.getState();
    const { file, packed, name } = entry;
    const recipes = recipesFor(settings.rendering, { labels: entry.classId === null ? [] : [entry.classId] });
    if (entry.stack) {
      const read = await readStack(services, entry.stack, { input, salt, recipes }, sha256, signal, onSlice);
      for (const { items } of read.lots) for (const { id, original } of items) originals.keep(id, original);
      return { end: 'stack', read, folders: await folderCodes(salt, entry) };
    }
    const outcome = await engine.read({ file, packed, name, input, salt, recipes }, { signal });
    if (!outcome.ok) return { end: 'refused', refusal: refusalOf(entry, outcome.error) };
    const { image } = outcome;
    const ownId = ((await pseudonym(salt, image.pixelHash)) ?? '').slice(0, 10);
    const state = store.getState();
    const row = rowFor(state, match, image, state.items.has(ownId));
    const vectors: [string, Float32Array][] = [];
    const wanted = recipes.map((recipe) => renderingKey(recipe, image.needsWindow));
    for (const rendition of image.renditions) {
      // Pictures are made of the whole image in any case; embedding is what takes time. Vectors from elsewhere are there.
      if (!wanted.includes(rendition.kind) || isImported(state)) continue;
      const key = vectorKey(row?.pixelHash ?? image.pixelHash, rendition.kind, sha256);
      const known = store.getState().vectors.get(key);
      vectors.push([key, known ?? (await engine.encode(rendition.input, { signal }))]);
    }
    const id = row?.id ?? ownId;
    originals.keep(id, { file, packed, name });
    const folders = await folderCodes(salt, entry);
    const { seriesKey } = entry;
    const stackGroup = seriesKey ? ({ group: seriesKey, groupSource: 'series' } as const) : null;
    return { end: 'in', image, vectors, id, folders, stackGroup, isRow: row !== null };
  } catch (thrown) {
    if (isAbort(thrown)) return { end: 'cancelled' };
    const facts = errorFacts(thrown, 'decoder-failed');
    return { end: 'refused', refusal: refusalOf(entry, facts) };
  }
}

/** What became of an entry, for the report. */
function endOf(entry: BatchEntry, settled: Exclude<Settled, { end: 'stack' }>, isNew: boolean): FileEnd {
  const { name, classId } = entry;
  const none = { name, classId, ids: [], notes: [], error: null };
  if (settled.end === 'cancelled') return { ...none, end: 'cancelled' };
  if (settled.end === 'refused') return { ...none, end: 'refused', error: settled.refusal.error };
  const { id, image } = settled;
  const notes = [...image.notes, ...ownNotes(entry)];
  return { ...none, end: isNew ? 'in' : 'repeated', ids: [id], notes };
}

async function folderCodes(salt: string, { folderGroup, folder }: BatchEntry): Promise<FolderCodes> {
  const codeOf = async (name: string | null) =>
    name === null ? null : await pseudonym(salt, `folder:${name}`);
  return { patientFolder: await codeOf(folderGroup), folder: await codeOf(folder) };
}
