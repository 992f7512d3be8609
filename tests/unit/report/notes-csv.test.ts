// The table of a drop: the notice first, one row a cause, names only when wanted, nothing that a spreadsheet would run.
import { expect, test } from 'vitest';
import { csvText } from '../../../src/domain/csv';
import { type NotesRow, notesCsv } from '../../../src/domain/report/notes-csv';

const row = (change: Partial<NotesRow> = {}): NotesRow => ({
  name: null,
  code: 'a1b2',
  verdict: 'in',
  causes: [],
  className: 'Red',
  ...change,
});
const blank = { code: 'blank-image', sentence: 'All pixels have the same value.' };
const tiny = { code: 'tiny-image', sentence: 'Very small.' };

test('a notice line, a header, a row for each cause', () => {
  const rows = [
    row(),
    row({ code: 'c3', verdict: 'noted', causes: [blank, tiny] }),
    row({ code: 'file 3', verdict: 'refused', causes: [{ code: 'truncated', sentence: 'Ends, early.' }] }),
  ];
  expect(notesCsv(rows).split('\r\n')).toEqual([
    '# Research use only. Not a medical device.',
    'file,verdict,cause,sentence,class',
    'a1b2,in,,,Red',
    'c3,noted,blank-image,All pixels have the same value.,Red',
    'c3,noted,tiny-image,Very small.,Red',
    'file 3,refused,truncated,"Ends, early.",Red',
    '',
  ]);
});

test('names stand there only when they are given, and then a second line says so', () => {
  expect(notesCsv([row()])).not.toMatch(/name people/);
  const named = notesCsv([row({ name: 'Müller_1.png' })]).split('\r\n');
  expect(named[0]).toBe('# Research use only. Not a medical device.');
  expect(named[1]).toMatch(/^# With file names/);
  expect(named[3]).toMatch(/^Müller_1\.png,/);
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '=cmd|x\nline two', '\n=1'])(
  'a cell %j is no formula in a spreadsheet',
  (cell) => {
    const text = csvText([], ['a'], [[cell]]);
    expect(text).toContain(`"'${cell[0]}`);
  },
);

test('no rows give a table without rows', () => {
  expect(notesCsv([])).toBe(
    '# Research use only. Not a medical device.\r\nfile,verdict,cause,sentence,class\r\n',
  );
});
