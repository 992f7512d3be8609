// The inner part of a fold: about a fifth of what may be learnt from, whole groups, by which everything is chosen.
import { countsOfClasses } from '../../predict/adapter-targets';
import { rowsByGroup } from '../../predict/row-groups';
import { validationSplit } from '../../predict/validation-split';
import type { Random } from '../../random';

/** What plans are made of: labels and groups, row by row. */
export interface PlanRows {
  /** Class indices of each row, one or several. */
  readonly rowClasses: readonly (readonly number[])[];
  /** Group of each row; a row without one stands alone. */
  readonly groups: readonly (string | null)[];
  readonly classCount: number;
}

export interface InnerPart {
  /** Row numbers, ascending. */
  readonly train: number[];
  readonly inner: number[];
}

const share = 0.2;

/**
 * Parts `rest` (row numbers, ascending) by `validationSplit`; then each class that the inner part still lacks gives its
 * smallest group, if that costs no class more than half of its rows. So every class of `rest` stays in `train`. Where fewer
 * than two classes reach the inner part nothing can be chosen by it: it is [], and defaults are used.
 */
export function innerPart(
  { rowClasses, groups, classCount }: PlanRows,
  rest: readonly number[],
  random: Random,
): InnerPart {
  const own = rest.map((row) => rowClasses[row]!);
  const ownGroups = rest.map((row) => groups[row] ?? null);
  const { validation } = validationSplit(
    { rowClasses: own, groups: ownGroups, classCount, fraction: share },
    random,
  );
  const countOf = (places: readonly number[]) =>
    countsOfClasses(
      places.map((place) => own[place]!),
      classCount,
    );
  const all = countsOfClasses(own, classCount);
  const taken = new Set(validation);
  const smallestFirst = [...rowsByGroup(ownGroups)].sort((a, b) => a.length - b.length || a[0]! - b[0]!);
  for (let c = 0; c < classCount; c++) {
    const held = countOf([...taken]);
    if (held[c]! > 0) continue;
    const group = smallestFirst.find((places) => {
      const gain = countOf(places);
      return gain[c]! > 0 && gain.every((count, at) => count === 0 || held[at]! + count <= all[at]! / 2);
    });
    for (const place of group ?? []) taken.add(place);
  }
  if (countOf([...taken]).filter((count) => count > 0).length < 2) taken.clear();
  return {
    train: rest.filter((_, place) => !taken.has(place)),
    inner: rest.filter((_, place) => taken.has(place)),
  };
}
