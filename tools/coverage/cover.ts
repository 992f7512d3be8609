// One cell of the coverage table: how often intervals of simulated sets hold the true figures.

import type { AnsweredCases } from '../../src/domain/evaluate/cases';
import {
  type DrawInterval,
  differenceInterval,
  drawInterval,
} from '../../src/domain/evaluate/intervals/draw-interval';
import { heldOutGroups } from '../../src/domain/evaluate/intervals/group-weights';
import { resample, valuesAt } from '../../src/domain/evaluate/intervals/resample';
import { type ApproachFigures, figureList, placeOf } from '../../src/domain/evaluate/intervals/statistics';
import { supportOf } from '../../src/domain/evaluate/intervals/support';
import { makeRandom } from '../../src/domain/random';
import { quickFigures } from './quick-figures';
import { bcaInterval, normalShare, percentileInterval } from './rival-intervals';
import { drawSet, type Level, type World } from './simulated-sets';

/** With how much a group's rows are right alike: see `Level`. Distances and correlations from SciPy 1.17. */
export const levels: readonly Level[] = [
  { share: 0.7, distance: 0.5244005127080407, alike: 0.47513863696767017 },
  { share: 0.85, distance: 1.0364333894937898, alike: 0.5333540686931144 },
  { share: 0.93, distance: 1.475791028179171, alike: 0.6034563766580839 },
];

/** Distances at which the rival is five points of balanced accuracy behind (SciPy 1.17: norm.ppf(share - 0.05)). */
const behind: Readonly<Record<number, number>> = {
  0.7: 0.38532046640756773,
  0.85: 0.8416212335729143,
  0.93: 1.1749867920660904,
};

export type Figure = 'balancedAccuracy' | 'accuracy' | 'auc' | 'difference';
export type Method = 'ours' | 'percentile' | 'bca' | 'plain';

export interface Tally {
  covered: number;
  below: number;
  above: number;
  width: number;
  sets: number;
}

export type Cell = Map<string, Tally>;

export const keyOf = (figure: Figure, method: Method) => `${figure} ${method}`;

function count(cell: Cell, key: string, truth: number, interval: readonly [number, number] | null): void {
  const tally = cell.get(key) ?? { covered: 0, below: 0, above: 0, width: 0, sets: 0 };
  cell.set(key, tally);
  const [low, high] = interval ?? [Number.NaN, Number.NaN];
  tally.sets++;
  // BCa has no ends where nothing varies: it misses, with a width of nothing.
  tally.width += Number.isNaN(high - low) ? 0 : high - low;
  if (truth < low) tally.above++;
  else if (truth > high) tally.below++;
  else if (low <= truth && truth <= high) tally.covered++;
}

/** The figures with each group left out in turn: `figures x groups`. */
function leftOut(approach: ApproachFigures, groupOf: Int32Array, groups: number): Float64Array[] {
  const lists = Array.from({ length: groups }, (_, left) =>
    figureList(approach, 0.5, {
      weights: [Float64Array.from(groupOf, (group) => (group === left ? 0 : 1))],
      varies: [true, true],
    }),
  );
  return Array.from({ length: lists[0]!.length }, (_, place) =>
    Float64Array.from(lists, (list) => list[place]!),
  );
}

const approachOf = (cases: AnsweredCases, name: 'mlp' | 'linear'): ApproachFigures => ({
  approach: name,
  repeats: [quickFigures(cases)],
  operating: [],
});

/** How much is simulated of each world. */
export interface Effort {
  readonly sets: number;
  /** Of these first sets the rival intervals are worked out, too: BCa leaves out each group in turn. */
  readonly rivalSets: number;
  readonly draws: number;
  readonly seed: number;
}

const figures = ['balancedAccuracy', 'accuracy', 'auc'] as const;
const share = { from: 0, to: 1 };
const ends = (interval: DrawInterval | null) => interval && ([interval.low, interval.high] as const);
const told = (values: Float64Array) => values.filter((value) => !Number.isNaN(value));

/** Simulates data sets of a world. In every other one the rival is as good as the model, else five points behind. */
export async function simulateCell(world: World, effort: Effort): Promise<Cell> {
  const cell: Cell = new Map();
  const random = makeRandom(effort.seed);
  const { level } = world;
  const truths = {
    balancedAccuracy: level.share,
    accuracy: level.share,
    auc: normalShare(level.distance * Math.SQRT2),
  };
  for (let set = 0; set < effort.sets; set++) {
    const behindBy = set % 2 === 0 ? 0 : 0.05;
    const { model, rival } = drawSet(world, behindBy === 0 ? level.distance : behind[level.share]!, random);
    const groups = heldOutGroups([model]);
    const approaches = [approachOf(model, 'mlp'), approachOf(rival, 'linear')];
    const [own, other] = await resample({
      approaches,
      groups,
      prevalence: 0.5,
      draws: effort.draws,
      seed: set,
    });
    const without =
      set < effort.rivalSets
        ? approaches.map((approach) => leftOut(approach, model.parts, groups.count))
        : null;
    const ofClasses = supportOf(groups.having)!;
    const ofAll = supportOf([groups.count])!;
    for (const figure of figures) {
      const place = placeOf.figure(figure);
      const value = own!.estimate[place]!;
      const values = valuesAt(own!, place);
      const support = figure === 'accuracy' ? ofAll : ofClasses;
      const tally = (method: Method, interval: readonly [number, number] | null) =>
        count(cell, keyOf(figure, method), truths[figure], interval);
      tally('ours', ends(drawInterval(value, values, share, groups.count, support)));
      if (!without) continue;
      tally('plain', ends(differenceInterval(value, values, groups.count, support)));
      tally('percentile', percentileInterval(told(values)));
      tally('bca', bcaInterval(value, told(values), told(without[0]![place]!)));
    }
    const place = placeOf.figure('balancedAccuracy');
    const rivals = valuesAt(other!, place);
    const gaps = told(valuesAt(own!, place).map((one, draw) => one - rivals[draw]!));
    const value = own!.estimate[place]! - other!.estimate[place]!;
    const tally = (method: Method, interval: readonly [number, number] | null) =>
      count(cell, keyOf('difference', method), behindBy, interval);
    tally('ours', ends(differenceInterval(value, gaps, groups.count, ofClasses)));
    if (!without) continue;
    const leftGaps = without[0]![place]!.map((one, group) => one - without[1]![place]![group]!);
    tally('percentile', percentileInterval(gaps));
    tally('bca', bcaInterval(value, gaps, told(leftGaps)));
  }
  return cell;
}
