// Data sets whose true figures are known: a fixed model, patients of unequal size whose images it gets right or wrong alike.
import type { AnsweredCases } from '../../src/domain/evaluate/cases';
import type { Random } from '../../src/domain/random';

/** How well the model does: the true accuracy, balanced accuracy and sensitivity; rows of one group correlate in being right. */
export interface Level {
  readonly share: number;
  /** Normal quantile of `share`: how far each class's scores lie from the threshold. */
  readonly distance: number;
  /** Correlation of the scores of a group with which being right correlates by 0.3 (bivariate normal integral, SciPy 1.17). */
  readonly alike: number;
}

export interface World {
  readonly groups: number;
  /** Chance that a group is of the positive class. */
  readonly prevalence: number;
  readonly level: Level;
}

/** Of the rival's scores with those of the model, given the class. */
const withRival = 0.6;

/** Answers of two models on the same rows; the rival's distance is given, the rest is as the model's. */
export function drawSet(world: World, rivalDistance: number, random: Random) {
  const { groups, prevalence, level } = world;
  const classOf = classesOfGroups(groups, prevalence, random);
  const parts: number[] = [];
  for (let group = 0; group < groups; group++)
    for (let left = 1 + random.integer(8); left > 0; left--) parts.push(group);
  const own = noise(parts, groups, level.alike, random);
  const other = noise(parts, groups, level.alike, random);
  const scoreOf = (distance: number, of: (row: number) => number) =>
    parts.map((group, row) => (classOf[group] === 1 ? distance : -distance) + of(row));
  const rest = Math.sqrt(1 - withRival ** 2);
  return {
    model: answers(
      parts,
      classOf,
      scoreOf(level.distance, (row) => own[row]!),
    ),
    rival: answers(
      parts,
      classOf,
      scoreOf(rivalDistance, (row) => withRival * own[row]! + rest * other[row]!),
    ),
  };
}

/** Drawn anew until both classes have two groups: else there is no interval to judge. */
function classesOfGroups(groups: number, prevalence: number, random: Random): number[] {
  for (;;) {
    const classOf = Array.from({ length: groups }, () => (random.uniform() < prevalence ? 1 : 0));
    const positives = classOf.reduce<number>((sum, own) => sum + own, 0);
    if (positives >= 2 && groups - positives >= 2) return classOf;
  }
}

function noise(parts: readonly number[], groups: number, alike: number, random: Random): number[] {
  const shared = Array.from({ length: groups }, () => random.normal());
  return parts.map((group) => Math.sqrt(alike) * shared[group]! + Math.sqrt(1 - alike) * random.normal());
}

function answers(
  parts: readonly number[],
  classOf: readonly number[],
  scores: readonly number[],
): AnsweredCases {
  const shares = scores.map((score) => 1 / (1 + Math.exp(-score)));
  return {
    task: 'single',
    classCount: 2,
    rows: Int32Array.from(parts.keys()),
    truth: Uint8Array.from(parts.flatMap((group) => (classOf[group] === 1 ? [0, 1] : [1, 0]))),
    scores: Float64Array.from(shares.flatMap((share) => [1 - share, share])),
    said: Uint8Array.from(scores.flatMap((score) => (score > 0 ? [0, 1] : [1, 0]))),
    parts: Int32Array.from(parts),
  };
}
