// The rendering decision in words: every key and every choice can be read by a person.
import { expect, test } from 'vitest';
import { defaultRendering } from '../../../src/domain/intake/rendering';
import {
  cropRuleWords,
  decisionWords,
  renderingWords,
  windowingWords,
} from '../../../src/ui/rendering/words';

const mask = { x: 0, y: 0, width: 0.2, height: 0.1 };

test('keys say how greys are shown', () => {
  expect(renderingWords('plain')).toEqual({ greys: null, cropped: false });
  expect(renderingWords('window').greys).toBe("the file's own window");
  expect(renderingWords('percentile').greys).toBe('1st to 99th percentile of the image');
  expect(renderingWords('percentile-10-90+abc')).toEqual({
    greys: 'percentile 10 to 90 of the image',
    cropped: true,
  });
  expect(renderingWords('c-600w1500').greys).toBe('window centre -600, width 1500');
  expect(renderingWords('plain+abc')).toEqual({ greys: null, cropped: true });
});

test('a decision in one line', () => {
  expect(windowingWords({ by: 'preset', preset: 'soft-tissue' })).toBe('soft tissue window');
  expect(decisionWords(defaultRendering)).toBe('automatic');
  const cropped = {
    ...defaultRendering,
    crop: { keep: mask, masks: [mask, mask] },
    classCrops: { a: { keep: null, masks: [mask] } },
  };
  expect(decisionWords(cropped)).toBe('automatic; cropped, 2 parts blacked out; 1 class with a crop rule');
  expect(cropRuleWords(cropped)).toBe('Crop: cropped, 2 parts blacked out; 1 class with a rule');
  expect(cropRuleWords(defaultRendering)).toBe('Crop: none');
});
