// Opens an encoder folder: checks its files, starts it on the best back end that passes the self-test.

import { parseCarriedTexts } from '../domain/encode/carried-texts';
import { checkedUnitRows, checkedUnitVector } from '../domain/encode/check-vector';
import {
  type GoldenCase,
  measureParity,
  type Parity,
  parityHolds,
  parseGolden,
} from '../domain/encode/golden';
import { parseGoldenTexts } from '../domain/encode/golden-texts';
import { type EncoderManifest, parseManifest } from '../domain/encode/manifest';
import { normalise } from '../domain/encode/normalise';
import type { TextSpec, TowerSpec } from '../domain/encode/text-spec';
import { watchRepeats } from '../domain/encode/watch-repeats';
import { AppError } from '../domain/errors';
import { load, loadChecked, parseJson } from './encoder-files';
import type { BackendChoice, EncoderStatus, Fallback, Looked, TextStatus } from './engine';
import { adapterKind, failureOf, requestDevice } from './gpu-device';
import { type OpenTexts, openTexts, withCarried } from './open-texts';
import { createSession, floatTensor, int64Tensor, type OrtBackend, type OrtSession } from './ort';

export interface OpenEncoder {
  readonly status: EncoderStatus;
  /** `sizePx * sizePx * 3` bytes to one unit vector. */
  readonly encode: (prepared: Uint8Array) => Promise<Float32Array>;
  /** The same, with the vectors of its parts where the manifest names them. */
  readonly look: (prepared: Uint8Array) => Promise<Looked>;
  /** Opens the text part: reads its files now, not before. null where the encoder has none. */
  readonly openTexts: (() => Promise<OpenTexts>) | null;
}

export interface OpenRequest {
  /** Folder of the encoder, with a trailing slash. */
  readonly folderUrl: string;
  readonly backend: BackendChoice;
  /** For WebAssembly, 1 or more; the first session of a worker decides. */
  readonly threads: number;
}

type TextsRequest = Pick<OpenRequest, 'folderUrl' | 'threads'>;

type Runner = Pick<OpenEncoder, 'encode' | 'look'>;

/** @param lost rejects once the device has failed (gpu-device.ts): the runtime itself may not say so. */
function runner(session: OrtSession, manifest: EncoderManifest, lost: Promise<never> | null): Runner {
  const { sizePx, mean, std } = manifest.input;
  const { outputName, patches, dimension } = manifest;
  // Only what is asked for: on WebGPU every output asked for is read back.
  const run = async (prepared: Uint8Array, names: readonly string[]) => {
    const feeds = {
      [manifest.inputName]: floatTensor(normalise(prepared, mean, std), [1, 3, sizePx, sizePx]),
    };
    const running = session.run(feeds, names);
    const outputs = await (lost ? Promise.race([running, lost]) : running);
    return (name: string): Float32Array => {
      const output = outputs[name];
      if (!output)
        throw new AppError('encoder-invalid-output', 'no output of that name', { what: 'missing' });
      return output.data as Float32Array;
    };
  };
  const encode = async (prepared: Uint8Array) =>
    checkedUnitVector((await run(prepared, [outputName]))(outputName), dimension);
  return {
    encode,
    async look(prepared) {
      if (!patches) return { embedding: await encode(prepared), patches: null };
      const { rows, columns } = patches;
      const output = await run(prepared, [outputName, patches.outputName]);
      const data = checkedUnitRows(output(patches.outputName), rows * columns, dimension);
      return {
        embedding: checkedUnitVector(output(outputName), dimension),
        patches: { rows, columns, data },
      };
    },
  };
}

/** What the runtime throws (now and then a bare number) as an error that has a sentence. */
const told =
  <Out>(run: (prepared: Uint8Array) => Promise<Out>) =>
  async (prepared: Uint8Array): Promise<Out> => {
    try {
      return await run(prepared);
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      throw new AppError('encoder-invalid-output', `the run failed: ${String(thrown)}`, { what: 'stopped' });
    }
  };

interface Trial {
  readonly runner: Runner;
  readonly parity: Parity;
}

interface NoGpu {
  readonly fallback: Fallback | null;
  /** What the self-test measured, where it ran. */
  readonly measured: Parity | null;
}

async function tryBackend(
  backend: OrtBackend,
  model: Uint8Array,
  manifest: EncoderManifest,
  golden: readonly GoldenCase[],
  threads: number,
): Promise<Trial> {
  const device = backend === 'webgpu' ? await requestDevice() : null;
  const lost = device && failureOf(device);
  const creating = createSession(model, { backend, device, threads });
  const session = await (lost ? Promise.race([creating, lost]) : creating);
  const made = runner(session, manifest, lost);
  const parity = await measureParity(golden, manifest.input, made);
  if (!parityHolds(parity)) {
    await session.release();
    device?.destroy();
  }
  return { runner: made, parity };
}

/** Tries WebGPU when asked for or worth it; gives the trial, or why there is none. */
async function tryGpu(
  choice: BackendChoice,
  start: (backend: OrtBackend) => Promise<Trial>,
): Promise<Trial | NoGpu> {
  if (choice === 'wasm') return { fallback: null, measured: null };
  const kind = await adapterKind();
  if (kind === 'none') return { fallback: 'no-adapter', measured: null };
  if (kind === 'software' && choice === 'auto') return { fallback: 'software-adapter', measured: null };
  try {
    const trial = await start('webgpu');
    return parityHolds(trial.parity) ? trial : { fallback: 'self-test-failed', measured: trial.parity };
  } catch (thrown) {
    // The device failed under the runtime, which may be in the middle of something for ever: only a new worker is clean.
    if (thrown instanceof AppError && thrown.code === 'worker-crashed') throw thrown;
    // Whatever the runtime says here (a lost device, a missing feature), the way on is the same, and it is shown.
    return { fallback: 'start-failed', measured: null };
  }
}

/**
 * Opens the encoder of a folder.
 * @throws AppError `encoder-missing`, `encoder-damaged`, `no-backend`, or `encoder-invalid-output` when its self-test
 * fails on WASM, too.
 */
export async function openEncoder({ folderUrl, backend, threads }: OpenRequest): Promise<OpenEncoder> {
  const manifest = parseManifest(parseJson(await load(folderUrl, 'manifest.json'), 'manifest.json'));
  const [model, goldenBytes] = await Promise.all([
    loadChecked(folderUrl, manifest.files.image),
    loadChecked(folderUrl, manifest.files.golden),
  ]);
  const goldenJson = parseJson(goldenBytes, 'golden.json');
  const golden = parseGolden(goldenJson, manifest);
  const start = (on: OrtBackend) => tryBackend(on, model, manifest, golden, threads);

  const gpu = await tryGpu(backend, start);
  const onGpu = 'runner' in gpu;
  const trial = onGpu ? gpu : await startOnWasm(start);
  const status: EncoderStatus = {
    id: manifest.id,
    title: manifest.title,
    dimension: manifest.dimension,
    sha256: manifest.files.image.sha256,
    input: manifest.input,
    backend: onGpu ? 'webgpu' : 'wasm',
    threads: onGpu ? 1 : threads,
    parity: trial.parity,
    fallback: onGpu ? null : gpu.fallback,
    parityOnGpu: onGpu ? null : gpu.measured,
    card: manifest.files.card,
    text: manifest.text && textStatus(manifest.text),
  };
  const { text, dimension } = manifest;
  return {
    status,
    look: told(trial.runner.look),
    encode: told(
      watchRepeats(trial.runner.encode, async () =>
        parityHolds(await measureParity(golden, manifest.input, trial.runner)),
      ),
    ),
    openTexts: text && (() => startTexts({ folderUrl, threads }, text, goldenJson, dimension)),
  };
}

function textStatus({ logitScale, logitBias, activation, templates, tower, carried }: TextSpec): TextStatus {
  const sha256 = [tower?.model.sha256, carried?.vectors.sha256].filter(Boolean).join('+');
  const onlyTexts = tower ? null : (carried?.texts ?? []);
  return { sha256, logitScale, logitBias, activation, templates, onlyTexts };
}

/** The text part runs on WASM whatever the images run on: it is small, and one back end gives one set of vectors. */
async function startTower(
  { folderUrl, threads }: TextsRequest,
  spec: TowerSpec,
  goldenJson: unknown,
  dimension: number,
): Promise<OpenTexts> {
  const golden = parseGoldenTexts(goldenJson, { dimension, contextLength: spec.contextLength });
  const [model, tokenizer] = await Promise.all([
    loadChecked(folderUrl, spec.model),
    loadChecked(folderUrl, spec.tokenizer),
  ]);
  const tokenizerJson = parseJson(tokenizer, spec.tokenizer.path);
  const session = await createSession(model, { backend: 'wasm', threads }).catch(
    // The images' model runs in this very runtime, so the fault is in the text model.
    (thrown: unknown): never => {
      throw new AppError('encoder-damaged', `the text model does not load: ${String(thrown)}`, {
        field: 'files.text',
      });
    },
  );
  const run = async (ids: readonly number[], rows: number) => {
    const feeds = { [spec.inputName]: int64Tensor(ids, [rows, spec.contextLength]) };
    const output = (await session.run(feeds, [spec.outputName]))[spec.outputName];
    if (!output) throw new AppError('encoder-invalid-output', 'no output of that name', { what: 'missing' });
    return output.data as Float32Array;
  };
  try {
    return await openTexts({ tokenizerJson, golden, run }, spec, dimension);
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
}

/** Opens what the folder has for texts: a tower, carried vectors, or both. */
async function startTexts(
  request: TextsRequest,
  { tower, carried }: TextSpec,
  goldenJson: unknown,
  dimension: number,
): Promise<OpenTexts> {
  const opened = tower && (await startTower(request, tower, goldenJson, dimension));
  if (carried) {
    const bytes = await loadChecked(request.folderUrl, carried.vectors);
    return withCarried(parseCarriedTexts(bytes, carried.texts, dimension), opened, dimension);
  }
  if (!opened) throw new AppError('invalid-argument', 'this encoder has nothing for texts');
  return opened;
}

async function startOnWasm(start: (backend: OrtBackend) => Promise<Trial>): Promise<Trial> {
  const trial = await start('wasm').catch((thrown: unknown) => {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('no-backend', `the runtime did not start: ${String(thrown)}`);
  });
  if (!parityHolds(trial.parity)) {
    const { lowestCosine, largestDifference } = trial.parity;
    const what = `self-test: lowest cosine ${lowestCosine.toFixed(6)}, largest difference ${largestDifference.toExponential(1)}`;
    throw new AppError('encoder-invalid-output', what, { what });
  }
  return trial;
}
