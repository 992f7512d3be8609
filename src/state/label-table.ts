// A table of labels on its way in: what it would change in the set as it is now, and the set with that change.
import type { ErrorFacts } from '../domain/errors';
import type { LabelChange } from '../domain/intake/label-table-preview';
import type { LabelsFound } from '../domain/intake/labels-found';
import { isExternal, withPart } from '../domain/intake/parts';
import type { ClassId, Item, LabelClass } from '../domain/types';
import type { AppState } from './app-state';

/** What applying a table comes to, in images. */
export interface LabelEffects {
  /** Whose labels or part would become others: each once. */
  readonly images: number;
  /** Had no label and would get one; had others. */
  readonly labelled: number;
  readonly relabelled: number;
  readonly parts: number;
  /** Of the external test set, and would be learnt from. */
  readonly leavingExternal: number;
}

export type LabelOffer =
  | { readonly phase: 'reading'; readonly fileName: string }
  | { readonly phase: 'failed'; readonly fileName: string; readonly error: ErrorFacts }
  | {
      readonly phase: 'ready';
      readonly fileName: string;
      readonly found: LabelsFound;
      readonly effects: LabelEffects;
    }
  | { readonly phase: 'done'; readonly fileName: string; readonly images: number; readonly classes: number };

type Set = Pick<AppState, 'items' | 'classes'>;

/** The item as a row of a table would have it; the same item where that changes nothing. `names`: of its labels now. */
function changed(
  item: Item,
  { labels, part }: LabelChange,
  namesOf: (ids: readonly ClassId[]) => readonly string[],
  idsOf: (names: readonly string[]) => readonly ClassId[],
): Item {
  const own = namesOf(item.labels);
  const sameLabels =
    labels.length === 0 || (own.length === labels.length && own.every((name) => labels.includes(name)));
  const placed = part === null ? item : withPart(item, part);
  return sameLabels ? placed : { ...placed, labels: idsOf(labels) };
}

function namesIn(classes: readonly LabelClass[]) {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return (ids: readonly ClassId[]) => ids.map((id) => names.get(id) ?? '');
}

/** The items that would change, as they would be; a class of a name that is not there has the id `idOf` gives. */
export function changedItems(
  { items, classes }: Set,
  changes: readonly LabelChange[],
  idOf: (name: string) => ClassId,
): readonly Item[] {
  const namesOf = namesIn(classes);
  return changes.flatMap((change) => {
    const item = items.get(change.id);
    const next = item && changed(item, change, namesOf, (names) => names.map(idOf));
    return next && next !== item ? [next] : [];
  });
}

export function effectsOf(state: Set, changes: readonly LabelChange[]): LabelEffects {
  const counts = { images: 0, labelled: 0, relabelled: 0, parts: 0, leavingExternal: 0 };
  for (const next of changedItems(state, changes, (name) => name)) {
    const item = state.items.get(next.id) as Item;
    counts.images += 1;
    if (next.labels !== item.labels) {
      if (item.labels.length === 0) counts.labelled += 1;
      else counts.relabelled += 1;
    }
    if (next.part !== item.part) counts.parts += 1;
    if (isExternal(item) && !isExternal(next)) counts.leavingExternal += 1;
  }
  return counts;
}
