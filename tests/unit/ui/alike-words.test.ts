// The sentence about images that show the same picture.
import { expect, test } from 'vitest';
import { alikeSentence } from '../../../src/ui/intake/check-words';

test.each([
  [2, 0, '2 images look nearly the same as another (none of them in different classes).'],
  [4, 2, '4 images look nearly the same as another (2 of them in different classes).'],
])('%i images, %i across', (images, across, sentence) => {
  expect(alikeSentence(images, across)).toBe(sentence);
});
