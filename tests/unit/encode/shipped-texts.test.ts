// The shipped encoder's text tower, run by the runtime's build for Node: its files, its tokeniser, its vectors.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { parityFloor } from '../../../src/domain/encode/golden';
import { firstOtherIds, parseGoldenTexts } from '../../../src/domain/encode/golden-texts';
import { parseManifest } from '../../../src/domain/encode/manifest';
import { openTexts } from '../../../src/workers/open-texts';
import { openTokeniser } from '../../../src/workers/tokens';

const folder = 'public/encoders/lightbench-v2';
const read = (path: string) => readFileSync(`${folder}/${path}`);
const json = (path: string): unknown => JSON.parse(read(path).toString('utf8'));
const manifest = parseManifest(json('manifest.json'));
const spec = manifest.text;

test('the manifest and the folder agree on whether there is a text tower', () => {
  expect(existsSync(`${folder}/tokenizer.json`)).toBe(spec !== null);
  expect(existsSync(`${folder}/text.int8.onnx`)).toBe(spec !== null);
});

// Nothing to run where no text tower is shipped; with one, all of it runs.
if (spec !== null) {
  const golden = parseGoldenTexts(json(manifest.files.golden.path), {
    dimension: manifest.dimension,
    contextLength: spec.contextLength,
  });
  const tokenizerJson = json(spec.tokenizer.path);

  describe('shipped text tower', () => {
    test('its files are the ones its manifest names', () => {
      for (const { path, bytes, sha256 } of [spec.model, spec.tokenizer]) {
        expect(read(path).length).toBe(bytes);
        expect(createHash('sha256').update(read(path)).digest('hex')).toBe(sha256);
      }
    });

    test('the tokeniser gives the ids and known shares of Python for each golden text', () => {
      const tokenise = openTokeniser(tokenizerJson, spec);
      for (const { text, ids, knownShare } of golden) {
        expect([text, tokenise(text).ids]).toEqual([text, ids]);
        expect([text, tokenise(text).known.toFixed(3)]).toEqual([text, knownShare.toFixed(3)]);
      }
      expect(firstOtherIds(golden, tokenise)).toBeNull();
    });

    test('a word that is none is unknown', () => {
      expect(openTokeniser(tokenizerJson, spec)('zqxvwortle')).toMatchObject({
        known: 0,
        unknownWords: ['zqxvwortle'],
      });
    });

    test('its self-test passes', async () => {
      ort.env.wasm.numThreads = 1;
      const session = await ort.InferenceSession.create(read(spec.model.path));
      const run = async (ids: readonly number[], rows: number) => {
        const input = new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [rows, spec.contextLength]);
        const outputs = await session.run({ [spec.inputName]: input }, [spec.outputName]);
        return outputs[spec.outputName]?.data as Float32Array;
      };
      const { parity } = await openTexts({ tokenizerJson, golden, run }, spec, manifest.dimension);
      console.log(`text tower: lowest cosine of ${golden.length} golden texts ${parity.toFixed(6)}`);
      expect(parity).toBeGreaterThanOrEqual(parityFloor);
    });
  });
}
