// The words of the summary of a drop: a line a verdict, and the sum.
import type { DropSummary, Verdict } from '../../domain/intake/file-ends';
import { count } from '../format';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  in: 'added',
  noted: 'added, with a note',
  repeated: 'there already, kept once',
  'left-out': 'left out as you chose: slices beside those used',
  asked: 'waiting for an answer',
  refused: 'refused',
  cancelled: 'cancelled before they were read',
  aside: 'left aside (Thumbs.db and the like)',
};

/** The order of the lines. */
export const verdictOrder: readonly Verdict[] = [
  'in',
  'noted',
  'repeated',
  'left-out',
  'asked',
  'refused',
  'cancelled',
  'aside',
];

/** "12 + 6 + 1 = 19: every file dropped is accounted for." */
export function sumSentence({ counts, total }: Pick<DropSummary, 'counts' | 'total'>): string {
  const parts = verdictOrder.map((verdict) => counts[verdict]).filter((n) => n > 0);
  const sum = parts.reduce((all, n) => all + n, 0);
  const figures = parts.map((n) => n.toLocaleString('en-US')).join(' + ');
  // Said only when it is so; else the page says that it is not.
  if (sum !== total)
    return `${figures} = ${sum}, but ${count(total, 'file')} were dropped: please report this.`;
  return `${parts.length > 1 ? `${figures} = ` : ''}${count(total, 'file')} dropped, every one accounted for.`;
}
