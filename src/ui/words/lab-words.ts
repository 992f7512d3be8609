// The prompt lab in words: kinds of wordings, figures and their change.
import type { WordingKind } from '../../domain/encode/wordings';
import type { Stability } from '../../domain/evaluate/prompt-lab';
import type { LabLack } from '../../state/word-lab';
import { count, ratio } from '../format';
import { noWordsSentence } from '../intake/frame-words';

export const kindNames: Readonly<Record<WordingKind, string>> = {
  own: 'one text alone',
  name: 'bare name',
  template: 'name with the parts',
  case: 'capitals',
  plural: 'one or several',
  frame: 'with “image”',
  order: 'last word first',
  drop: 'a word less',
};

/** "+0.05", "−0.12", "0.00": what a wording adds to a share. */
export function changeWords(from: number | null, to: number | null): string {
  if (from === null || to === null) return '–';
  const change = Math.round(100 * (to - from)) / 100;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return `${sign}${Math.abs(change).toFixed(2)}`;
}

/** "the answer stays the same for 0.94 of 120 images over 12 rewordings." */
export function stabilitySentence({ share, wordings }: Stability, rows: number): string {
  if (share === null) return 'no rewording to tell how stable the answers are.';
  return `the answer stays the same for ${ratio(share)} of ${count(rows, 'image')} over ${count(wordings, 'rewording')}.`;
}

export const lackSentences: Readonly<Record<Exclude<LabLack, null>, string>> = {
  'no-texts': 'This encoder has no text tower and carries no texts, so that nothing can be asked by words.',
  statistics: noWordsSentence,
  'two-classes': 'Answers by words need two classes with names.',
  labelled: 'To try other wordings, put some images into their classes: the answers are held against them.',
};
