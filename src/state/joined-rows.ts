// Rows of whole patients or studies, joined from the rows of their images: who stands for whom, and by which vector.
import { meanUnitVector } from '../domain/encode/words';
import { sharedLabels, studyRows } from '../domain/explore/study-rows';
import { isExternal, joinedBy } from '../domain/intake/parts';
import type { Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import type { VectorRow } from './vector-rows';

/** Statistics of the vectors of a row's members, worked out beside the page's work (acts/study-acts.ts). */
export interface StudyStatistics {
  /** The very vectors they are of: with others they no longer hold. */
  readonly of: readonly Float32Array[];
  /** Seven of each component, `7 x dim` numbers. */
  readonly statistics: Float32Array;
}

export interface JoinedRow extends VectorRow {
  /** Images that are in the set and embedded, at least one, in the order they came in. */
  readonly members: readonly ItemId[];
  /** Their vectors (of stacks the means). */
  readonly vectors: readonly Float32Array[];
  /** Its statistics are still to be worked out. */
  readonly awaited: boolean;
}

const same = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** The mean of the members' vectors at unit length; where they cancel each other out, the vector of the one that stands for all. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  return meanUnitVector(vectors) ?? (vectors[(vectors.length - 1) >> 1] as Float32Array);
}

/**
 * One row a group (see `studyRows`); its external images, if any, are a row of their own (`joinedBy`). What stands in `before` and still holds is kept as it is, and so is the whole list where
 * nothing has changed: a new label must not make new vectors.
 */
export function joinedRows(
  rows: readonly VectorRow[],
  items: AppState['items'],
  studies: AppState['studies'],
  before: readonly JoinedRow[],
): readonly JoinedRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const images = rows.map((row) => {
    const item = items.get(row.id);
    return { id: row.id, group: item ? joinedBy(item) : null, row };
  });
  const joined = studyRows(images).map(({ id, members }): JoinedRow => {
    const ids = members.map((member) => member.id);
    const vectors = members.map(({ row }) => row.mean);
    const [{ row: only }] = members as [(typeof members)[0]];
    const alone = members.length === 1;
    const done = studies.get(id);
    const ready = done !== undefined && same(done.of, vectors) ? done : null;
    const statistics = alone ? only.statistics : (ready?.statistics ?? null);
    const awaited = !alone && ready === null;
    const isStack = !alone || only.isStack;
    const old = known.get(id);
    const holds = old !== undefined && same(old.members, ids) && same(old.vectors, vectors);
    if (holds && old.statistics === statistics && old.awaited === awaited && old.isStack === isStack)
      return old;
    const mean = alone ? only.mean : holds ? old.mean : meanOf(vectors);
    return { id, members: ids, vectors, mean, statistics, awaited, isStack };
  });
  return same(joined, before) ? before : joined;
}

/** The items, those that stand for a row with the labels of the row. */
export function itemsWithRowLabels(rows: readonly JoinedRow[], items: AppState['items']): AppState['items'] {
  const out = new Map(items);
  for (const { id, members } of rows) {
    const item = items.get(id);
    if (!item || members.length === 1) continue;
    out.set(id, withLabels(item, sharedLabels(membersOf(members, items)).labels));
  }
  return out;
}

// The same object for the same item and labels: whoever draws items tells by that whether one has changed.
const relabelled = new WeakMap<Item, Item>();

function withLabels(item: Item, labels: Item['labels']): Item {
  if (same(item.labels, labels)) return item;
  const known = relabelled.get(item);
  if (known && same(known.labels, labels)) return known;
  const fresh = { ...item, labels };
  relabelled.set(item, fresh);
  return fresh;
}

// The same object for the same item, as below.
const unlabelled = new WeakMap<Item, Item>();

function withoutLabels(item: Item): Item {
  const known = unlabelled.get(item) ?? { ...item, labels: [] };
  unlabelled.set(item, known);
  return known;
}

/** The items as evidence: those of the external test set without their labels. The same map where there are none of them. */
export function itemsToLearnFrom(items: AppState['items']): AppState['items'] {
  let out: Map<ItemId, Item> | null = null;
  for (const item of items.values()) {
    if (!isExternal(item) || item.labels.length === 0) continue;
    out ??= new Map(items);
    out.set(item.id, withoutLabels(item));
  }
  return out ?? items;
}

/** Rows whose labelled members differ. */
export function rowsOfMixedLabels(rows: readonly JoinedRow[], items: AppState['items']): readonly ItemId[] {
  return rows.filter(({ members }) => sharedLabels(membersOf(members, items)).mixed).map(({ id }) => id);
}

function membersOf(members: readonly ItemId[], items: AppState['items']): readonly Item[] {
  return members.flatMap((id) => items.get(id) ?? []);
}
