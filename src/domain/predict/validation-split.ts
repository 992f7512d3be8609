// The validation part of the training items: stratified by class, and no group on both sides.
import type { Random } from '../random';
import { countsOfClasses } from './adapter-targets';
import { rowsByGroup } from './row-groups';

export interface TrainingSplit {
  /** Row numbers, ascending. */
  readonly train: number[];
  /** Empty when the fraction is 0 or when groups leave nothing to take. */
  readonly validation: number[];
}

export interface SplitInput {
  /** Class indices of each row: one, several, or none. */
  readonly rowClasses: readonly (readonly number[])[];
  /** Group of each row; a row without one stands alone. */
  readonly groups: readonly (string | null)[];
  readonly classCount: number;
  /** Share of each class's rows to keep aside, 0..0.5. */
  readonly fraction: number;
}

/**
 * Takes whole groups in random order, rarest class first, as long as a class still lacks rows (its share, rounded, at
 * least 1) and no class would go past one and a half of its share or lose more than half of its rows. A class that
 * lies in a single group therefore stays in training whole. A row of several classes counts for each; a row of none goes
 * where its group goes, and alone stays in training.
 */
export function validationSplit(input: SplitInput, random: Random): TrainingSplit {
  const { rowClasses, classCount, fraction } = input;
  const rows = Array.from(rowClasses.keys());
  if (fraction <= 0) return { train: rows, validation: [] };

  const counts = countsOfClasses(rowClasses, classCount);
  const wanted = counts.map((count) => (count < 2 ? 0 : Math.max(1, Math.round(count * fraction))));
  const most = counts.map((count, c) => Math.min(Math.floor(count / 2), Math.ceil(wanted[c]! * 1.5)));
  const taken = new Array<number>(classCount).fill(0);
  const validation: number[] = [];

  const waiting = new Set(random.shuffle(rowsByGroup(input.groups, rowClasses.length)));
  const rarestFirst = counts.map((_, c) => c).sort((a, b) => counts[a]! - counts[b]! || a - b);
  for (const c of rarestFirst) {
    for (const group of waiting) {
      if (taken[c]! >= wanted[c]!) break;
      const gain = countsOfClasses(
        group.map((row) => rowClasses[row]!),
        classCount,
      );
      if (gain[c] === 0 || gain.some((g, at) => g > 0 && taken[at]! + g > most[at]!)) continue;
      for (const [at, g] of gain.entries()) taken[at]! += g;
      validation.push(...group);
      waiting.delete(group);
    }
  }
  const kept = new Set(validation);
  return { train: rows.filter((row) => !kept.has(row)), validation: validation.sort((a, b) => a - b) };
}

/** The split whose validation part is named: those rows of 0..rows-1, each once, and all the others. */
export function givenSplit(validationRows: readonly number[], rows: number): TrainingSplit {
  const kept = new Set(validationRows);
  const train = Array.from({ length: rows }, (_, row) => row).filter((row) => !kept.has(row));
  return { train, validation: [...validationRows].sort((a, b) => a - b) };
}
