// The history of changes to labels, exclusion, parts, classes and kept marks: steps as differences, merged with what came since.
import type { StoreApi } from 'zustand';
import { isExternal, withPart } from '../domain/intake/parts';
import type { Item, ItemId, LabelClass } from '../domain/types';
import type { AppState } from './app-state';

/** The parts of the state a step may change. Images that come in, or are removed, are no step. */
export type Changeable = Pick<AppState, 'items' | 'classes' | 'keptMarks' | 'externalJudged'>;

type Marks = Pick<Item, 'labels' | 'excluded' | 'part'>;

interface Turn<T> {
  readonly from: T;
  readonly to: T;
}

/** A difference between two states, by reference: only what changed is held. */
export interface Patch {
  readonly items: ReadonlyMap<ItemId, Turn<Marks>>;
  /** null: no class changed. */
  readonly classes: Turn<readonly LabelClass[]> | null;
  /** Only the marks that went (`from`) and those that came (`to`). */
  readonly keptMarks: Turn<ReadonlySet<string>> | null;
  /** How often the external set had been judged; null: unchanged. */
  readonly externalJudged: Turn<number> | null;
}

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
    turns += steps[from - 1]!.patch.items.size;
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

/** What would take `from` to `to`; null where nothing of it differs. Items that are in one of them only are left out. */
export function patchBetween(from: Changeable, to: Changeable): Patch | null {
  const items = new Map<ItemId, Turn<Marks>>();
  if (from.items !== to.items) {
    for (const [id, after] of to.items) {
      const before = from.items.get(id);
      if (!before || before === after) continue;
      const same = before.excluded === after.excluded && before.part === after.part;
      if (!same || !sameList(before.labels, after.labels)) {
        items.set(id, { from: marksOf(before), to: marksOf(after) });
      }
    }
  }
  const turn = <T>(a: T, b: T): Turn<T> | null => (a === b ? null : { from: a, to: b });
  const classes = turn(from.classes, to.classes);
  const keptMarks = marksBetween(from.keptMarks, to.keptMarks);
  const externalJudged = turn(from.externalJudged, to.externalJudged);
  return items.size === 0 && !classes && !keptMarks ? null : { items, classes, keptMarks, externalJudged };
}

/**
 * The state with a patch applied, merged with what else has changed since it was made: labels, classes and marks added
 * meanwhile stay, those taken away meanwhile do not come back, an item that is not there is passed over. A class that goes
 * is taken off all items, those that came in later among them.
 */
export function patched(state: Changeable, patch: Patch): Changeable {
  const classes = patch.classes ? mergedClasses(state.classes, patch.classes) : state.classes;
  const known = new Set(classes.map(({ id }) => id));
  const items = new Map(state.items);
  for (const [id, { from, to }] of patch.items) {
    const item = items.get(id);
    if (!item) continue;
    const excluded = item.excluded === from.excluded ? to.excluded : item.excluded;
    const labels = mergedList(item.labels, from.labels, to.labels).filter((label) => known.has(label));
    const part = item.part === from.part ? to.part : item.part;
    items.set(id, withPart({ ...item, excluded, labels }, part));
  }
  if (state.classes.some(({ id }) => !known.has(id))) {
    for (const [id, item] of items) {
      const labels = item.labels.filter((label) => known.has(label));
      if (labels.length < item.labels.length) items.set(id, { ...item, labels });
    }
  }
  const marks = patch.keptMarks;
  const keptMarks = marks
    ? new Set(mergedList([...state.keptMarks], [...marks.from], [...marks.to]))
    : state.keptMarks;
  const { externalJudged } = patch;
  // Images that come back external were judged as often as when they were taken out.
  const judged = Math.max(state.externalJudged, externalJudged?.to ?? 0);
  return { items, classes, keptMarks, externalJudged: judgedWith(items, judged) };
}

/** The history without a trace of items that were removed: one that comes back by a new drop is another one. */
export function withoutItems(history: History, gone: ReadonlySet<ItemId>): History {
  const kept = (steps: readonly Step[]) =>
    steps.flatMap((step) => {
      if (!Array.from(step.patch.items.keys()).some((id) => gone.has(id))) return [step];
      const items = new Map([...step.patch.items].filter(([id]) => !gone.has(id)));
      const { classes, keptMarks } = step.patch;
      return items.size === 0 && !classes && !keptMarks ? [] : [{ ...step, patch: { ...step.patch, items } }];
    });
  return historyOf(kept(history.past), kept(history.future));
}

/** The state one step back or on, and the history with it; null where there is no step that would change anything. */
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
  return null;
}

/** How often an external set has been judged, once items have changed: 0 where no external image is left. */
export function judgedWith(items: AppState['items'], judged: number): number {
  if (judged === 0) return 0;
  for (const item of items.values()) if (isExternal(item)) return judged;
  return 0;
}

/** "1 image", "12 images", for the names of steps. */
export function images(n: number): string {
  return n === 1 ? '1 image' : `${n} images`;
}

export interface Recorder {
  /**
   * Runs a synchronous change of the state and keeps how to take it back; nothing where it changed nothing. A change within
   * a change belongs to the outer one.
   */
  record<T>(name: string, change: () => T): T;
}

export function makeRecorder(store: StoreApi<AppState>): Recorder {
  let depth = 0;
  return {
    record(name, change) {
      const before = store.getState();
      depth += 1;
      try {
        return change();
      } finally {
        depth -= 1;
        const patch = depth === 0 ? patchBetween(store.getState(), before) : null;
        if (patch) {
          store.setState(({ history }) => ({
            history: historyOf([...history.past, { serial: nextSerial(history), name, patch }], []),
          }));
        }
      }
    },
  };
}

function marksOf({ labels, excluded, part }: Item): Marks {
  return { labels, excluded, ...(part ? { part } : {}) };
}

function marksBetween(from: ReadonlySet<string>, to: ReadonlySet<string>): Patch['keptMarks'] {
  if (from === to) return null;
  const without = (set: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...set].filter((mark) => !others.has(mark)));
  const turn = { from: without(from, to), to: without(to, from) };
  return turn.from.size + turn.to.size === 0 ? null : turn;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((entry, i) => entry === b[i]));
}

/** `to`, less what was taken from `from` meanwhile, and what was added to it meanwhile. */
function mergedList<T>(now: readonly T[], from: readonly T[], to: readonly T[]): T[] {
  const [here, was, will] = [new Set(now), new Set(from), new Set(to)];
  const added = now.filter((value) => !was.has(value) && !will.has(value));
  return [...to.filter((value) => here.has(value) || !was.has(value)), ...added];
}

function mergedClasses(now: readonly LabelClass[], { from, to }: Turn<readonly LabelClass[]>): LabelClass[] {
  const ids = (list: readonly LabelClass[]) => list.map(({ id }) => id);
  const byId = (list: readonly LabelClass[]) => new Map(list.map((entry) => [entry.id, entry]));
  const [here, was, will] = [byId(now), byId(from), byId(to)];
  return mergedList(ids(now), ids(from), ids(to)).map((id) => {
    const [current, before, after] = [here.get(id), was.get(id), will.get(id)];
    if (!current) return after!;
    if (!before || !after || before === after) return current;
    // What was renamed, or given words, since the step was made stays so.
    const unchanged = sameList(current.prompts ?? [], before.prompts ?? []);
    const prompts = unchanged ? after.prompts : current.prompts;
    const { prompts: _old, ...rest } = current;
    const name = current.name === before.name ? after.name : current.name;
    return { ...rest, name, ...(prompts ? { prompts } : {}) };
  });
}
