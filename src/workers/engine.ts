// The engine: everything that runs off the page's thread, as plain async functions. Views and storage never see a worker.
import type { Parity } from '../domain/encode/golden';
import type { PatchVectors } from '../domain/encode/heat';
import type { FileEntry, InputSpec } from '../domain/encode/manifest';
import type { ShareRule } from '../domain/encode/text-spec';
import type { EncodedTexts } from '../domain/encode/words';
import type { Judged } from '../domain/evaluate/cases';
import type { TinyGreys } from '../domain/evaluate/guards/tiny-grey';
import type { JudgeRequest } from '../domain/evaluate/judge/judge-types';
import type { SignalFound, SignalQuestion } from '../domain/evaluate/signal/look-for-signal';
import type { SummariseInput } from '../domain/evaluate/summarise';
import type { Summary } from '../domain/evaluate/summary';
import type { ClusterRequest, ClusterResult } from '../domain/explore/cluster/cluster-rows';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import type { FrameSelector } from '../domain/intake/frame-use';
import type { ImportedRows } from '../domain/intake/imported-rows';
import type { LabelledItem } from '../domain/intake/label-table-preview';
import type { LabelsFound } from '../domain/intake/labels-found';
import type { ReadOutcome } from '../domain/intake/outcome';
import type { Packed } from '../domain/intake/packed';
import type { Peek } from '../domain/intake/peek';
import type { Recipe } from '../domain/intake/rendering';
import type { PackRow } from '../domain/keep/pack';
import type { HiddenRows } from '../domain/predict/adapter-hidden';
import type { Adapter, AdapterTraining, EpochPoint } from '../domain/predict/adapter-types';
import type { AdapterAgreement } from '../domain/report/adapter-agreement';
import type { ReadAdapter } from '../domain/report/adapter-file';
import type { Report } from '../domain/report/report-facts';
import type { FileContent, FileFormat } from '../domain/report/saved-file';
import type { LabelClass, NearestTable, Progress } from '../domain/types';

/** Every call takes these. Aborted before: nothing is posted. Aborted during: settles with `AbortError`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * `no-adapter`: the browser offers no GPU. `software-adapter`: it offers one drawn by the processor, slower than WASM.
 * `self-test-failed`: the golden vectors came out wrong on it. `start-failed`: the runtime could not start on it.
 */
export type Fallback = 'no-adapter' | 'software-adapter' | 'self-test-failed' | 'start-failed';

/** `auto`: WebGPU where a real adapter passes the self-test, else WASM. The others are for checking one on purpose. */
export type BackendChoice = 'auto' | 'wasm' | 'webgpu';

/** What answers by words need to know of the encoder's text part. */
export interface TextStatus extends ShareRule {
  /** SHA-256 of the text model (and of the carried vectors, where there are any): part of every text vector's key. */
  readonly sha256: string;
  /** Each holds `{label}`, where a class's words go. */
  readonly templates: readonly string[];
  /** The only texts it has vectors for; null: a text tower reads any. */
  readonly onlyTexts: readonly string[] | null;
}

export interface EncoderStatus {
  readonly id: string;
  readonly title: string;
  readonly dimension: number;
  /** SHA-256 of the weights file: part of every vector's key. */
  readonly sha256: string;
  readonly input: InputSpec;
  readonly backend: 'wasm' | 'webgpu';
  readonly threads: number;
  /** What the self-test measured on the backend in use. */
  readonly parity: Parity;
  /** Why WebGPU is not used; null when it is, or when WASM was asked for. */
  readonly fallback: Fallback | null;
  /** What the self-test measured on WebGPU, where it ran there and failed; else null. */
  readonly parityOnGpu: Parity | null;
  /** The encoder's model card, a Markdown file of its folder; null where it has none. Not read before `readCard`. */
  readonly card: FileEntry | null;
  /** null: the encoder knows no texts. The files are not read before the first `encodeTexts`. */
  readonly text: TextStatus | null;
}

/** An image as the encoder sees it, whole and part by part. */
export interface Looked {
  /** L2-normalised, of `dimension`. */
  readonly embedding: Float32Array;
  /** null: the encoder gives no vectors of parts. */
  readonly patches: PatchVectors | null;
}

export interface ReadRequest {
  readonly file: Blob;
  /** How the bytes of `file` become a file's own, for one inside an archive. */
  readonly packed?: Packed | undefined;
  /** Which frame of a file of several; the middle one by default. */
  readonly frame?: FrameSelector | undefined;
  /** Only its extension is used (to note one that lies). */
  readonly name: string;
  readonly input: InputSpec;
  /** Per-project secret for pseudonyms of patients and studies. */
  readonly salt: string;
  /** Renderings wanted beside those made of every image. */
  readonly recipes?: readonly Recipe[] | undefined;
  /** False: only what the recipes ask for. */
  readonly base?: boolean | undefined;
}

export interface FramesRequest extends ReadRequest {
  /** 0-based indices of the frames, read in this order. */
  readonly frames: readonly number[];
}

/** One frame of a file, or why it could not be read. */
export interface FrameOutcome {
  readonly frame: number;
  readonly outcome: ReadOutcome;
}

export interface PeekRequest {
  readonly files: readonly { readonly file: Blob; readonly packed?: Packed | undefined }[];
  /** Per-project secret for pseudonyms of series and studies. */
  readonly salt: string;
}

export interface EmbeddingsRequest {
  readonly file: Blob;
  /** Per-project secret for pseudonyms of rows and groups. */
  readonly salt: string;
}

export interface LabelsRequest {
  readonly file: Blob;
  readonly items: readonly LabelledItem[];
  readonly classes: readonly LabelClass[];
}

export interface NearestRequest {
  /** `queries x dim` and `rows x dim`; rows need not be unit length. Copied in: the caller keeps them. */
  readonly queries: Float32Array;
  readonly table: Float32Array;
  readonly dim: number;
  readonly k: number;
}

export interface ProjectRequest {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dim: number;
  readonly method: 'pca' | 'umap';
  /** For UMAP: exact neighbours of the table in itself, self first; its k is the neighbourhood size. */
  readonly neighbours: NearestTable | null;
  readonly minDist: number;
  readonly seed: number;
  /** Whether to judge the map as well: takes longer than PCA itself. */
  readonly judged: boolean;
}

export interface ProjectedMap {
  /** `rows x 2`. */
  readonly xy: Float32Array;
  /** Share of the neighbourhoods (k = 15) that the map keeps, 0..1; null when not asked for, or for fewer than 20 rows. */
  readonly trustworthiness: number | null;
}

export interface CheckAdapterRequest {
  /** The model made by `adapterOnnx`. */
  readonly onnx: Uint8Array;
  readonly adapter: Adapter;
  /** Rows to ask both for, `rows x adapter.dim`: some 64 of the set. */
  readonly data: Float32Array;
}

export interface WrittenReport {
  readonly html: string;
  readonly json: string;
}

/** One file of blobs, to be written into a folder of the origin's private file system. */
export interface PackRequest {
  readonly folder: FileSystemDirectoryHandle;
  readonly name: string;
  readonly blobs: readonly { readonly key: string; readonly data: Float32Array | Blob }[];
}

export type WorkerKind = 'decode' | 'encode' | 'analyse' | 'train' | 'keep';

/** What a worker saw when it tried to fetch from elsewhere: `policy` = our own policy stopped it. */
export type CanaryVerdict = 'policy' | 'not-enforced';

export interface Engine {
  /** Loads the embedded encoder, runs its self-test and settles on a back end. Idempotent. */
  start(options?: CallOptions): Promise<EncoderStatus>;
  /** Reads one file. Rejects only for cancel or a lost worker: a bad file is an outcome. */
  read(request: ReadRequest, options?: CallOptions): Promise<ReadOutcome>;
  /**
   * Reads several frames of one file, which is opened once; progress counts frames. Each goes to `onFrame` as soon as it is
   * there; the next ones wait until what it returns has settled, so that only a few are held at once. A file that cannot
   * be opened gives the same failure for each frame. Rejects for cancel, a lost worker, or when `onFrame` rejects.
   */
  readFrames(
    request: FramesRequest,
    onFrame: (frame: FrameOutcome) => Promise<void>,
    options?: CallOptions,
  ): Promise<void>;
  /** Looks at the headers of files, a line a file in their order; progress counts files. Bad files are no failure. */
  peek(request: PeekRequest, options?: CallOptions): Promise<readonly Peek[]>;
  /** Stored pictures (null: none) at 16 x 16 greys; progress counts pictures. One that cannot be read is no failure. */
  tinyGreys(pictures: readonly (Blob | null)[], options?: CallOptions): Promise<TinyGreys>;
  /**
   * Reads a file of embeddings from elsewhere, whole; progress in the reader's own unit.
   * @throws AppError as `readEmbeddings` (domain/intake/embeddings-file.ts).
   */
  readEmbeddings(request: EmbeddingsRequest, options?: CallOptions): Promise<ImportedRows>;
  /** Reads a table of labels and holds it against the set; progress in percent. @throws AppError as `readLabelTable`. */
  findLabels(request: LabelsRequest, options?: CallOptions): Promise<LabelsFound>;
  /** Reads an adapter that was saved. @throws AppError as `readAdapterFile` (domain/report/adapter-archive.ts). */
  readAdapter(file: Blob, options?: CallOptions): Promise<ReadAdapter>;
  /**
   * The text of the encoder's model card, checked against the manifest.
   * @throws AppError `encoder-missing` (no card, or not to be had) or `encoder-damaged`.
   */
  readCard(options?: CallOptions): Promise<string>;
  /** One prepared input (`sizePx * sizePx * 3` bytes) to one L2-normalised vector of `dimension`. */
  encode(input: Uint8Array, options?: CallOptions): Promise<Float32Array>;
  /** One prepared input to its vector and, where the encoder's manifest names such an output, those of its parts. */
  look(input: Uint8Array, options?: CallOptions): Promise<Looked>;
  /**
   * Texts to L2-normalised vectors of `dimension`, comparable with those of images (zeros for a text it has none for);
   * the first call opens the text tower.
   * @throws AppError `encoder-missing`, `encoder-damaged` or `encoder-invalid-output` when the tower cannot be used.
   */
  encodeTexts(texts: readonly string[], options?: CallOptions): Promise<EncodedTexts>;
  /** Exact k nearest rows by cosine similarity. */
  nearest(request: NearestRequest, options?: CallOptions): Promise<NearestTable>;
  /** The map; progress counts epochs. `onFrame` gets unfinished coordinates at most 3 times a second. */
  project(
    request: ProjectRequest,
    options?: CallOptions & { readonly onFrame?: ((xy: Float32Array) => void) | undefined },
  ): Promise<ProjectedMap>;
  /** Clusters rows in the embedding space; progress is in percent. Inputs are copied: the caller keeps them. */
  cluster(request: ClusterRequest, options?: CallOptions): Promise<ClusterResult>;
  /** Trains an adapter; progress counts epochs. */
  train(
    training: AdapterTraining,
    options?: CallOptions & { readonly onEpoch?: ((point: EpochPoint) => void) | undefined },
  ): Promise<Adapter>;
  /**
   * Rows (`rows x adapter.dim`) as an adapter's last hidden layer has them; null for one without (see adapterHidden).
   * Progress counts rows. Waits behind a training. Inputs are copied: the caller keeps them.
   */
  hidden(adapter: Adapter, data: Float32Array, options?: CallOptions): Promise<HiddenRows | null>;
  /** Runs an exported adapter on the runtime and holds it against the adapter itself. Inputs are copied. */
  checkAdapter(request: CheckAdapterRequest, options?: CallOptions): Promise<AdapterAgreement>;
  /** Judges approaches on held-out rows (domain/evaluate/judge). Waits behind a training. Inputs are copied. */
  judge(request: JudgeRequest, options?: CallOptions): Promise<Judged>;
  /** All that is told of a judging: figures, intervals, the verdict. `table.data` may be left empty. */
  summarise(request: SummariseInput, options?: CallOptions): Promise<Summary>;
  /** Whether labels have to do with the pictures at all, and whether more groups would help, by the fast approaches. */
  lookForSignal(question: SignalQuestion, options?: CallOptions): Promise<SignalFound>;
  /** The report for people (one HTML file) and for machines. */
  writeReport(report: Report, options?: CallOptions): Promise<WrittenReport>;
  /** A table or archive as a file; progress in the writer's own unit. @throws AppError as `writeFile` (domain/report/saved-file.ts). */
  writeFile(content: FileContent, format: FileFormat, options?: CallOptions): Promise<Blob>;
  /** Writes a pack and checks it (domain/keep/pack.ts). @throws AppError `storage-full`, `storage-failed`. */
  writePack(request: PackRequest, options?: CallOptions): Promise<PackRow>;
  /** Whether the canvas of the decode worker gives back what is put on it. */
  checkCanvas(): Promise<CanvasVerdict>;
  /** Asks each worker kind to try a foreign fetch. */
  canary(): Promise<Readonly<Record<WorkerKind, CanaryVerdict>>>;
  /** How many files are read at once. */
  readonly readers: number;
  dispose(): Promise<void>;
}
