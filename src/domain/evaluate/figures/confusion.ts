// The confusion matrix with the rows of each cell, so that a cell can show its pictures.
import type { AnsweredCases } from '../cases';

/**
 * `classes x classes`, first the class a row has, then the class it was given: the row numbers of the case table in each
 * cell, in the order of the cases. null for `multi`, where a row has no one class.
 */
export function confusionRows({
  task,
  classCount,
  rows,
  truth,
  said,
}: AnsweredCases): readonly (readonly (readonly number[])[])[] | null {
  if (task === 'multi') return null;
  const cells = Array.from({ length: classCount }, () =>
    Array.from({ length: classCount }, (): number[] => []),
  );
  rows.forEach((row, at) => {
    const [start, end] = [at * classCount, (at + 1) * classCount];
    cells[truth.subarray(start, end).indexOf(1)]![said.subarray(start, end).indexOf(1)]!.push(row);
  });
  return cells;
}
