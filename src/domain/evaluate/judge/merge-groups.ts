// Groups that share a picture become one: a copy on the other side of a split is a leak.
import { nearGroups } from '../../explore/near-duplicates';
import { rowsByGroup } from '../../predict/row-groups';
import type { Part } from './plan-parts';

/** Two rows that show the same picture. */
export interface SamePicture {
  readonly a: number;
  readonly b: number;
}

export interface MergedGroups {
  /** The group of each row; rows that no pair and no name joins stay null. */
  readonly groups: readonly (string | null)[];
  /** Pairs whose two rows have known groups that differ: one picture under two patients, or a wrong name. */
  readonly acrossGroups: readonly SamePicture[];
  /** Pairs that lie in two parts of the split the folders named: the same picture was there to learn from and to answer. */
  readonly acrossParts: readonly SamePicture[];
}

/**
 * Joins whatever hangs together by a group's name or by a pair, however long the chain. A joined group bears the first of its
 * names by code unit, so the order of rows and pairs does not matter; rows without any name get one of their own.
 * @param groups one a row. @param pairs row numbers. @param parts the kept split, row by row; absent: there is none.
 */
export function mergeGroups(
  groups: readonly (string | null)[],
  pairs: readonly SamePicture[],
  parts: readonly (Part | null)[] = [],
): MergedGroups {
  const differ = <T>(a: T | null | undefined, b: T | null | undefined) => a != null && b != null && a !== b;
  const joined: (string | null)[] = [...groups];
  for (const { rows } of nearGroups(linksOf(groups, pairs), (one, two) => one - two)) {
    const names = [...new Set(rows.flatMap((row) => groups[row] ?? []))].sort();
    const name = names[0] ?? freeName(groups, rows[0]!);
    for (const row of rows) joined[row] = name;
  }
  return {
    groups: joined,
    acrossGroups: pairs.filter(({ a, b }) => differ(groups[a], groups[b])),
    acrossParts: pairs.filter(({ a, b }) => differ(parts[a], parts[b])),
  };
}

/** The pairs, and the rows of each group in a chain. */
function linksOf(groups: readonly (string | null)[], pairs: readonly SamePicture[]) {
  const chains = rowsByGroup(groups).flatMap((rows) => rows.slice(1).map((b, i) => ({ a: rows[i]!, b })));
  return [...pairs, ...chains].map(({ a, b }) => ({ a, b, similarity: 1, bits: null }));
}

function freeName(groups: readonly (string | null)[], row: number): string {
  let name = `same picture ${row}`;
  while (groups.includes(name)) name += '+';
  return name;
}
