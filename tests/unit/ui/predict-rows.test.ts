// The prediction table: what a row says, how far two answers lie apart, and in which order rows stand.
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../../src/state/app-state';
import { disagreementOf, rowOf, sortRows } from '../../../src/ui/predict/rows';

const prediction = (id: string, shares: number[] | null, probabilities: number[] | null): Prediction => ({
  id,
  neighbours: shares && {
    nearest: [{ id: 'n', similarity: 0.8 }],
    shares: shares.map((share, i) => ({ classId: `c${i}`, share })).sort((a, b) => b.share - a.share),
    unlike: false,
  },
  adapter: probabilities && { classes: probabilities.map((_, i) => `c${i}`), probabilities },
  words: null,
});

describe('disagreement', () => {
  test('is 0 for equal answers, 1 for opposite ones, and symmetric in between', () => {
    expect(disagreementOf(prediction('a', [0.3, 0.7], [0.3, 0.7]))).toBeCloseTo(0);
    expect(disagreementOf(prediction('a', [1, 0], [0, 1]))).toBeCloseTo(1);
    expect(disagreementOf(prediction('a', [0.5, 0.5], [0.75, 0.25]))).toBeCloseTo(0.25);
  });

  test('is not known where one answer is missing', () => {
    expect(disagreementOf(prediction('a', null, [1]))).toBeNull();
    expect(disagreementOf(prediction('a', [1], null))).toBeNull();
  });

  test('counts a class only the neighbours know', () => {
    expect(disagreementOf(prediction('a', [0, 0, 1], [1, 0]))).toBeCloseTo(1);
  });
});

test('a row names the best of each answer', () => {
  const row = rowOf(prediction('a', [0.2, 0.8], [0.9, 0.1]), 'a.png');
  expect(row).toMatchObject({ neighbours: 'c1', similarity: 0.8, adapter: 'c0', probability: 0.9 });
});

test('an answer by words names its best class and share, and is marked when a class is unknown', () => {
  const words = (knownShare: number): Prediction => ({
    ...prediction('a', null, null),
    words: {
      shares: [
        { classId: 'c1', share: 0.7, knownShare: 1 },
        { classId: 'c0', share: 0.3, knownShare },
      ],
      unknownWords: knownShare === 1 ? [] : ['zorg'],
    },
  });
  expect(rowOf(words(1), 'a')).toMatchObject({ words: 'c1', share: 0.7, wordsUnknown: false });
  expect(rowOf(words(0.5), 'a').wordsUnknown).toBe(false);
  expect(rowOf(words(0), 'a').wordsUnknown).toBe(true);
  expect(rowOf(prediction('a', [1], [1]), 'a')).toMatchObject({ words: null, share: null });
});

test('what is missing comes last either way, and numbers sort as numbers', () => {
  const rows = [
    rowOf(prediction('a', [1, 0], null), 'img-10'),
    rowOf(prediction('b', [1, 0], [0, 1]), 'img-9'),
    rowOf(prediction('c', [1, 0], [1, 0]), 'img-1'),
  ];
  const ids = (column: 'disagreement' | 'name', direction: 'ascending' | 'descending') =>
    sortRows(rows, column, direction, String).map(({ id }) => id);
  expect(ids('disagreement', 'descending')).toEqual(['b', 'c', 'a']);
  expect(ids('disagreement', 'ascending')).toEqual(['c', 'b', 'a']);
  expect(ids('name', 'ascending')).toEqual(['c', 'b', 'a']);
});
