// From words to shares with the shipped tower: against tokenizers, onnxruntime and numpy in Python (words_shipped.py).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { cosine } from '../../../src/domain/encode/check-vector';
import type { ShareRule } from '../../../src/domain/encode/text-spec';
import { type EncodedTexts, meanUnitVector, similarityShares } from '../../../src/domain/encode/words';
import { openTokeniser } from '../../../src/workers/tokens';
import { openShippedTower, readShipped, shippedFolder, shippedJson, shippedManifest } from './shipped-tower';

interface Golden {
  readonly folder: string;
  readonly sha256: { readonly text: string; readonly tokenizer: string };
  readonly classes: readonly (readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly unknownWords: readonly string[];
  }[])[];
  readonly classVectors: readonly string[];
  readonly images: readonly string[];
  readonly rules: readonly (ShareRule & { readonly shares: readonly (readonly number[])[] })[];
}

const golden = JSON.parse(readFileSync('tests/fixtures/golden/predict/words_shipped.json', 'utf8')) as Golden;
const phrases = golden.classes.flat();
const vectorOf = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
const images = golden.images.map(vectorOf);
const spec = shippedManifest.text;
const tower = spec?.tower;
if (!spec || !tower)
  throw new Error('the shipped encoder has no text tower: nothing to hold the golden against');

/** Largest difference between our shares and those of Python, over images and classes. */
function largestDifference(classes: readonly (Float32Array | null)[], rule: Golden['rules'][number]): number {
  return Math.max(
    ...images.flatMap((image, i) =>
      similarityShares(image, classes, rule).map((share, c) =>
        Math.abs(share - (rule.shares[i]?.[c] ?? Number.NaN)),
      ),
    ),
  );
}

test('the golden was made for the files that are shipped; else run words_shipped.py again', () => {
  const hashOf = (path: string) => createHash('sha256').update(readShipped(path)).digest('hex');
  expect(golden.folder).toBe(shippedFolder);
  expect(golden.sha256).toEqual({ text: hashOf(tower.model.path), tokenizer: hashOf(tower.tokenizer.path) });
});

test('the rule of the manifest is the one that was held against Python', () => {
  const { logitScale, logitBias, activation } = spec;
  expect(golden.rules[0]).toMatchObject({ logitScale, logitBias, activation });
  expect(golden.rules[1]?.activation).toBe('sigmoid');
});

test('ids and unknown words are those of the tokenizers library', () => {
  const tokenise = openTokeniser(shippedJson(tower.tokenizer.path), tower);
  for (const { text, ids, unknownWords } of phrases) {
    expect({ text, ids: tokenise(text).ids, unknownWords: tokenise(text).unknownWords }).toEqual({
      text,
      ids,
      unknownWords,
    });
  }
});

describe('shares', () => {
  let read: EncodedTexts;
  beforeAll(async () => {
    const { encode } = await openShippedTower(tower);
    read = await encode(
      phrases.map(({ text }) => text),
      async () => undefined,
    );
  });

  /** The class vectors as the page makes them: the mean of each class's texts. */
  function ours(): (Float32Array | null)[] {
    const { dimension } = shippedManifest;
    let row = 0;
    return golden.classes.map((texts) =>
      meanUnitVector(texts.map(() => read.vectors.subarray(row * dimension, ++row * dimension))),
    );
  }

  test.each(golden.rules)('$activation: from the vectors of Python, equal to 1e-6', (rule) => {
    expect(largestDifference(golden.classVectors.map(vectorOf), rule)).toBeLessThan(1e-6);
  });

  test('the mean of the texts of a class points where that of Python does', () => {
    for (const [c, vector] of ours().entries()) {
      expect(cosine(vector as Float32Array, vectorOf(golden.classVectors[c] ?? ''))).toBeGreaterThan(0.99999);
    }
  });

  test.each(golden.rules)('$activation: from the words to the shares, equal to 1e-4', (rule) => {
    const difference = largestDifference(ours(), rule);
    console.log(
      `words to shares, ${rule.activation}: largest difference to Python ${difference.toExponential(1)}`,
    );
    expect(difference).toBeLessThan(1e-4);
  });

  test('a text of another class in its place is seen', () => {
    const [first, second, ...rest] = golden.classVectors.map(vectorOf);
    const swapped = [second ?? null, first ?? null, ...rest];
    for (const rule of golden.rules) expect(largestDifference(swapped, rule)).toBeGreaterThan(1e-3);
  });
});
