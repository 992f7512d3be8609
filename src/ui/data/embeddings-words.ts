// A file of embeddings from elsewhere in words: what it holds, what becomes of it.
import type { EmbeddingsNote } from '../../domain/intake/embeddings-file';
import type { EmbeddingsOffer, ImportWay, OfferedRows } from '../../state/embeddings-offer';
import { count } from '../format';

/** "8,000 vectors of 1,024 numbers, 3 labels, 412 groups, from MedImageInsight (said by the file)". */
export function offerSentence({ rows, dim, labels, labelsLeftOut, groups, madeBy }: OfferedRows): string {
  const parts = [`${count(rows, 'vector')} of ${count(dim, 'number')}`];
  if (labels > 0 && !labelsLeftOut) parts.push(count(labels, 'label'));
  if (groups > 0) parts.push(count(groups, 'group'));
  parts.push(madeBy ? `from ${madeBy} (said by the file)` : 'the file does not say from which encoder');
  return `${parts.join(', ')}.`;
}

const noteWords: Readonly<Record<EmbeddingsNote['code'], (count: number) => string | null>> = {
  'scaled-to-unit-length': () => 'The vectors are scaled to unit length.',
  'columns-ignored': (n) => `${count(n, 'other column')} of numbers ${n === 1 ? 'is' : 'are'} left out.`,
  // Said in the sentence above already.
  'no-space': () => null,
};

/** What is to be known before the rows are taken, a sentence each. */
export function offerNotes(found: OfferedRows): readonly string[] {
  const { notes, labels, labelsLeftOut, groups, known, ofEncoder, rows } = found;
  return [
    ...notes.flatMap(({ code, count: n }) => noteWords[code](n) ?? []),
    ...(labelsLeftOut
      ? [`${count(labels, 'different label')} are too many to be classes: they are left out.`]
      : []),
    ...(groups > 0 ? ['A group counts as one patient: nothing that parts the set cuts it.'] : []),
    ...(ofEncoder
      ? ['They were made by the encoder of this page: images added later are compared with them.']
      : []),
    ...(known > 0
      ? [
          `${known === rows ? 'All' : known.toLocaleString('en-US')} of them are images of this set (same id or file name).`,
        ]
      : []),
  ];
}

/** Before a new space: what it does to the set as it is. */
export function newSpaceSentence({ without, ofEncoder }: OfferedRows): string {
  const left =
    without > 0
      ? ` ${count(without, 'item')} of the set ${without === 1 ? 'has' : 'have'} no vector in it: in the set, but in nothing that is computed.`
      : '';
  return `Vectors of two encoders cannot be held against each other. ${ofEncoder ? 'The encoder of this page' : 'This file'} would be used for everything from now on; the other vectors are kept, and can be used again.${left}`;
}

export const clashSentence =
  'The file names the same encoder as the vectors in use, but has another number of numbers a row: it cannot be taken in.';

export const wayWords: Readonly<Record<ImportWay, (rows: number) => string>> = {
  add: (rows) => `Add ${count(rows, 'vector')}`,
  'new-space': () => 'Start a new space with them',
  'same-encoder': () => 'Add: they are from the same encoder',
};

/** "8,000 rows taken in: 7,880 new, 120 were images of the set." */
export function doneSentence({ rows, added, known }: Extract<EmbeddingsOffer, { phase: 'done' }>): string {
  const all = added + known;
  const parts = [`${added.toLocaleString('en-US')} new`];
  if (known > 0) parts.push(`${known.toLocaleString('en-US')} were in the set`);
  const taken = all < rows ? `${all.toLocaleString('en-US')} of ${count(rows, 'row')}` : count(rows, 'row');
  return `${taken} taken in: ${parts.join(', ')}.`;
}
