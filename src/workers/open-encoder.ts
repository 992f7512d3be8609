// Opens an encoder folder: checks its files, starts it on the best back end that passes the self-test.
import { checkedUnitVector } from '../domain/encode/check-vector';
import { type GoldenCase, lowestCosine, parityFloor, parseGolden } from '../domain/encode/golden';
import { type EncoderManifest, type FileEntry, parseManifest } from '../domain/encode/manifest';
import { normalise } from '../domain/encode/normalise';
import { AppError } from '../domain/errors';
import { sha256Hex } from '../domain/intake/pixel-hash';
import type { BackendChoice, EncoderStatus, Fallback } from './engine';
import { createSession, encodeThreads, floatTensor, type OrtBackend, type OrtSession } from './ort';

export interface OpenEncoder {
  readonly status: EncoderStatus;
  /** `sizePx * sizePx * 3` bytes to one unit vector. */
  readonly encode: (prepared: Uint8Array) => Promise<Float32Array>;
}

async function load(folderUrl: string, name: string): Promise<Uint8Array> {
  const response = await fetch(new URL(name, folderUrl)).catch(() => null);
  if (!response?.ok) throw new AppError('encoder-missing', `${name} could not be read`, { file: name });
  return new Uint8Array(await response.arrayBuffer());
}

/** Reads one file of the folder and holds it against the manifest: a half or a wrong file must never answer. */
async function loadChecked(folderUrl: string, entry: FileEntry): Promise<Uint8Array> {
  const bytes = await load(folderUrl, entry.path);
  if (bytes.length !== entry.bytes || (await sha256Hex(bytes)) !== entry.sha256) {
    throw new AppError('encoder-damaged', `${entry.path} is not the file its manifest names`, {
      file: entry.path,
    });
  }
  return bytes;
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new AppError('encoder-damaged', `${name} is not JSON`, { file: name });
  }
}

function runner(session: OrtSession, manifest: EncoderManifest): OpenEncoder['encode'] {
  const { sizePx, mean, std } = manifest.input;
  return async (prepared) => {
    const feeds = {
      [manifest.inputName]: floatTensor(normalise(prepared, mean, std), [1, 3, sizePx, sizePx]),
    };
    // Only the one output: on WebGPU every output asked for is read back.
    const outputs = await session.run(feeds, [manifest.outputName]);
    const output = outputs[manifest.outputName];
    if (!output) throw new AppError('encoder-invalid-output', 'no output of that name', { what: 'missing' });
    return checkedUnitVector(output.data as Float32Array, manifest.dimension);
  };
}

/** Whether a GPU adapter is there, and whether it is a real one. */
async function adapterKind(): Promise<'none' | 'software' | 'real'> {
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<{ info?: AdapterInfo } | null> } }).gpu;
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (!adapter) return 'none';
  return adapter.info?.isFallbackAdapter || adapter.info?.architecture === 'swiftshader'
    ? 'software'
    : 'real';
}

interface AdapterInfo {
  readonly isFallbackAdapter?: boolean;
  readonly architecture?: string;
}

interface Trial {
  readonly encode: OpenEncoder['encode'];
  readonly parity: number;
}

async function tryBackend(
  backend: OrtBackend,
  model: Uint8Array,
  manifest: EncoderManifest,
  golden: readonly GoldenCase[],
): Promise<Trial> {
  const session = await createSession(model, { backend, threads: encodeThreads() });
  const encode = runner(session, manifest);
  const parity = await lowestCosine(golden, manifest.input, encode);
  if (!(parity >= parityFloor)) await session.release();
  return { encode, parity };
}

/** Tries WebGPU when asked for or worth it; gives the trial, or why there is none. */
async function tryGpu(
  choice: BackendChoice,
  start: (backend: OrtBackend) => Promise<Trial>,
): Promise<Trial | Fallback | null> {
  if (choice === 'wasm') return null;
  const kind = await adapterKind();
  if (kind === 'none') return 'no-adapter';
  if (kind === 'software' && choice === 'auto') return 'software-adapter';
  try {
    const trial = await start('webgpu');
    return trial.parity >= parityFloor ? trial : 'self-test-failed';
  } catch {
    // Whatever the runtime says here (a lost device, a missing feature), the way on is the same, and it is shown.
    return 'start-failed';
  }
}

/**
 * Opens the encoder in the folder at `folderUrl` (with a trailing slash).
 * @throws AppError `encoder-missing`, `encoder-damaged`, `no-backend`, or `encoder-invalid-output` when its self-test
 * fails on WASM, too.
 */
export async function openEncoder(folderUrl: string, choice: BackendChoice): Promise<OpenEncoder> {
  const manifest = parseManifest(parseJson(await load(folderUrl, 'manifest.json'), 'manifest.json'));
  const [model, goldenBytes] = await Promise.all([
    loadChecked(folderUrl, manifest.files.image),
    loadChecked(folderUrl, manifest.files.golden),
  ]);
  const golden = parseGolden(parseJson(goldenBytes, 'golden.json'), manifest.dimension);
  const start = (backend: OrtBackend) => tryBackend(backend, model, manifest, golden);

  const gpu = await tryGpu(choice, start);
  const onGpu = typeof gpu === 'object' && gpu !== null;
  const trial = onGpu ? gpu : await startOnWasm(start);
  const status: EncoderStatus = {
    id: manifest.id,
    title: manifest.title,
    dimension: manifest.dimension,
    sha256: manifest.files.image.sha256,
    input: manifest.input,
    backend: onGpu ? 'webgpu' : 'wasm',
    threads: onGpu ? 1 : encodeThreads(),
    parity: trial.parity,
    fallback: onGpu ? null : (gpu as Fallback | null),
  };
  return { status, encode: trial.encode };
}

async function startOnWasm(start: (backend: OrtBackend) => Promise<Trial>): Promise<Trial> {
  const trial = await start('wasm').catch((thrown: unknown) => {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('no-backend', `the runtime did not start: ${String(thrown)}`);
  });
  if (!(trial.parity >= parityFloor)) {
    const what = `self-test cosine ${trial.parity.toFixed(4)}`;
    throw new AppError('encoder-invalid-output', what, { what });
  }
  return trial;
}
