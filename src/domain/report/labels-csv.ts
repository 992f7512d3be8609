// The labels of the set as CSV text, which domain/intake/label-table reads back.
import { csvText } from '../csv';
import type { Part } from '../types';
import { namesNotice, researchNotice } from './notice';

export interface LabelledRow {
  readonly id: string;
  /** Base file name; null leaves the column out for all rows. */
  readonly name: string | null;
  /** Class names; [] unlabelled. */
  readonly labels: readonly string[];
  readonly part: Part | null;
}

/**
 * `id, [file,] label, [label 2, ...] [part]`: a column a label, as many as the row with most of them needs, so that a class
 * may be called anything; `part` only where a row has one. The notice first.
 */
export function labelsCsv(rows: readonly LabelledRow[]): string {
  const withNames = rows.some(({ name }) => name !== null);
  const withParts = rows.some(({ part }) => part !== null);
  const most = rows.reduce((count, { labels }) => Math.max(count, labels.length), 1);
  const places = Array.from({ length: most }, (_, i) => i);
  const fields = [
    'id',
    ...(withNames ? ['file'] : []),
    ...places.map((i) => (i === 0 ? 'label' : `label ${i + 1}`)),
    ...(withParts ? ['part'] : []),
  ];
  const data = rows.map(({ id, name, labels, part }) => [
    id,
    ...(withNames ? [name ?? ''] : []),
    ...places.map((i) => labels[i] ?? ''),
    ...(withParts ? [part ?? ''] : []),
  ]);
  return csvText(withNames ? [researchNotice, namesNotice] : [researchNotice], fields, data);
}
