// A drop as one step of the history: the images and classes it brought, and the labels that files dropped again gained.
import type { Item, ItemId, LabelClass } from '../domain/types';
import type { AppState } from './app-state';
import { type Marks, marksOf, noPatch, type Patch, sameMarks, type Turn } from './patch';
import { images, type Recorder } from './undo';

export type MarkTurns = Map<ItemId, Turn<Marks>>;

/** Notes what a drop did to an item that was there; a second change of the same item is added to the first. */
export function noteMarks(turns: MarkTurns, before: Item, after: Item): void {
  const { from = marksOf(before) } = { from: turns.get(after.id)?.to };
  if (!sameMarks(from, marksOf(after))) turns.set(after.id, { from: marksOf(after), to: from });
}

/** Classes that are there now and were not before. */
export function madeSince(before: readonly LabelClass[], now: readonly LabelClass[]): readonly LabelClass[] {
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
}

/**
 * Keeps the step of what a drop has brought; none where it brought nothing. `made`: classes that came with it, as they were
 * made. One that a person has removed meanwhile is among them, since taking that back brings it back.
 */
export function keepDrop(
  history: Recorder,
  { classes }: Pick<AppState, 'classes'>,
  {
    added,
    turns,
    made,
  }: {
    readonly added: readonly ItemId[];
    readonly turns: MarkTurns;
    readonly made: readonly LabelClass[];
  },
): void {
  if (added.length + turns.size + made.length === 0) return;
  const own = new Set(made.map(({ id }) => id));
  const without = classes.filter(({ id }) => !own.has(id));
  const back: Patch = {
    ...noPatch,
    gone: [...added],
    items: new Map(turns),
    classes: made.length > 0 ? { from: [...without, ...made], to: without } : null,
  };
  history.keep(
    added.length > 0 || turns.size === 0 ? `add ${images(added.length)}` : `label ${images(turns.size)}`,
    back,
  );
}
