// Precision at k: of the k images found for an image, the share that has its class. How well a search fits the labels.
import { AppError } from '../errors';
import type { ClassId, NearestTable } from '../types';

export interface PrecisionInput {
  /** Neighbours of the labelled rows among themselves, `rows x k`, best first; a row may find itself. -1 ends a list. */
  readonly nearest: NearestTable;
  /** Classes of each row. */
  readonly labels: readonly (readonly ClassId[])[];
  /** The group (patient) of each row; null where it is not known. */
  readonly groups: readonly (string | null)[];
  /** In the order wanted. */
  readonly classes: readonly ClassId[];
  /** Numbers of images found, each at least 1. */
  readonly at: readonly number[];
}

/** A figure and what it rests on. */
export interface PrecisionFigure {
  /** 0..1; null where no row can be asked. */
  readonly precision: number | null;
  /** Rows asked. */
  readonly rows: number;
  /** Groups they are of; a row without a group counts as one. */
  readonly groups: number;
}

export interface ClassPrecision {
  readonly classId: ClassId;
  /** One for each of `at`. */
  readonly figures: readonly PrecisionFigure[];
}

export interface PrecisionTable {
  readonly at: readonly number[];
  readonly classes: readonly ClassPrecision[];
  /** For each of `at` the mean over the classes that have a figure, each counted once; null where none has. */
  readonly macro: readonly (number | null)[];
}

/** How many neighbours to search for, so that `most` are left of each row when its own group is taken out. */
export function neighboursNeeded(groups: readonly (string | null)[], most: number): number {
  const sizes = new Map<string, number>();
  let largest = 1;
  for (const group of groups) {
    if (group === null) continue;
    const size = (sizes.get(group) ?? 0) + 1;
    sizes.set(group, size);
    largest = Math.max(largest, size);
  }
  return Math.max(1, Math.min(groups.length, largest + most));
}

/** The best neighbours of a row, without itself and those of its group; fewer than `most` where there are not more. */
function othersOf({ nearest, groups }: PrecisionInput, row: number, most: number): number[] {
  const others: number[] = [];
  for (let t = row * nearest.k; t < (row + 1) * nearest.k && others.length < most; t++) {
    const other = nearest.indices[t]!;
    if (other < 0) break;
    if (other === row || (groups[row] !== null && groups[other] === groups[row])) continue;
    others.push(other);
  }
  return others;
}

function figureOf(
  { labels, groups }: PrecisionInput,
  others: readonly (readonly number[])[],
  classId: ClassId,
  k: number,
): PrecisionFigure {
  const own = new Set<string | number>();
  let sum = 0;
  let rows = 0;
  for (const [row, found] of others.entries()) {
    if (!labels[row]!.includes(classId) || found.length < k) continue;
    sum += found.slice(0, k).filter((other) => labels[other]!.includes(classId)).length / k;
    rows += 1;
    own.add(groups[row] ?? row);
  }
  return { precision: rows > 0 ? sum / rows : null, rows, groups: own.size };
}

/**
 * Precision at k by class, each labelled row asked in turn (leave-one-out): the share of the class among the k best of the
 * other rows, those of the row's own group left out, averaged over the rows of the class. A row with several labels is asked
 * for each of them. A row with fewer than k others is not asked. Chance level: the share of the class among the others.
 * @throws AppError `invalid-argument` where the lists do not fit together.
 */
export function precisionAt(input: PrecisionInput): PrecisionTable {
  const { nearest, labels, groups, classes, at } = input;
  const fits = nearest.indices.length === labels.length * nearest.k && groups.length === labels.length;
  if (!fits || at.some((k) => !Number.isInteger(k) || k < 1)) {
    throw new AppError('invalid-argument', 'precision was asked for with lists that do not fit');
  }
  const most = Math.max(0, ...at);
  const others = labels.map((_, row) => othersOf(input, row, most));
  const table = classes.map((classId) => ({
    classId,
    figures: at.map((k) => figureOf(input, others, classId, k)),
  }));
  const macro = at.map((_, i) => {
    const known = table.flatMap(({ figures }) => figures[i]?.precision ?? []);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
  });
  return { at, classes: table, macro };
}
