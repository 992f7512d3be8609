// The worker-backed engine: one caller a worker kind, and the cure for a lost encode worker.
import type { EncodedTexts } from '../domain/encode/words';
import { AppError } from '../domain/errors';
import type { Judged } from '../domain/evaluate/cases';
import type { TinyGreys } from '../domain/evaluate/guards/tiny-grey';
import type { SignalFound } from '../domain/evaluate/signal/look-for-signal';
import type { Summary } from '../domain/evaluate/summary';
import type { ClusterResult } from '../domain/explore/cluster/cluster-rows';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import type { ImportedRows } from '../domain/intake/imported-rows';
import type { LabelsFound } from '../domain/intake/labels-found';
import type { ReadOutcome } from '../domain/intake/outcome';
import type { Peek } from '../domain/intake/peek';
import type { PackRow } from '../domain/keep/pack';
import type { HiddenRows } from '../domain/predict/adapter-hidden';
import type { Adapter, EpochPoint } from '../domain/predict/adapter-types';
import type { AdapterAgreement } from '../domain/report/adapter-agreement';
import type { ReadAdapter } from '../domain/report/adapter-file';
import type { NearestTable } from '../domain/types';
import analyseUrl from './analyse.worker?worker&url';
import { type Caller, makeCaller } from './caller';
import decodeUrl from './decode.worker?worker&url';
import encodeUrl from './encode.worker?worker&url';
import { readCard } from './encoder-files';
import type {
  BackendChoice,
  CallOptions,
  CanaryVerdict,
  EncoderStatus,
  Engine,
  FrameOutcome,
  FramesRequest,
  Looked,
  ProjectedMap,
  WorkerKind,
  WrittenReport,
} from './engine';
import keepUrl from './keep.worker?worker&url';
import { takeInTurn } from './pace';
import trainUrl from './train.worker?worker&url';

const second = 1000;
/**
 * How long a worker may work without a word while its thread beats: a first start compiles 14 to 27 MB of WebAssembly, a large
 * file on a slow share takes its time.
 */
const silentAfterMs = 120 * second;
/** How long one image may take the encoder: its time is computing alone. */
const forOneImage = { silentAfterMs: 30 * second };
/** How long a thread may be held: all that computes lets go of it far more often (`breathe`). */
const stillAfterMs = 30 * second;

/** Codes after which a fresh encode worker is worth one more try. */
const curable: readonly string[] = [
  'worker-crashed',
  'worker-silent',
  'encoder-missing',
  'encoder-invalid-output',
  'internal',
];

const isCurable = ({ code }: AppError) => curable.includes(code);

/** How often a worker is replaced by one on the graphics device, before the processor takes over. */
const curesOnGpu = 2;

/** The worker ended, or had to be. */
const hasEnded = ({ code }: AppError) => code === 'worker-crashed' || code === 'worker-silent';

/** The worker itself is gone. A text file that is missing or wrong stays so in a new worker, which names it again. */
const isLost = (error: AppError) =>
  hasEnded(error) || (error.code === 'encoder-missing' && error.detail.file === undefined);

/** Streams frames out of a decode worker; after a crash (see `read`) the frames that are still to come are tried again. */
async function readInTurn(
  decode: Caller,
  request: FramesRequest,
  onFrame: (frame: FrameOutcome) => Promise<void>,
  { signal, onProgress }: CallOptions,
): Promise<void> {
  const done = new Set<number>();
  const run = async () => {
    const stop = new AbortController();
    const takers = takeInTurn(onFrame, () => stop.abort());
    const frames = request.frames.filter((frame) => !done.has(frame));
    try {
      await decode.call<null>(
        'readFrames',
        { ...request, frames, pace: takers.port },
        {
          signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
          move: [takers.port],
          onEmit(name, payload) {
            if (name !== 'frame') return;
            const frame = payload as FrameOutcome;
            done.add(frame.frame);
            takers.hand(frame);
            onProgress?.({ done: done.size, total: request.frames.length, perSecond: null });
          },
        },
      );
      await takers.settled();
    } catch (thrown) {
      // Nothing is handed on any more once this has settled; a taker's own error comes first.
      await takers.settled();
      throw thrown;
    } finally {
      takers.close();
    }
  };
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !hasEnded(thrown)) throw thrown;
    await run();
  }
}

export interface EngineSetup {
  /** Folder of the encoder, absolute, with a trailing slash. */
  readonly encoderUrl: string;
  readonly backend: BackendChoice;
}

/**
 * Threads the encoder may use: up to four where the page is cross-origin isolated, else one. One processor is left to the page
 * and its readers, since the runtime's threads spin while they wait: on two processors, 8 to 15 % more images came in a second
 * with one thread than with two.
 */
function encodeThreads(): number {
  const spare = (navigator.hardwareConcurrency || 1) - 1;
  return globalThis.crossOriginIsolated ? Math.max(1, Math.min(4, spare)) : 1;
}

export function makeEngine({ encoderUrl, backend }: EngineSetup): Engine {
  // Decoding shares the machine with encoding: half the cores, at most four. Two at least: a worker that waits for a file,
  // or for a picture to be written, leaves its core to the other.
  const readers = Math.max(2, Math.min(4, Math.floor((navigator.hardwareConcurrency || 2) / 2)));
  const threads = encodeThreads();
  const make = (url: string, workers = 1): Caller =>
    makeCaller({ url: new URL(url, document.baseURI).href, workers, silentAfterMs, stillAfterMs });
  const callers: Record<WorkerKind, Caller> = {
    decode: make(decodeUrl, readers),
    encode: make(encodeUrl),
    analyse: make(analyseUrl),
    train: make(trainUrl),
    keep: make(keepUrl),
  };

  let opening: Promise<EncoderStatus> | null = null;
  let gpuGivenUp = false;
  const openOn = (choice: BackendChoice): Promise<EncoderStatus> =>
    callers.encode.call<EncoderStatus>('open', { folderUrl: encoderUrl, backend: choice, threads });
  /** A graphics device that fails at the start may leave its worker hanging, or take it along: the processor gets a fresh one. */
  const openOnSomething = async (): Promise<EncoderStatus> => {
    if (backend === 'wasm') return openOn(backend);
    try {
      if (!gpuGivenUp) return await openOn(backend);
    } catch (thrown) {
      // 'no-backend': a start on the device that broke off leaves the runtime of that worker unfit for the processor, too.
      const worthIt = thrown instanceof AppError && (isLost(thrown) || thrown.code === 'no-backend');
      if (!worthIt) throw thrown;
      await callers.encode.restart();
    }
    const status = await openOn('wasm');
    gpuGivenUp = true;
    return { ...status, fallback: status.fallback ?? 'start-failed' };
  };
  const open = (): Promise<EncoderStatus> => {
    opening ??= openOnSomething().catch((thrown: unknown) => {
      opening = null;
      throw thrown;
    });
    return opening;
  };
  // Several calls may fail for one lost worker; it is replaced once.
  let curing: Promise<unknown> | null = null;
  let cures = 0;
  const cure = (): Promise<unknown> => {
    curing ??= (async () => {
      opening = null;
      cures += 1;
      // A device that fails again and again is none to rely on: the processor gives the same numbers.
      gpuGivenUp ||= cures > curesOnGpu;
      await callers.encode.restart();
      await open();
    })().finally(() => {
      curing = null;
    });
    return curing;
  };

  /**
   * Runs a call of the encode worker, once more in a fresh one where that is worth it. A call that waits its turn may see workers
   * go down that it had no part in (a graphics device lost twice, told as a crash or as an output that is none): once one has
   * crashed, it is tried until the processor has had its turn.
   */
  const cured = async <T>(run: () => Promise<T>, worthIt = isCurable): Promise<T> => {
    await open();
    let most = 2;
    for (let tries = 1; ; tries++) {
      try {
        return await run();
      } catch (thrown) {
        if (!(thrown instanceof AppError) || !worthIt(thrown)) throw thrown;
        if (thrown.code === 'worker-crashed') most = curesOnGpu + 2;
        if (tries >= most) throw thrown;
        await cure();
      }
    }
  };

  return {
    readers,
    start: () => open(),
    async read(request, options = {}) {
      const run = () => callers.decode.call<ReadOutcome>('read', request, options);
      try {
        return await run();
      } catch (thrown) {
        // The file next to it may have brought the worker down: it gets one more try in a fresh one.
        if (!(thrown instanceof AppError) || !hasEnded(thrown)) throw thrown;
        return await run();
      }
    },
    readFrames: (request, onFrame, options = {}) => readInTurn(callers.decode, request, onFrame, options),
    peek: (request, options = {}) => callers.decode.call<readonly Peek[]>('peek', request, options),
    tinyGreys: (pictures, options = {}) => callers.decode.call<TinyGreys>('tinyGreys', { pictures }, options),
    readEmbeddings: (request, options = {}) =>
      callers.decode.call<ImportedRows>('readEmbeddings', request, options),
    findLabels: (request, options = {}) => callers.decode.call<LabelsFound>('findLabels', request, options),
    readAdapter: (file, options = {}) => callers.decode.call<ReadAdapter>('readAdapter', { file }, options),
    readCard: async ({ signal } = {}) => readCard(encoderUrl, (await open()).card, signal),
    encode: (prepared, options = {}) =>
      cured(() => callers.encode.call<Float32Array>('encode', { prepared }, { ...options, ...forOneImage })),
    look: (prepared, options = {}) =>
      cured(() => callers.encode.call<Looked>('look', { prepared }, { ...options, ...forOneImage })),
    encodeTexts: (texts, options = {}) =>
      cured(() => callers.encode.call<EncodedTexts>('encodeText', { texts }, options), isLost),
    nearest: (request, options = {}) => callers.analyse.call<NearestTable>('nearest', request, options),
    project: (request, { onFrame, ...options } = {}) =>
      callers.analyse.call<ProjectedMap>('project', request, {
        ...options,
        onEmit: (name, payload) => name === 'frame' && onFrame?.(payload as Float32Array),
      }),
    cluster: (request, options = {}) => callers.analyse.call<ClusterResult>('cluster', request, options),
    train: (training, { onEpoch, ...options } = {}) =>
      callers.train.call<Adapter>('train', training, {
        ...options,
        onEmit: (name, payload) => name === 'epoch' && onEpoch?.(payload as EpochPoint),
      }),
    hidden: (adapter, data, options = {}) =>
      callers.train.call<HiddenRows | null>('hidden', { adapter, data }, options),
    checkAdapter: (request, options = {}) =>
      callers.analyse.call<AdapterAgreement>('checkAdapter', request, options),
    judge: (request, options = {}) => callers.train.call<Judged>('judge', request, options),
    summarise: (request, options = {}) => callers.analyse.call<Summary>('summarise', request, options),
    lookForSignal: (question, options = {}) =>
      callers.analyse.call<SignalFound>('lookForSignal', question, options),
    writeReport: (report, options = {}) =>
      callers.analyse.call<WrittenReport>('writeReport', report, options),
    writeFile: (content, format, options = {}) =>
      callers.analyse.call<Blob>('writeFile', { content, format }, options),
    writePack: (request, options = {}) => callers.keep.call<PackRow>('pack', request, options),
    checkCanvas: () => callers.decode.call<CanvasVerdict>('canvas', null),
    async canary() {
      const kinds = Object.keys(callers) as WorkerKind[];
      const verdicts = await Promise.all(
        kinds.map((kind) => callers[kind].call<CanaryVerdict>('canary', null)),
      );
      return Object.fromEntries(kinds.map((kind, i) => [kind, verdicts[i]])) as Record<
        WorkerKind,
        CanaryVerdict
      >;
    },
    async dispose() {
      await Promise.all(Object.values(callers).map((caller) => caller.restart()));
    },
  };
}
