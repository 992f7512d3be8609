// The prediction table: what a row says, which columns there are, and in which order rows stand.
import { describe, expect, test } from 'vitest';
import { type Column, columnsOf, rowOf, sortRows } from '../../../src/ui/predict/rows';
import { adapterSays, answered, vote, wordsSay } from './answer-case';

const row = (given: Parameters<typeof answered>[0], name = 'a.png') => rowOf(answered(given), name, []);

test('a row holds the answer of each route that is ready, how far they differ, and how far the set is', () => {
  const made = row({ neighbours: vote(0.2, 0.8), adapter: adapterSays('single', 0.9, 0.1) });
  expect(made.routes.neighbours).toMatchObject({ classes: ['c1'], value: 0.8 });
  expect(made.routes.adapter).toMatchObject({ classes: ['c0'], value: 0.9 });
  expect(made.routes.words).toBeUndefined();
  expect(made.differ).toBe(1);
  expect(made.variation).toBeCloseTo(0.7, 12);
  expect(made.distance).toBeCloseTo(0.2, 12);
});

test('columns are the image, the figures to sort by, and the routes that answer for some row', () => {
  const rows = [row({ neighbours: vote(1) }), row({ words: wordsSay(1) })];
  expect(columnsOf(rows)).toEqual(['name', 'differ', 'distance', 'neighbours', 'words']);
  expect(columnsOf([])).toEqual(['name', 'differ', 'distance']);
});

describe('order', () => {
  const rows = [
    row({ id: 'a', neighbours: vote(1, 0) }, 'img-10'),
    row({ id: 'b', neighbours: vote(1, 0), adapter: adapterSays('single', 0, 1) }, 'img-9'),
    row({ id: 'c', neighbours: vote(1, 0), adapter: adapterSays('single', 1, 0) }, 'img-1'),
    row({ id: 'd', neighbours: vote(1, 0), adapter: adapterSays('single', 0.6, 0.4) }, 'img-2'),
  ];
  const ids = (column: Column, direction: 'ascending' | 'descending') =>
    sortRows(rows, column, direction, String).map(({ id }) => id);

  test('what is missing comes last either way, and numbers in names sort as numbers', () => {
    expect(ids('name', 'ascending')).toEqual(['c', 'd', 'b', 'a']);
    expect(ids('differ', 'descending').at(-1)).toBe('a');
    expect(ids('differ', 'ascending').at(-1)).toBe('a');
  });

  test('rows whose routes name the same classes are told apart by their shares', () => {
    expect(ids('differ', 'descending')).toEqual(['b', 'd', 'c', 'a']);
    expect(ids('differ', 'ascending')).toEqual(['c', 'd', 'b', 'a']);
  });

  test('a route sorts by the names of its classes, then by its number', () => {
    expect(ids('adapter', 'descending')).toEqual(['b', 'c', 'd', 'a']);
    expect(ids('adapter', 'ascending')).toEqual(['d', 'c', 'b', 'a']);
  });
});
