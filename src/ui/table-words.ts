// What is wrong with a table that was added (embeddings, labels), in a sentence, and what to do about it.
import type { ErrorDetail } from '../domain/errors';
import type { TableProblem } from '../domain/intake/table-error';

interface TableWords {
  readonly sentence: (detail: ErrorDetail) => string;
  readonly advice: string;
}

/** "ids: " before a sentence, where a column or array is named. */
const of = ({ field }: ErrorDetail) => (field === undefined || field === '' ? 'The table' : `“${field}”`);
/** " (row 12)", counted from 1 below the header. */
const at = ({ row }: ErrorDetail) => (typeof row === 'number' ? ` (row ${row + 1})` : '');
const counts = ({ have, need }: ErrorDetail) => (have === undefined ? '' : ` (${have}, expected ${need})`);

const words: Readonly<Record<TableProblem, TableWords>> = {
  'no-rows': { sentence: (d) => `${of(d)} has no rows.`, advice: 'Export it again.' },
  'no-ids': {
    sentence: () => 'No column or array of ids was found.',
    advice: 'Add one named “id” (in a .npz: “ids”, as text), one id a row.',
  },
  'no-numbers': {
    sentence: () => 'No embeddings were found.',
    advice:
      'In a .npz name the array “embeddings” (rows x numbers); in CSV and Parquet use columns d0, d1 … or, in Parquet, one list column.',
  },
  'no-labels': {
    sentence: () => 'No column of labels was found.',
    advice: 'Name it “label”.',
  },
  'object-array': {
    sentence: (d) =>
      `${of(d)} is an array of Python objects (pickle), which can carry programs and is not opened.`,
    advice: 'Save it as numbers or text: astype("float32") for embeddings, astype(str) for ids.',
  },
  kind: {
    sentence: (d) => `${of(d)} holds values of a kind that is not read here${d.kind ? ` (${d.kind})` : ''}.`,
    advice: 'Save embeddings as 16, 32 or 64 bit floats, and ids as text.',
  },
  shape: {
    sentence: (d) => `${of(d)} has a shape that does not fit${counts(d)}${at(d)}.`,
    advice: 'Embeddings are rows x numbers, the same number in each row; ids are one a row.',
  },
  order: {
    sentence: (d) => `${of(d)} is stored column by column (Fortran order).`,
    advice: 'Save numpy.ascontiguousarray of it.',
  },
  count: {
    sentence: (d) => `${of(d)} has another number of rows than the embeddings${counts(d)}.`,
    advice: 'Export both from the same table.',
  },
  'not-finite': {
    sentence: (d) => `${of(d)} has a value that is no finite number${at(d)}.`,
    advice: 'Leave those rows out, or encode them again.',
  },
  'zero-row': {
    sentence: (d) => `A row is all zeros, so it points nowhere${at(d)}.`,
    advice: 'Leave those rows out, or encode them again.',
  },
  'same-id': {
    sentence: (d) => `An id stands in two rows${at(d)}.`,
    advice: 'Keep one row an id.',
  },
  'empty-id': { sentence: (d) => `A row has no id${at(d)}.`, advice: 'Give each row an id.' },
  'too-many': {
    sentence: (d) =>
      `The table is larger than this page takes${d.have === undefined ? '' : ` (${d.have}, at most ${d.need})`}.`,
    advice: 'Import a part of it.',
  },
  quote: {
    sentence: (d) => `A quoted cell never ends${at(d)}.`,
    advice: 'Export the table again; a quotation mark is missing.',
  },
  compression: {
    sentence: (d) => `${of(d)} is compressed in a way that is not read here${d.kind ? ` (${d.kind})` : ''}.`,
    advice: 'Write it with snappy, gzip or zstd.',
  },
};

/** Sentence and way out for the facts of a `bad-table`. */
export function tableWords(detail: ErrorDetail): { readonly sentence: string; readonly advice: string } {
  const { sentence, advice } = words[detail.problem as TableProblem] ?? {
    sentence: () => 'The table could not be read.',
    advice: 'Export it again as CSV, NPZ or Parquet.',
  };
  return { sentence: sentence(detail), advice };
}
