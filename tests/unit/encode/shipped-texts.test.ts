// The shipped encoder's text tower, run by the runtime's build for Node: its files, its tokeniser, its vectors.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parityFloor } from '../../../src/domain/encode/golden';
import { firstOtherIds } from '../../../src/domain/encode/golden-texts';
import { openTokeniser } from '../../../src/workers/tokens';
import {
  openShippedTower,
  readShipped,
  shippedFolder,
  shippedGolden,
  shippedJson,
  shippedManifest,
} from './shipped-tower';

const spec = shippedManifest.text?.tower ?? null;

test('the manifest and the folder agree on whether there is a text tower', () => {
  expect(existsSync(`${shippedFolder}/tokenizer.json`)).toBe(spec !== null);
  expect(existsSync(`${shippedFolder}/text.int8.onnx`)).toBe(spec !== null);
});

// Nothing to run where no text tower is shipped; with one, all of it runs.
if (spec !== null) {
  const golden = shippedGolden(spec);
  const tokenizerJson = shippedJson(spec.tokenizer.path);

  describe('shipped text tower', () => {
    test('its files are the ones its manifest names', () => {
      for (const { path, bytes, sha256 } of [spec.model, spec.tokenizer]) {
        expect(readShipped(path).length).toBe(bytes);
        expect(createHash('sha256').update(readShipped(path)).digest('hex')).toBe(sha256);
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
      const { parity } = await openShippedTower(spec);
      console.log(`text tower: lowest cosine of ${golden.length} golden texts ${parity.toFixed(6)}`);
      expect(parity).toBeGreaterThanOrEqual(parityFloor);
    });
  });
}
