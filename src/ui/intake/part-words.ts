// Words of the parts of a set: what the folders' own split comes to, what part an image is of.
import type { Part } from '../../domain/types';
import type { FolderReview } from '../../state/intake-state';

const parts = ['train', 'val', 'test'] as const;
const purposes = { train: 'training', val: 'validation', test: 'testing' } as const;

/**
 * What becomes of the split that folders name: "The folders' own split is kept: 400 for training, 50 for validation, 50 for
 * testing; Evaluate can judge on it." Parts without a file are left out. null where the layout has none.
 */
export function keptSplitSentence({ parts: counts, external, total }: FolderReview): string | null {
  if (counts === null) return null;
  if (external) return "The folders' own split is not kept: all of it is only judged.";
  const told = parts
    .filter((part) => counts[part] > 0)
    .map((part) => `${counts[part].toLocaleString('en-US')} for ${purposes[part]}`);
  const left = total - parts.reduce((sum, part) => sum + counts[part], 0);
  if (left > 0) told.push(`${left.toLocaleString('en-US')} of no part`);
  const judged = counts.test > 0 ? '; Evaluate can judge on it' : '';
  return `The folders' own split is kept: ${told.join(', ')}${judged}.`;
}

/** What part an image is of, as its folder or a person said. */
export const partWords: Readonly<Record<Part, string>> = {
  train: 'training, as its folder says',
  val: 'validation, as its folder says',
  test: 'testing, as its folder says',
  external: 'external test set: only judged, never learnt from',
};
