// A file of labels held against the set in one go: what it holds, and what it would do. Small, whatever the file's size.
import type { Job } from '../job';
import type { LabelClass } from '../types';
import { type LabelTable, readLabelTable } from './label-table';
import { type LabelledItem, type LabelPreview, previewLabels } from './label-table-preview';

export interface LabelsFound {
  readonly table: Omit<LabelTable, 'rows'>;
  readonly rows: number;
  readonly preview: LabelPreview;
  /** What the first rows that match nothing have as an id. */
  readonly unmatchedKeys: readonly string[];
}

const keysTold = 3;

/**
 * Reads the file and previews it; reports percent.
 * @throws AppError as `readLabelTable`.
 */
export async function findLabels(
  file: Blob,
  items: readonly LabelledItem[],
  classes: readonly LabelClass[],
  job: Job,
): Promise<LabelsFound> {
  const half = (from: number): Job => ({
    ...job,
    report: (done, total) => job.report(from + (50 * done) / Math.max(1, total), 100),
  });
  const { rows, ...table } = await readLabelTable(file, half(0));
  const preview = await previewLabels({ ...table, rows }, items, classes, half(50));
  const unmatchedKeys = preview.unmatchedRows.slice(0, keysTold).map((row) => rows[row]?.key ?? '');
  return { table, rows: rows.length, preview, unmatchedKeys };
}
