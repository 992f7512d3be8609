// How the permutation test and the interval of the AUC behave on labels that mean nothing, with groups heeded and ignored.
import { permutationTest, type Signal } from '../../src/domain/evaluate/signal/permutation';
import { makeRandom } from '../../src/domain/random';
import { groupsIgnored, people } from '../../tests/unit/evaluate/signal/people';
import { kolmogorovDistance, rankShare } from './uniform';

export interface SignalLine {
  readonly approach: string;
  readonly groups: 'heeded' | 'mixed, heeded' | 'ignored (leak)';
  /** Kolmogorov's distance of the ranks from the uniform distribution. */
  readonly distance: number;
  /** Share of the seeds with p of 0.05 or less. */
  readonly rejected: number;
}

/** Shuffled labels, 24 patients of 2 to 5 rows, 99 deals a seed. */
export async function signalLines(seeds: number): Promise<readonly SignalLine[]> {
  const lines: SignalLine[] = [];
  for (const groups of ['heeded', 'mixed, heeded', 'ignored (leak)'] as const) {
    const found: (readonly Signal[])[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const input = await people({ seed, patients: 24, mixed: groups === 'mixed, heeded' ? 0.4 : 0 });
      found.push(await permutationTest(groups === 'ignored (leak)' ? groupsIgnored(input) : input));
    }
    for (const [at, { approach }] of found[0]!.entries()) {
      const own = found.map((signals) => signals[at]!);
      const ranks = own.map((signal, seed) => rankShare(signal, makeRandom(seed).uniform()));
      const rejected = own.filter(({ p }) => p <= 0.05).length / seeds;
      lines.push({ approach, groups, distance: kolmogorovDistance(ranks), rejected });
    }
  }
  return lines;
}
