// From texts to shares: the formula against numpy, what shares may be, which part of a text is known.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Activation, ShareRule } from '../../../src/domain/encode/text-spec';
import {
  filledTemplates,
  knownShare,
  meanUnitVector,
  similarityShares,
} from '../../../src/domain/encode/words';

interface GoldenCase {
  readonly dim: number;
  readonly rule: ShareRule;
  readonly images: string;
  readonly texts: string;
  readonly shares: readonly (readonly number[])[];
  readonly meanText: readonly number[];
}

function rows(base64: string, dim: number): Float32Array[] {
  const all = new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  return Array.from({ length: all.length / dim }, (_, i) => all.slice(i * dim, (i + 1) * dim));
}

const { cases } = JSON.parse(readFileSync('tests/fixtures/golden/predict/words.json', 'utf8')) as {
  cases: readonly GoldenCase[];
};

describe.each(cases)('$rule.activation, scale $rule.logitScale, dimension $dim', (golden) => {
  const { dim, rule, images, texts, shares, meanText } = golden;

  test('shares equal those of numpy', () => {
    for (const [i, image] of rows(images, dim).entries()) {
      const ours = similarityShares(image, rows(texts, dim), rule);
      expect(ours).toHaveLength(shares[i]?.length ?? -1);
      ours.forEach((share, c) => {
        expect(share).toBeCloseTo(shares[i]?.[c] ?? Number.NaN, 6);
      });
    }
  });

  test('the mean of several texts equals that of numpy, at length one', () => {
    const mean = meanUnitVector(rows(texts, dim)) as Float32Array;
    expect(Math.hypot(...mean)).toBeCloseTo(1, 6);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(meanText[i] ?? Number.NaN, 6);
    });
  });
});

const vector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));
const classes = fc.array(vector, { minLength: 1, maxLength: 7 });
const ruleOf = (activation: Activation) =>
  fc.record({
    logitScale: fc.double({ min: 0.1, max: 5000, noNaN: true }),
    logitBias: fc.double({ min: -20, max: 20, noNaN: true }),
    activation: fc.constant(activation),
  });

const softmax = { logitScale: 1, logitBias: 0, activation: 'softmax' } as const;

describe('shares', () => {
  test('softmax: between 0 and 1, sum 1, the most alike class has the largest, the bias changes nothing', () => {
    fc.assert(
      fc.property(vector, classes, ruleOf('softmax'), (image, texts, rule) => {
        const shares = similarityShares(image, texts, rule);
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        const alike = texts.map((text) => text.reduce((sum, value, i) => sum + value * (image[i] ?? 0), 0));
        const best = alike.indexOf(Math.max(...alike));
        expect(shares[best]).toBeCloseTo(Math.max(...shares), 2);
        const moved = similarityShares(image, texts, { ...rule, logitBias: rule.logitBias + 7 });
        moved.forEach((share, i) => {
          expect(share).toBeCloseTo(shares[i] ?? Number.NaN, 6);
        });
      }),
    );
  });

  test('sigmoid: each class for itself, whoever stands beside it', () => {
    fc.assert(
      fc.property(vector, classes, ruleOf('sigmoid'), (image, texts, rule) => {
        const shares = similarityShares(image, texts, rule);
        texts.forEach((text, i) => {
          expect(similarityShares(image, [text], rule)).toEqual([shares[i]]);
        });
      }),
    );
  });

  test('a class without a vector has share 0 and takes nothing from the others', () => {
    fc.assert(
      fc.property(vector, classes, fc.oneof(ruleOf('softmax'), ruleOf('sigmoid')), (image, texts, rule) => {
        const without = similarityShares(image, [null, ...texts, null], rule);
        expect(without).toEqual([0, ...similarityShares(image, texts, rule), 0]);
      }),
    );
    expect(similarityShares(Float32Array.of(1, 0), [null, null], softmax)).toEqual([0, 0]);
  });

  test('no classes, no shares', () => {
    expect(similarityShares(Float32Array.of(1, 0), [], softmax)).toEqual([]);
  });
});

test('the mean of nothing, and of vectors that cancel out, is none', () => {
  expect(meanUnitVector([])).toBeNull();
  expect(meanUnitVector([Float32Array.of(1, 0), Float32Array.of(-1, 0)])).toBeNull();
});

describe('known share', () => {
  const token = (text: string, id: number) => ({ text, id });

  test('small words count in neither part', () => {
    const tokens = [token('cells', 5), token('of', 2), token('[UNK]', 1)];
    expect(knownShare(tokens, 1, new Set(['of']))).toBe(0.5);
    expect(knownShare(tokens, 1, new Set())).toBeCloseTo(2 / 3);
  });

  test('a text without content is known by nothing', () => {
    expect(knownShare([], 1, new Set())).toBe(0);
    expect(knownShare([token('of', 2)], 1, new Set(['of']))).toBe(0);
  });

  test('is 0 with only unknown tokens, 1 with none, and in between otherwise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), (ids) => {
        const share = knownShare(
          ids.map((id) => token(`t${id}`, id)),
          1,
          new Set(),
        );
        expect(share * ids.length).toBeCloseTo(ids.filter((id) => id !== 1).length);
      }),
    );
  });
});

test('each label is put into each template, signs of a replacement pattern and all', () => {
  expect(filledTemplates(['a $& b', 'c'], ['{label}', 'x-ray of {label}, {label}'])).toEqual([
    'a $& b',
    'x-ray of a $& b, a $& b',
    'c',
    'x-ray of c, c',
  ]);
  expect(filledTemplates(['a', 'a'], ['{label}'])).toEqual(['a']);
});
