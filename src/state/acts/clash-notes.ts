// Brings the notes about one object's number on different pictures up to what the whole set is now.
import type { FileEnd } from '../../domain/intake/file-ends';
import { clashNoted } from '../../domain/intake/same-object';
import type { ItemId } from '../../domain/types';
import { setChecks } from '../set-checks';
import type { Services } from '../workbench';

/**
 * Notes it on each image of the set that clashes with another, an earlier one too, and takes it off those whose other is
 * gone. @returns the ends of a drop with the same note on the files that came in.
 */
export function noteClashes({ store }: Pick<Services, 'store'>, ends: readonly FileEnd[]): FileEnd[] {
  const clashing = new Set<ItemId>(setChecks(store.getState().items).clashes.flat());
  store.setState((state) => {
    const items = new Map(state.items);
    let changed = false;
    for (const [id, item] of items) {
      const notes = clashNoted(item.notes, clashing.has(id));
      if (notes === item.notes) continue;
      items.set(id, { ...item, notes });
      changed = true;
    }
    return changed ? { items } : {};
  });
  return ends.map((end) => {
    if (end.end !== 'in') return end;
    const clashes = end.ids.some((id) => clashing.has(id));
    return { ...end, notes: clashNoted(end.notes, clashes) };
  });
}
