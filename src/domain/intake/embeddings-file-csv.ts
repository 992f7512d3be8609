// Embeddings from a CSV file: a column of ids, and columns of numbers.
import { type CsvHead, plainCell, readCsv } from '../csv';
import { type EmbeddingSpace, parseSpace } from '../encode/embedding-space';
import type { Job } from '../job';
import type { RawEmbeddings } from './embeddings-file';
import { namedPart, numberColumns } from './embeddings-file-columns';
import { checkSize } from './embeddings-file-rows';
import { refuseTable } from './table-error';
import { textOfFile } from './text-file';

/**
 * NaN for what is no number. Where cells are not parted by commas, a comma is a decimal comma.
 */
export function cellNumber(cell: string, decimalComma: boolean): number {
  const text = decimalComma ? cell.replace(',', '.') : cell;
  return text.trim() === '' ? Number.NaN : Number(text);
}

interface Columns {
  readonly id: number;
  readonly label: number;
  readonly group: number;
  readonly numbers: readonly number[];
  readonly ignored: number;
}

/** Decided by the header and the first row. @throws AppError `bad-table`: `no-ids`, `no-numbers`. */
function columnsOf(fields: readonly string[], first: readonly string[], decimalComma: boolean): Columns {
  const at = (name: string | null) => (name === null ? -1 : fields.indexOf(name));
  const known = (['ids', 'labels', 'groups'] as const).map((part) => at(namedPart(part, fields)));
  const [named, label, group] = known as [number, number, number];
  const isNumber = (i: number) => !Number.isNaN(cellNumber(first[i] ?? '', decimalComma));
  const id = named >= 0 ? named : known.includes(0) || isNumber(0) ? -1 : 0;
  if (id < 0) refuseTable('no-ids', 'no column of ids');
  const numeric = fields.filter((_, i) => i !== id && !known.includes(i) && isNumber(i));
  const own = numberColumns(numeric);
  if (own.length < 2) refuseTable('no-numbers', 'no columns of numbers');
  return { id, label, group, numbers: own.map((name) => at(name)), ignored: numeric.length - own.length };
}

/** A table of floats that grows; doubles its memory where it is full. */
class Growing {
  data = new Float32Array(1 << 16);
  used = 0;

  room(count: number): void {
    if (this.used + count <= this.data.length) return;
    const larger = new Float32Array(Math.max(this.data.length * 2, this.used + count));
    larger.set(this.data);
    this.data = larger;
  }
}

/** @throws AppError `bad-table`; as readEmbeddings. */
export async function csvEmbeddings(file: Blob, job: Job): Promise<RawEmbeddings> {
  const text = await textOfFile(file, job);
  const ids: string[] = [];
  const labels: string[] = [];
  const groups: string[] = [];
  const table = new Growing();
  let head: CsvHead = { comments: [], fields: [], delimiter: ',' };
  let columns: Columns | null = null;
  await readCsv(
    text,
    job,
    (found) => {
      head = found;
    },
    (cells, row) => {
      const decimalComma = head.delimiter !== ',';
      columns ??= columnsOf(head.fields, cells, decimalComma);
      const { id, label, group, numbers } = columns;
      if (cells.length !== head.fields.length) {
        refuseTable('shape', 'another number of cells', {
          row,
          have: cells.length,
          need: head.fields.length,
        });
      }
      if (row % 1024 === 0) checkSize(row + 1, numbers.length, 'embeddings');
      table.room(numbers.length);
      for (const i of numbers) {
        const value = cellNumber(cells[i] as string, decimalComma);
        if (!Number.isFinite(value))
          refuseTable('not-finite', 'no number', { row, field: head.fields[i] ?? '' });
        table.data[table.used++] = value;
      }
      ids.push(plainCell((cells[id] as string).trim()));
      if (label >= 0) labels.push(plainCell((cells[label] as string).trim()));
      if (group >= 0) groups.push(plainCell((cells[group] as string).trim()));
    },
  );
  return rawOf(head, columns, { ids, labels, groups, data: table.data.slice(0, table.used) });
}

function rawOf(
  { comments }: CsvHead,
  columns: Columns | null,
  { ids, labels, groups, data }: { ids: string[]; labels: string[]; groups: string[]; data: Float32Array },
): RawEmbeddings {
  if (!columns) return refuseTable('no-rows', 'no rows');
  let space: EmbeddingSpace | null = null;
  for (const line of comments) space ??= parseSpace(line);
  return {
    ...{ ids, data, space, dim: columns.numbers.length, ignored: columns.ignored },
    ...(columns.label >= 0 && { labels }),
    ...(columns.group >= 0 && { groups }),
  };
}
