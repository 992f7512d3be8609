// Sentences made from numbers: the report adds up, words that are unknown are named, a search finds.
import { describe, expect, test } from 'vitest';
import { ratio } from '../../../src/ui/format';
import { searchItems } from '../../../src/ui/frame/search';
import { reportSentence } from '../../../src/ui/intake/IntakeReport';
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
