// Which image serves as the example: the one in focus, else the first that a windowing changes, else the first.
import type { ItemId } from '../../domain/types';
import type { AppState } from '../../state/app-state';
import { useApp } from '../../state/context';
import { shownGrey } from '../../state/rendering-facts';

function exampleOf({ items, focus }: AppState): ItemId | null {
  if (focus !== null && items.has(focus)) return focus;
  for (const item of items.values()) if (!item.excluded && shownGrey(item)) return item.id;
  return items.keys().next().value ?? null;
}

export function useExample(): ItemId | null {
  return useApp(exampleOf);
}
