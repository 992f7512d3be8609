// Is there any signal? The chance of sorting as well as this if labels had nothing to do with the pictures.
import { makeBreather } from '../../explore/cluster/breather';
import { type Job, quietJob } from '../../job';
import { groupedFolds } from '../../predict/grouped-folds';
import { makeRandom, type Random } from '../../random';
import type { CaseTable } from '../cases';
import { type AlikeRows, type FastRoute, lessonAccuracy, lessonsOf, questionsOf } from './fast-routes';
import { labelDealer } from './label-shuffle';

export interface SignalInput {
  readonly table: Pick<CaseTable, 'task' | 'classes' | 'rowClasses' | 'groups'>;
  readonly alike: AlikeRows;
  readonly routes: readonly FastRoute[];
  /** Deals of the labels, 1 or more: the smallest p is 1 / (1 + draws). */
  readonly draws: number;
  readonly seed: number;
}

/** What the permutation test found of one route. */
export interface Signal {
  readonly approach: FastRoute;
  /** Cross-validated balanced accuracy (five folds, no group parted), 0..1. */
  readonly observed: number;
  /** (1 + deals at least as good) / (1 + deals), above 0..1. */
  readonly p: number;
  readonly draws: number;
  /** Deals that did better, and those that did exactly as well. */
  readonly better: number;
  readonly equal: number;
  /** Mean balanced accuracy of the deals: what chance comes to here. */
  readonly byChance: number;
}

const folds = 5;
// Sums in another order differ by this much at most.
const tieWidth = 1e-12;

/**
 * Permutation test (Good 2005; Ojala and Garriga 2010, test 1) of each route. The statistic is worked out from the start for
 * every deal of the labels, folds included: folds are made from labels (`groupedFolds`), so each deal gets folds of its own,
 * by the same rule and from an independent stream, and so do the labels seen. Statistic and deals are therefore exchangeable
 * under the hypothesis, and P(p <= x) <= x for every x. Routes share deals and folds. Reports in deals, breathes.
 * @returns in the order of `routes`; a route without a figure (no rows) is left out.
 */
export async function permutationTest(input: SignalInput, job: Job = quietJob()): Promise<readonly Signal[]> {
  const { table, alike, routes, draws, seed } = input;
  const { task, rowClasses, groups } = table;
  const classCount = table.classes.length;
  const deal = labelDealer(rowClasses, groups);
  const random = makeRandom(seed);
  const figuresOf = (labels: CaseTable['rowClasses'], own: Random) => {
    const foldOf = groupedFolds({ rowClasses: labels, groups, classCount, folds }, own);
    const lessons = lessonsOf(foldOf, folds);
    const questions = questionsOf(task, labels, classCount);
    return routes.map((route) => lessonAccuracy(route, alike, questions, lessons));
  };

  const observed = figuresOf(rowClasses, random.fork('folds of the labels seen'));
  const better = routes.map(() => 0);
  const equal = routes.map(() => 0);
  const sums = routes.map(() => 0);
  const breather = makeBreather(job);
  for (let draw = 0; draw < draws; draw++) {
    if (breather.due()) await breather.breathe();
    const own = random.fork(`deal ${draw}`);
    const dealt = figuresOf(deal(own.fork('labels')), own.fork('folds'));
    for (const [at, figure] of dealt.entries()) {
      const gap = (figure ?? 0) - (observed[at] ?? 0);
      sums[at]! += figure ?? 0;
      if (gap > tieWidth) better[at]!++;
      else if (gap >= -tieWidth) equal[at]!++;
    }
    job.report(draw + 1, draws);
  }
  return routes.flatMap((approach, at) => {
    const figure = observed[at] ?? null;
    if (figure === null) return [];
    const p = (1 + better[at]! + equal[at]!) / (1 + draws);
    return [
      {
        approach,
        observed: figure,
        p,
        draws,
        better: better[at]!,
        equal: equal[at]!,
        byChance: sums[at]! / draws,
      },
    ];
  });
}
