// What is said of a table of labels, and of an adapter's file: counts agree with nouns and verbs, names are only told.
import { describe, expect, test } from 'vitest';
import type { LabelsFound } from '../../../src/domain/intake/labels-found';
import type { LabelEffects } from '../../../src/state/label-table';
import * as words from '../../../src/ui/data/label-words';
import { explain } from '../../../src/ui/messages';

const preview = {
  ...{ matched: 2, unmatched: 0, unmatchedRows: [], ambiguous: 0, repeated: 0, conflicts: 0 },
  ...{ newClasses: [], relabelled: 0, changes: [] },
};
const table = {
  columns: { id: 'file', labels: ['label'], part: null },
  ...{ personColumns: [], formulas: 0, withoutId: 0, unknownParts: 0 },
};
const found = (
  change: Partial<LabelsFound['preview']> = {},
  rest: Partial<LabelsFound> = {},
): LabelsFound => ({
  ...{ rows: 2, unmatchedKeys: [], table },
  preview: { ...preview, ...change },
  ...rest,
});
const none: LabelEffects = { images: 0, labelled: 0, relabelled: 0, parts: 0, leavingExternal: 0 };
const ready = (of: LabelsFound, effects: Partial<LabelEffects> = {}) => ({
  ...{ phase: 'ready' as const, fileName: 'labels.csv', found: of },
  effects: { ...none, ...effects },
});

describe('a table of labels', () => {
  test.each([
    [found({ matched: 0 }), 'None of 2 rows is an image of this set.'],
    [found({ matched: 1 }), '1 of 2 rows is an image of this set.'],
    [found(), 'All 2 rows are images of this set.'],
    [found({ matched: 1 }, { rows: 1 }), 'The row is an image of this set.'],
    [found({ matched: 312 }, { rows: 1320 }), '312 of 1,320 rows are images of this set.'],
  ])('how much matches', (of, sentence) => expect(words.matchSentence(of)).toBe(sentence));

  test('each thing that is not used is told, one and many', () => {
    const odd = { unmatched: 1, ambiguous: 1, repeated: 1, conflicts: 1, newClasses: ['Green'] };
    expect(
      words.labelNotes(ready(found(odd, { unmatchedKeys: ['x.png'] }), { images: 1, relabelled: 1 })),
    ).toEqual([
      '1 labelled image would get other labels.',
      '1 new class: Green.',
      '1 row matches nothing here: x.png',
      '1 row names a file that several images are called: not used.',
      '1 image has rows that contradict one another: left as it is.',
      '1 image stands in several rows that say the same.',
    ]);
    const [external] = words.labelNotes(ready(found(), { images: 3, leavingExternal: 3 }));
    expect(external).toBe('3 images would leave the external test set, and be learnt from.');
    expect(words.labelNotes(ready(found()))).toEqual(['All of it is so already: nothing would change.']);
  });

  test('the button counts what changes; nothing to do, or too many classes, and there is none', () => {
    expect(words.applyWords(ready(found(), { images: 312, labelled: 312 }))).toBe('Apply 312 labels');
    expect(words.applyWords(ready(found(), { images: 1, parts: 1 }))).toBe('Apply 1 part');
    expect(words.applyWords(ready(found()))).toBeNull();
    const remarks = found({ newClasses: Array.from({ length: 300 }, (_, i) => `remark ${i}`) });
    expect(words.applyWords(ready(remarks, { images: 300 }))).toBeNull();
    expect(words.tooManySentence(remarks)).toMatch(/^300 different labels are too many/);
    expect(words.appliedSentence({ phase: 'done', fileName: '', images: 2, classes: 1 })).toBe(
      '2 images changed, 1 class made. Undo takes it back.',
    );
  });

  test('columns by name, and a warning for those that may name people', () => {
    const named = found({}, { table: { ...table, personColumns: ['Patient Name', 'DOB'] } });
    expect(words.personSentence(named)).toMatch(
      /^“Patient Name”, “DOB” may name people\. Nothing of these columns/,
    );
    expect(words.personSentence(found())).toBeNull();
    expect(words.columnsSentence(found())).toBe('Images by “file”; read: “label”. No other column is.');
  });
});

test.each([
  ['classes', { names: 'Red, Blue' }, /classes that are not in this project: Red, Blue\./],
  ['dim', { have: 512, need: 768 }, /takes vectors of 512 numbers; those of this project have 768\./],
  ['differs', { rows: 64 }, /not saved: run by ONNX Runtime on 64 rows/],
  ['toString', {}, /no adapter that was saved here/],
])('an adapter that does not fit: %s', (why, detail, sentence) => {
  const told = explain({ code: 'adapter-unfit', message: '', detail: { why, ...detail } });
  expect(told.sentence).toMatch(sentence);
  expect(told.advice).not.toBe('');
});
