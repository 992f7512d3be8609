import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeGroups } from '../../../../src/domain/evaluate/judge/merge-groups';
import { partsOf } from '../../../../src/domain/predict/row-groups';
import { makeRandom } from '../../../../src/domain/random';

const rows = 12;
const some = fc.record({
  groups: fc.array(fc.option(fc.constantFrom('p', 'q', 'r', 's')), { minLength: rows, maxLength: rows }),
  pairs: fc.array(
    fc
      .record({ a: fc.nat(rows - 1), b: fc.nat(rows - 1) })
      .filter(({ a, b }) => a !== b)
      .map(({ a, b }) => ({ a: Math.min(a, b), b: Math.max(a, b) })),
    { maxLength: 10 },
  ),
});

/** Reachable by names and pairs, step by step: another way to the same answer. */
function hangsTogether(groups: readonly (string | null)[], pairs: readonly { a: number; b: number }[]) {
  const together = (a: number, b: number) =>
    a === b ||
    (groups[a] !== null && groups[a] === groups[b]) ||
    pairs.some((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a));
  const reach = groups.map((_, a) => groups.map((_, b) => together(a, b)));
  for (let via = 0; via < groups.length; via++)
    for (let a = 0; a < groups.length; a++)
      for (let b = 0; b < groups.length; b++) reach[a]![b] ||= reach[a]![via]! && reach[via]![b]!;
  return reach;
}

describe('merging', () => {
  test('rows share a group exactly where names and pairs lead from one to the other', () => {
    fc.assert(
      fc.property(some, ({ groups, pairs }) => {
        const parts = partsOf(mergeGroups(groups, pairs).groups);
        const reach = hangsTogether(groups, pairs);
        for (let a = 0; a < rows; a++)
          for (let b = 0; b < rows; b++) expect(parts[a] === parts[b]).toBe(reach[a]![b]);
      }),
    );
  });

  test('the order of the pairs does not matter, and without pairs nothing changes', () => {
    fc.assert(
      fc.property(some, fc.nat(), ({ groups, pairs }, seed) => {
        const mixed = makeRandom(seed).shuffle(pairs);
        expect(mergeGroups(groups, mixed).groups).toEqual(mergeGroups(groups, pairs).groups);
        expect(mergeGroups(groups, []).groups).toEqual(groups);
      }),
    );
  });

  test('says which pairs lie under two names, and which in two parts of a kept split', () => {
    const groups = ['p', 'p', 'q', null, null];
    const pairs = [
      { a: 0, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 3 },
      { a: 3, b: 4 },
    ];
    const found = mergeGroups(groups, pairs, ['train', 'train', 'train', 'test', null]);
    expect(found.groups).toEqual(['p', 'p', 'p', 'p', 'p']);
    expect(found.acrossGroups).toEqual([{ a: 1, b: 2 }]);
    expect(found.acrossParts).toEqual([{ a: 2, b: 3 }]);
  });

  test('a name made for rows without one is nobody else’s', () => {
    const { groups } = mergeGroups([null, null, 'same picture 0'], [{ a: 0, b: 1 }]);
    expect(new Set(groups)).toHaveProperty('size', 2);
    expect(groups[0]).toBe(groups[1]);
  });
});
