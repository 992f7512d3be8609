// The text part of an encoder: its manifest, its tokeniser, its self-test, on a small one made here.
import { describe, expect, test } from 'vitest';
import { parseGoldenTexts } from '../../../src/domain/encode/golden-texts';
import { parseTextSpec } from '../../../src/domain/encode/text-spec';
import { AppError } from '../../../src/domain/errors';
import { openTexts } from '../../../src/workers/open-texts';
import { openTokeniser } from '../../../src/workers/tokens';
import { tinySpec, tinyTokenizer, tinyTower } from '../../fixtures/builders/tiny-texts';

function factsOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof AppError ? `${thrown.code}: ${thrown.detail.field}` : String(thrown);
  }
  return 'accepted';
}

describe('manifest', () => {
  const { model, tokenizer, ...tower } = tinyTower;
  const { tower: _tower, carried: _carried, ...rule } = tinySpec;
  const text = { ...rule, ...tower };
  const files = { text: model, tokenizer };

  test('a whole text part is read, none at all is none', () => {
    expect(parseTextSpec({ files, text })).toEqual(tinySpec);
    expect(parseTextSpec({ files: {} })).toBeNull();
  });

  test('a missing or wrong field is refused by its name', () => {
    const broken: readonly (readonly [string, Record<string, unknown>])[] = [
      ['text', { files }],
      ['files.text', { files: { tokenizer }, text }],
      ['files.tokenizer', { files: { text: model }, text }],
      ['text.logitScale', { files, text: { ...text, logitScale: 0 } }],
      ['text.logitScale', { files, text: { ...text, logitScale: '100' } }],
      ['text.logitBias', { files, text: { ...text, logitBias: undefined } }],
      ['text.activation', { files, text: { ...text, activation: 'relu' } }],
      ['text.templates', { files, text: { ...text, templates: [] } }],
      ['text.templates', { files, text: { ...text, templates: ['an image'] } }],
      ['text.contextLength', { files, text: { ...text, contextLength: 0 } }],
      ['text.unknownId', { files, text: { ...text, unknownId: 0 } }],
      ['text.smallWords', { files, text: { ...text, smallWords: 'of' } }],
      ['files.text.path', { files: { ...files, text: { ...model, path: 'https://x/y' } }, text }],
    ];
    for (const [field, root] of broken) {
      expect(factsOf(() => parseTextSpec(root))).toBe(`encoder-damaged: ${field}`);
    }
  });
});

describe('tokeniser', () => {
  const tokenise = openTokeniser(tinyTokenizer(['red', 'blue', 'cells', 'of', ',']), tinyTower);

  test('pads at the end, lowers the case, drops accents', () => {
    expect(tokenise('RÉD cells')).toEqual({
      ids: [2, 4, 0, 0, 0, 0, 0, 0],
      known: 1,
      unknownWords: [],
      truncated: false,
    });
  });

  test('names the words it does not know, each once, and their share', () => {
    const { ids, known, unknownWords } = tokenise('red Zorgoid of cells, zorgoid');
    expect(ids).toEqual([2, 1, 5, 4, 6, 1, 0, 0]);
    expect(unknownWords).toEqual(['zorgoid']);
    // Three of five: "of" is small.
    expect(known).toBeCloseTo(3 / 5);
  });

  test('cuts at the context length and says so', () => {
    const { ids, truncated } = tokenise('red red red red red red red blue cells');
    expect(ids).toEqual([2, 2, 2, 2, 2, 2, 2, 3]);
    expect(truncated).toBe(true);
  });

  test('an empty text has no tokens and nothing known', () => {
    expect(tokenise('  ')).toEqual({
      ids: new Array(8).fill(0),
      known: 0,
      unknownWords: [],
      truncated: false,
    });
  });

  test('what is not a tokeniser, or has another unknown token, is refused', () => {
    expect(factsOf(() => openTokeniser({}, tinyTower))).toBe('encoder-damaged: files.tokenizer');
    expect(factsOf(() => openTokeniser(null, tinyTower))).toBe('encoder-damaged: files.tokenizer');
    expect(factsOf(() => openTokeniser(tinyTokenizer(['red']), { ...tinyTower, unknownId: 2 }))).toBe(
      'encoder-damaged: text.unknownId',
    );
  });
});

describe('self-test', () => {
  const dimension = 4;
  const tokenizerJson = tinyTokenizer(['red', 'blue']);
  const base64 = (values: readonly number[]) =>
    Buffer.from(Float32Array.from(values).buffer).toString('base64');
  // The model of this test: how often each of the four tokens stands in the text.
  const run = async (ids: readonly number[], rows: number) => {
    const out = new Float32Array(rows * dimension);
    ids.forEach((id, i) => {
      if (id > 0) out[Math.floor(i / tinyTower.contextLength) * dimension + id] = 1;
    });
    return out;
  };
  const texts = [
    { text: 'red', ids: [2, 0, 0, 0, 0, 0, 0, 0], knownShare: 1, vectorBase64: base64([0, 0, 1, 0]) },
    {
      text: 'blue thing',
      ids: [3, 1, 0, 0, 0, 0, 0, 0],
      knownShare: 0.5,
      vectorBase64: base64([0, Math.SQRT1_2, 0, Math.SQRT1_2]),
    },
  ] as const;
  const shape = { dimension, contextLength: tinyTower.contextLength };
  const opened = (golden: readonly object[], runner = run) =>
    openTexts(
      { tokenizerJson, golden: parseGoldenTexts({ texts: golden }, shape), run: runner },
      tinyTower,
      dimension,
    );

  test('passes where ids are equal and vectors point the same way; then it encodes', async () => {
    const { parity, encode } = await opened(texts);
    expect(parity).toBeCloseTo(1, 6);
    const many = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'red' : 'unheard of'));
    const { vectors, known, unknownWords } = await encode(many, async () => undefined);
    expect(vectors).toHaveLength(40 * dimension);
    expect(Array.from(vectors.subarray(38 * dimension, 39 * dimension))).toEqual([0, 0, 1, 0]);
    expect(known.slice(0, 2)).toEqual([1, 0]);
    expect(unknownWords[1]).toEqual(['unheard', 'of']);
  });

  test('other ids, another known share or another vector are refused', async () => {
    const [first, second] = texts;
    const codeOf = (golden: readonly object[]) =>
      opened(golden).then(
        () => 'accepted',
        (thrown: AppError) => thrown.code,
      );
    expect(await codeOf([first, { ...second, ids: [3, 2, 0, 0, 0, 0, 0, 0] }])).toBe('encoder-damaged');
    expect(await codeOf([first, { ...second, knownShare: 1 }])).toBe('encoder-damaged');
    expect(await codeOf([first, { ...second, vectorBase64: base64([0, 0.5, 0, 1]) }])).toBe(
      'encoder-invalid-output',
    );
  });

  test('numbers that are none, and rows that are missing, are refused', async () => {
    const nan = async (_: readonly number[], rows: number) =>
      new Float32Array(rows * dimension).fill(Number.NaN);
    await expect(opened(texts, nan)).rejects.toMatchObject({ code: 'encoder-invalid-output' });
    await expect(opened(texts, async () => new Float32Array(dimension))).rejects.toMatchObject({
      code: 'encoder-invalid-output',
    });
  });

  test('golden texts that do not fit the manifest are refused', () => {
    const [first] = texts;
    for (const bad of [
      {},
      { texts: [] },
      { texts: [{ ...first, ids: [2] }] },
      { texts: [{ ...first, vectorBase64: base64([1]) }] },
      { texts: [{ ...first, knownShare: undefined }] },
      { texts: [null] },
    ]) {
      expect(factsOf(() => parseGoldenTexts(bad, shape))).toBe('encoder-damaged: golden.texts');
    }
  });
});
