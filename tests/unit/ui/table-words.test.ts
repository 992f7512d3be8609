// What is said of a table that cannot be used: one sentence and a way out each, with the name and the row where known.
import { expect, test } from 'vitest';
import type { TableProblem } from '../../../src/domain/intake/table-error';
import { explain } from '../../../src/ui/messages';

const said = (problem: string, detail = {}) =>
  explain({ code: 'bad-table', message: '', detail: { problem, ...detail } });

const problems: readonly TableProblem[] = [
  ...(['no-rows', 'no-ids', 'no-numbers', 'no-labels', 'object-array', 'kind', 'shape', 'order'] as const),
  ...([
    'count',
    'not-finite',
    'zero-row',
    'same-id',
    'empty-id',
    'too-many',
    'quote',
    'compression',
  ] as const),
];

test('each problem has its own sentence and a way out', () => {
  const sentences = problems.map((problem) => said(problem).sentence);
  expect(new Set(sentences).size).toBe(problems.length);
  for (const problem of problems) {
    const { sentence, advice } = said(problem);
    expect(sentence).toMatch(/^[A-Z“].*\.$/);
    expect(sentence).not.toMatch(/undefined|null/);
    expect(advice).toMatch(/\.$/);
  }
});

test('names the array or column, and counts rows from 1', () => {
  expect(said('not-finite', { field: 'd3', row: 11 }).sentence).toBe(
    '“d3” has a value that is no finite number (row 12).',
  );
  expect(said('count', { field: 'ids', have: 4, need: 5 }).sentence).toContain('(4, expected 5)');
});

test('a problem it does not know is said in general', () => {
  expect(said('other').sentence).toBe('The table could not be read.');
});
