// A table of labels in words: what of it matches, what it would change, what stays as it is and why.
import type { LabelsFound } from '../../domain/intake/labels-found';
import { mostClasses } from '../../state/embeddings-offer';
import type { LabelOffer } from '../../state/label-table';
import { count } from '../format';

type Ready = Extract<LabelOffer, { phase: 'ready' }>;

const listed = (names: readonly string[], most: number) =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${(names.length - most).toLocaleString('en-US')} more`;

const verb = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** "312 of 320 rows are images of this set." */
export function matchSentence({ rows, preview }: LabelsFound): string {
  const { matched } = preview;
  if (matched === 0) return `None of ${count(rows, 'row')} is an image of this set.`;
  if (matched === rows)
    return `${rows === 1 ? 'The row is an image' : `All ${count(rows, 'row')} are images`} of this set.`;
  return `${matched.toLocaleString('en-US')} of ${count(rows, 'row')} ${verb(matched, 'is an image', 'are images')} of this set.`;
}

/** What else is to be known before it is applied, a sentence each. */
export function labelNotes({ found, effects }: Ready): readonly string[] {
  const { preview, table, unmatchedKeys } = found;
  const { unmatched, ambiguous, repeated, conflicts, newClasses } = preview;
  const told = (n: number, sentence: () => string) => (n > 0 ? [sentence()] : []);
  return [
    ...told(effects.labelled, () => `${count(effects.labelled, 'image')} without a label would get one.`),
    ...told(
      effects.relabelled,
      () => `${count(effects.relabelled, 'labelled image')} would get other labels.`,
    ),
    ...told(effects.parts, () => `${count(effects.parts, 'image')} would be of another part of the set.`),
    ...told(
      effects.leavingExternal,
      () =>
        `${count(effects.leavingExternal, 'image')} would leave the external test set, and be learnt from.`,
    ),
    ...told(
      newClasses.length,
      () => `${count(newClasses.length, 'new class', 'new classes')}: ${listed(newClasses, 6)}.`,
    ),
    ...told(
      unmatched,
      () =>
        `${count(unmatched, 'row')} ${verb(unmatched, 'matches', 'match')} nothing here: ${listed(unmatchedKeys, 3)}${unmatched > unmatchedKeys.length ? ' …' : ''}`,
    ),
    ...told(
      ambiguous,
      () =>
        `${count(ambiguous, 'row')} ${verb(ambiguous, 'names', 'name')} a file that several images are called: not used.`,
    ),
    ...told(
      conflicts,
      () =>
        `${count(conflicts, 'image')} ${verb(conflicts, 'has', 'have')} rows that contradict one another: left as ${verb(conflicts, 'it is', 'they are')}.`,
    ),
    ...told(
      repeated,
      () =>
        `${count(repeated, 'image')} ${verb(repeated, 'stands', 'stand')} in several rows that say the same.`,
    ),
    ...told(table.withoutId, () => `${count(table.withoutId, 'row')} without an id: not used.`),
    ...told(
      table.unknownParts,
      () =>
        `${count(table.unknownParts, 'cell')} of the part ${verb(table.unknownParts, 'is', 'are')} none of train, val, test, external: not used.`,
    ),
    ...told(
      table.formulas,
      () => `${count(table.formulas, 'cell')} that a spreadsheet would run: taken as text.`,
    ),
    ...(effects.images === 0 && preview.matched > 0
      ? ['All of it is so already: nothing would change.']
      : []),
  ];
}

/** null where no column looks as if it names people. */
export function personSentence({ table }: LabelsFound): string | null {
  const { personColumns } = table;
  if (personColumns.length === 0) return null;
  const names = personColumns.map((name) => `“${name}”`);
  return `${listed(names, 3)} may name people. Nothing of ${names.length === 1 ? 'this column' : 'these columns'} is kept; it may serve to find the images.`;
}

/** null where there are few enough new classes. */
export function tooManySentence({ preview }: LabelsFound): string | null {
  const { length } = preview.newClasses;
  return length <= mostClasses
    ? null
    : `${count(length, 'different label')} are too many to be classes (at most ${mostClasses}): is this the column of labels?`;
}

export function columnsSentence({ table }: LabelsFound): string {
  const { id, labels, part } = table.columns;
  const read = [...labels.map((name) => `“${name}”`), ...(part === null ? [] : [`“${part}” (part)`])];
  return `Images by “${id}”; read: ${read.join(', ')}. No other column is.`;
}

/** The button's words; null where there is nothing to do. */
export function applyWords({ found, effects }: Ready): string | null {
  if (effects.images === 0 || tooManySentence(found) !== null) return null;
  const onlyParts = effects.labelled + effects.relabelled === 0;
  return `Apply ${count(effects.images, onlyParts ? 'part' : 'label')}`;
}

export function appliedSentence({ images, classes }: Extract<LabelOffer, { phase: 'done' }>): string {
  const made = classes > 0 ? `, ${count(classes, 'class', 'classes')} made` : '';
  return `${count(images, 'image')} changed${made}. Undo takes it back.`;
}
