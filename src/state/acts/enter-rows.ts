// Rows of embeddings from elsewhere on their way into the state: each becomes an item, or gives its vector to one that is there.
import { type ImportedRows, importedRendering } from '../../domain/intake/imported-rows';
import { baseName, namerOf } from '../../domain/intake/label-table-preview';
import type { ClassId, Item, ItemId } from '../../domain/types';
import type { AppState } from '../app-state';
import { type MarkTurns, noteMarks } from '../drop-step';
import { itemsOfRows, mostClasses, type OfferedRows } from '../embeddings-offer';
import { vectorKey } from '../selectors';
import { cameAsRow, type ProjectSpace } from '../space';
import { withoutItems } from '../undo';
import type { Services } from '../workbench';
import { nextSerial } from './pending';

/** What is settled once for all rows of a file. */
export interface RowPlan {
  readonly rows: ImportedRows;
  /** The item of each row; null: a new one. */
  readonly known: readonly (ItemId | null)[];
  /** What the vectors are keyed by. */
  readonly sha256: string;
  readonly space: ProjectSpace;
  /** Classes of a cell of labels, made where they are missing; [] for rows without. */
  readonly classesOf: (row: number) => readonly ClassId[];
}

/** @param newClass makes a class of a name that none has. */
export function planRows(
  state: AppState,
  rows: ImportedRows,
  space: ProjectSpace,
  { labels }: Pick<OfferedRows, 'labels'>,
  newClass: (name: string) => ClassId,
): RowPlan {
  const { names } = namerOf(state.classes);
  const byName = new Map(state.classes.map(({ name, id }) => [name, id]));
  const classNamed = (name: string): ClassId => {
    const id = byName.get(name) ?? newClass(name);
    byName.set(name, id);
    return id;
  };
  const { encoder } = state;
  const ofEncoder = encoder.phase === 'ready' ? encoder.status.sha256 : '';
  return {
    rows,
    space,
    known: itemsOfRows(state, rows),
    sha256: space.kind === 'imported' ? space.sha256 : ofEncoder,
    classesOf: (row) =>
      labels > mostClasses ? [] : names([rows.labels?.[row] ?? '']).map((name) => classNamed(name)),
  };
}

function newRow({ rows, classesOf }: RowPlan, row: number, serial: number): Item {
  const group = rows.groups?.[row] ?? null;
  const origins = { study: null, patientFolder: null, folder: rows.folders[row] ?? null };
  return {
    id: rows.itemIds[row] as ItemId,
    serial,
    pixelHash: rows.hashes[row] as string,
    renditions: [],
    format: 'vector',
    widthPx: 0,
    heightPx: 0,
    frames: 1,
    dicom: null,
    notes: [],
    labels: classesOf(row),
    excluded: false,
    look: null,
    group,
    // A table names its groups as a DICOM file names its patient: nothing that is guessed overrules it.
    groupSource: group === null ? null : 'patient',
    origins,
  };
}

/** An item that was there: its labels and the patient its file names stand; what it lacks it gets. */
function metRow(item: Item, { rows, classesOf }: RowPlan, row: number): Item {
  const group = rows.groups?.[row] ?? null;
  const labels = item.labels.length > 0 ? item.labels : classesOf(row);
  const grouped = group !== null && item.groupSource !== 'patient';
  if (labels === item.labels && !grouped) return item;
  return { ...item, labels, ...(grouped ? { group, groupSource: 'patient' as const } : {}) };
}

export interface EnteredRows {
  /** Ids of the items that are new, and how many were there. */
  readonly added: readonly ItemId[];
  readonly known: number;
  /** For `enterVectors`, once all rows are in. */
  readonly vectors: readonly (readonly [string, Float32Array])[];
}

/** Puts the items of rows `from` to `to` into the state and waits until they, and their vectors, are written. */
export async function enterRows(
  { store, saver }: Services,
  plan: RowPlan,
  from: number,
  to: number,
  turns: MarkTurns,
): Promise<EnteredRows> {
  const { rows, known, sha256, space } = plan;
  const { dim, data, ids } = rows;
  const added: ItemId[] = [];
  const vectors: [string, Float32Array][] = [];
  let met = 0;
  // Classes are made before the state is changed: each is a change of its own.
  for (let row = from; row < to; row++) plan.classesOf(row);
  store.setState((state) => {
    const items = new Map(state.items);
    const names = new Map(state.names);
    let serial = nextSerial(items);
    for (let row = from; row < to; row++) {
      const before = items.get(known[row] ?? rows.itemIds[row] ?? '');
      const item = before ? metRow(before, plan, row) : newRow(plan, row, serial);
      items.set(item.id, item);
      if (before) noteMarks(turns, before, item);
      if (before) met += 1;
      else {
        serial += 1;
        added.push(item.id);
        names.set(item.id, baseName(ids[row] as string));
      }
      // An image that the encoder has read keeps the vector it was given by it.
      if (space.kind === 'encoder' && !cameAsRow(item)) continue;
      // A copy: a view would keep, and store, the whole table with each row.
      const vector = data.slice(row * dim, (row + 1) * dim);
      vectors.push([vectorKey(item.pixelHash, importedRendering, sha256), vector]);
    }
    // A row that was removed and comes again is a new one.
    const again = new Set(added.filter((id) => state.bin.has(id)));
    if (again.size === 0) return { items, names };
    const bin = new Map([...state.bin].filter(([id]) => !again.has(id)));
    return { items, names, bin, history: withoutItems(state.history, again) };
  });
  saver.add({ vectors, pictures: [] });
  await saver.flush();
  return { added, known: met, vectors };
}

/** At once and last: each change of the vectors makes all tables anew, which no batch should pay for. */
export function enterVectors({ store }: Services, fresh: EnteredRows['vectors']): void {
  store.setState(({ vectors }) => {
    const all = new Map(vectors);
    for (const [key, vector] of fresh) all.set(key, vector);
    return { vectors: all };
  });
}
