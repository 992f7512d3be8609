// Which images a search means: "#id" by pseudonym, else words in the file's name or its class.
import type { ItemId } from '../../domain/types';
import type { AppState } from '../../state/app-state';

/** Ids in the set's order; every word must be found. Nothing for an empty query. */
export function searchItems(
  state: Pick<AppState, 'items' | 'names' | 'classes'>,
  query: string,
): readonly ItemId[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const classNames = new Map(state.classes.map(({ id, name }) => [id, name.toLowerCase()]));
  const hits: ItemId[] = [];
  for (const item of state.items.values()) {
    const labels =
      item.labels.length === 0 ? 'unlabelled' : item.labels.map((id) => classNames.get(id) ?? '').join(' ');
    const text = `${state.names.get(item.id)?.toLowerCase() ?? ''} ${labels}`;
    const found = words.every((word) =>
      word.startsWith('#') ? item.id.toLowerCase().startsWith(word.slice(1)) : text.includes(word),
    );
    if (found) hits.push(item.id);
  }
  return hits;
}
