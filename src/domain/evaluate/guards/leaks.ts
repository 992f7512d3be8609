// What stands on both sides of a parting: copies in different groups, copies and patients across a split that was given.
import { externalLeak, splitLeak } from '../../intake/parts';
import type { ItemId, Part } from '../../types';
import type { Sides, Warning } from './warning';

export interface LeakInput {
  readonly ids: readonly ItemId[];
  /** Group of each row as the files or a person said it, before near-duplicates were joined; null stands alone. */
  readonly groups: readonly (string | null)[];
  /** null: no part was given. */
  readonly parts: readonly (Part | null)[];
  /** Rows that show the same picture, each pair once. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** Which border lies between two parts; null: none, or one that an evaluation does not judge across. */
function borderOf(one: Part | null, two: Part | null): Sides | null {
  if ((one === 'external') !== (two === 'external')) return 'external';
  const sides = new Set([one, two]);
  return sides.has('test') && (sides.has('train') || sides.has('val')) ? 'split' : null;
}

const borders: readonly Sides[] = ['split', 'external'];
const leaks = { split: splitLeak, external: externalLeak };
const given = (part: Part | null) => (part === null ? {} : { part });

function across(pairs: LeakInput['pairs'], { parts }: LeakInput, sides: Sides) {
  return pairs.filter(([a, b]) => borderOf(parts[a]!, parts[b]!) === sides);
}

/** Warnings of leaks; none without pairs and given parts. */
export function leakWarnings(input: LeakInput): readonly Warning[] {
  const { ids, groups, parts, pairs } = input;
  const idsOf = (rows: Iterable<number>) => [...new Set(rows)].sort((a, b) => a - b).map((row) => ids[row]!);
  const warnings: Warning[] = [];
  for (const sides of borders) {
    const found = across(pairs, input, sides);
    if (found.length > 0) {
      const facts = { pairs: found.length, sides };
      warnings.push({ code: 'copies-across-parts', facts, ids: idsOf(found.flat()) });
    }
  }
  const images = ids.map((_, row) => ({ row, group: groups[row]!, excluded: false, ...given(parts[row]!) }));
  for (const sides of borders) {
    const torn = leaks[sides](images);
    if (torn.groups > 0) {
      const facts = { groups: torn.groups, sides };
      const rows = torn.images.map(({ row }) => row);
      warnings.push({ code: 'groups-across-parts', facts, ids: idsOf(rows) });
    }
  }
  const apart = pairs.filter(([a, b]) => groups[a] === null || groups[a] !== groups[b]);
  if (apart.length > 0) {
    // A row without a group is a group of its own.
    const joined = new Set(apart.flat().map((row) => groups[row] ?? `\n${row}`));
    const facts = { pairs: apart.length, groups: joined.size };
    warnings.push({ code: 'copies-across-groups', facts, ids: idsOf(apart.flat()) });
  }
  return warnings;
}
