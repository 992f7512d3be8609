// The shipped encoder folder: its manifest, its files, its self-test, and the preparation of 24 golden images.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkedUnitVector, cosine } from '../../../src/domain/encode/check-vector';
import { measureParity, parityHolds, parseGolden } from '../../../src/domain/encode/golden';
import { parseManifest } from '../../../src/domain/encode/manifest';
import { AppError } from '../../../src/domain/errors';
import { readFile } from '../../../src/domain/intake/read-file';
import { nodeCodecs } from '../../../src/workers/codecs-node';

const folder = 'public/encoders/lightbench-v2';
const fixtures = 'tests/fixtures/golden/encode';
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const manifest = parseManifest(json(`${folder}/manifest.json`));

describe('shipped encoder', () => {
  test('its files are the ones its manifest names, and small enough', () => {
    const { image, golden, card } = manifest.files;
    expect(card).not.toBeNull();
    for (const { path, bytes, sha256 } of [image, golden, ...(card ? [card] : [])]) {
      const data = readFileSync(`${folder}/${path}`);
      expect(data.length).toBe(bytes);
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
    }
    expect(manifest.files.image.bytes).toBeLessThanOrEqual(4_000_000);
    expect(manifest.dimension).toBe(512);
  });

  test('a manifest with a missing or wrong field is refused by its name', () => {
    const whole = json(`${folder}/manifest.json`) as Record<string, unknown>;
    const broken: readonly (readonly [string, Record<string, unknown>])[] = [
      ['dimension', { ...whole, dimension: 0 }],
      ['input.resize', { ...whole, input: { ...(whole.input as object), resize: 'squash' } }],
      ['input.std', { ...whole, input: { ...(whole.input as object), std: [1, 0, 1] } }],
      [
        'files.image.path',
        {
          ...whole,
          files: { ...(whole.files as object), image: { path: '../x', bytes: 1, sha256: '0'.repeat(64) } },
        },
      ],
      ['outputName', { ...whole, outputName: undefined }],
      ['patchesOutputName', { ...whole, patchesOutputName: undefined }],
      ['patchGrid', { ...whole, patchGrid: undefined }],
      ['patchGrid', { ...whole, patchGrid: [4, 0] }],
    ];
    for (const [field, value] of broken) {
      expect(() => parseManifest(value)).toThrowError(
        expect.objectContaining({ code: 'encoder-damaged', detail: { field } }),
      );
    }
  });

  test('it names the output of its patches; an encoder need not have one', () => {
    expect(manifest.patches).toEqual({ outputName: 'patches', rows: 4, columns: 4 });
    const whole = json(`${folder}/manifest.json`) as object;
    const without = parseManifest({ ...whole, patchesOutputName: undefined, patchGrid: undefined });
    expect(without.patches).toBeNull();
  });

  test('its self-test is whole, and a wrong vector is seen', async () => {
    const golden = parseGolden(json(`${folder}/${manifest.files.golden.path}`), manifest);
    expect(golden.length).toBeGreaterThanOrEqual(3);
    // Heat maps are drawn from the parts: they are held to the file as well.
    expect(golden.filter(({ patches }) => patches !== null).length).toBeGreaterThanOrEqual(2);
    let at = 0;
    const right = async () => golden[at++]?.vector as Float32Array;
    const passed = await measureParity(golden, manifest.input, { encode: right });
    expect(passed.cases).toBe(golden.length);
    expect(passed.lowestCosine).toBeCloseTo(1, 6);
    expect(passed.largestDifference).toBe(0);
    expect(parityHolds(passed)).toBe(true);
    at = 0;
    const oneWrong = async () => {
      const { vector } = golden[at++] as (typeof golden)[number];
      return at === 2 ? vector.map((value, i) => (i % 7 === 0 ? -value : value)) : vector;
    };
    const failed = await measureParity(golden, manifest.input, { encode: oneWrong });
    expect(failed.lowestCosine).toBeLessThan(0.99);
    expect(parityHolds(failed)).toBe(false);
  });

  test('24 golden images are prepared as Pillow prepares them, within 1/255', async () => {
    const { images, sizePx } = json(`${fixtures}/index.json`) as {
      images: { file: string }[];
      sizePx: number;
    };
    const expected = gunzipSync(readFileSync(`${fixtures}/preprocessed.bin.gz`));
    const bytes = sizePx * sizePx * 3;
    expect(images).toHaveLength(24);
    for (const [i, { file }] of images.entries()) {
      const read = await readFile(
        new Uint8Array(readFileSync(`${fixtures}/${file}`)),
        file,
        { input: manifest.input, salt: 's' },
        nodeCodecs(),
      );
      const input = read.renditions[0]?.input as Uint8Array;
      let worst = 0;
      for (let p = 0; p < bytes; p++)
        worst = Math.max(worst, Math.abs((input[p] as number) - (expected[i * bytes + p] as number)));
      expect([file, worst <= 1]).toEqual([file, true]);
    }
  });
});

describe('each output is checked', () => {
  const codeOf = (act: () => unknown) => {
    try {
      act();
    } catch (thrown) {
      return thrown instanceof AppError ? `${thrown.code}: ${thrown.detail.what}` : String(thrown);
    }
    return 'accepted';
  };

  test('length, finiteness and norm', () => {
    expect(codeOf(() => checkedUnitVector(new Float32Array(3).fill(1), 4))).toBe(
      'encoder-invalid-output: length',
    );
    expect(codeOf(() => checkedUnitVector(Float32Array.of(1, Number.NaN), 2))).toBe(
      'encoder-invalid-output: not finite',
    );
    expect(codeOf(() => checkedUnitVector(Float32Array.of(1, Number.POSITIVE_INFINITY), 2))).toBe(
      'encoder-invalid-output: not finite',
    );
    expect(codeOf(() => checkedUnitVector(new Float32Array(4), 4))).toBe('encoder-invalid-output: zero');
  });

  test('what passes has length one and points the same way', () => {
    const raw = Float32Array.of(3, 0, -4);
    const unit = checkedUnitVector(raw, 3);
    expect(Math.hypot(...unit)).toBeCloseTo(1, 6);
    expect(cosine(raw, unit)).toBeCloseTo(1, 6);
  });
});
