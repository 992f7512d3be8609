// The history of acts on the set: labels, exclusion, parts, classes, kept marks, images that come and go, what is computed.
// Steps are differences (patch.ts), merged with what came since.
import type { StoreApi } from 'zustand';
import type { ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { type Changeable, type Patch, patchBetween, patched, sizeOf } from './patch';

export interface Step {
  /** Its number in the journal: no two steps of a history share one. */
  readonly serial: number;
  /** What was done, as in "label 3 images". */
  readonly name: string;
  /** Takes the step back (in `past`) or does it again (in `future`). */
  readonly patch: Patch;
}

export interface History {
  /** Name of the act that would be undone; null: none. */
  readonly canUndo: string | null;
  readonly canRedo: string | null;
  /** Latest last, at most `mostSteps`, and of at most `mostTurns` changes of an image but for the last. */
  readonly past: readonly Step[];
  /** Next last. */
  readonly future: readonly Step[];
}

export const mostSteps = 200;
// A label for 10,000 images is one step; two hundred of those would be hundreds of megabytes.
const mostTurns = 200_000;

/** The latest steps that are not too many. */
function latest(steps: readonly Step[]): readonly Step[] {
  let turns = 0;
  let from = steps.length;
  while (from > 0 && steps.length - from < mostSteps) {
    turns += sizeOf(steps[from - 1]!.patch);
    if (turns > mostTurns && from < steps.length) break;
    from -= 1;
  }
  return from === 0 ? steps : steps.slice(from);
}

/** A history of these steps, latest (of `future`: next) last; the oldest that are too many are left out. */
export function historyOf(everyPast: readonly Step[], everyFuture: readonly Step[]): History {
  const [past, future] = [latest(everyPast), latest(everyFuture)];
  return { canUndo: past.at(-1)?.name ?? null, canRedo: future.at(-1)?.name ?? null, past, future };
}

export const noHistory: History = historyOf([], []);

function nextSerial({ past, future }: History): number {
  return [...past, ...future].reduce((most, { serial }) => Math.max(most, serial), 0) + 1;
}

/** The history without a trace of items that went for good: one that comes back by a new drop is another one. */
export function withoutItems(history: History, gone: ReadonlySet<ItemId>): History {
  const without = (ids: readonly ItemId[]) => ids.filter((id) => !gone.has(id));
  const kept = (steps: readonly Step[]) =>
    steps.flatMap((step) => {
      const items = new Map([...step.patch.items].filter(([id]) => !gone.has(id)));
      const patch = { ...step.patch, items, come: without(step.patch.come), gone: without(step.patch.gone) };
      if (sizeOf(patch) === sizeOf(step.patch)) return [step];
      const { classes, keptMarks, choices } = patch;
      return sizeOf(patch) === 0 && !classes && !keptMarks && !choices ? [] : [{ ...step, patch }];
    });
  return historyOf(kept(history.past), kept(history.future));
}

/**
 * The state one step back or on, and the history with it; null where there is no step. Where none would change anything, they
 * go, so that nothing is offered that does nothing.
 */
export function stepped(
  state: Changeable & Pick<AppState, 'history'>,
  way: 'undo' | 'redo',
): (Changeable & Pick<AppState, 'history'>) | null {
  const { past, future } = state.history;
  const [steps, others] = way === 'undo' ? [past, future] : [future, past];
  for (let at = steps.length - 1; at >= 0; at--) {
    const { name, patch } = steps[at]!;
    const serial = nextSerial(state.history);
    const next = patched(state, patch);
    // What was in fact changed, so that the way back leads to this very state; a step that changes nothing is passed over.
    const back = patchBetween(next, state);
    if (!back) continue;
    const [left, gained] = [steps.slice(0, at), [...others, { serial, name, patch: back }]];
    return { ...next, history: way === 'undo' ? historyOf(left, gained) : historyOf(gained, left) };
  }
  if (steps.length === 0) return null;
  return { ...state, history: way === 'undo' ? historyOf([], future) : historyOf(past, []) };
}

/** "1 image", "12 images", for the names of steps. */
export function images(n: number): string {
  return n === 1 ? '1 image' : `${n} images`;
}

/** Whether a patch changes choices only. */
const onlyChoices = (patch: Patch) => sizeOf(patch) === 0 && !patch.classes && !patch.keptMarks;

/** A slider that is dragged, or a text that is typed, is one step: the choice it ends at, and the one it began from. */
function inOneGo(last: Step, name: string, patch: Patch): Step | null {
  const { choices: before } = last.patch;
  const { choices: now } = patch;
  if (!before || !now || last.name !== name) return null;
  const keys = [Object.keys(before.to), Object.keys(now.to)].map((all) => all.sort().join());
  const alone = onlyChoices(last.patch) && onlyChoices(patch);
  if (keys[0] !== keys[1] || !alone) return null;
  return { ...last, patch: { ...patch, choices: { from: now.from, to: before.to } } };
}

/**
 * Where the step of a drop stands: before what was done meanwhile to images and classes it brought, so that these are taken
 * back first. Nothing done earlier can name them.
 */
function placeOf({ gone, classes }: Patch, past: readonly Step[]): number {
  const images = new Set(gone);
  const before = new Set(classes?.to.map(({ id }) => id));
  const made = new Set(classes?.from.flatMap(({ id }) => (before.has(id) ? [] : [id])));
  if (images.size + made.size === 0) return past.length;
  const names = ({ patch }: Step) =>
    [...patch.items.keys(), ...patch.come, ...patch.gone].some((id) => images.has(id)) ||
    [...(patch.classes?.from ?? []), ...(patch.classes?.to ?? [])].some(({ id }) => made.has(id)) ||
    [...patch.items.values()].some(({ from, to }) =>
      [...from.labels, ...to.labels].some((id) => made.has(id)),
    );
  const at = past.findIndex(names);
  return at < 0 ? past.length : at;
}

export interface Recorder {
  /**
   * Runs a synchronous change of the state and keeps how to take it back; nothing where it changed nothing. A change within
   * a change belongs to the outer one.
   */
  record<T>(name: string, change: () => T): T;
  /** Keeps a step whose way back is known, for what came about over some time; acts on what it brought come after it. */
  keep(name: string, back: Patch): void;
}

export function makeRecorder(store: StoreApi<AppState>): Recorder {
  let depth = 0;
  const add = (name: string, patch: Patch) =>
    store.setState(({ history }) => {
      const last = history.past.at(-1);
      const one = last && history.future.length === 0 ? inOneGo(last, name, patch) : null;
      if (one) return { history: historyOf([...history.past.slice(0, -1), one], []) };
      return { history: historyOf([...history.past, { serial: nextSerial(history), name, patch }], []) };
    });
  return {
    keep: (name, patch) =>
      store.setState(({ history }) => {
        const step = { serial: nextSerial(history), name, patch };
        const at = placeOf(patch, history.past);
        return { history: historyOf([...history.past.slice(0, at), step, ...history.past.slice(at)], []) };
      }),
    record(name, change) {
      const before = store.getState();
      depth += 1;
      try {
        return change();
      } finally {
        depth -= 1;
        const patch = depth === 0 ? patchBetween(store.getState(), before) : null;
        if (patch) add(name, patch);
      }
    },
  };
}
