// The journal: steps of the history as records of the storage, and back. Entries name images, classes and marks by their
// ids and hold the classes that a step changed; no file name, no patient.
import type { ItemId, LabelClass } from '../domain/types';
import type { SavedJournal } from '../storage/project-storage';
import type { Change } from '../storage/write-change';
import type { Patch } from './patch';
import { type History, historyOf, noHistory, type Step } from './undo';

type Turn = NonNullable<ReturnType<Patch['items']['get']>>;

/** One entry as it is stored. Frozen: entries of every release that wrote any must be readable. */
interface Entry {
  readonly name: string;
  /** Images that went through the same change stand together. */
  readonly items: readonly { readonly turn: Turn; readonly ids: readonly ItemId[] }[];
  readonly classes: { readonly from: readonly LabelClass[]; readonly to: readonly LabelClass[] } | null;
  readonly marks: { readonly gone: readonly string[]; readonly come: readonly string[] } | null;
  readonly judged: { readonly from: number; readonly to: number } | null;
  /** Since schema 3; absent where nothing of the kind changed. */
  readonly come?: readonly ItemId[];
  readonly gone?: readonly ItemId[];
  readonly choices?: NonNullable<Patch['choices']>;
}

function entryOf({ name, patch }: Step): Entry {
  const alike = new Map<string, { turn: Turn; ids: ItemId[] }>();
  for (const [id, turn] of patch.items) {
    const key = JSON.stringify(turn);
    const lot = alike.get(key) ?? { turn, ids: [] };
    lot.ids.push(id);
    alike.set(key, lot);
  }
  const marks = patch.keptMarks && { gone: [...patch.keptMarks.from], come: [...patch.keptMarks.to] };
  const { classes, externalJudged: judged, come, gone, choices } = patch;
  return {
    name,
    items: [...alike.values()],
    classes,
    marks,
    judged,
    ...(come.length > 0 ? { come } : {}),
    ...(gone.length > 0 ? { gone } : {}),
    ...(choices ? { choices } : {}),
  };
}

function stepOf(serial: number, entry: Entry): Step {
  const { name, items, classes, marks, judged, come = [], gone = [], choices = null } = entry;
  const turns = items.flatMap(({ turn, ids }) => ids.map((id) => [id, turn] as const));
  const keptMarks = marks && { from: new Set(marks.gone), to: new Set(marks.come) };
  const patch = { come, gone, items: new Map(turns), classes, keptMarks, externalJudged: judged, choices };
  return { serial, name, patch };
}

/** What the journal gains and loses from one history to another; nothing where they are the same. */
export function journalBetween(now: History, before: History): Pick<Change, 'journal'> {
  if (now === before) return {};
  const bySerial = ({ past, future }: History) =>
    new Map([...past, ...future].map((step) => [step.serial, step]));
  const [here, was] = [bySerial(now), bySerial(before)];
  const serials = (steps: readonly Step[]) => steps.map(({ serial }) => serial);
  const entries = [...here].flatMap(([serial, step]) =>
    // A step that lost a removed image keeps its number and is written anew.
    was.get(serial) === step ? [] : [[serial, entryOf(step)] as const],
  );
  const removed = [...was.keys()].filter((serial) => !here.has(serial));
  return { journal: { entries, removed, history: { past: serials(now.past), future: serials(now.future) } } };
}

/** The history of a kept journal; none where an entry is missing or is not one (the set itself is kept apart from it). */
export function historyFrom(journal: SavedJournal | undefined): History {
  if (!journal) return noHistory;
  try {
    const steps = (serials: readonly number[]) =>
      serials.map((serial) => stepOf(serial, journal.entries.get(serial) as Entry));
    return historyOf(steps(journal.past), steps(journal.future));
  } catch {
    return noHistory;
  }
}
