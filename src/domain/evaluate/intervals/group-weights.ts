// Groups drawn with replacement, as weights of rows: a resample costs no copy.
import type { Random } from '../../random';
import type { ItemId } from '../../types';
import type { AnsweredCases } from '../cases';

/** The groups among held-out rows. */
export interface HeldOutGroups {
  readonly count: number;
  /** One list a repeat: the group (0..count-1) of each of its rows. */
  readonly ofRows: readonly Int32Array[];
  /** By class: how many groups have a row of it, and how many a row without it. */
  readonly having: readonly number[];
  readonly lacking: readonly number[];
  /** No group has two rows. */
  readonly single: boolean;
}

/** The number of each part: parts in the order of the smallest id among their rows, which the order of the rows does not change. */
function numbersById({ rows, parts }: AnsweredCases, count: number, ids: readonly ItemId[]): Int32Array {
  const least = new Array<ItemId | undefined>(count);
  for (const [at, row] of rows.entries()) {
    const [part, id] = [parts[at]!, ids[row]!];
    if (least[part] === undefined || id < least[part]) least[part] = id;
  }
  const order = Array.from(least.keys()).sort((a, b) => (least[a]! < least[b]! ? -1 : 1));
  const numbers = new Int32Array(count);
  for (const [number, part] of order.entries()) numbers[part] = number;
  return numbers;
}

/**
 * @param repeats the answered cases of one approach, repeat for repeat; all of the same rows. No repeats: no groups.
 * @param ids of the rows of the case table: groups are numbered by them, so that draws do not depend on the order of the
 * rows. Absent: groups are numbered as the cases have them.
 */
export function heldOutGroups(repeats: readonly AnsweredCases[], ids?: readonly ItemId[]): HeldOutGroups {
  const [first] = repeats;
  const rows = first?.rows.length ?? 0;
  const count = first?.parts.reduce((most, part) => Math.max(most, part + 1), 0) ?? 0;
  const classes = Array.from({ length: first?.classCount ?? 0 }, (_, c) => c);
  const numbers = first && ids ? numbersById(first, count, ids) : null;
  const groupsWhere = (c: number, has: number) => {
    const own = new Set<number>();
    for (let row = 0; row < rows; row++)
      if (first!.truth[row * classes.length + c] === has) own.add(first!.parts[row]!);
    return own.size;
  };
  return {
    count,
    ofRows: repeats.map(({ parts }) => (numbers ? parts.map((part) => numbers[part]!) : parts)),
    having: classes.map((c) => groupsWhere(c, 1)),
    lacking: classes.map((c) => groupsWhere(c, 0)),
    single: count === rows,
  };
}

/** Draws `count` groups with replacement; row weights are how often the row's group came. Writes into `weights`. */
export function drawWeights(
  { count, ofRows }: HeldOutGroups,
  random: Random,
  weights: readonly Float64Array[],
): void {
  const times = new Float64Array(count);
  for (let draw = 0; draw < count; draw++) times[random.integer(count)]!++;
  for (const [repeat, groups] of ofRows.entries()) {
    const own = weights[repeat]!;
    for (let row = 0; row < groups.length; row++) own[row] = times[groups[row]!]!;
  }
}
