// What an adapter is to learn: one answer an image or several, and the labels as numbers.
import type { ClassId } from '../types';
import type { AdapterSpec, AdapterTask } from './adapter-types';

/**
 * `multi` as soon as one item carries two different labels or more, else `single` (also for no items).
 * @param labels the labels of each item.
 */
export function taskOf(labels: Iterable<readonly ClassId[]>): AdapterTask {
  for (const own of labels) if (new Set(own).size > 1) return 'multi';
  return 'single';
}

/** What a stated or stored spec stands for: one without a task is of an older project, which knew `single` only. */
export function taskOfSpec({ task }: Pick<AdapterSpec, 'task'>): AdapterTask {
  return task ?? 'single';
}

/** Numbers of `AdapterTraining.targets` a row. */
export function targetWidth(task: AdapterTask, classCount: number): number {
  return task === 'multi' ? classCount : 1;
}

/**
 * Labels of rows as `AdapterTraining.targets`. `single`: the class index of the row's first label, -1 where it is none of
 * `classes`. `multi`: `rows x classes` of 0 and 1. A row that has any label counts as a negative for each label it lacks:
 * whoever labelled it has looked at it. Labels outside `classes` are passed over. Empty in, empty out.
 */
export function targetsOf(
  task: AdapterTask,
  labels: readonly (readonly ClassId[])[],
  classes: readonly ClassId[],
): Int32Array {
  if (task === 'single') return Int32Array.from(labels, ([first]) => classes.indexOf(first ?? ''));
  return Int32Array.from(labels.flatMap((own) => classes.map((classId) => (own.includes(classId) ? 1 : 0))));
}

/** Class indices of each row, ascending: the way back from `targets`. Exactly one a row for `single`. */
export function classesOfRows(task: AdapterTask, targets: Int32Array, classCount: number): number[][] {
  if (task === 'single') return Array.from(targets, (target) => [target]);
  const rows = classCount > 0 ? Math.floor(targets.length / classCount) : 0;
  const classes = Array.from({ length: classCount }, (_, c) => c);
  return Array.from({ length: rows }, (_, row) => classes.filter((c) => targets[row * classCount + c] === 1));
}

/** How many rows have each class. */
export function countsOfClasses(rowClasses: readonly (readonly number[])[], classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const own of rowClasses) for (const c of own) counts[c]!++;
  return counts;
}
