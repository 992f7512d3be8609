// What a step of the history changes: a difference between two states, and how it is merged into a later one.
import { isExternal, withPart } from '../domain/intake/parts';
import type { Item, ItemId, LabelClass } from '../domain/types';
import type { AppState, Settings } from './app-state';
import { moved } from './bin';

/** The parts of the state a step may change. */
export type Changeable = Pick<
  AppState,
  'items' | 'bin' | 'classes' | 'keptMarks' | 'externalJudged' | 'projectName' | 'settings'
>;

/**
 * Settings that say what is computed of the set. Not among them: how it is looked at (theme, colours, the map), what the next
 * training or clustering would do, and what needs the files or vectors of elsewhere (rendering, frames, space).
 */
const undoable = [
  'level',
  'studyVector',
  'words',
  'groupRule',
  'voteNeighbours',
  'voteWeighting',
  'evaluation',
] as const;
type Choices = Partial<Pick<Settings, (typeof undoable)[number]> & Pick<AppState, 'projectName'>>;

export type Marks = Pick<Item, 'labels' | 'excluded' | 'part'>;

export interface Turn<T> {
  readonly from: T;
  readonly to: T;
}

/** A difference between two states, by reference: only what changed is held. */
export interface Patch {
  /** Images that come back out of the bin, and those that go into it. */
  readonly come: readonly ItemId[];
  readonly gone: readonly ItemId[];
  readonly items: ReadonlyMap<ItemId, Turn<Marks>>;
  /** null: no class changed. */
  readonly classes: Turn<readonly LabelClass[]> | null;
  /** Only the marks that went (`from`) and those that came (`to`). */
  readonly keptMarks: Turn<ReadonlySet<string>> | null;
  /** How often the external set had been judged; null: unchanged. */
  readonly externalJudged: Turn<number> | null;
  /** Name of the project and settings that changed; null: none. */
  readonly choices: Turn<Choices> | null;
}

/** Changes nothing. */
export const noPatch: Patch = {
  come: [],
  gone: [],
  items: new Map(),
  classes: null,
  keptMarks: null,
  externalJudged: null,
  choices: null,
};

/** How many images a patch is about. */
export function sizeOf({ items, come, gone }: Patch): number {
  return items.size + come.length + gone.length;
}

/**
 * What would take `from` to `to`; null where nothing of it differs. An item that is in one of them only comes or goes where the
 * bin of the other has it; else it came in by itself meanwhile, and is no part of the change.
 */
export function patchBetween(from: Changeable, to: Changeable): Patch | null {
  const items = new Map<ItemId, Turn<Marks>>();
  if (from.items !== to.items) {
    for (const [id, after] of to.items) {
      const before = from.items.get(id);
      if (!before || before === after) continue;
      if (!sameMarks(before, after)) items.set(id, { from: marksOf(before), to: marksOf(after) });
    }
  }
  const only = (here: Changeable, there: Changeable) =>
    here.bin === there.bin
      ? []
      : [...here.items.keys()].filter((id) => !there.items.has(id) && there.bin.has(id));
  const [come, gone] = [only(to, from), only(from, to)];
  const turn = <T>(a: T, b: T): Turn<T> | null => (a === b ? null : { from: a, to: b });
  const classes = turn(from.classes, to.classes);
  const keptMarks = marksBetween(from.keptMarks, to.keptMarks);
  const externalJudged = turn(from.externalJudged, to.externalJudged);
  const choices = choicesBetween(from, to);
  const patch = { come, gone, items, classes, keptMarks, externalJudged, choices };
  return sizeOf(patch) === 0 && !classes && !keptMarks && !choices ? null : patch;
}

/**
 * The state with a patch applied, merged with what else has changed since it was made: labels, classes and marks added
 * meanwhile stay, those taken away meanwhile do not come back, an item that is not there is passed over. A class that goes
 * is taken off all items, those that came in later among them.
 */
export function patched(state: Changeable, patch: Patch): Changeable {
  const classes = patch.classes ? mergedClasses(state.classes, patch.classes) : state.classes;
  const known = new Set(classes.map(({ id }) => id));
  const { bin, items: standing } = moved(state, patch.come, patch.gone);
  const items = new Map(standing);
  for (const [id, { from, to }] of patch.items) {
    const item = items.get(id);
    if (!item) continue;
    const excluded = item.excluded === from.excluded ? to.excluded : item.excluded;
    const labels = mergedList(item.labels, from.labels, to.labels).filter((label) => known.has(label));
    const part = item.part === from.part ? to.part : item.part;
    items.set(id, withPart({ ...item, excluded, labels }, part));
  }
  // Those that come back may bear labels of classes that were removed meanwhile.
  if (patch.come.length > 0 || state.classes.some(({ id }) => !known.has(id))) {
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
  const { projectName, ...settings } = chosen(state, patch.choices);
  return {
    items,
    bin,
    classes,
    keptMarks,
    externalJudged: judgedWith(items, judged),
    projectName: projectName ?? state.projectName,
    settings: Object.keys(settings).length > 0 ? { ...state.settings, ...settings } : state.settings,
  };
}

/** How often an external set has been judged, once items have changed: 0 where no external image is left. */
export function judgedWith(items: AppState['items'], judged: number): number {
  if (judged === 0) return 0;
  for (const item of items.values()) if (isExternal(item)) return judged;
  return 0;
}

/** What of an item steps change. */
export function marksOf({ labels, excluded, part }: Item): Marks {
  return { labels, excluded, ...(part ? { part } : {}) };
}

export function sameMarks(a: Marks, b: Marks): boolean {
  return a.excluded === b.excluded && a.part === b.part && sameList(a.labels, b.labels);
}

function marksBetween(from: ReadonlySet<string>, to: ReadonlySet<string>): Patch['keptMarks'] {
  if (from === to) return null;
  const without = (set: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...set].filter((mark) => !others.has(mark)));
  const turn = { from: without(from, to), to: without(to, from) };
  return turn.from.size + turn.to.size === 0 ? null : turn;
}

function choicesBetween(from: Changeable, to: Changeable): Patch['choices'] {
  if (from.settings === to.settings && from.projectName === to.projectName) return null;
  const keys = undoable.filter((key) => !sameValue(from.settings[key], to.settings[key]));
  const pick = ({ settings, projectName }: Changeable): Choices => ({
    ...Object.fromEntries(keys.map((key) => [key, settings[key]])),
    ...(from.projectName === to.projectName ? {} : { projectName }),
  });
  const turn = { from: pick(from), to: pick(to) };
  return Object.keys(turn.to).length === 0 ? null : turn;
}

/** The choices a step leads to, but for those that were made anew since. */
function chosen({ settings, projectName }: Changeable, turn: Patch['choices']): Choices {
  if (!turn) return {};
  const now: Record<string, unknown> = { ...settings, projectName };
  const from: Record<string, unknown> = { ...turn.from };
  const stands = ([key]: readonly [string, unknown]) => sameValue(now[key], from[key]);
  return Object.fromEntries(Object.entries(turn.to).filter(stands)) as Choices;
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
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
