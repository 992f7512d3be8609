// Removed images that a step of the history can bring back. They take part in nothing; what no step names any more goes for good.
import type { Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import type { History } from './undo';
import type { Services } from './workbench';

export type Bin = ReadonlyMap<ItemId, Item>;

/** Images that steps would bring back or take out again. */
function namedBy({ past, future }: History): Set<ItemId> {
  const named = new Set<ItemId>();
  for (const { patch } of [...past, ...future]) {
    for (const id of patch.come) named.add(id);
    for (const id of patch.gone) named.add(id);
  }
  return named;
}

/** What of the bin no step names: it can never come back. */
function forgotten({ bin, history }: Pick<AppState, 'bin' | 'history'>): readonly Item[] {
  if (bin.size === 0) return [];
  const named = namedBy(history);
  return [...bin.values()].filter(({ id }) => !named.has(id));
}

/** The state without some images of the bin, and without what belongs to these alone. */
function withoutBinned(
  { bin, names, vectors, items }: Pick<AppState, 'bin' | 'names' | 'vectors' | 'items'>,
  gone: readonly Item[],
): Pick<AppState, 'bin' | 'names' | 'vectors'> {
  const ids = new Set(gone.map(({ id }) => id));
  const hashes = new Set(gone.filter(({ id }) => !items.has(id)).map(({ pixelHash }) => pixelHash));
  return {
    bin: new Map([...bin].filter(([id]) => !ids.has(id))),
    names: new Map([...names].filter(([id]) => !ids.has(id) || items.has(id))),
    vectors: new Map([...vectors].filter(([key]) => !hashes.has(key.slice(0, key.indexOf(':'))))),
  };
}

/** What no step can bring back any more goes for good, as soon as that is so. */
export function watchBin({
  store,
  pictures,
  originals,
}: Pick<Services, 'store' | 'pictures' | 'originals'>): void {
  store.subscribe((now, before) => {
    // Not when the bin alone has changed: the step that names what came into it follows.
    if (now.history === before.history) return;
    const gone = forgotten(now);
    if (gone.length === 0) return;
    const ids = gone.flatMap(({ id }) => (now.items.has(id) ? [] : [id]));
    store.setState((state) => withoutBinned(state, gone));
    for (const id of ids) pictures.forget(id);
    originals.forget(ids);
  });
}

/** Items and bin once some went from one into the other; items stay in the order they first came in. */
export function moved(
  { items, bin }: Pick<AppState, 'items' | 'bin'>,
  come: readonly ItemId[],
  gone: readonly ItemId[],
): Pick<AppState, 'items' | 'bin'> {
  if (come.length + gone.length === 0) return { items, bin };
  const [here, out] = [new Map(items), new Map(bin)];
  let back = false;
  for (const id of gone) {
    const item = here.get(id);
    if (!item) continue;
    here.delete(id);
    out.set(id, item);
  }
  for (const id of come) {
    const item = out.get(id);
    if (!item) continue;
    out.delete(id);
    here.set(id, item);
    back = true;
  }
  if (!back) return { items: here, bin: out };
  return { items: new Map([...here].sort(([, a], [, b]) => a.serial - b.serial)), bin: out };
}
