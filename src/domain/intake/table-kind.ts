// What a dropped table is: embeddings, or some other table. A look at its head; whoever reads it says what is wrong with it.

import { readCsv } from '../csv';
import { quietJob } from '../job';
import { namedPart } from './embeddings-file-columns';
import { cellNumber } from './embeddings-file-csv';
import { readZipDirectory } from './zip-directory';

const endings = /\.(npz|parquet|csv|tsv)$/i;
const headBytes = 1 << 18;
/** Fewer columns of numbers than this are figures about images rather than what an encoder gave. */
const fewestNumbers = 8;

/** Whether a look is worth it, by the name alone. */
export const mayBeTable = (path: string): boolean => endings.test(path);

/** An archive of labelled pictures has them in arrays of these names; any other archive of arrays may hold embeddings. */
const picturesOf = /^(train|val|test)_images\.npy$/;

async function arraysKind(file: Blob): Promise<'embeddings' | null> {
  const names = (await readZipDirectory(file)).map(({ path }) => path);
  return names.some((name) => name.endsWith('.npy')) && !names.some((name) => picturesOf.test(name))
    ? 'embeddings'
    : null;
}

async function textKind(file: Blob): Promise<'embeddings' | 'table'> {
  // A head that is cut amid a row loses that row.
  const head = await file.slice(0, headBytes).text();
  const end = file.size > headBytes ? head.lastIndexOf('\n') : head.length;
  let fields: readonly string[] = [];
  let first: readonly string[] = [];
  let decimalComma = false;
  await readCsv(
    head.slice(0, end < 0 ? head.length : end),
    quietJob(),
    (found) => {
      fields = found.fields;
      decimalComma = found.delimiter !== ',';
    },
    (cells, row) => {
      if (row === 0) first = cells;
    },
  );
  const isNumber = (cell: string) => !Number.isNaN(cellNumber(cell, decimalComma));
  const hasIds = namedPart('ids', fields) !== null || !isNumber(first[0] ?? '');
  return hasIds && first.filter(isNumber).length >= fewestNumbers ? 'embeddings' : 'table';
}

/**
 * `embeddings`: an .npz of arrays that are no labelled pictures, a Parquet file, a CSV with ids and at least 8 columns of
 * numbers. `table`: any other CSV. null: neither, by name and first bytes. Never throws: what cannot be looked at is null.
 */
export async function tableKind(path: string, file: Blob): Promise<'embeddings' | 'table' | null> {
  const ending = endings.exec(path)?.[1]?.toLowerCase();
  try {
    if (ending === 'npz') return await arraysKind(file);
    if (ending === 'parquet') return 'embeddings';
    return ending ? await textKind(file) : null;
  } catch {
    return null;
  }
}
