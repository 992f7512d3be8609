// The images as a map sees them: the same map of items as before, while nothing has changed about those that are drawn.
import type { ItemId } from '../domain/types';
import type { AppState, Projection } from './app-state';

type Seen = Pick<AppState, 'items' | 'projection' | 'projectionFrame' | 'settings'>;

/**
 * A selector with a memory of its own, one for each view. While a drop comes in, `items` is another map four times a second; what
 * is drawn from it would be worked out and drawn anew each time, for images that have no place on the map yet. What it gives
 * holds the current item of every image on the map; of others it may know less than the state. Coloured by group the legend
 * counts all images, so there every change counts.
 */
export function makeItemsOnMap(): (state: Seen) => AppState['items'] {
  let kept: AppState['items'] | null = null;
  let shown: Projection | null = null;
  return ({ items, projection, projectionFrame, settings }) => {
    const done = projection.phase === 'done' ? projection.value : null;
    // As the map does: while a new layout is computed the last one stays.
    shown = projectionFrame ?? done ?? shown;
    const before = kept;
    const differs = (id: ItemId) => items.get(id) !== before?.get(id);
    const same =
      before !== null &&
      settings.colourBy !== 'group' &&
      !shown?.ids.some(differs) &&
      ![...(shown?.placed.keys() ?? [])].some(differs);
    if (!same) kept = items;
    return kept ?? items;
  };
}
