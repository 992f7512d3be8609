// Sentences made from numbers: the report adds up, the training says its n, what is missing is named.
import { describe, expect, test } from 'vitest';
import type { Adapter } from '../../../src/domain/predict/adapter-types';
import { ratio } from '../../../src/ui/format';
import { searchItems } from '../../../src/ui/frame/search';
import { reportSentence } from '../../../src/ui/intake/IntakeReport';
import { whatIsMissing } from '../../../src/ui/train/readiness';
import { resultWords } from '../../../src/ui/train/result-words';
import { promptsFrom, unknownSentence } from '../../../src/ui/words';

test('the intake report leaves out parts that are zero', () => {
  const report = { added: 118, merged: 1, refused: 3, cancelled: 0, dropped: 122 };
  expect(reportSentence(report)).toBe('122 files: 118 added, 3 refused, 1 merged');
});

test('a share below 1 is never shown as 1.00', () => {
  expect(ratio(0.9999)).toBe('0.99');
  expect(ratio(1)).toBe('1.00');
  expect(ratio(0.29)).toBe('0.29');
  expect(ratio(-0.5)).toBe('-0.50');
});

describe('words of a class', () => {
  test('stand one a line or between commas; blank ones are none', () => {
    expect(promptsFrom(' red cells,\n\n disc ; ,x')).toEqual(['red cells', 'disc', 'x']);
    expect(promptsFrom(' \n ')).toEqual([]);
  });

  test('that are unknown are named, some of many', () => {
    expect(unknownSentence(['zorg'])).toBe('The encoder does not know the word: zorg.');
    expect(unknownSentence(['a', 'b'])).toBe('The encoder does not know the words: a, b.');
    expect(unknownSentence(['a', 'b', 'c'], 2)).toBe('The encoder does not know the words: a, b and 1 more.');
  });
});

describe('training', () => {
  const adapter = (kept: number): Adapter => ({
    spec: {} as Adapter['spec'],
    classes: ['a', 'b'],
    dim: 2,
    parameters: [],
    curve: [
      { epoch: 1, trainLoss: 1, validationLoss: 1, validationBalancedAccuracy: 0.5 },
      { epoch: 2, trainLoss: 0.5, validationLoss: 0.4, validationBalancedAccuracy: 0.94 },
      { epoch: 3, trainLoss: 0.4, validationLoss: 0.5, validationBalancedAccuracy: 0.8 },
    ],
    bestEpoch: 2,
    trainingIds: Array.from({ length: 80 }, (_, i) => `t${i}`),
    validationIds: Array.from({ length: kept }, (_, i) => `v${i}`),
    elapsedMs: 1800,
  });

  test('the result is that of the epoch kept, with its n and that it is no test', () => {
    expect(resultWords(adapter(19)).verdict).toBe(
      'Balanced accuracy 0.94 on 19 images kept out for choosing when to stop (not a test).',
    );
  });

  test('too few images give no number', () => {
    expect(resultWords(adapter(4)).verdict).not.toMatch(/0\.\d/);
    expect(resultWords(adapter(0)).verdict).not.toMatch(/0\.\d/);
  });

  test('says which class lacks images; an empty class does not count', () => {
    expect(
      whatIsMissing([
        ['Disc', 12],
        ['Sickle', 3],
        ['New', 0],
      ]),
    ).toBe("Needs at least 2 classes with 5 images each: 'Sickle' has 3.");
    expect(whatIsMissing([['Disc', 12]])).toMatch(/only 'Disc'/);
    expect(whatIsMissing([])).toMatch(/no image has a class yet/);
    expect(
      whatIsMissing([
        ['Disc', 5],
        ['Sickle', 5],
      ]),
    ).toBeNull();
  });
});

describe('search', () => {
  const item = (id: string, labels: string[]) => [id, { id, labels }] as const;
  const state = {
    items: new Map([item('a1b2', ['k']), item('a9', []), item('c3', ['k'])]),
    names: new Map([
      ['a1b2', 'Smear 07.png'],
      ['a9', 'smear-08.png'],
    ]),
    classes: [{ id: 'k', name: 'Sickle cells', swatch: 0 }],
  } as unknown as Parameters<typeof searchItems>[0];

  test('finds by name, class and #id; every word counts; nothing finds nothing', () => {
    expect(searchItems(state, 'SMEAR')).toEqual(['a1b2', 'a9']);
    expect(searchItems(state, 'sickle')).toEqual(['a1b2', 'c3']);
    expect(searchItems(state, 'smear sickle')).toEqual(['a1b2']);
    expect(searchItems(state, '#a')).toEqual(['a1b2', 'a9']);
    expect(searchItems(state, 'unlabelled')).toEqual(['a9']);
    expect(searchItems(state, '  ')).toEqual([]);
  });
});
