// Answers by words in the columns of the published notebook's table.
import { csvText } from '../csv';
import { namesNotice, researchNotice } from './notice';

export interface NotebookRow {
  readonly id: string;
  /** Base file name; null where a person did not ask for names: the id stands for it. */
  readonly name: string | null;
  /** What the words answer, '' where they have none. */
  readonly answer: string;
  /** Class names, several joined by "; ". */
  readonly label: string;
}

/** `file_name, zero_shot_pred, ground_truth_label`; the notice first (read it with `comment='#'`). */
export function notebookCsv(rows: readonly NotebookRow[]): string {
  const withNames = rows.some(({ name }) => name !== null);
  return csvText(
    withNames ? [researchNotice, namesNotice] : [researchNotice],
    ['file_name', 'zero_shot_pred', 'ground_truth_label'],
    rows.map(({ id, name, answer, label }) => [name ?? id, answer, label]),
  );
}
