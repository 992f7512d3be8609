// Parts of a set: what a second file does to the part of an image, and what is joined with what.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExternal, joinedBy, mergedPart, withPart } from '../../../src/domain/intake/parts';
import type { Part } from '../../../src/domain/types';

const part = fc.constantFrom<Part | undefined>(undefined, 'train', 'val', 'test', 'external');

describe('a second file of an image', () => {
  test('is of one part in the end; what ever came as external is external; the order of arrival tells nothing else of it', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (came) => {
        const [first, ...more] = came;
        const { part: last } = more.reduce(
          (had, next) => mergedPart(had.part, next),
          mergedPart(first, first),
        );
        const named = came.filter((one) => one !== undefined);
        expect(last).toBe(named.includes('external') ? 'external' : named[0]);
      }),
    );
  });

  test('is told where the two are on different sides, and only there', () => {
    fc.assert(
      fc.property(part, part, (had, came) => {
        const sides = (had === 'external') !== (came === 'external');
        expect(mergedPart(had, came).both).toBe(sides || (!!had && !!came && had !== came));
      }),
    );
  });
});

test('an image of no part has no mention of one', () => {
  const item = { id: 'a', part: 'train' as Part };
  expect(withPart(item, undefined)).toEqual({ id: 'a' });
  expect('part' in withPart<{ readonly part?: Part }>(item, undefined)).toBe(false);
  expect(withPart(item, 'train')).toBe(item);
  expect([isExternal(withPart(item, 'external')), isExternal(item), isExternal(undefined)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('images are joined by their group, external ones apart; those of no group with none', () => {
  expect(joinedBy({ group: 'g', part: 'external' })).not.toBe(joinedBy({ group: 'g' }));
  expect(joinedBy({ group: 'g', part: 'train' })).toBe(joinedBy({ group: 'g', part: 'test' }));
  expect([joinedBy({ group: null, part: 'external' }), joinedBy({ group: null })]).toEqual([null, null]);
});
