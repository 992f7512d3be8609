// The form of words, rewordings and the wordings that are tried: what each may and may not do to a text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rewordings } from '../../../src/domain/encode/rewordings';
import {
  conditionsFor,
  defaultNoneText,
  defaultWordForm,
  longestText,
  phrasesOf,
  textOfParts,
  tidyForm,
} from '../../../src/domain/encode/word-form';
import { mostWordings, wordingsOf } from '../../../src/domain/encode/wordings';

const chest = { modality: 'x-ray', bodyPart: 'chest', view: 'frontal' };
const form = { ...defaultWordForm, parts: chest };

describe('form', () => {
  test('puts modality, body part and view before the condition, empty ones left out', () => {
    expect(textOfParts(chest, 'pneumonia')).toBe('x-ray chest frontal pneumonia');
    expect(textOfParts({ ...chest, bodyPart: '' }, 'pneumonia')).toBe('x-ray frontal pneumonia');
    expect(textOfParts(defaultWordForm.parts, 'pneumonia')).toBe('pneumonia');
  });

  test('the condition is the name, or each of the own words; those can be taken as written', () => {
    expect(phrasesOf({ name: 'Normal' }, form)).toEqual(['x-ray chest frontal Normal']);
    const own = { name: 'Normal', prompts: ['no finding', 'healthy lungs'] };
    expect(phrasesOf(own, form)).toEqual([
      'x-ray chest frontal no finding',
      'x-ray chest frontal healthy lungs',
    ]);
    expect(phrasesOf(own, { ...form, partsBeforeOwn: false })).toEqual(own.prompts);
    expect(phrasesOf({ name: 'Normal', prompts: [] }, { ...form, partsBeforeOwn: false })).toEqual([
      'x-ray chest frontal Normal',
    ]);
  });

  test('without parts nothing is added: projects of before there was a form keep their texts', () => {
    expect(phrasesOf({ name: 'A', prompts: ['b', 'c'] }, defaultWordForm)).toEqual(['b', 'c']);
    expect(defaultWordForm.none.on).toBe(false);
  });

  test('texts are trimmed and cut; an empty text for "none of these" becomes the default', () => {
    const tidy = tidyForm({
      ...form,
      parts: { ...chest, view: `  ${'x'.repeat(500)} ` },
      none: { on: true, text: '  ' },
    });
    expect(tidy.parts.view).toHaveLength(longestText);
    expect(tidy.none).toEqual({ on: true, text: defaultNoneText });
  });

  test('conditions for texts give these texts again, or there are none', () => {
    const texts = ['x-ray chest frontal a', 'x-ray chest frontal b c'];
    const conditions = conditionsFor(texts, form);
    expect(conditions).toEqual(['a', 'b c']);
    expect(phrasesOf({ name: 'n', prompts: conditions ?? [] }, form)).toEqual(texts);
    expect(conditionsFor(['chest a'], form)).toBeNull();
    expect(conditionsFor(['chest a'], { ...form, partsBeforeOwn: false })).toEqual(['chest a']);
  });
});

describe('rewordings', () => {
  const textsOf = (text: string) => rewordings(text).map((rewording) => rewording.text);

  test('of a short text, all of them', () => {
    expect(rewordings('white blood cells')).toEqual([
      { kind: 'case', text: 'WHITE BLOOD CELLS' },
      { kind: 'plural', text: 'white blood cell' },
      { kind: 'frame', text: 'a white blood cells image' },
      { kind: 'frame', text: 'an image of white blood cells' },
      { kind: 'order', text: 'cells white blood' },
      { kind: 'drop', text: 'blood cells' },
      { kind: 'drop', text: 'white cells' },
      { kind: 'drop', text: 'white blood' },
    ]);
  });

  test.each([
    ['biopsy', 'biopsies'],
    ['biopsies', 'biopsy'],
    ['x-ray', 'x-rays'],
    ['abscess', 'abscesses'],
    ['thrombus', 'thrombuses'],
    ['patch', 'patches'],
    ['patches', 'patch'],
  ])('the other number of %s is %s', (word, other) => {
    expect(rewordings(word).find(({ kind }) => kind === 'plural')?.text).toBe(other);
  });

  test('never leaves out a word that turns the meaning round, nor the only one with content', () => {
    const dropped = rewordings('no finding of the chest').filter(({ kind }) => kind === 'drop');
    expect(dropped.map(({ text }) => text)).toEqual(['no of the chest', 'no finding of the']);
    expect(rewordings('the chest').some(({ kind }) => kind === 'drop')).toBe(false);
  });

  test('are new, each once, and none of a text without words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const texts = textsOf(text);
        expect(new Set(texts).size).toBe(texts.length);
        expect(texts).not.toContain(text.trim().split(/\s+/).join(' '));
        expect(texts.length).toBeLessThanOrEqual(12);
        if (text.trim() === '') expect(texts).toEqual([]);
      }),
    );
  });
});

describe('wordings of a class', () => {
  test('own texts alone, the bare name, the name in the form whole and a part less, then rewordings', () => {
    const wordings = wordingsOf({ name: 'Normal', prompts: ['no finding', 'healthy'] }, form);
    const of = (kind: string) => wordings.filter((wording) => wording.kind === kind).map(({ text }) => text);
    expect(of('own')).toEqual(['x-ray chest frontal no finding', 'x-ray chest frontal healthy']);
    expect(of('name')).toEqual(['Normal']);
    expect(of('template')).toEqual([
      'x-ray chest frontal Normal',
      'chest frontal Normal',
      'x-ray frontal Normal',
      'x-ray chest Normal',
    ]);
    const reworded = wordings.filter(({ kind }) => kind === 'case');
    // The text that is not reworded stays beside the one that is.
    expect(reworded[0]?.texts).toEqual(['X-RAY CHEST FRONTAL NO FINDING', 'x-ray chest frontal healthy']);
  });

  test('only rewordings that leave no word out count as saying the same', () => {
    for (const { kind, saysTheSame } of wordingsOf({ name: 'White blood cell' }, defaultWordForm)) {
      expect(saysTheSame).toBe(['case', 'plural', 'frame', 'order'].includes(kind));
    }
  });

  test('none is the wording in use, none comes twice, and there is an end to them', () => {
    const named = fc.record({
      name: fc.string({ minLength: 1 }),
      prompts: fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(named, fc.boolean(), (entry, parts) => {
        const used = parts ? form : defaultWordForm;
        const keys = wordingsOf(entry, used).map(({ texts }) => texts.join('\n'));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).not.toContain(phrasesOf(entry, used).join('\n'));
        expect(keys.length).toBeLessThanOrEqual(mostWordings);
      }),
    );
  });
});
