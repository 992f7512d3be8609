// The sentence of the self-test: its figures, its number of images, and what is no number.
import { expect, test } from 'vitest';
import { differenceCeiling, parityFloor } from '../../../src/domain/encode/golden';
import { parityFigures, paritySentence } from '../../../src/ui/frame/parity-words';
import { glossary } from '../../../src/ui/glossary';

test('says how many images, the lowest cosine and the largest difference', () => {
  expect(paritySentence({ cases: 8, lowestCosine: 0.99999999, largestDifference: 2.14e-7 })).toBe(
    'passed on 8 images: lowest cosine 1.000000, largest difference 2.1e-7',
  );
  expect(paritySentence({ cases: 1, lowestCosine: 1, largestDifference: 0 })).toBe(
    'passed on 1 image: lowest cosine 1.000000, largest difference 0',
  );
});

test('what is not a number is called so', () => {
  expect(parityFigures({ cases: 4, lowestCosine: Number.NaN, largestDifference: Number.NaN })).toBe(
    '4 images: lowest cosine not a number, largest difference not a number',
  );
});

test('the glossary names the limits that are applied', () => {
  expect(glossary.parity.text).toContain(`at least ${parityFloor}`);
  expect(glossary.parity.text).toContain(`more than ${differenceCeiling} off`);
});
