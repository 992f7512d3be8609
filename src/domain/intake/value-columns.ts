// A table of further facts about images (sex, site, age ...), for telling figures apart by them. Columns that may name people
// are not read.
import { plainCell, readCsv } from '../csv';
import type { Job } from '../job';
import { namedPart } from './embeddings-file-columns';
import { personColumns } from './label-table-columns';
import { maxTableRows } from './limits';
import { refuseTable } from './table-error';
import { textOfFile } from './text-file';

export interface ValueColumn {
  readonly name: string;
  /** Value by key (an id of the project, or a file's name or path), as it is to be told: numbers of many values in bands. */
  readonly values: ReadonlyMap<string, string>;
}

export interface ValueTable {
  readonly columns: readonly ValueColumn[];
  readonly rows: number;
  /** Left unread, since they may name people. */
  readonly personColumns: readonly string[];
  /** Left out: text of more than `mostValues` values tells no kinds apart. */
  readonly tooMany: readonly string[];
}

/** Most values a column of text may have. */
export const mostValues = 20;
/** Most columns that are read. */
const mostColumns = 12;

const asNumber = (cell: string): number | null => {
  const text = /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
};

/** Numbers of many values in three bands of about equal size; null where they are not all numbers. */
function inBands(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> | null {
  const numbers = new Map<string, number>();
  for (const [key, cell] of values) {
    const number = asNumber(cell);
    if (number === null) return null;
    numbers.set(key, number);
  }
  const sorted = [...numbers.values()].sort((a, b) => a - b);
  // The last of the first third, and of the second: equal numbers share a band.
  const [low, high] = [1, 2].map((third) => sorted[Math.max(0, Math.round((third * sorted.length) / 3) - 1)]);
  const told = (limit: number) => String(Number(limit.toPrecision(4)));
  const bandOf = (value: number) =>
    value <= low!
      ? `up to ${told(low!)}`
      : value <= high!
        ? `${told(low!)} to ${told(high!)}`
        : `over ${told(high!)}`;
  return new Map(Array.from(numbers, ([key, value]) => [key, bandOf(value)]));
}

/**
 * Reads a CSV file of ids (or file names; by a usual name, else the first column) and at most 12 further columns. A later row
 * of one key takes the place of an earlier one; empty cells have no value. Breathes and reports as `readCsv`.
 * @throws AppError `bad-table` {problem: no-ids, no-rows, too-many, quote}, `unknown-format` as `textOfFile`.
 */
export async function readValueColumns(file: Blob, job: Job): Promise<ValueTable> {
  const text = await textOfFile(file, job);
  const columns: { name: string; at: number; values: Map<string, string> }[] = [];
  let id = 0;
  let rows = 0;
  let telling: readonly string[] = [];
  await readCsv(
    text,
    job,
    ({ fields }) => {
      if (fields.length < 2) refuseTable('no-ids', 'one column');
      const named = namedPart('ids', fields);
      id = named === null ? 0 : fields.indexOf(named);
      telling = personColumns(fields.filter((_, at) => at !== id));
      for (const [at, name] of fields.entries()) {
        if (at === id || name === '' || telling.includes(name) || columns.length >= mostColumns) continue;
        columns.push({ name, at, values: new Map() });
      }
    },
    (cells, row) => {
      if (row >= maxTableRows) refuseTable('too-many', `${row} rows`, { have: row + 1, need: maxTableRows });
      const key = plainCell((cells[id] ?? '').trim());
      if (key === '') return;
      rows += 1;
      for (const { at, values } of columns) {
        const value = plainCell((cells[at] ?? '').trim());
        if (value !== '') values.set(key, value);
      }
    },
  );
  if (rows === 0) refuseTable('no-rows', 'no rows');
  const tooMany: string[] = [];
  const kept = columns.flatMap(({ name, values }): ValueColumn[] => {
    if (values.size === 0) return [];
    if (new Set(values.values()).size <= mostValues) return [{ name, values }];
    const bands = inBands(values);
    if (bands) return [{ name, values: bands }];
    tooMany.push(name);
    return [];
  });
  return { columns: kept, rows, personColumns: telling, tooMany };
}
