// What a table of labels would do to the set: shown before anything is done.
import type { Job } from '../job';
import type { ClassId, ItemId, LabelClass, Part } from '../types';
import type { LabelRow, LabelTable } from './label-table';

/** One item as far as labels go. */
export interface LabelledItem {
  readonly id: ItemId;
  readonly labels: readonly ClassId[];
  /** Base file name, where the project keeps it. */
  readonly name: string | null;
}

/** What one item would get. */
export interface LabelChange {
  readonly id: ItemId;
  /** Names of classes, each once; [] where the table has no labels for it: then its own stay. */
  readonly labels: readonly string[];
  readonly part: Part | null;
}

export interface LabelPreview {
  /** Rows whose id or file name is one item's. */
  readonly matched: number;
  /** Rows that name nothing here; and the places of the first 20 of them in `table.rows`. */
  readonly unmatched: number;
  readonly unmatchedRows: readonly number[];
  /** Rows whose file name is that of several items: not used. */
  readonly ambiguous: number;
  /** Items that several rows name, with the same labels and part (repeated) or others (conflicts: not used). */
  readonly repeated: number;
  readonly conflicts: number;
  /** Names of classes that are not there yet, in the order of the table. */
  readonly newClasses: readonly string[];
  /** Labelled items whose labels would become others. */
  readonly relabelled: number;
  readonly changes: readonly LabelChange[];
}

const rowsABreath = 4096;
const mostUnmatchedRows = 20;

export const baseName = (path: string) =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
const stem = (name: string) => name.replace(/\.[^.]*$/, '');

/** Finds an item by id, by base file name, or by that without its ending; `null` = several. */
export function finderOf<Own extends Pick<LabelledItem, 'id' | 'name'>>(
  items: readonly Own[],
): (key: string) => Own | null | undefined {
  const byId = new Map(items.map((item) => [item.id, item]));
  const byName = new Map<string, Own | null>();
  const byStem = new Map<string, Own | null>();
  for (const item of items) {
    if (item.name === null) continue;
    byName.set(item.name, byName.has(item.name) ? null : item);
    byStem.set(stem(item.name), byStem.has(stem(item.name)) ? null : item);
  }
  return (key) => {
    const name = baseName(key);
    return byId.get(key) ?? (byName.has(name) ? byName.get(name) : byStem.get(name));
  };
}

/** The same, where a name with another ending will do: a DICOM file and the PNG that was made of it. */
export function findWithAnyEnding<Own>(
  find: (key: string) => Own | null | undefined,
  name: string,
): Own | null | undefined {
  const found = find(name);
  return found === undefined ? find(stem(baseName(name))) : found;
}

/** Class names in cells: a cell that is a known class as it stands is one; others are parted at ";" and "|". */
export function namerOf(classes: readonly LabelClass[]) {
  const known = new Map(classes.map(({ name }) => [name.trim().toLowerCase(), name]));
  const fresh: string[] = [];
  const nameOf = (text: string): string => {
    const key = text.toLowerCase();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, text);
    fresh.push(text);
    return text;
  };
  const names = (cells: readonly string[]): string[] => {
    const single = cells.flatMap((cell) => (known.has(cell.toLowerCase()) ? [cell] : cell.split(/[;|]/)));
    return [
      ...new Set(
        single
          .map((text) => text.trim())
          .filter((text) => text !== '')
          .map(nameOf),
      ),
    ];
  };
  return { names, fresh };
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value) => b.includes(value));

const sameChange = (a: LabelChange, b: LabelChange) => a.part === b.part && sameSet(a.labels, b.labels);

/**
 * Holds a table against the set. Class names are compared without case; an unknown name is a new class. Rows that say
 * different things of one item are a conflict, and that item stays as it is. Breathes and reports rows.
 */
export async function previewLabels(
  table: LabelTable,
  items: readonly LabelledItem[],
  classes: readonly LabelClass[],
  job: Job,
): Promise<LabelPreview> {
  const find = finderOf(items);
  const { names, fresh } = namerOf(classes);
  const changes = new Map<ItemId, LabelChange>();
  const repeated = new Set<ItemId>();
  const conflicting = new Set<ItemId>();
  const unmatchedRows: number[] = [];
  let [matched, unmatched, ambiguous] = [0, 0, 0];
  const take = ({ key, cells, part }: LabelRow, row: number) => {
    const item = find(key);
    if (item) {
      matched += 1;
      const change = { id: item.id, labels: names(cells), part };
      const before = changes.get(item.id);
      if (!before) changes.set(item.id, change);
      else (sameChange(before, change) ? repeated : conflicting).add(item.id);
    } else if (item === null) ambiguous += 1;
    else {
      unmatched += 1;
      if (unmatchedRows.length < mostUnmatchedRows) unmatchedRows.push(row);
    }
  };
  for (const [row, own] of table.rows.entries()) {
    if (row % rowsABreath === 0) {
      job.report(row, table.rows.length);
      await job.breathe();
    }
    take(own, row);
  }
  for (const id of conflicting) {
    changes.delete(id);
    repeated.delete(id);
  }
  const kept = [...changes.values()];
  const used = new Set(kept.flatMap(({ labels }) => labels));
  return {
    ...{ matched, unmatched, unmatchedRows, ambiguous },
    repeated: repeated.size,
    conflicts: conflicting.size,
    newClasses: fresh.filter((name) => used.has(name)),
    relabelled: countRelabelled(kept, items, classes),
    changes: kept,
  };
}

function countRelabelled(
  changes: readonly LabelChange[],
  items: readonly LabelledItem[],
  classes: readonly LabelClass[],
): number {
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  const labelsOf = new Map(items.map(({ id, labels }) => [id, labels]));
  return changes.filter(({ id, labels }) => {
    const own = (labelsOf.get(id) ?? []).map((classId) => nameOf.get(classId) ?? '');
    return own.length > 0 && labels.length > 0 && !sameSet(own, labels);
  }).length;
}
