// Words about the parts of a dropped folder.
import { expect, test } from 'vitest';
import type { FolderReview } from '../../../src/state/intake-state';
import { keptSplitSentence } from '../../../src/ui/intake/part-words';

const review: FolderReview = {
  layouts: ['split-class'],
  chosen: 'split-class',
  classes: [],
  total: 500,
  junk: 0,
  parts: { train: 400, val: 50, test: 50 },
  external: false,
};

test('the split of folders is told by its parts, with what it is good for', () => {
  expect(keptSplitSentence(review)).toBe(
    "The folders' own split is kept: 400 for training, 50 for validation, 50 for testing; Evaluate can judge on it.",
  );
});

test('parts that are not there are left out, files of none are counted, nothing is promised without a test part', () => {
  expect(keptSplitSentence({ ...review, parts: { train: 400, val: 50, test: 0 } })).toBe(
    "The folders' own split is kept: 400 for training, 50 for validation, 50 of no part.",
  );
});

test('an external set as a whole keeps none; a layout without parts says nothing', () => {
  expect(keptSplitSentence({ ...review, external: true })).toMatch(/not kept/);
  expect(keptSplitSentence({ ...review, parts: null })).toBeNull();
});
