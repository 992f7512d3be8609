// Folds for cross-validation that never cut a group.
import type { Random } from '../random';
import { countsOfClasses } from './adapter-targets';
import { rowsByGroup } from './row-groups';

export interface FoldInput {
  /** Class indices of each row: one, several, or none. */
  readonly rowClasses: readonly (readonly number[])[];
  /** Group of each row; a row without one stands alone. */
  readonly groups: readonly (string | null)[];
  readonly classCount: number;
  /** Folds asked for, 2 or more. */
  readonly folds: number;
}

/**
 * The fold (0..folds-1) of each row. Groups in random order, the largest first, go whole into the fold that has fewest rows of
 * the group's most frequent class, then fewest rows, then the lowest number: classes are spread as evenly as groups allow.
 * With fewer groups than folds some folds stay empty. No rows, no folds.
 */
export function groupedFolds(input: FoldInput, random: Random): Int32Array {
  const { rowClasses, groups, classCount, folds } = input;
  const foldOf = new Int32Array(rowClasses.length);
  const sizes = new Array<number>(folds).fill(0);
  const counts = sizes.map(() => new Array<number>(classCount).fill(0));
  const bySize = random.shuffle(rowsByGroup(groups)).sort((a, b) => b.length - a.length);
  for (const rows of bySize) {
    const own = countsOfClasses(
      rows.map((row) => rowClasses[row]!),
      classCount,
    );
    const main = own.indexOf(Math.max(...own));
    let best = 0;
    for (let fold = 1; fold < folds; fold++) {
      const gap = (counts[fold]![main] ?? 0) - (counts[best]![main] ?? 0) || sizes[fold]! - sizes[best]!;
      if (gap < 0) best = fold;
    }
    for (const row of rows) foldOf[row] = best;
    sizes[best]! += rows.length;
    for (const [c, count] of own.entries()) counts[best]![c]! += count;
  }
  return foldOf;
}
