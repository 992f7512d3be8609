// How well logits sort rows whose labels are known: the figures of the validation part.
import type { AdapterTask } from './adapter-types';

/** Rows by one class, counted: with it and without it, and how many of either were answered so. */
export interface Tally {
  readonly having: number;
  /** Of those having it, how many were given it. */
  readonly found: number;
  readonly lacking: number;
  /** Of those lacking it, how many were not given it. */
  readonly spared: number;
}

/**
 * Counts the answers of `logits` (`rows x classes`) for rows of known classes, one tally a class. `single`: the largest
 * logit is the answer (the first of equals). `multi`: each label for itself, yes from a probability above 0.5.
 * @param rowClasses class indices of each row.
 */
export function talliesOf(
  task: AdapterTask,
  logits: Float32Array,
  rowClasses: readonly (readonly number[])[],
  classCount: number,
): Tally[] {
  const having = new Array<number>(classCount).fill(0);
  const found = new Array<number>(classCount).fill(0);
  const spared = new Array<number>(classCount).fill(0);
  for (const [row, own] of rowClasses.entries()) {
    const line = logits.subarray(row * classCount, (row + 1) * classCount);
    const top = line.indexOf(Math.max(...line));
    for (let c = 0; c < classCount; c++) {
      const yes = task === 'single' ? c === top : line[c]! > 0;
      if (own.includes(c)) {
        having[c]!++;
        if (yes) found[c]!++;
      } else if (!yes) spared[c]!++;
    }
  }
  return having.map((count, c) => ({
    having: count,
    found: found[c]!,
    lacking: rowClasses.length - count,
    spared: spared[c]!,
  }));
}

/**
 * Balanced accuracy, 0..1. `single`: the mean recall of the classes that occur. `multi`: for each label half the sum of the
 * recalls of rows with it and without it, the mean over labels that have both kinds of rows. null where there is no such
 * class or label.
 */
export function balancedAccuracyOf(task: AdapterTask, tallies: readonly Tally[]): number | null {
  const figures = tallies.flatMap(({ having, found, lacking, spared }) => {
    if (having === 0 || (task === 'multi' && lacking === 0)) return [];
    const recall = found / having;
    return [task === 'single' ? recall : (recall + spared / lacking) / 2];
  });
  if (figures.length === 0) return null;
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
