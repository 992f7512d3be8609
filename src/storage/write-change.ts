// One change as one strict transaction: fenced against other windows, whole or not at all, and read back afterwards.
import { dequal } from 'dequal';
import { AppError } from '../domain/errors';
import type { PackRow } from '../domain/keep/pack';
import type { Item, ItemId, RenderingKey } from '../domain/types';
import {
  type Database,
  type ProjectRecord,
  type StoredHistory,
  type StoredStage,
  type StoreName,
  storageGone,
  storeNames,
} from './database';

export type PictureKind = 'thumb' | 'preview';

export interface StoredPicture {
  readonly kind: PictureKind;
  readonly id: ItemId;
  readonly rendition: RenderingKey;
  readonly blob: Blob;
}

/** What the journal gains and loses, and what undo stands at afterwards. */
export interface JournalChange {
  readonly entries: readonly (readonly [number, unknown])[];
  readonly removed: readonly number[];
  readonly history: StoredHistory;
}

/** The files of a drop that is being read, as codes, and how many of them are settled. */
export interface StoredDrop {
  readonly codes: readonly string[];
  readonly done: number;
}

/** One change, written whole or not at all. Missing parts stay as they are; a null stage is removed. */
export interface Change {
  /** Everything kept before goes, in the same transaction: the change is then the whole project. */
  readonly replaces?: true;
  readonly project?: ProjectRecord;
  readonly items?: readonly Item[];
  readonly names?: readonly (readonly [ItemId, string])[];
  readonly vectors?: readonly (readonly [string, Float32Array])[];
  readonly pictures?: readonly StoredPicture[];
  readonly stages?: readonly (readonly [string, StoredStage | null])[];
  readonly journal?: JournalChange;
  /** null: no drop is open any more. Without `codes` the list stays as it was kept. */
  readonly drop?: { readonly codes?: readonly string[]; readonly done: number } | null;
  /** Taken out of the set, to be brought back by naming them in `items`: names, vectors and pictures stay. */
  readonly binnedItems?: readonly Item[];
  /** Gone for good, whether they stood in the set or in the bin, with all that belongs to them. */
  readonly removedItems?: readonly Item[];
  /** Renderings that a standing item no longer has: their pictures and vectors go. */
  readonly droppedRenderings?: readonly {
    readonly item: Item;
    readonly renderings: readonly RenderingKey[];
  }[];
}

export function pictureKey(kind: PictureKind, id: ItemId, rendition: RenderingKey): string {
  return `${kind}:${id}:${rendition}`;
}

type WriteTransaction = ReturnType<typeof writing>;

function writing(database: Database) {
  return database.transaction(storeNames, 'readwrite', { durability: 'strict' });
}

/** Asks for everything a change wants; the answers come when the transaction runs. */
function requestsOf(tx: WriteTransaction, change: Change, ask: (request: Promise<unknown>) => void): void {
  const removePictures = ({ id }: Item, renderings: readonly RenderingKey[]) => {
    for (const rendering of renderings) {
      for (const kind of ['thumb', 'preview'] as const) {
        ask(tx.objectStore('pictures').delete(pictureKey(kind, id, rendering)));
      }
    }
  };
  if (change.replaces)
    for (const store of storeNames) if (store !== 'meta') ask(tx.objectStore(store).clear());
  if (change.project) ask(tx.objectStore('project').put(change.project, 'current'));
  for (const item of change.items ?? []) {
    ask(tx.objectStore('items').put(item, item.id));
    ask(tx.objectStore('bin').delete(item.id));
  }
  for (const item of change.binnedItems ?? []) {
    ask(tx.objectStore('items').delete(item.id));
    ask(tx.objectStore('bin').put(item, item.id));
  }
  for (const [id, name] of change.names ?? []) ask(tx.objectStore('names').put(name, id));
  for (const [key, vector] of change.vectors ?? []) ask(tx.objectStore('vectors').put(vector, key));
  for (const { kind, id, rendition, blob } of change.pictures ?? []) {
    ask(tx.objectStore('pictures').put(blob, pictureKey(kind, id, rendition)));
  }
  for (const [name, stage] of change.stages ?? []) {
    ask(stage ? tx.objectStore('stages').put(stage, name) : tx.objectStore('stages').delete(name));
  }
  for (const serial of change.journal?.removed ?? []) ask(tx.objectStore('journal').delete(serial));
  for (const [serial, entry] of change.journal?.entries ?? [])
    ask(tx.objectStore('journal').put(entry, serial));
  const drop = change.drop === undefined && change.replaces ? null : change.drop;
  if (drop === null) for (const key of ['drop', 'dropDone'] as const) ask(tx.objectStore('meta').delete(key));
  if (drop?.codes) ask(tx.objectStore('meta').put(drop.codes, 'drop'));
  if (drop) ask(tx.objectStore('meta').put(drop.done, 'dropDone'));
  const history = change.journal?.history ?? (change.replaces ? { past: [], future: [] } : null);
  if (history) ask(tx.objectStore('meta').put(history, 'history'));
  for (const item of change.removedItems ?? []) {
    ask(tx.objectStore('items').delete(item.id));
    ask(tx.objectStore('bin').delete(item.id));
    ask(tx.objectStore('names').delete(item.id));
    // No two items share pixels, so every vector of these pixels (renditions, encoders) goes with the item.
    ask(tx.objectStore('vectors').delete(IDBKeyRange.bound(`${item.pixelHash}:`, `${item.pixelHash};`)));
    removePictures(item, item.renditions);
  }
  for (const { item, renderings } of change.droppedRenderings ?? []) {
    removePictures(item, renderings);
    for (const rendering of renderings) {
      const vectors = `${item.pixelHash}:${rendering}`;
      ask(tx.objectStore('vectors').delete(IDBKeyRange.bound(`${vectors}:`, `${vectors};`)));
    }
  }
}

/** Rows of the manifest that change with a change (storage/manifest.ts); null: the row goes. */
export type PackRows = ReadonlyMap<string, PackRow | null>;

function rowRequests(tx: WriteTransaction, rows: PackRows, ask: (request: Promise<unknown>) => void): void {
  for (const [name, row] of rows) {
    ask(row ? tx.objectStore('packs').put(row, name) : tx.objectStore('packs').delete(name));
    // What came into a pack takes the place of what an older release kept in the database.
    for (const { key, type } of row?.entries ?? [])
      ask(tx.objectStore(type === undefined ? 'vectors' : 'pictures').delete(key));
  }
}

/** Of rows without bytes of their own, so many of a change are looked up, spread over all of it. */
const rowsLookedUp = 200;

function* spread<T>(all: readonly T[]): Iterable<T> {
  const step = Math.max(1, all.length / rowsLookedUp);
  for (let at = 0; at < all.length; at += step) yield all[Math.floor(at)] as T;
}

/**
 * Whether what was just written is there, as it was written: the count of this write, the row of the project, each row of the
 * manifest, each vector, each picture at its length, and the other rows (of very many, some). Stages can be made anew and be
 * large: that they are there is enough.
 */
async function readBack(database: Database, change: Change, rows: PackRows, sequence: number): Promise<void> {
  const tx = database.transaction(storeNames);
  const isThere = async (store: StoreName, key: string | number) =>
    (await tx.objectStore(store).getKey(key)) !== undefined;
  const isSame = async (store: StoreName, key: string | number, value: unknown) =>
    dequal(await tx.objectStore(store).get(key as never), value);
  // In the order of `requestsOf`: what was put and goes by the same change is not to be found.
  const removed = new Set((change.removedItems ?? []).map(({ id }) => id));
  const gone = new Set([...removed, ...(change.binnedItems ?? []).map(({ id }) => id)]);
  const stay = (items: readonly Item[] = [], without: ReadonlySet<string>) =>
    spread(items.filter(({ id }) => !without.has(id)));
  const names = (change.names ?? []).filter(([id]) => !removed.has(id));
  const journal = change.journal?.entries ?? [];
  const stages = (change.stages ?? []).filter(([, stage]) => stage !== null);
  const looks = [
    ...(change.project ? [isSame('project', 'current', change.project)] : []),
    ...(change.journal ? [isSame('meta', 'history', change.journal.history)] : []),
    ...Array.from(stay(change.items, gone), (item) => isSame('items', item.id, item)),
    ...Array.from(stay(change.binnedItems, removed), (item) => isSame('bin', item.id, item)),
    ...Array.from(spread(names), ([id, name]) => isSame('names', id, name)),
    ...Array.from(spread(journal), ([serial, entry]) => isSame('journal', serial, entry)),
    ...stages.map(([name]) => isThere('stages', name)),
    ...(change.vectors ?? []).map(([key, vector]) => isSame('vectors', key, vector)),
    ...[...rows].map(([name, row]) => isSame('packs', name, row ?? undefined)),
    ...(change.pictures ?? []).map(async ({ kind, id, rendition, blob }) => {
      return (await tx.objectStore('pictures').get(pictureKey(kind, id, rendition)))?.size === blob.size;
    }),
  ];
  const found = await tx.objectStore('meta').get('sequence');
  const whole = (await Promise.all(looks)).every(Boolean);
  // A later number is the write of a window that has taken over since: ours went before it, and what it left is not ours to judge.
  const later = typeof found === 'number' && found > sequence;
  if (!later && (!whole || found !== sequence))
    throw new AppError('storage-failed', 'what was written cannot be read back', { why: 'read-back' });
}

/**
 * Settles when the change is committed and has been read back.
 * @param writer this window's mark; null: not fenced (nobody has claimed the project).
 * @param rows what changes in the manifest of packs with it.
 * @throws AppError `storage-blocked` (`why: 'other-window'`) where another window has claimed the project: nothing is written.
 */
export async function writeChange(
  database: Database,
  change: Change,
  writer: string | null,
  rows: PackRows = new Map(),
): Promise<void> {
  const tx = writing(database);
  const asked: Promise<unknown>[] = [tx.done];
  // Of what is asked in a transaction that fails, each part fails; the first is told, none is left alone.
  const ask = (request: Promise<unknown>) => void asked.push(request);
  const all = async () => {
    const meta = tx.objectStore('meta');
    const [holder, last] = await Promise.all([meta.get('writer'), meta.get('sequence')]);
    if (writer !== null && holder !== writer) throw storageGone('other-window');
    const sequence = (typeof last === 'number' ? last : 0) + 1;
    requestsOf(tx, change, ask);
    rowRequests(tx, rows, ask);
    ask(meta.put(sequence, 'sequence'));
    await Promise.all(asked);
    return sequence;
  };
  let sequence = 0;
  try {
    sequence = await all();
  } catch (thrown) {
    // A request that could not even be made leaves the others standing: they must not be committed alone.
    try {
      tx.abort();
    } catch {
      // It has ended already.
    }
    await Promise.allSettled(asked);
    throw thrown;
  }
  await readBack(database, change, rows, sequence);
}
