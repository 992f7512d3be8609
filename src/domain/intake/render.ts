// Decoded pixels to 8-bit pictures, one for each recipe. The three names that every project knows come first.
import type { Note, Picture8, RenderingKey } from '../types';
import { blackOut, cropGrey, cropPicture } from './crop';
import type { Voi } from './pixel-hash';
import type { GreyPixels, Pixels } from './pixels';
import { percentileTone, type Recipe, renderingKey, type Tone } from './rendering';
import { renderPercentile, renderTable, renderWindow } from './window';

export interface Rendered {
  readonly kind: RenderingKey;
  readonly picture: Picture8;
}

/** One tone of (what is left of) a grey image; null where the file has no window of its own. */
function toned(
  grey: GreyPixels,
  seen: GreyPixels,
  tone: Tone,
  { table, window }: Voi,
): { picture: Picture8; blank: boolean } | null {
  if (tone.by === 'percentile') return renderPercentile(grey, [tone.low / 100, tone.high / 100], seen);
  if (tone.by === 'window') {
    const { centre, width } = tone;
    return { picture: renderWindow(grey, { centre, width, shape: 'LINEAR' }), blank: false };
  }
  if (table) return { picture: renderTable(grey, table), blank: false };
  return window ? { picture: renderWindow(grey, window), blank: false } : null;
}

/** What a recipe makes of decoded pixels; null where it asks for a window that the file does not have. */
export function renderRecipe(pixels: Pixels, { tone, crop }: Recipe, voi: Voi): Rendered | null {
  const kind = renderingKey({ tone, crop }, pixels.kind === 'grey');
  if (pixels.kind === 'plain') return { kind, picture: cropPicture(pixels.picture, crop) };
  const { grey, seen, covered } = cropGrey(pixels, crop);
  const made = toned(grey, seen, tone, voi);
  if (!made) return null;
  return { kind, picture: covered ? blackOut(made.picture, covered) : made.picture };
}

/**
 * What is made of every image at intake: `plain`, or `percentile` and, where the file names a usable one, `window`; whole,
 * so that a rule can be drawn on them later. `blank`: there is nothing in the image but one value.
 */
export function renderBase(pixels: Pixels, voi: Voi): { pictures: Rendered[]; blank: boolean } {
  if (pixels.kind === 'plain') {
    const { data } = pixels.picture;
    return {
      pictures: [{ kind: 'plain', picture: pixels.picture }],
      blank: data.every((v) => v === data[0]),
    };
  }
  const { picture, blank } = renderPercentile(pixels);
  const own = renderRecipe(pixels, { tone: { by: 'file' }, crop: null }, voi);
  const percentile = { kind: renderingKey({ tone: percentileTone, crop: null }, true), picture };
  return { pictures: own ? [percentile, own] : [percentile], blank };
}

/** The pictures of all recipes that the file allows for and that are not there yet; each once. */
export function renderRecipes(
  pixels: Pixels,
  recipes: readonly Recipe[],
  voi: Voi,
  there: readonly Rendered[] = [],
): Rendered[] {
  const done = new Set(there.map(({ kind }) => kind));
  return recipes.flatMap((recipe) => {
    const key = renderingKey(recipe, pixels.kind === 'grey');
    if (done.has(key)) return [];
    done.add(key);
    return renderRecipe(pixels, recipe, voi) ?? [];
  });
}

/** The notes that only rendering can tell. */
export function renderNotes(blank: boolean, lacksWindow: boolean): Note[] {
  const notes: Note[] = [];
  if (blank) notes.push({ code: 'blank-image', detail: {} });
  if (lacksWindow) notes.push({ code: 'no-window', detail: {} });
  return notes;
}
