// What became of the files of a drop as CSV text: one row a file and cause, names only when the person wants them.

import { csvText } from '../csv';
import type { Verdict } from '../intake/file-ends';
import { namesNotice, researchNotice } from './notice';

export interface NotesRow {
  /** Base name; null leaves names out, and `code` stands for the file. */
  readonly name: string | null;
  /** The item's pseudonym, or the file's number in the drop where it did not get in. */
  readonly code: string;
  readonly verdict: Verdict;
  /** Code and sentence of each note or of the refusal; none: one row with both cells empty. */
  readonly causes: readonly { readonly code: string; readonly sentence: string }[];
  readonly className: string;
}

/** `file, verdict, cause, sentence, class`; a notice line first. `in` stands in the file for what got in without a note. */
export function notesCsv(rows: readonly NotesRow[]): string {
  const withNames = rows.some(({ name }) => name !== null);
  const data = rows.flatMap(({ name, code, verdict, causes, className }) => {
    const told = causes.length > 0 ? causes : [{ code: '', sentence: '' }];
    return told.map((cause) => [name ?? code, verdict, cause.code, cause.sentence, className]);
  });
  const comments = withNames ? [researchNotice, namesNotice] : [researchNotice];
  return csvText(comments, ['file', 'verdict', 'cause', 'sentence', 'class'], data);
}
