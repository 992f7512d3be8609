// The prompt lab's figures in words: a change carries its sign, a figure that is not there is a dash.
import { expect, test } from 'vitest';
import { changeWords, stabilitySentence } from '../../../src/ui/words/lab-words';

test('a change carries its sign, and none is plain', () => {
  expect(changeWords(0.5, 0.625)).toBe('+0.13');
  expect(changeWords(0.625, 0.5)).toBe('−0.12');
  expect(changeWords(0.5, 0.5)).toBe('0.00');
  expect(changeWords(0.5, 0.501)).toBe('0.00');
  expect(changeWords(null, 0.5)).toBe('–');
});

test('stability says how many images and rewordings it rests on', () => {
  expect(stabilitySentence({ share: 0.9999, wordings: 1 }, 1200)).toBe(
    'the answer stays the same for 0.99 of 1,200 images over 1 rewording.',
  );
  expect(stabilitySentence({ share: null, wordings: 0 }, 1200)).toBe(
    'no rewording to tell how stable the answers are.',
  );
});
