// The summary of a drop: each file under one verdict, the counts add up, causes by how often they occur.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FileEnd, summarise, verdictOf } from '../../../src/domain/intake/file-ends';
import { sumSentence } from '../../../src/ui/intake/summary-words';

const file = (change: Partial<FileEnd>): FileEnd => ({
  name: 'x.png',
  end: 'in',
  ids: [],
  notes: [],
  error: null,
  classId: null,
  ...change,
});
const blank = { code: 'blank-image', detail: {} } as const;
const tiny = { code: 'tiny-image', detail: {} } as const;
const truncated = { code: 'truncated', message: '', detail: {} } as const;
const damaged = { code: 'damaged', message: '', detail: {} } as const;

test('verdicts and causes', () => {
  const ends = [
    file({ ids: ['a'] }),
    file({ ids: ['b'], notes: [blank] }),
    file({ ids: ['c', 'd'], notes: [blank, tiny, blank] }),
    file({ end: 'refused', error: truncated }),
    file({ end: 'refused', error: damaged }),
    file({ end: 'refused', error: damaged }),
    file({ end: 'repeated', ids: ['a'], notes: [tiny] }),
    file({ end: 'cancelled' }),
    file({ end: 'aside' }),
    file({ end: 'asked' }),
  ];
  const summary = summarise(ends);
  expect(summary.total).toBe(10);
  expect(summary.counts).toMatchObject({
    in: 1,
    noted: 2,
    refused: 3,
    repeated: 1,
    cancelled: 1,
    aside: 1,
    asked: 1,
  });
  expect(summary.noted).toEqual([
    { code: 'blank-image', files: 2, ids: ['b', 'c', 'd'] },
    { code: 'tiny-image', files: 1, ids: ['c', 'd'] },
  ]);
  expect(summary.refused).toEqual([
    { code: 'damaged', files: 2, ids: [] },
    { code: 'truncated', files: 1, ids: [] },
  ]);
  expect(sumSentence(summary)).toBe('1 + 2 + 1 + 1 + 3 + 1 + 1 = 10 files dropped, every one accounted for.');
});

test('the counts add up, whatever was dropped', () => {
  const anEnd = fc.constantFrom('in', 'repeated', 'asked', 'refused', 'cancelled', 'aside', 'left-out');
  fc.assert(
    fc.property(fc.array(fc.tuple(anEnd, fc.boolean()), { maxLength: 200 }), (kinds) => {
      const ends = kinds.map(([end, noted]) =>
        file({ end: end as FileEnd['end'], notes: noted ? [blank] : [] }),
      );
      const { counts, total } = summarise(ends);
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(total);
      expect(total).toBe(ends.length);
      expect(sumSentence({ counts, total })).toMatch(/accounted for/);
    }),
    { seed: 3 },
  );
});

test('a sum that does not come out is told, not hidden', () => {
  const { counts } = summarise([file({})]);
  expect(sumSentence({ counts, total: 2 })).toMatch(/1 = 1, but 2 files were dropped/);
});

test('a note makes an added file a noted one, and nothing else', () => {
  expect(verdictOf(file({ notes: [blank] }))).toBe('noted');
  expect(verdictOf(file({ end: 'repeated', notes: [blank] }))).toBe('repeated');
});
