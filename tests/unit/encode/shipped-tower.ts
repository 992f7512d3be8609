// The shipped encoder's text tower, run by the runtime's build for Node.
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { parseGoldenTexts } from '../../../src/domain/encode/golden-texts';
import { type EncoderManifest, parseManifest } from '../../../src/domain/encode/manifest';
import type { TowerSpec } from '../../../src/domain/encode/text-spec';
import { type OpenTexts, openTexts } from '../../../src/workers/open-texts';

export const shippedFolder = 'public/encoders/lightbench-v2';

export function readShipped(path: string): Buffer {
  return readFileSync(`${shippedFolder}/${path}`);
}

export function shippedJson(path: string): unknown {
  return JSON.parse(readShipped(path).toString('utf8'));
}

export const shippedManifest: EncoderManifest = parseManifest(shippedJson('manifest.json'));

export function shippedGolden({ contextLength }: TowerSpec) {
  const { dimension, files } = shippedManifest;
  return parseGoldenTexts(shippedJson(files.golden.path), { dimension, contextLength });
}

/** Opens the tower; its self-test has passed then. */
export async function openShippedTower(spec: TowerSpec): Promise<OpenTexts> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readShipped(spec.model.path));
  const run = async (ids: readonly number[], rows: number) => {
    const input = new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [rows, spec.contextLength]);
    const outputs = await session.run({ [spec.inputName]: input }, [spec.outputName]);
    return outputs[spec.outputName]?.data as Float32Array;
  };
  const tokenizerJson = shippedJson(spec.tokenizer.path);
  const { dimension } = shippedManifest;
  return openTexts({ tokenizerJson, golden: shippedGolden(spec), run }, spec, dimension);
}
