// The manifest of packs: which blob lies in which file, and what a change makes of it. Plain values, no files.
import type { PackEntry, PackRow } from '../domain/keep/pack';
import { type Change, pictureKey } from './write-change';

/** Rows by the name of the pack. */
export type Manifest = ReadonlyMap<string, PackRow>;

/** Rows that change; null: the row goes, and its file with it. */
export type RowChanges = ReadonlyMap<string, PackRow | null>;

export interface Place {
  readonly name: string;
  readonly entry: PackEntry;
}

/** Where each blob lies. */
export function placesOf(manifest: Manifest): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [name, { entries }] of manifest)
    for (const entry of entries) places.set(entry.key, { name, entry });
  return places;
}

function pixelsOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/** Whether a change takes a blob away, by its key. */
function goneBy(change: Change): (key: string, isVector: boolean) => boolean {
  const pixels = new Set(change.removedItems?.map(({ pixelHash }) => pixelHash));
  const dropped = (change.droppedRenderings ?? []).flatMap(({ item, renderings }) =>
    renderings.map((rendering) => `${item.pixelHash}:${rendering}:`),
  );
  const pictures = new Set<string>();
  const lots = [
    ...(change.removedItems ?? []).map((item) => ({ item, renderings: item.renditions })),
    ...(change.droppedRenderings ?? []),
  ];
  for (const { item, renderings } of lots)
    for (const rendering of renderings)
      for (const kind of ['thumb', 'preview'] as const) pictures.add(pictureKey(kind, item.id, rendering));
  return (key, isVector) =>
    isVector
      ? pixels.has(pixelsOf(key)) || dropped.some((prefix) => key.startsWith(prefix))
      : pictures.has(key);
}

function takesBlobsAway(change: Change, written: ReadonlySet<string>): boolean {
  return (
    written.size > 0 ||
    (change.removedItems?.length ?? 0) > 0 ||
    (change.droppedRenderings?.length ?? 0) > 0 ||
    change.replaces === true
  );
}

/** The rows that lose blobs by a change, or because the blobs are `written` anew. */
export function rowsLosing(manifest: Manifest, change: Change, written: ReadonlySet<string>): RowChanges {
  const changes = new Map<string, PackRow | null>();
  if (!takesBlobsAway(change, written)) return changes;
  const gone = goneBy(change);
  for (const [name, row] of manifest) {
    const entries = change.replaces
      ? []
      : row.entries.filter(({ key, type }) => !written.has(key) && !gone(key, type === undefined));
    if (entries.length < row.entries.length)
      changes.set(name, entries.length > 0 ? { ...row, entries } : null);
  }
  return changes;
}

/** The manifest after such changes. */
export function changedManifest(manifest: Manifest, changes: RowChanges): Manifest {
  const next = new Map(manifest);
  for (const [name, row] of changes) {
    if (row) next.set(name, row);
    else next.delete(name);
  }
  return next;
}

const smallBytes = 1 << 20;
const mostSmall = 48;
/** Large enough that a set of 10,000 images is some tens of files, small enough that taking out one image rewrites little. */
export const packBytes = 8 << 20;

export function liveBytes({ entries }: PackRow): number {
  return entries.reduce((sum, { length }) => sum + length, 0);
}

/**
 * Packs to be written anew, in lots that become one pack each: those that hold bytes of blobs which have gone (a removed image
 * must not stay on the disk), and small ones once there are many.
 */
export function untidy(manifest: Manifest): readonly (readonly string[])[] {
  const rows = [...manifest];
  const holed = rows.filter(([, row]) => liveBytes(row) < row.bytes);
  const small = rows.filter(([, row]) => row.bytes < smallBytes);
  const chosen = new Map([...holed, ...(small.length > mostSmall ? small : [])]);
  return inPacks([...chosen], ([, row]) => liveBytes(row)).map((lot) => lot.map(([name]) => name));
}

/** Blobs in lots of about a pack's size, in their order. */
export function inPacks<T>(blobs: readonly T[], bytesOf: (blob: T) => number): T[][] {
  const lots: T[][] = [];
  let room = 0;
  for (const blob of blobs) {
    const bytes = bytesOf(blob);
    if (bytes > room) {
      lots.push([]);
      room = Math.max(bytes, packBytes);
    }
    lots.at(-1)?.push(blob);
    room -= bytes;
  }
  return lots;
}
