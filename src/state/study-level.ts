// Questions about rows that are whole patients or studies: which image stands for whom, what has a label, what goes together.
import { joinedBy } from '../domain/intake/parts';
import type { ItemId, Part } from '../domain/types';
import type { AppState } from './app-state';
import { type JoinedRow, rowsOfMixedLabels } from './joined-rows';
import { itemsByClass, lastOf, rowItems, studyRowsOf } from './selectors';

const rowIdsOf = lastOf(
  (rows: readonly JoinedRow[]) => new Map(rows.flatMap(({ id, members }) => members.map((one) => [one, id]))),
);

/** The id by which an image stands in the table: its own, or that of the image that stands for its patient or study. */
export function rowIdOf(state: AppState, id: ItemId): ItemId {
  return rowIdsOf(studyRowsOf(state)).get(id) ?? id;
}

const membersOf = lastOf(
  (rows: readonly JoinedRow[]) =>
    new Map<ItemId, readonly ItemId[]>(rows.map(({ id, members }) => [id, members])),
);

/** The images a row of the table stands for, by the id it has there; null while a row is an image, and for other ids. */
export function membersOfRow(state: AppState, id: ItemId): readonly ItemId[] | null {
  return membersOf(studyRowsOf(state)).get(id) ?? null;
}

const mixedOf = lastOf(rowsOfMixedLabels);

/** Rows without a label because their labelled members differ. */
export function mixedRows(state: AppState): readonly ItemId[] {
  return mixedOf(studyRowsOf(state), state.items);
}

const unlabelledOf = lastOf(
  (rows: readonly JoinedRow[], items: AppState['items'], mixed: readonly ItemId[]) => {
    const besides = new Set(mixed);
    const ids = rows.map(({ id }) => id);
    return ids.filter((id) => !besides.has(id) && items.get(id)?.labels.length === 0);
  },
);

/** What has no label: images, excluded ones among them, or rows of patients and studies (those of mixed labels left out). */
export function unlabelledRows(state: AppState): readonly ItemId[] {
  if (state.settings.level === 'image') return itemsByClass(state).get(null) ?? [];
  return unlabelledOf(studyRowsOf(state), rowItems(state), mixedRows(state));
}

/** The images that a label for `ids` is for: one that stands for a patient or study brings all images of that row with it. */
export function wholeRows(state: AppState, ids: readonly ItemId[]): readonly ItemId[] {
  if (state.settings.level === 'image') return ids;
  return [...new Set(ids.flatMap((id) => membersOfRow(state, id) ?? id))];
}

/** The part of a row of the table, by the id it has there: the one that all its images are of; null where they differ or are of none. */
export function partOfRow(state: AppState, id: ItemId): Part | null {
  const parts = new Set((membersOfRow(state, id) ?? [id]).map((one) => state.items.get(one)?.part));
  const [part] = parts;
  return parts.size === 1 ? (part ?? null) : null;
}

export interface LevelCounts {
  /** Images in the set. */
  readonly images: number;
  /** Groups they are of, those with external images beside others counted twice: they are two rows. */
  readonly groups: number;
  /** Images of no known group: each a row of its own. */
  readonly alone: number;
}

/** What choosing whole patients or studies would come to; counts images in the set, embedded or not. */
export const levelCounts: (items: AppState['items']) => LevelCounts = lastOf((items) => {
  const groups = new Set<string>();
  let images = 0;
  let alone = 0;
  for (const item of items.values()) {
    if (item.excluded) continue;
    images += 1;
    const group = joinedBy(item);
    if (group === null) alone += 1;
    else groups.add(group);
  }
  return { images, groups: groups.size, alone };
});
