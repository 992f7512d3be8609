import { describe, expect, test } from 'vitest';
import type { Retrieval } from '../../../src/state/retrieval';
import { askedWords, basisWords, levelWords, mixedWords } from '../../../src/ui/search/search-words';
import { patients, studies } from './nouns';

test('a search is called by what it is made with', () => {
  const nameOf = (id: string) => `${id}.png`;
  expect(askedWords({ kind: 'image', id: 'a' }, nameOf)).toBe('Most like a.png');
  expect(askedWords({ kind: 'region', ids: ['a', 'b'] }, nameOf)).toContain('the mean of 2 marked images');
  expect(askedWords({ kind: 'words', text: 'blue cells' }, nameOf)).toBe('Most like the words “blue cells”');
});

test('rows are counted: images of known groups by their name, and those of none', () => {
  expect(levelWords({ images: 96, groups: 24, alone: 0 }, patients)).toBe('96 images of 24 patients');
  expect(levelWords({ images: 97, groups: 1, alone: 90 }, studies)).toBe(
    '7 images of 1 study, 90 more of none known',
  );
  expect(levelWords({ images: 3, groups: 0, alone: 3 }, patients)).toBe('3 images, none of a known patient');
});

test('rows of mixed labels are counted, and nothing is said where there are none', () => {
  expect(mixedWords(0, patients)).toBeNull();
  expect(mixedWords(1, studies)).toMatch(/^1 study has/);
  expect(mixedWords(12, patients)).toMatch(/^12 patients have/);
});

describe('what the figures rest on', () => {
  const value = (part: Partial<Retrieval>): Retrieval => ({
    embedding: { at: [1], classes: [], macro: [null] },
    adapter: null,
    rows: 40,
    groups: 10,
    ungrouped: 0,
    ...part,
  });

  test('says whose images were left out, and of whom nobody knows', () => {
    expect(basisWords(value({}), false, patients)).toMatch(
      /^40 labelled images .* same patient left out \(10 known\)\.$/,
    );
    expect(basisWords(value({ ungrouped: 3 }), false, patients)).toContain(
      'For 3 images no patient is known',
    );
  });

  test('warns where no patient is known at all', () => {
    const warning = /make the figures too good/;
    expect(basisWords(value({ groups: 0, ungrouped: 40 }), false, patients)).toMatch(warning);
    expect(basisWords(value({}), false, patients)).not.toMatch(warning);
    expect(basisWords(value({ groups: 0, ungrouped: 40 }), true, patients)).not.toMatch(warning);
  });
});
