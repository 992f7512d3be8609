// The in-process engine with the shipped encoder in it: its image model and its text tower, run by the runtime's build for
// Node. What a file is prepared to, and all that is computed from vectors, stays the domain's.
import * as ort from 'onnxruntime-web';
import { checkedUnitVector } from '../../src/domain/encode/check-vector';
import { measureParity, parityHolds, parseGolden } from '../../src/domain/encode/golden';
import { normalise } from '../../src/domain/encode/normalise';
import { readFile } from '../../src/domain/intake/read-file';
import { nodeCodecs } from '../../src/workers/codecs-node';
import { openShippedTower, readShipped, shippedJson, shippedManifest } from '../unit/encode/shipped-tower';
import { type CountedEngine, inProcessEngine } from './in-process-engine';

/** Opens the shipped image model; one prepared input (`sizePx * sizePx * 3` bytes) to one unit vector. */
async function openShippedImages() {
  const { files, input, inputName, outputName, dimension } = shippedManifest;
  const { sizePx, mean, std } = input;
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readShipped(files.image.path));
  const encode = async (prepared: Uint8Array) => {
    const pixels = new ort.Tensor('float32', normalise(prepared, mean, std), [1, 3, sizePx, sizePx]);
    const outputs = await session.run({ [inputName]: pixels }, [outputName]);
    return checkedUnitVector(outputs[outputName]?.data as Float32Array, dimension);
  };
  const golden = parseGolden(shippedJson(files.golden.path), shippedManifest);
  return { encode, parity: await measureParity(golden, input, { encode }) };
}

/**
 * An engine that answers as the page's does with the shipped encoder on WASM. Pictures for the screen are empty files.
 * @throws Error where the encoder has no text tower, or fails its self-test.
 */
export async function shippedEngine(): Promise<CountedEngine> {
  const spec = shippedManifest.text;
  if (!spec?.tower) throw new Error('the shipped encoder has no text tower');
  const images = await openShippedImages();
  if (!parityHolds(images.parity)) throw new Error('the shipped encoder fails its self-test here');
  const tower = await openShippedTower(spec.tower);
  const { id, title, dimension, input, files } = shippedManifest;
  const { logitScale, logitBias, activation, templates } = spec;
  const codecs = nodeCodecs();
  const noPicture = new Blob([], { type: 'image/png' });
  return {
    ...inProcessEngine(),
    start: async () => ({
      ...{ id, title, dimension, input, sha256: files.image.sha256, card: files.card },
      ...{ backend: 'wasm', threads: 1, parity: images.parity, fallback: null, parityOnGpu: null },
      text: {
        sha256: spec.tower!.model.sha256,
        logitScale,
        logitBias,
        activation,
        templates,
        onlyTexts: null,
      },
    }),
    async read({ file, name, frame, ...request }, { signal } = {}) {
      signal?.throwIfAborted();
      const image = await readFile(new Uint8Array(await file.arrayBuffer()), name, request, codecs, frame);
      const renditions = image.renditions.map((made) => ({ ...made, thumb: noPicture, preview: noPicture }));
      return { ok: true, image: { ...image, renditions } };
    },
    async encode(prepared, { signal } = {}) {
      signal?.throwIfAborted();
      return images.encode(prepared);
    },
    encodeTexts: (wanted, { signal } = {}) => tower.encode(wanted, async () => signal?.throwIfAborted()),
  };
}
