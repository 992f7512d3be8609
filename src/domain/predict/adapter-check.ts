// What must hold before an adapter can be trained; says what is missing instead of training on too little.
import { AppError } from '../errors';
import type { AdapterTraining } from './adapter-types';

/** Fewest labelled items a class needs. */
export const fewestPerClass = 5;

/**
 * Throws `too-few-classes` {have, need}; `too-few-items` {classId, have, need} for the class that has fewest;
 * `invalid-argument` where rows, targets and groups do not fit together or a number is out of range.
 */
export function checkTraining({ ids, dim, data, targets, classes, groups, spec }: AdapterTraining): void {
  const rows = targets.length;
  const fits = dim > 0 && data.length === rows * dim && ids.length === rows && groups.length === rows;
  if (!fits)
    throw new AppError('invalid-argument', 'Rows, labels and groups do not fit together.', { rows, dim });
  if (classes.length < 2) {
    throw new AppError('too-few-classes', 'An adapter needs two classes.', { have: classes.length, need: 2 });
  }
  const counts = new Array<number>(classes.length).fill(0);
  for (const target of targets) {
    if (counts[target] === undefined) {
      throw new AppError('invalid-argument', 'A label is not one of the classes.', { target });
    }
    counts[target]++;
  }
  const have = Math.min(...counts);
  if (have < fewestPerClass) {
    const classId = classes[counts.indexOf(have)]!;
    throw new AppError('too-few-items', 'A class has too few items.', {
      classId,
      have,
      need: fewestPerClass,
    });
  }
  const sane =
    spec.batchSize >= 1 &&
    spec.maxEpochs >= 1 &&
    spec.learningRate > 0 &&
    spec.weightDecay >= 0 &&
    spec.validationFraction >= 0 &&
    spec.validationFraction <= 0.5;
  if (!sane) throw new AppError('invalid-argument', 'A training setting is out of range.');
}
