// What must hold before an adapter can be trained; says what is missing instead of training on too little.
import { AppError } from '../errors';
import { classesOfRows, countsOfClasses, targetWidth, taskOfSpec } from './adapter-targets';
import type { AdapterSpec, AdapterTraining } from './adapter-types';

/** Fewest labelled items a class needs; where an item may have several labels, also fewest items without the label. */
export const fewestPerClass = 5;

/**
 * Throws `too-few-classes` {have, need}; `too-few-items` {classId, have, need} for the class that has fewest, with
 * {without: 1} where a label lacks items that do not have it; `invalid-argument` where rows, targets, groups and the given validation rows do not
 * fit together or a number is out of range.
 */
export function checkTraining(training: AdapterTraining): void {
  const { ids, dim, data, targets, classes, groups, validationRows = [], spec } = training;
  const task = taskOfSpec(spec);
  const rows = ids.length;
  const fits =
    dim > 0 &&
    data.length === rows * dim &&
    targets.length === rows * targetWidth(task, classes.length) &&
    groups.length === rows &&
    // Each once, and some row is left to train on.
    new Set(validationRows).size === validationRows.length &&
    validationRows.every((row) => Number.isInteger(row) && row >= 0 && row < rows) &&
    (validationRows.length === 0 || validationRows.length < rows);
  if (!fits)
    throw new AppError('invalid-argument', 'Rows, labels and groups do not fit together.', { rows, dim });
  if (classes.length < 2) {
    throw new AppError('too-few-classes', 'An adapter needs two classes.', { have: classes.length, need: 2 });
  }
  const most = task === 'multi' ? 1 : classes.length - 1;
  const stray = targets.find((target) => target < 0 || target > most);
  if (stray !== undefined) {
    throw new AppError('invalid-argument', 'A label is not one of the classes.', { target: stray });
  }
  const counts = countsOfClasses(classesOfRows(task, targets, classes.length), classes.length);
  checkCounts(counts, classes, {});
  if (task === 'multi') {
    const without = counts.map((count) => rows - count);
    checkCounts(without, classes, { without: 1 });
  }
  if (!isSane(spec)) throw new AppError('invalid-argument', 'A training setting is out of range.');
}

function checkCounts(counts: readonly number[], classes: readonly string[], detail: { without?: 1 }): void {
  const have = Math.min(...counts);
  if (have >= fewestPerClass) return;
  const classId = classes[counts.indexOf(have)]!;
  const facts = { classId, have, need: fewestPerClass, ...detail };
  throw new AppError('too-few-items', 'A class has too few items.', facts);
}

function isSane(spec: AdapterSpec): boolean {
  const { labelSmoothing = 0, dropout = 0 } = spec;
  return (
    spec.batchSize >= 1 &&
    spec.maxEpochs >= 1 &&
    spec.learningRate > 0 &&
    spec.weightDecay >= 0 &&
    spec.validationFraction >= 0 &&
    spec.validationFraction <= 0.5 &&
    labelSmoothing >= 0 &&
    labelSmoothing <= 0.3 &&
    dropout >= 0 &&
    dropout <= 0.7
  );
}
