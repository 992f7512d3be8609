// How many rows and groups of each class the parts of an evaluation have.
import type { CaseTable, EvaluationPlan } from '../evaluate/cases';
import type { PartCounts } from '../evaluate/summary';
import type { ClassParts } from './report-facts';

type Cases = Pick<CaseTable, 'classes' | 'rowClasses' | 'groups'>;

function countsOf({ groups }: Cases, rows: readonly number[]): PartCounts {
  const named = new Set<string>();
  let alone = 0;
  for (const row of rows) {
    const group = groups[row] ?? null;
    if (group === null) alone += 1;
    else named.add(group);
  }
  return { rows: rows.length, groups: named.size + alone };
}

function meanOf(counts: readonly PartCounts[]): PartCounts {
  const mean = (of: keyof PartCounts) =>
    counts.length === 0 ? 0 : counts.reduce((sum, one) => sum + one[of], 0) / counts.length;
  return { rows: mean('rows'), groups: mean('groups') };
}

/**
 * All rows first (`classId` null), then each class in the order of the table; means over the folds, 0 without folds. A row
 * with several classes counts in each; one without a group is a group of its own.
 */
export function partsByClass(cases: Cases, { folds }: Pick<EvaluationPlan, 'folds'>): readonly ClassParts[] {
  const inClass = (rows: readonly number[], at: number | null) =>
    at === null ? rows : rows.filter((row) => cases.rowClasses[row]?.includes(at));
  const line = (at: number | null): ClassParts => {
    const part = (of: 'train' | 'inner' | 'test') =>
      meanOf(folds.map((fold) => countsOf(cases, inClass(fold[of], at))));
    return {
      classId: at === null ? null : (cases.classes[at] ?? null),
      train: part('train'),
      inner: part('inner'),
      test: part('test'),
    };
  };
  return [line(null), ...cases.classes.map((_, at) => line(at))];
}
