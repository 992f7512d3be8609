// A table of labels from a CSV file, row by row; nothing is decided about the set yet (label-table-preview.ts does).
import { isFormula, plainCell, readCsv } from '../csv';
import { AppError } from '../errors';
import type { Job } from '../job';
import type { Part } from '../types';
import { type LabelColumns, labelColumns, personColumns } from './label-table-columns';
import { maxTableRows } from './limits';
import { refuseTable } from './table-error';
import { textOfFile } from './text-file';

export interface LabelRow {
  /** An id of the project, or a file's name or path. */
  readonly key: string;
  /** The cells of the label columns that are not empty, in order; several labels may stand in one. */
  readonly cells: readonly string[];
  readonly part: Part | null;
}

export interface LabelTable {
  /** The columns in use, by name. */
  readonly columns: { readonly id: string; readonly labels: readonly string[]; readonly part: string | null };
  readonly rows: readonly LabelRow[];
  /** Names of columns that may name people. Only the column of ids is read. */
  readonly personColumns: readonly string[];
  /** Cells in use that a spreadsheet would run; they are taken as text. */
  readonly formulas: number;
  /** Rows without an id, and cells of the part that are none. */
  readonly withoutId: number;
  readonly unknownParts: number;
}

const parts: ReadonlyMap<string, Part> = new Map([
  ...(['train', 'training'] as const).map((word) => [word, 'train'] as const),
  ...(['val', 'valid', 'validation', 'dev'] as const).map((word) => [word, 'val'] as const),
  ...(['test', 'testing', 'held-out'] as const).map((word) => [word, 'test'] as const),
  ...(['external'] as const).map((word) => [word, 'external'] as const),
]);

/** Rows are kept by the million: equal lists of cells are one list. */
function interned(): (cells: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (cells) => {
    const key = cells.join('\0');
    const found = known.get(key) ?? cells;
    if (found === cells) known.set(key, cells);
    return found;
  };
}

/**
 * Reads a CSV file of ids (or file names) and labels: UTF-8 or UTF-16 with or without its mark, else Windows-1252; parted by
 * comma, semicolon, tab or bar; quoted or not. Column of ids: by a usual name, else the first; labels: `label`, `class`,
 * `finding` and the like, also numbered; part: `part`, `split`. Breathes every 256 K characters, reports characters.
 * @throws AppError `bad-table` {problem: no-ids, no-labels, no-rows, too-many, quote}, `empty-file`, `file-too-large`,
 *   `unknown-format`.
 */
export async function readLabelTable(file: Blob, job: Job): Promise<LabelTable> {
  if (file.size === 0) throw new AppError('empty-file', 'the file is empty');
  const text = await textOfFile(file, job);
  const rows: LabelRow[] = [];
  const one = interned();
  let fields: readonly string[] = [];
  let columns: LabelColumns = { id: 0, labels: [], part: null };
  let [formulas, withoutId, unknownParts] = [0, 0, 0];
  await readCsv(
    text,
    job,
    (head) => {
      fields = head.fields;
      const found = labelColumns(fields);
      if ('lacking' in found) {
        return refuseTable(found.lacking === 'id' ? 'no-ids' : 'no-labels', 'a column is missing');
      }
      columns = found;
    },
    (cells, row) => {
      if (row >= maxTableRows) refuseTable('too-many', `${row} rows`, { have: row + 1, need: maxTableRows });
      const cellAt = (i: number) => {
        const cell = (cells[i] ?? '').trim();
        if (isFormula(cell)) formulas += 1;
        return plainCell(cell);
      };
      const key = cellAt(columns.id);
      if (key === '') {
        withoutId += 1;
        return;
      }
      const said = columns.part === null ? '' : cellAt(columns.part);
      const part = parts.get(said.toLowerCase()) ?? null;
      if (said !== '' && part === null) unknownParts += 1;
      rows.push({ key, cells: one(columns.labels.map(cellAt).filter((cell) => cell !== '')), part });
    },
  );
  if (rows.length === 0) refuseTable('no-rows', 'no rows');
  return {
    columns: {
      id: fields[columns.id] as string,
      labels: columns.labels.map((i) => fields[i] as string),
      part: columns.part === null ? null : (fields[columns.part] as string),
    },
    rows,
    personColumns: personColumns(fields.filter((_, i) => i !== columns.part && !columns.labels.includes(i))),
    ...{ formulas, withoutId, unknownParts },
  };
}
