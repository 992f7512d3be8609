// One batch of files: each is read and embedded, enters the set in drop order, or is refused with its cause.
import { abortError, errorFacts, isAbort } from '../../domain/errors';
import type { IncomingFile } from '../../domain/intake/archive';
import type { ReadImage } from '../../domain/intake/outcome';
import { pseudonym } from '../../domain/intake/pseudonym';
import type { ClassId, Item, ItemId, Note } from '../../domain/types';
import type { StoredPicture } from '../../storage/project-storage';
import type { EncoderStatus } from '../../workers/engine';
import { rateMeter } from '../../workers/rate';
import type { AppState, Refusal } from '../app-state';
import { vectorKey } from '../selectors';
import type { Services } from '../workbench';
import { mergeInto, newItem } from './new-item';

/** A file with what is needed to place it; its path is no longer needed. */
export interface BatchEntry extends Omit<IncomingFile, 'path'> {
  readonly name: string;
  readonly classId: ClassId | null;
  /** Name of the folder that stands for a patient, if the layout has one. */
  readonly folderGroup: string | null;
  readonly synthetic: boolean;
}

type Settled =
  | {
      readonly end: 'in';
      readonly image: ReadImage;
      readonly vectors: readonly (readonly [string, Float32Array])[];
      readonly id: ItemId;
      readonly group: string | null;
    }
  | { readonly end: 'refused'; readonly refusal: Refusal }
  | { readonly end: 'cancelled' };

const flushEveryMs = 250;

/** Reads all entries; gives the ids of the items that are new in the set. Counts land in `intake`. */
export async function readBatch(
  services: Services,
  entries: readonly BatchEntry[],
): Promise<readonly ItemId[]> {
  const { store, engine, jobs } = services;
  store.setState({ intake: { phase: 'running' } });
  const encoder = await engine.start();
  const added: ItemId[] = [];
  const tally = { merged: 0, refused: 0, cancelled: 0 };
  const settled: (Settled | undefined)[] = new Array(entries.length);
  let committed = 0;
  let pending = emptyPending(nextSerial(store.getState().items));

  const flush = () => {
    if (pending.items.length + pending.repeats.length + pending.refusals.length === 0) return;
    enter(services, pending);
    pending = emptyPending(pending.serial);
  };
  // Readers finish out of order; items enter in the order they were dropped, so that a repeat gives the same rows.
  const commitReady = () => {
    for (let next = settled[committed]; next; next = settled[committed]) {
      const entry = entries[committed] as BatchEntry;
      settled[committed] = undefined;
      committed += 1;
      if (next.end === 'cancelled') tally.cancelled += 1;
      else if (next.end === 'refused') {
        tally.refused += 1;
        pending.refusals.push(next.refusal);
      } else if (admit(store.getState(), pending, entry, next)) added.push(next.id);
      else tally.merged += 1;
    }
  };

  await jobs.run('read', 'images', entries.length, async ({ signal, progress }) => {
    const meter = rateMeter();
    let next = 0;
    let done = 0;
    let lastFlush = performance.now();
    const reader = async () => {
      for (let i = next++; i < entries.length; i = next++) {
        settled[i] = await settleOne(services, encoder, entries[i] as BatchEntry, signal);
        done += 1;
        progress({ done, total: entries.length, perSecond: meter(done) });
        commitReady();
        if (performance.now() - lastFlush > flushEveryMs) {
          lastFlush = performance.now();
          flush();
        }
      }
    };
    // One more than there are decoders, so that the encoder never waits for a file to be read.
    await Promise.all(Array.from({ length: engine.readers + 1 }, reader));
  });
  flush();
  store.setState({ intake: { phase: 'done', added: added.length, dropped: entries.length, ...tally } });
  return added;
}

/** What has been read and not yet been put into the state. */
interface Pending {
  /** The serial of the next new item. */
  serial: number;
  /** New items. */
  items: Item[];
  /** Files whose image the set already has. They are merged into the item as it is when they enter, not as it was read. */
  repeats: { readonly id: ItemId; readonly classId: ClassId | null }[];
  names: [ItemId, string][];
  vectors: (readonly [string, Float32Array])[];
  pictures: StoredPicture[];
  refusals: Refusal[];
}

function nextSerial(items: AppState['items']): number {
  let last = -1;
  for (const { serial } of items.values()) last = Math.max(last, serial);
  return last + 1;
}

function emptyPending(serial: number): Pending {
  return { serial, items: [], repeats: [], names: [], vectors: [], pictures: [], refusals: [] };
}

async function settleOne(
  services: Services,
  encoder: EncoderStatus,
  entry: BatchEntry,
  signal: AbortSignal,
): Promise<Settled> {
  const { store, engine } = services;
  try {
    if (signal.aborted) throw abortError();
    if (entry.refused) return { end: 'refused', refusal: refusalOf(entry, entry.refused) };
    const { input, sha256 } = encoder;
    const { salt } = store.getState();
    const { file, packed, name } = entry;
    const outcome = await engine.read({ file, packed, name, input, salt }, { signal });
    if (!outcome.ok) return { end: 'refused', refusal: refusalOf(entry, outcome.error) };
    const vectors: [string, Float32Array][] = [];
    for (const rendition of outcome.image.renditions) {
      const key = vectorKey(outcome.image.pixelHash, rendition.kind, sha256);
      const known = store.getState().vectors.get(key);
      vectors.push([key, known ?? (await engine.encode(rendition.input, { signal }))]);
    }
    const id = ((await pseudonym(salt, outcome.image.pixelHash)) ?? '').slice(0, 10);
    const folder = entry.folderGroup === null ? null : await pseudonym(salt, `folder:${entry.folderGroup}`);
    return { end: 'in', image: outcome.image, vectors, id, group: folder };
  } catch (thrown) {
    if (isAbort(thrown)) return { end: 'cancelled' };
    const facts = errorFacts(thrown, 'decoder-failed');
    return { end: 'refused', refusal: refusalOf(entry, facts) };
  }
}

function refusalOf(entry: BatchEntry, error: Refusal['error']): Refusal {
  return { key: crypto.randomUUID(), fileName: entry.name, error };
}

/** Puts one read image among the pending; false when it is an image the set already has. */
function admit(state: AppState, pending: Pending, entry: BatchEntry, read: Settled & { end: 'in' }): boolean {
  if (pending.items.some(({ id }) => id === read.id) || state.items.has(read.id)) {
    pending.repeats.push({ id: read.id, classId: entry.classId });
    return false;
  }
  const notes: readonly Note[] = entry.synthetic ? [{ code: 'synthetic', detail: {} }] : [];
  pending.items.push(newItem(pending.serial, read, entry.classId, notes));
  pending.serial += 1;
  pending.names.push([read.id, entry.name]);
  pending.vectors.push(...read.vectors);
  for (const { kind: rendition, thumb, preview } of read.image.renditions) {
    pending.pictures.push({ kind: 'thumb', id: read.id, rendition, blob: thumb });
    pending.pictures.push({ kind: 'preview', id: read.id, rendition, blob: preview });
  }
  return true;
}

function enter({ store, pictures, saver }: Services, pending: Pending): void {
  pictures.hold(pending.pictures);
  store.setState((state) => {
    const items = new Map(state.items);
    // A class may have been removed while the file was read.
    const standing = (classId: ClassId) => state.classes.some(({ id }) => id === classId);
    for (const item of pending.items) items.set(item.id, { ...item, labels: item.labels.filter(standing) });
    for (const { id, classId } of pending.repeats) {
      const item = items.get(id);
      if (item) items.set(id, mergeInto(item, classId !== null && standing(classId) ? classId : null));
    }
    return {
      items,
      names: new Map([...state.names, ...pending.names]),
      vectors: new Map([...state.vectors, ...pending.vectors]),
      refusals: [...state.refusals, ...pending.refusals],
    };
  });
  saver.add({ vectors: pending.vectors, pictures: pending.pictures });
}
