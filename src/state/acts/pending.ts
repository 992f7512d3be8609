// What has been read and waits to enter the state, a moment's images at once.
import type { IncomingFile } from '../../domain/intake/archive';
import type { ReadImage } from '../../domain/intake/outcome';
import type { ClassId, Item, ItemId, Note, RenderingKey } from '../../domain/types';
import type { StoredPicture } from '../../storage/project-storage';
import type { AppState } from '../app-state';
import { type MarkTurns, noteMarks } from '../drop-step';
import type { Refusal } from '../intake-state';
import { lackingRendering } from '../lacking-rendering';
import { hasPicture } from '../space';
import { withoutItems } from '../undo';
import type { Services } from '../workbench';
import { type FolderCodes, mergeInto, newItem, type Place, type StackGroup } from './new-item';
import type { Stack } from './read-stack';
import { withPicture } from './row-pictures';

/** A file with what is needed to place it. */
export interface BatchEntry extends Omit<IncomingFile, 'path'>, Place {
  readonly name: string;
  /** Relative path, where it was dropped with one; only held against the ids of rows that came as numbers. */
  readonly path?: string;
  /** Name of the folder that stands for a patient, if the layout has one. */
  readonly folderGroup: string | null;
  /** Name of the folder it lay in, whatever it means. */
  readonly folder: string | null;
  readonly synthetic: boolean;
  /** Slices to be read together, in place of the file alone. */
  readonly stack?: Stack | undefined;
  /** Pseudonym of the series it is a slice of. */
  readonly seriesKey?: string | null | undefined;
}

export interface ReadEntry {
  readonly image: ReadImage;
  readonly vectors: readonly (readonly [string, Float32Array])[];
  readonly id: ItemId;
  readonly folders: FolderCodes;
  readonly stackGroup: StackGroup | null;
  /** It is the picture of a row that stands in the set as numbers. */
  readonly isRow?: boolean;
}

/** What has been read and not yet been put into the state. */
export interface Pending {
  /** The serial of the next new item. */
  serial: number;
  /** New items. */
  items: Item[];
  /** Pictures of rows that are in the set. */
  pictured: { readonly read: ReadEntry; readonly place: Place }[];
  /** Files whose image the set already has. They are merged into the item as it is when they enter, not as it was read. */
  repeats: { readonly id: ItemId; readonly place: Place }[];
  names: [ItemId, string][];
  /** For the question about groups; stays in this tab. */
  folderNames: Map<string, string>;
  vectors: (readonly [string, Float32Array])[];
  pictures: StoredPicture[];
  refusals: Refusal[];
}

export function nextSerial(items: AppState['items']): number {
  let last = -1;
  for (const { serial } of items.values()) last = Math.max(last, serial);
  return last + 1;
}

export function emptyPending(serial: number): Pending {
  return {
    serial,
    items: [],
    pictured: [],
    repeats: [],
    names: [],
    folderNames: new Map(),
    vectors: [],
    pictures: [],
    refusals: [],
  };
}

export function ownNotes({ synthetic }: BatchEntry): readonly Note[] {
  return synthetic ? [{ code: 'synthetic', detail: {} }] : [];
}

export function refusalOf(entry: BatchEntry, error: Refusal['error']): Refusal {
  return { key: crypto.randomUUID(), fileName: entry.name, error };
}

/** Puts one read image among the pending; false when it is an image the set already has. */
export function admit(state: AppState, pending: Pending, entry: BatchEntry, read: ReadEntry): boolean {
  const row = read.isRow ? state.items.get(read.id) : undefined;
  if (row && !hasPicture(row)) {
    pending.pictured.push({ read, place: entry });
    addBlobs(pending, read);
    return true;
  }
  if (pending.items.some(({ id }) => id === read.id) || state.items.has(read.id)) {
    pending.repeats.push({ id: read.id, place: entry });
    const standing = state.items.get(read.id);
    if (standing) addLost(state, pending, standing, read);
    return false;
  }
  pending.items.push(newItem(pending.serial, read, entry, ownNotes(entry)));
  pending.serial += 1;
  pending.names.push([read.id, entry.name]);
  const { folder } = read.folders;
  if (folder !== null && entry.folder !== null) pending.folderNames.set(folder, entry.folder);
  addBlobs(pending, read);
  return true;
}

/** What a damaged disk took from an image of the set, and its file has brought back. */
function addLost({ vectors }: AppState, pending: Pending, standing: Item, read: ReadEntry): void {
  const lost = read.image.renditions.filter(({ kind }) => {
    const key = read.vectors.find(([own]) => own.startsWith(`${standing.pixelHash}:${kind}:`))?.[0];
    return key !== undefined && !vectors.has(key) && standing.renditions.includes(kind);
  });
  const kinds = lost.map(({ kind }) => kind);
  const own = read.vectors.filter(([key]) => kinds.includes(key.split(':')[1] as RenderingKey));
  addBlobs(pending, { ...read, vectors: own, image: { ...read.image, renditions: lost } });
}

function addBlobs(pending: Pending, { id, image, vectors }: ReadEntry): void {
  pending.vectors.push(...vectors);
  for (const { kind: rendition, thumb, preview } of image.renditions) {
    pending.pictures.push({ kind: 'thumb', id, rendition, blob: thumb });
    pending.pictures.push({ kind: 'preview', id, rendition, blob: preview });
  }
}

/**
 * @param done how many files of the drop are settled with it.
 * @param turns gains what labels and parts of items that were there have become.
 */
export function enter(
  { store, pictures, saver }: Services,
  pending: Pending,
  done: number,
  turns: MarkTurns,
): void {
  pictures.hold(pending.pictures);
  store.setState((state) => {
    const items = new Map(state.items);
    // One that was removed and is dropped again is a new one: what it was is nothing to go back to.
    const again = new Set(pending.items.flatMap(({ id }) => (state.bin.has(id) ? [id] : [])));
    // A class may have been removed while the file was read.
    const standing = (classId: ClassId) => state.classes.some(({ id }) => id === classId);
    for (const item of pending.items) items.set(item.id, { ...item, labels: item.labels.filter(standing) });
    for (const { read, place } of pending.pictured) {
      const row = items.get(read.id);
      const classId = place.classId !== null && standing(place.classId) ? place.classId : null;
      if (row && !hasPicture(row)) items.set(read.id, withPicture(row, read, { ...place, classId }));
    }
    // Dropped again for the sake of a new rendering: the file is taken, the image stays as the person has sorted it.
    const awaited = pending.repeats.length > 0 ? lackingRendering(state) : [];
    const renewed = new Set(awaited.map(({ item }) => item.id));
    for (const { id, place } of pending.repeats) {
      const item = items.get(id);
      if (!item || renewed.has(id)) continue;
      const { classId, part } = place;
      const merged = mergeInto(item, {
        classId: classId !== null && standing(classId) ? classId : null,
        part,
      });
      items.set(id, merged);
      if (state.items.has(id)) noteMarks(turns, item, merged);
    }
    return {
      items,
      names: new Map([...state.names, ...pending.names]),
      folderNames: new Map([...state.folderNames, ...pending.folderNames]),
      vectors: new Map([...state.vectors, ...pending.vectors]),
      refusals: [...state.refusals, ...pending.refusals],
      drop: state.drop && { ...state.drop, done },
      ...(again.size > 0
        ? {
            bin: new Map([...state.bin].filter(([id]) => !again.has(id))),
            history: withoutItems(state.history, again),
          }
        : {}),
    };
  });
  saver.add({ vectors: pending.vectors, pictures: pending.pictures });
}
