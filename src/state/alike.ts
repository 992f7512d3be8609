// What is known of images that show the same picture: pairs by id, and for which vectors they were looked for.
import { type NearGroup, type NearPair, nearGroups } from '../domain/explore/near-duplicates';
import type { Rendering } from '../domain/intake/rendering';
import type { ClassId, Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { encoderSha256, lastOf, vectorKey, windowRule } from './selectors';
import { type ProjectSpace, vectorRendition } from './space';

export interface Alike {
  /** Images that were compared with all others, and the key of the vector each was compared by. */
  readonly compared: ReadonlyMap<ItemId, string>;
  /** Pairs found, `a` before `b` as text; those of images that have left, or have another vector now, count no more. */
  readonly pairs: readonly NearPair<ItemId>[];
}

export const nothingCompared: Alike = { compared: new Map(), pairs: [] };

export interface AlikeGroups {
  /** In ascending order of their first id. */
  readonly groups: readonly NearGroup<ItemId>[];
  /** All images of the groups, group by group. */
  readonly ids: readonly ItemId[];
  /** Those of them that have a twin without a class in common, both being labelled. */
  readonly acrossClasses: readonly ItemId[];
}

const keysInUse = lastOf(
  (
    items: AppState['items'],
    sha256: string | null,
    rendering: Rendering,
    space: ProjectSpace,
  ): ReadonlyMap<ItemId, string> => {
    const rule = windowRule(items);
    const keyOf = (item: Item) =>
      vectorKey(item.pixelHash, vectorRendition(space, rendering, item, rule), sha256 ?? '');
    const there = [...items.values()].filter(({ excluded }) => !excluded);
    return new Map(sha256 === null ? [] : there.map((item) => [item.id, keyOf(item)]));
  },
);

/** The vectors in use by id: what was compared by another one has to be compared again. Excluded images are left out. */
export function vectorKeysInUse(state: AppState): ReadonlyMap<ItemId, string> {
  const { rendering, space } = state.settings;
  return keysInUse(state.items, encoderSha256(state), rendering, space);
}

const byText = (one: ItemId, two: ItemId) => (one < two ? -1 : one > two ? 1 : 0);

function apart(one: readonly ClassId[], two: readonly ClassId[]): boolean {
  return one.length > 0 && two.length > 0 && !one.some((label) => two.includes(label));
}

const groupsOf = lastOf(
  ({ compared, pairs }: Alike, items: AppState['items'], keys: ReadonlyMap<ItemId, string>): AlikeGroups => {
    const current = (id: ItemId) => keys.has(id) && keys.get(id) === compared.get(id);
    const live = pairs.filter(({ a, b }) => current(a) && current(b));
    const groups = nearGroups(live, byText);
    const across = new Set<ItemId>();
    for (const { a, b } of live) {
      if (apart(items.get(a)?.labels ?? [], items.get(b)?.labels ?? [])) across.add(a).add(b);
    }
    return { groups, ids: groups.flatMap(({ rows }) => rows), acrossClasses: [...across] };
  },
);

const nothingInUse: ReadonlyMap<ItemId, string> = new Map();

/**
 * Groups of images in the set that show the same picture. Derived from what was compared, so that an image that has left the
 * set, is excluded or is rendered otherwise by now is never among them; empty until the set has been compared.
 */
export function alikeGroups(state: AppState): AlikeGroups {
  const { alike, items } = state;
  const any = alike.pairs.length > 0;
  return groupsOf(alike, items, any ? vectorKeysInUse(state) : nothingInUse);
}
