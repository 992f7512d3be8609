// The encoder's input of an image that is in the set already: made again from its file, else from its stored preview.
import { AppError } from '../../domain/errors';
import { recipesOf } from '../../domain/intake/rendering';
import type { Item } from '../../domain/types';
import { shownRendering } from '../selectors';
import type { Where } from '../where';
import type { Services } from '../workbench';

export interface EncoderInput {
  /** RGB, `sizePx * sizePx * 3` bytes. */
  readonly input: Uint8Array;
  readonly madeFrom: Where['madeFrom'];
}

/**
 * The input of the rendering an item is shown by. Inputs are not kept: the file is read again where this tab has it and it
 * still holds the same pixels; else the preview (at most 512 px, JPEG) is read as any picture, which comes close. Of an
 * image made of many slices it is the input of the middle one, as its picture is.
 * @throws AppError `unreadable-file` when there is neither; AbortError; what a lost worker throws.
 */
export async function encoderInputOf(
  { store, engine, originals, pictures }: Services,
  item: Item,
  signal: AbortSignal,
): Promise<EncoderInput> {
  const state = store.getState();
  const { input } = await engine.start();
  const { salt } = state;
  const kind = shownRendering(state, item);
  const slice = item.notes.some(({ code }) => code === 'series-mean');
  const original = originals.get(item.id);
  if (original) {
    const { stack: _slices, ...file } = original;
    const recipes = recipesOf(state.settings.rendering, item);
    const outcome = await engine.read({ ...file, input, salt, recipes, base: false }, { signal });
    // The hash of many slices is not that of the middle one; what it comes to is told by its cosine.
    const same = outcome.ok && (slice || outcome.image.pixelHash === (item.pictureHash ?? item.pixelHash));
    const made = same ? outcome.image.renditions.find((rendition) => rendition.kind === kind) : undefined;
    if (made) return { input: made.input, madeFrom: { source: 'file', slice } };
  }
  const preview = await pictures.blob('preview', item.id, kind);
  if (!preview) throw new AppError('unreadable-file', 'neither file nor preview is at hand');
  const outcome = await engine.read({ file: preview, name: 'preview', input, salt }, { signal });
  if (!outcome.ok) throw new AppError(outcome.error.code, outcome.error.message, outcome.error.detail);
  const [made] = outcome.image.renditions;
  if (!made) throw new AppError('unreadable-file', 'the preview gave no picture');
  return { input: made.input, madeFrom: { source: 'preview', slice } };
}
