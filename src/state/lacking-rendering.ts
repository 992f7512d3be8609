// Which images the rendering decision asks a rendering of which they lack.
import { isGrey, type Recipe, type Rendering, recipesOf, renderingKey } from '../domain/intake/rendering';
import type { Item } from '../domain/types';
import type { AppState } from './app-state';
import { encoderSha256, lastOf, vectorKey } from './selectors';
import { isImported } from './space';

export interface Lacking {
  readonly item: Item;
  /** What is to be made of it. */
  readonly recipes: readonly Recipe[];
}

const lackingUnder = (
  items: AppState['items'],
  vectors: AppState['vectors'],
  sha256: string | null,
  rendering: Rendering,
): readonly Lacking[] => {
  if (sha256 === null) return [];
  return [...items.values()].flatMap((item) => {
    // What came as numbers has nothing to be rendered.
    if (item.excluded || item.renditions.length === 0) return [];
    const recipes = recipesOf(rendering, item).filter((recipe) => {
      const key = renderingKey(recipe, isGrey(item));
      return !item.renditions.includes(key) || !vectors.has(vectorKey(item.pixelHash, key, sha256));
    });
    return recipes.length > 0 ? [{ item, recipes }] : [];
  });
};
const nothing: readonly Lacking[] = [];
const lackingInForce = lastOf(lackingUnder);
const lackingWanted = lastOf(lackingUnder);

/**
 * Items (but for excluded ones) that the decision asks a rendering of which they lack: the decision to come, where there is
 * one, else the one in force. Empty until the encoder is ready, and in a space from elsewhere.
 */
export function lackingRendering(state: AppState): readonly Lacking[] {
  const { rendering, renderingWanted } = state.settings;
  // Vectors from elsewhere stay as they came, whatever their pictures are rendered by.
  if (isImported(state)) return nothing;
  const sha256 = encoderSha256(state);
  return renderingWanted
    ? lackingWanted(state.items, state.vectors, sha256, renderingWanted)
    : lackingInForce(state.items, state.vectors, sha256, rendering);
}
