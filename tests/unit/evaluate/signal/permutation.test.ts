import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelDealer } from '../../../../src/domain/evaluate/signal/label-shuffle';
import { permutationTest, type Signal } from '../../../../src/domain/evaluate/signal/permutation';
import { quietJob } from '../../../../src/domain/job';
import { makeRandom } from '../../../../src/domain/random';
import { kolmogorovDistance, rankShare } from '../../../../tools/coverage/uniform';
import { groupsIgnored, people } from './people';

const seeds = Array.from({ length: 100 }, (_, seed) => seed);
// scipy.stats.kstwo.ppf(0.99, 100) of SciPy 1.17.1: a larger distance has p below 0.01. `npm run coverage` takes 200 seeds.
const farthest = 0.1608;

async function everySeed(
  change: (input: Awaited<ReturnType<typeof people>>) => Awaited<ReturnType<typeof people>>,
  asked: { readonly mixed?: number; readonly apart?: number } = {},
  count = seeds.length,
): Promise<readonly (readonly Signal[])[]> {
  const found = [];
  for (const seed of seeds.slice(0, count))
    found.push(await permutationTest(change(await people({ seed, patients: 24, ...asked }))));
  return found;
}

describe('permutation test', () => {
  test('without a signal p is uniform, for patients of one label and for mixed ones', async () => {
    for (const mixed of [0, 0.4]) {
      const found = await everySeed((input) => input, { mixed });
      for (const route of [0, 1]) {
        const shares = found.map((signals, seed) => rankShare(signals[route]!, makeRandom(seed).uniform()));
        expect(kolmogorovDistance(shares)).toBeLessThan(farthest);
      }
    }
  });

  test('with groups ignored it rejects in at least 95 of 100: the detector can fail', async () => {
    const found = await everySeed(groupsIgnored, {}, 100);
    for (const route of [0, 1])
      expect(found.filter((signals) => signals[route]!.p <= 0.05).length).toBeGreaterThanOrEqual(95);
    const honest = await everySeed((input) => input, {}, 100);
    for (const route of [0, 1])
      expect(honest.filter((signals) => signals[route]!.p <= 0.05).length).toBeLessThanOrEqual(13);
  });

  test('finds a signal that is there, by both routes', async () => {
    const found = await everySeed((input) => input, { apart: 12 }, 20);
    for (const signals of found) expect(signals.map(({ p }) => p <= 0.05)).toEqual([true, true]);
  });

  test('p is counted as said, the same seed gives the same, and it can be cancelled', async () => {
    const input = await people({ seed: 3, patients: 20, apart: 1 });
    const found = await permutationTest(input);
    for (const { p, better, equal, draws } of found) expect(p).toBe((1 + better + equal) / (1 + draws));
    expect(await permutationTest(input)).toEqual(found);
    const cancel = new AbortController();
    cancel.abort();
    await expect(permutationTest(input, quietJob(cancel.signal))).rejects.toThrow('cancelled');
  });

  test('several labels: each asked for itself', async () => {
    const input = await people({ seed: 5, patients: 30, apart: 12 });
    const rowClasses = input.table.rowClasses.map(([own]) => (own === 1 ? [0, 1] : [0]));
    const table = { ...input.table, task: 'multi' as const, rowClasses };
    // Every row has the first label, so only the second is a question, and it is the one of the single task.
    const [single, multi] = [await permutationTest(input), await permutationTest({ ...input, table })];
    expect(multi[0]!.p).toBeLessThanOrEqual(0.05);
    expect(multi.map(({ observed }) => observed > 0.8)).toEqual(single.map(({ observed }) => observed > 0.8));
  });
});

test('a deal keeps pure groups pure and the labels of each mixed group', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r', 's', null), fc.integer({ min: 0, max: 2 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, fc.nat(), (drawn, seed) => {
      const groups = drawn.map(([group]) => group);
      const rowClasses = drawn.map(([, own]) => [own]);
      const dealt = labelDealer(rowClasses, groups)(makeRandom(seed));
      const bags = (labels: typeof dealt) =>
        [...new Set(groups)]
          .filter((group) => group !== null)
          .map((group) =>
            labels
              .filter((_, row) => groups[row] === group)
              .flat()
              .sort()
              .join(''),
          );
      const [before, after] = [bags(rowClasses), bags(dealt)];
      const isMixed = (bag: string) => new Set(bag).size > 1;
      expect(after.map(isMixed)).toEqual(before.map(isMixed));
      expect(after.filter(isMixed)).toEqual(before.filter(isMixed));
      const pureLabels = (labels: typeof dealt) => [
        ...bags(labels)
          .filter((bag) => !isMixed(bag))
          .map((bag) => bag[0]),
        ...labels
          .filter((_, row) => groups[row] === null)
          .flat()
          .map(String),
      ];
      expect(pureLabels(dealt).sort()).toEqual(pureLabels(rowClasses).sort());
    }),
  );
});
