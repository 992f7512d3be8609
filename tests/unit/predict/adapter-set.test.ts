import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import {
  type AdapterSet,
  keepAdapter,
  removeAdapter,
  renameAdapter,
  uniqueName,
} from '../../../src/domain/predict/adapter-set';
import type { Adapter } from '../../../src/domain/predict/adapter-types';

const ids = ['i1', 'i2', 'i3', 'i4', 'i5'];
const groups = ['p', 'p', null, null, 'q'];

function adapter(validationIds: readonly string[] = ['i5']): Adapter {
  const point = (epoch: number, validationLoss: number) => ({
    epoch,
    trainLoss: 1,
    validationLoss,
    validationBalancedAccuracy: 1 - validationLoss,
  });
  return {
    spec: { ...defaultSpec('linear'), task: 'single' },
    classes: ['a', 'b'],
    dim: 2,
    parameters: [],
    curve: [point(1, 0.4), point(2, 0.25), point(3, 0.5)],
    bestEpoch: 2,
    trainingIds: ids.filter((id) => !validationIds.includes(id)),
    validationIds,
    elapsedMs: 1,
  };
}

const setOf = (names: readonly string[]): AdapterSet =>
  names.reduce<AdapterSet>(
    (set, name, i) =>
      keepAdapter(set, { id: `${i}`, name, adapter: adapter(), key: `key${i}` }, { ids, groups }),
    [],
  );
const lowered = (set: AdapterSet) => set.map(({ name }) => name.toLowerCase());

test('says what it was trained on and how the kept epoch did on what was held out', () => {
  const [kept] = setOf(['Linear']);
  // i1 and i2 are of one patient, i3 and i4 each stand alone.
  expect(kept?.trainedOn).toEqual({ images: 4, groups: 3 });
  expect(kept?.validation).toEqual({ images: 1, validationLoss: 0.25, validationBalancedAccuracy: 0.75 });
  const fresh = { id: 'x', name: 'Notebook', adapter: adapter([]), key: 'k' };
  expect(keepAdapter([], fresh, { ids, groups })[0]?.validation).toBeNull();
});

test('names stay unique whatever is added and renamed', () => {
  const name = fc.constantFrom('Linear', 'linear ', 'Linear 2', ' Small network', '', 'x');
  fc.assert(
    fc.property(fc.array(name, { maxLength: 8 }), fc.nat(7), name, (names, at, wanted) => {
      const set = setOf(names);
      const changed = renameAdapter(set, `${at}`, wanted);
      for (const one of [set, changed]) {
        expect(new Set(lowered(one)).size).toBe(names.length);
        expect(one.every((kept) => kept.name === kept.name.trim() && kept.name !== '')).toBe(true);
      }
      expect(changed.map(({ id, key }) => [id, key])).toEqual(set.map(({ id, key }) => [id, key]));
    }),
  );
});

test('a taken name gets the first free number; an own name stays', () => {
  const set = setOf(['Linear', 'Linear', 'Linear']);
  expect(set.map(({ name }) => name)).toEqual(['Linear', 'Linear 2', 'Linear 3']);
  expect(uniqueName(removeAdapter(set, '1'), 'Linear')).toBe('Linear 2');
  expect(renameAdapter(set, '0', 'Linear')[0]?.name).toBe('Linear');
  expect(renameAdapter(set, '0', '  ')).toBe(set);
});

test('what was trained from the same takes the place of the one before, under its name', () => {
  const set = setOf(['Linear', 'Notebook']);
  const again = { id: 'new', name: 'Whatever', adapter: adapter([]), key: 'key0' };
  const next = keepAdapter(set, again, { ids, groups });
  expect(next.map(({ id, name }) => [id, name])).toEqual([
    ['0', 'Linear'],
    ['1', 'Notebook'],
  ]);
  expect(next[0]?.adapter).toBe(again.adapter);
  expect(next[0]?.validation).toBeNull();
  expect(next[1]).toBe(set[1]);
});

test('removing takes one out; an unknown id none', () => {
  const set = setOf(['a', 'b']);
  expect(removeAdapter(set, '0').map(({ name }) => name)).toEqual(['b']);
  expect(removeAdapter(set, 'gone')).toEqual(set);
});
