// The bootstrap over groups: all figures of all approaches from the same resamples.
import { makeBreather } from '../../explore/cluster/breather';
import { type Job, quietJob } from '../../job';
import { makeRandom } from '../../random';
import { drawWeights, type HeldOutGroups } from './group-weights';
import { type ApproachFigures, figureList } from './statistics';

export interface ResampleInput {
  /** All of the same rows in the same order. */
  readonly approaches: readonly ApproachFigures[];
  readonly groups: HeldOutGroups;
  /** Share of the positive class that PPV and NPV of the operating points are for. */
  readonly prevalence: number;
  readonly draws: number;
  readonly seed: number;
}

/** One approach: the list of its figures (`figureList`) on all rows, and on each resample. */
export interface Resampled {
  readonly estimate: Float64Array;
  /** `figures x draws`: the values of one figure stand together; NaN where it cannot be told. */
  readonly values: Float64Array;
  readonly draws: number;
}

/** The values of figure `place` over the resamples. */
export function valuesAt({ values, draws }: Resampled, place: number): Float64Array {
  return values.subarray(place * draws, (place + 1) * draws);
}

/**
 * Draws as many groups as there are, with replacement, `draws` times; a group's rows come as often as the group, in every
 * repeat. The same seed gives the same bytes. Reports in draws, breathes.
 * @returns in the order of `approaches`.
 */
export async function resample(input: ResampleInput, job: Job = quietJob()): Promise<readonly Resampled[]> {
  const { approaches, groups, prevalence, draws, seed } = input;
  const random = makeRandom(seed).fork('bootstrap over groups');
  const out = approaches.map((approach): Resampled => {
    const estimate = figureList(approach, prevalence);
    return { estimate, values: new Float64Array(estimate.length * draws), draws };
  });
  const weights = groups.ofRows.map((own) => new Float64Array(own.length));
  const varies = groups.having.map((count, c) => count > 0 && groups.lacking[c]! > 0);
  const breather = makeBreather(job);
  for (let draw = 0; draw < draws; draw++) {
    drawWeights(groups, random, weights);
    for (const [at, approach] of approaches.entries()) {
      if (breather.due()) await breather.breathe();
      const list = figureList(approach, prevalence, { weights, varies });
      for (let place = 0; place < list.length; place++) out[at]!.values[place * draws + draw] = list[place]!;
    }
    job.report(draw + 1, draws);
  }
  return out;
}
