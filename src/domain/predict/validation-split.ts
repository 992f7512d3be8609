// The validation part of the training items: stratified by class, and no group on both sides.
import type { Random } from '../random';

export interface TrainingSplit {
  /** Row numbers, ascending. */
  readonly train: number[];
  /** Empty when the fraction is 0 or when groups leave nothing to take. */
  readonly validation: number[];
}

export interface SplitInput {
  /** Class index of each row. */
  readonly targets: Int32Array;
  /** Group of each row; a row without one stands alone. */
  readonly groups: readonly (string | null)[];
  readonly classCount: number;
  /** Share of each class's rows to keep aside, 0..0.5. */
  readonly fraction: number;
}

/**
 * Takes whole groups in random order, rarest class first, as long as a class still lacks rows (its share, rounded, at
 * least 1) and no class would go past one and a half of its share or lose more than half of its rows. A class that
 * lies in a single group therefore stays in training whole.
 */
export function validationSplit(input: SplitInput, random: Random): TrainingSplit {
  const { targets, classCount, fraction } = input;
  const rows = Array.from(targets.keys());
  if (fraction <= 0) return { train: rows, validation: [] };

  const counts = new Array<number>(classCount).fill(0);
  for (const target of targets) counts[target]!++;
  const wanted = counts.map((count) => (count < 2 ? 0 : Math.max(1, Math.round(count * fraction))));
  const most = counts.map((count, c) => Math.min(Math.floor(count / 2), Math.ceil(wanted[c]! * 1.5)));
  const taken = new Array<number>(classCount).fill(0);
  const validation: number[] = [];

  const waiting = new Set(random.shuffle(groupsOf(input)));
  const rarestFirst = counts.map((_, c) => c).sort((a, b) => counts[a]! - counts[b]! || a - b);
  for (const c of rarestFirst) {
    for (const group of waiting) {
      if (taken[c]! >= wanted[c]!) break;
      const gain = new Array<number>(classCount).fill(0);
      for (const row of group) gain[targets[row]!]!++;
      if (gain[c] === 0 || gain.some((g, at) => g > 0 && taken[at]! + g > most[at]!)) continue;
      for (const [at, g] of gain.entries()) taken[at]! += g;
      validation.push(...group);
      waiting.delete(group);
    }
  }
  const kept = new Set(validation);
  return { train: rows.filter((row) => !kept.has(row)), validation: validation.sort((a, b) => a - b) };
}

function groupsOf({ targets, groups }: SplitInput): number[][] {
  const named = new Map<string, number[]>();
  const all: number[][] = [];
  for (let row = 0; row < targets.length; row++) {
    const name = groups[row] ?? null;
    const known = name === null ? undefined : named.get(name);
    if (known) known.push(row);
    else {
      const fresh = [row];
      all.push(fresh);
      if (name !== null) named.set(name, fresh);
    }
  }
  return all;
}
