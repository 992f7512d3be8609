// Texts an encoder carries: the manifest's part, the file of vectors, and answers with and without a text tower.
import { describe, expect, test } from 'vitest';
import { parseCarriedTexts } from '../../../src/domain/encode/carried-texts';
import { parseTextSpec } from '../../../src/domain/encode/text-spec';
import { AppError } from '../../../src/domain/errors';
import { type OpenTexts, withCarried } from '../../../src/workers/open-texts';
import { tinySpec, tinyTower } from '../../fixtures/builders/tiny-texts';

const dimension = 3;
const texts = ['chest x-ray', 'CT of the abdomen'];
const { tower: _tower, carried: _carried, ...rule } = tinySpec;
const vectors = { path: 'texts.f32', bytes: 24, sha256: 'c'.repeat(64) };
const root = (text: object, files: object = { textVectors: vectors }) => ({ dimension, files, text });

function fieldOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof AppError ? `${thrown.code} ${thrown.detail.field}` : String(thrown);
  }
  return 'accepted';
}

describe('manifest', () => {
  test('carried texts stand alone, or beside a tower', () => {
    expect(parseTextSpec(root({ ...rule, carried: texts }))).toEqual({
      ...rule,
      tower: null,
      carried: { vectors, texts },
    });
    const { model, tokenizer, ...tower } = tinyTower;
    const files = { textVectors: vectors, text: model, tokenizer };
    expect(parseTextSpec(root({ ...rule, ...tower, carried: texts }, files))).toEqual({
      ...tinySpec,
      carried: { vectors, texts },
    });
  });

  test('a missing or wrong piece is refused by its name', () => {
    const broken: readonly (readonly [string, object])[] = [
      ['text.carried', root(rule)],
      ['text.carried', root({ ...rule, carried: [] })],
      ['text.carried', root({ ...rule, carried: ['a', 7] })],
      ['text.carried', root({ ...rule, carried: ['Chest  x-ray', 'chest X-ray '] })],
      ['text.carried', root({ ...rule, carried: ['  ', 'a'] })],
      ['files.textVectors', root({ ...rule, carried: texts }, {})],
      ['files.textVectors.bytes', root({ ...rule, carried: ['a'] })],
      [
        'files.textVectors.path',
        root({ ...rule, carried: texts }, { textVectors: { ...vectors, path: '../x' } }),
      ],
      ['dimension', { ...root({ ...rule, carried: texts }), dimension: 0.5 }],
      ['text.logitScale', root({ ...rule, logitScale: -1, carried: texts })],
      ['text', { dimension, files: { textVectors: vectors } }],
    ];
    for (const [field, json] of broken) {
      expect(fieldOf(() => parseTextSpec(json as Record<string, unknown>))).toBe(`encoder-damaged ${field}`);
    }
  });
});

const bytesOf = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);

describe('file of vectors', () => {
  test('rows come out at unit length', () => {
    const { vectors: rows } = parseCarriedTexts(bytesOf([2, 0, 0, 0, 3, 4]), texts, dimension);
    expect(Array.from(rows)).toEqual([1, 0, 0, 0, Math.fround(0.6), Math.fround(0.8)]);
  });

  test.each([
    ['another size', [1, 0, 0]],
    ['a number that is none', [1, 0, 0, Number.NaN, 0, 0]],
    ['an endless number', [1, 0, 0, Number.POSITIVE_INFINITY, 0, 0]],
    ['a row of zeros', [1, 0, 0, 0, 0, 0]],
  ])('%s is refused', (_, values) => {
    expect(fieldOf(() => parseCarriedTexts(bytesOf(values), texts, dimension))).toBe(
      'encoder-damaged files.textVectors',
    );
  });
});

describe('answers for texts', () => {
  const carried = { texts, vectors: Float32Array.of(1, 0, 0, 0, 1, 0) };
  const breathe = async () => undefined;

  test('without a tower: carried ones by their vector, case and spaces aside; others have none', async () => {
    const { encode } = withCarried(carried, null, dimension);
    expect(await encode(['ct  of the ABDOMEN', 'hand', 'chest x-ray'], breathe)).toEqual({
      vectors: Float32Array.of(0, 1, 0, 0, 0, 0, 1, 0, 0),
      known: [1, 0, 1],
      unknownWords: [[], ['hand'], []],
      truncated: [false, false, false],
    });
  });

  test('with a tower: it is asked for the others alone, and not at all when there are none', async () => {
    const asked: string[][] = [];
    const tower: OpenTexts = {
      parity: 0.99995,
      encode: async (wanted) => {
        asked.push([...wanted]);
        return {
          vectors: Float32Array.from(wanted.flatMap(() => [0, 0, 1])),
          known: wanted.map(() => 0.5),
          unknownWords: wanted.map((text) => [`${text}?`]),
          truncated: wanted.map(() => true),
        };
      },
    };
    const { encode, parity } = withCarried(carried, tower, dimension);
    expect(parity).toBe(0.99995);
    expect(await encode(['hand', 'chest x-ray', 'foot'], breathe)).toEqual({
      vectors: Float32Array.of(0, 0, 1, 1, 0, 0, 0, 0, 1),
      known: [0.5, 1, 0.5],
      unknownWords: [['hand?'], [], ['foot?']],
      truncated: [true, false, true],
    });
    await encode(['chest x-ray'], breathe);
    expect(asked).toEqual([['hand', 'foot']]);
  });
});
