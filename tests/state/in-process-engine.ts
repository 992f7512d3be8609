// The engine without workers, for state tests: the same domain functions in this process, and a small real encoder.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { checkedUnitRows, checkedUnitVector } from '../../src/domain/encode/check-vector';
import type { PatchVectors } from '../../src/domain/encode/heat';
import { withVectors } from '../../src/domain/encode/words';
import { abortError, errorFacts } from '../../src/domain/errors';
import { tinyGreys } from '../../src/domain/evaluate/guards/tiny-grey';
import { judge } from '../../src/domain/evaluate/judge/judge';
import { lookForSignal } from '../../src/domain/evaluate/signal/look-for-signal';
import { summarise } from '../../src/domain/evaluate/summarise';
import { clusterRows } from '../../src/domain/explore/cluster/cluster-rows';
import { plainProduct } from '../../src/domain/explore/cluster/product';
import { nearestRows } from '../../src/domain/explore/nearest';
import { pca2 } from '../../src/domain/explore/pca';
import { umap2 } from '../../src/domain/explore/umap';
import { readEmbeddings } from '../../src/domain/intake/embeddings-file';
import { importedRows } from '../../src/domain/intake/imported-rows';
import { findLabels } from '../../src/domain/intake/labels-found';
import type { ReadOutcome } from '../../src/domain/intake/outcome';
import { peekFile } from '../../src/domain/intake/peek';
import { writePng } from '../../src/domain/intake/png-writer';
import { openReader, type ReadResult, readFile } from '../../src/domain/intake/read-file';
import type { Job } from '../../src/domain/job';
import { adapterHidden } from '../../src/domain/predict/adapter-hidden';
import { trainAdapter } from '../../src/domain/predict/adapter-train';
import { agreementWith } from '../../src/domain/report/adapter-agreement';
import { readAdapterFile } from '../../src/domain/report/adapter-archive';
import { reportHtml } from '../../src/domain/report/html/report-page';
import { reportJson } from '../../src/domain/report/report-json';
import { writeFile } from '../../src/domain/report/saved-file';
import { nodeCodecs } from '../../src/workers/codecs-node';
import type { CallOptions, EncoderStatus, Engine } from '../../src/workers/engine';
import { openTokeniser } from '../../src/workers/tokens';
import { tinySpec, tinyTokenizer, tinyTower } from '../fixtures/builders/tiny-texts';

const side = 16;
const dimension = side * side * 3;

/** The words it knows, each with the colour it stands for; a text is a flat picture of the mean of its colours. */
const colourWords: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [200, 40, 40],
  green: [40, 200, 40],
  blue: [40, 40, 200],
  dark: [10, 10, 10],
  cells: [128, 128, 128],
};
const unknownColour = [90, 60, 90] as const;
const tokenise = openTokeniser(tinyTokenizer(Object.keys(colourWords)), tinyTower);

function textVector(ids: readonly number[]): Float32Array {
  const colours = ids
    .filter((id) => id !== tinyTower.padId)
    .map((id) => Object.values(colourWords)[id - 2] ?? unknownColour);
  const mean = [0, 1, 2].map(
    (c) => colours.reduce((sum, colour) => sum + colour[c as 0], 0) / colours.length,
  );
  return checkedUnitVector(
    Float32Array.from({ length: dimension }, (_, i) => (mean[i % 3] as number) / 127.5 - 1),
    dimension,
  );
}

const status: EncoderStatus = {
  id: 'pixels-16',
  title: 'Raw 16 x 16 pixels',
  dimension,
  sha256: 'a'.repeat(64),
  input: {
    sizePx: side,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    resize: 'stretch',
    interpolation: 'bicubic',
  },
  backend: 'wasm',
  threads: 1,
  parity: { cases: 8, lowestCosine: 1, largestDifference: 0 },
  fallback: null,
  parityOnGpu: null,
  card: { path: 'card.md', bytes: 44, sha256: 'c'.repeat(64) },
  text: {
    sha256: 'b'.repeat(64),
    logitScale: tinySpec.logitScale,
    logitBias: tinySpec.logitBias,
    activation: tinySpec.activation,
    templates: tinySpec.templates,
    onlyTexts: null,
  },
};

/** Each quarter of the picture alone, all else mid-grey (0 in the vector): their sum points as the whole does. */
function quarters(prepared: Uint8Array): PatchVectors {
  const whole = Float32Array.from(prepared, (value) => value / 127.5 - 1);
  const half = side / 2;
  const data = [0, 1, 2, 3].flatMap((quarter) =>
    Array.from(whole, (value, i) => {
      const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
      return 2 * Math.floor(y / half) + Math.floor(x / half) === quarter ? value : 0;
    }),
  );
  return { rows: 2, columns: 2, data: checkedUnitRows(Float32Array.from(data), 4, dimension) };
}

function jobOf({ signal, onProgress }: CallOptions): Job {
  const watched = signal ?? new AbortController().signal;
  return {
    signal: watched,
    report: (done, total) => onProgress?.({ done, total, perSecond: null }),
    async breathe() {
      if (watched.aborted) throw abortError();
      await new Promise((resolve) => setTimeout(resolve));
      if (watched.aborted) throw abortError();
    },
  };
}

async function outcomeOf(make: () => Promise<ReadResult>): Promise<ReadOutcome> {
  try {
    const image = await make();
    const renditions = await Promise.all(
      image.renditions.map(async ({ kind, input: prepared }) => {
        const png = await writePng({ width: side, height: side, channels: 3, data: prepared });
        const picture = new Blob([png as BlobPart], { type: 'image/png' });
        return { kind, input: prepared, thumb: picture, preview: picture };
      }),
    );
    return { ok: true, image: { ...image, renditions } };
  } catch (thrown) {
    return { ok: false, error: errorFacts(thrown, 'decoder-failed') };
  }
}

export interface CountedEngine extends Engine {
  readonly calls: { encode: number; read: number };
  /** The texts it was asked for, one call after the other. */
  readonly texts: string[];
}

/** An engine whose encoder is the picture itself at 16 x 16; counts what it was asked. */
export function inProcessEngine(): CountedEngine {
  const codecs = nodeCodecs();
  const calls = { encode: 0, read: 0 };
  const texts: string[] = [];
  return {
    calls,
    texts,
    readers: 2,
    start: async () => status,
    readCard: async () => '# Model card: pixels-16\n\nThe picture itself.\n',
    async read({ file, name, frame, ...request }, options = {}) {
      calls.read += 1;
      const job = jobOf(options);
      await job.breathe();
      return outcomeOf(async () =>
        readFile(new Uint8Array(await file.arrayBuffer()), name, request, codecs, frame),
      );
    },
    async readFrames({ file, name, frames, ...request }, onFrame, options = {}) {
      calls.read += 1;
      const job = jobOf(options);
      const opening = file
        .arrayBuffer()
        .then((buffer) => openReader(new Uint8Array(buffer), name, request, codecs));
      opening.catch(() => undefined);
      for (const [i, frame] of frames.entries()) {
        await job.breathe();
        await onFrame({ frame, outcome: await outcomeOf(async () => (await opening).read(frame)) });
        job.report(i + 1, frames.length);
      }
    },
    async peek({ files, salt }, options = {}) {
      await jobOf(options).breathe();
      return Promise.all(files.map(({ file, packed }) => peekFile(file, packed, salt)));
    },
    readEmbeddings: async ({ file, salt }, options = {}) =>
      importedRows(await readEmbeddings(file, jobOf(options)), salt, jobOf(options)),
    findLabels: ({ file, items, classes }, options = {}) => findLabels(file, items, classes, jobOf(options)),
    readAdapter: (file, options = {}) => readAdapterFile(file, jobOf(options)),
    tinyGreys: (pictures, options = {}) => tinyGreys(pictures, codecs, jobOf(options)),
    async encode(prepared, options = {}) {
      calls.encode += 1;
      await jobOf(options).breathe();
      return checkedUnitVector(
        Float32Array.from(prepared, (value) => value / 127.5 - 1),
        dimension,
      );
    },
    async look(prepared, options = {}) {
      return { embedding: await this.encode(prepared, options), patches: quarters(prepared) };
    },
    async encodeTexts(wanted, options = {}) {
      texts.push(...wanted);
      await jobOf(options).breathe();
      const read = wanted.map(tokenise);
      const vectors = new Float32Array(wanted.length * dimension);
      read.forEach(({ ids }, i) => {
        vectors.set(textVector(ids), i * dimension);
      });
      return withVectors(read, vectors);
    },
    async nearest(request, options = {}) {
      await jobOf(options).breathe();
      return nearestRows(request);
    },
    async project({ data, dim, method, neighbours, minDist, seed }, options = {}) {
      const job = jobOf(options);
      const xy =
        method === 'umap' && neighbours
          ? await umap2({ data, dim, neighbours, minDist, seed }, job)
          : await pca2(data, dim, job);
      return { xy, trustworthiness: null };
    },
    cluster: (request, options = {}) => clusterRows(request, plainProduct, jobOf(options)),
    async train(training, { onEpoch, ...options } = {}) {
      await tf.setBackend('cpu');
      return trainAdapter(tf, training, jobOf(options), onEpoch ? { onEpoch } : {});
    },
    hidden: (adapter, data, options = {}) => adapterHidden(adapter, data, jobOf(options)),
    async checkAdapter({ onnx, adapter, data }, options = {}) {
      // Only when asked for: the runtime is slow to load.
      const { runOnnx } = await import('../unit/report/adapter-cases');
      const answers = await runOnnx(onnx, data, adapter.dim);
      return agreementWith(adapter, data, answers, jobOf(options));
    },
    async judge(request, options = {}) {
      await tf.setBackend('cpu');
      return judge(request, tf, jobOf(options));
    },
    summarise: (request, options = {}) => summarise(request, jobOf(options)),
    lookForSignal: (question, options = {}) => lookForSignal(question, jobOf(options)),
    writeReport: async (report) => ({ html: reportHtml(report), json: reportJson(report) }),
    writeFile: (content, format, options = {}) => writeFile(content, format, jobOf(options)),
    checkCanvas: async () => 'exact',
    writePack: () => Promise.reject(new Error('no private file system here')),
    canary: async () => ({
      decode: 'policy',
      encode: 'policy',
      analyse: 'policy',
      train: 'policy',
      keep: 'policy',
    }),
    dispose: async () => undefined,
  };
}
