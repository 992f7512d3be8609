// What can be wrong with a table of embeddings or labels that comes from elsewhere.
import { AppError, type ErrorDetail } from '../errors';

/**
 * `kind`: values of another kind than floats or text. `order`: Fortran order. `count`: not one a row. `quote`: a quoted cell
 * never ends. The others as they are named. Sentences in ui/table-words.ts.
 */
export type TableProblem =
  | 'no-rows'
  | 'no-ids'
  | 'no-numbers'
  | 'no-labels'
  | 'object-array'
  | 'kind'
  | 'shape'
  | 'order'
  | 'count'
  | 'not-finite'
  | 'zero-row'
  | 'same-id'
  | 'empty-id'
  | 'too-many'
  | 'quote'
  | 'compression';

/**
 * Refuses a table. Of its content, only names of columns and arrays and numbers of rows are facts: an id may name a person.
 * @throws AppError `bad-table` always.
 */
export function refuseTable(problem: TableProblem, message: string, detail: ErrorDetail = {}): never {
  throw new AppError('bad-table', message, { problem, ...detail });
}
