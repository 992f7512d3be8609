// Whether the set is large enough to be judged: tiny and lopsided classes, groups that are not known.
import { rowsByGroup } from '../../predict/row-groups';
import type { ClassId, ItemId } from '../../types';
import {
  fewestGroupsOfClass,
  fewestImagesOfClass,
  fewestPositiveGroups,
  mostImbalance,
  type Warning,
} from './warning';

export interface SizeInput {
  readonly ids: readonly ItemId[];
  readonly classes: readonly ClassId[];
  /** Class indices of each row. */
  readonly rowClasses: readonly (readonly number[])[];
  /** As judged, near-duplicates joined; null stands alone, and counts as a group of its own. */
  readonly groups: readonly (string | null)[];
  /** As the files or a person said it; null: nobody did. */
  readonly given: readonly (string | null)[];
  /** The class that sensitivity and operating points are about. */
  readonly positive: ClassId | null;
}

interface ClassSize {
  readonly classId: ClassId;
  readonly ids: readonly ItemId[];
  readonly groups: number;
}

function sizesOf({ ids, classes, rowClasses, groups }: SizeInput): readonly ClassSize[] {
  return classes.map((classId, at) => {
    const rows = [...rowClasses.keys()].filter((row) => rowClasses[row]!.includes(at));
    const own = rowsByGroup(rows.map((row) => groups[row]!));
    return { classId, ids: rows.map((row) => ids[row]!), groups: own.length };
  });
}

/** Warnings of sizes; none for an empty table. */
export function sizeWarnings(input: SizeInput): readonly Warning[] {
  const { ids, given, positive } = input;
  if (ids.length === 0) return [];
  const sizes = sizesOf(input);
  const tiny = (size: ClassSize) =>
    size.groups < fewestGroupsOfClass || size.ids.length < fewestImagesOfClass;
  const warnings: Warning[] = [];
  const without = ids.filter((_, row) => given[row] === null);
  if (without.length > 0) {
    const facts = { without: without.length, images: ids.length };
    warnings.push({ code: 'groups-unknown', facts, ids: without });
  }
  for (const size of sizes.filter(tiny)) {
    const facts = { classId: size.classId, images: size.ids.length, groups: size.groups };
    warnings.push({ code: 'tiny-class', facts, ids: size.ids });
  }
  const asked = sizes.find(({ classId }) => classId === positive);
  if (asked && !tiny(asked) && asked.groups < fewestPositiveGroups) {
    const facts = { classId: asked.classId, groups: asked.groups };
    warnings.push({ code: 'few-positive-groups', facts, ids: asked.ids });
  }
  const [largest, ...rest] = [...sizes].sort((a, b) => b.ids.length - a.ids.length);
  const smallest = rest.at(-1);
  if (largest && smallest && smallest.ids.length > 0) {
    const ratio = largest.ids.length / smallest.ids.length;
    if (ratio > mostImbalance) {
      const facts = { largest: largest.classId, smallest: smallest.classId, ratio };
      warnings.push({ code: 'imbalance', facts, ids: smallest.ids });
    }
  }
  return warnings;
}
