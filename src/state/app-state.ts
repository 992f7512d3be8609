// The shape of the one store: plain data by slice, and the table that says what becomes of each key.
import type { CardBlock } from '../domain/encode/card';
import type { ErrorFacts } from '../domain/errors';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import type { FileEnd } from '../domain/intake/file-ends';
import type { FrameChoice, FrameUse } from '../domain/intake/frame-use';
import type { GroupCandidate, GroupRule, RuleScope } from '../domain/intake/group-rule';
import type { Rendering } from '../domain/intake/rendering';
import type { Adapter, AdapterSpec, EpochPoint } from '../domain/predict/adapter-types';
import type { ClassId, Item, ItemId, LabelClass, Stage } from '../domain/types';
import type { CanaryVerdict, EncoderStatus, WorkerKind } from '../workers/engine';

export type MapMethod = 'pca' | 'umap';
export type ColourBy = 'class' | 'prediction' | 'group';
export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  readonly mapMethod: MapMethod;
  /** Neighbourhood size of UMAP, 2..100. */
  readonly mapNeighbours: number;
  readonly colourBy: ColourBy;
  readonly thumbnailsOnMap: boolean;
  /** k of the neighbours' vote, 1..50. */
  readonly voteNeighbours: number;
  readonly adapter: AdapterSpec;
  readonly seed: number;
  readonly theme: Theme;
  /** How images without a known patient are grouped; null: not asked about yet. */
  readonly groupRule: GroupRule | null;
  /** The decision in force: all vectors that are looked at were made by it. */
  readonly rendering: Rendering;
  /** The decision to come, until every image has been rendered by it; null: none. */
  readonly renderingWanted: Rendering | null;
  /** What becomes of files of several frames and of series; null where nobody was asked yet. */
  readonly frames: FrameChoice;
}

/** Why an image could not be rendered by the decision to come. Kept for this tab only. */
export interface RenderProblem {
  readonly id: ItemId;
  readonly error: ErrorFacts;
}

/** A file that did not get in: shown with its name, what is wrong and what to do. Kept for this tab only. */
export interface Refusal {
  readonly key: string;
  readonly fileName: string;
  readonly error: ErrorFacts;
}

/** How a dropped folder can be read. */
export type FolderLayout = 'flat' | 'class' | 'class-patient' | 'split-class';

export interface FolderReview {
  readonly layouts: readonly FolderLayout[];
  readonly chosen: FolderLayout;
  /** Rows of the table: class name -> files, for the chosen layout. */
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  readonly total: number;
  /** System clutter (Thumbs.db and the like) left aside. */
  readonly junk: number;
}

/** What images without a known patient could be grouped by. Kept for this tab only: the examples hold file names. */
export interface GroupQuestion {
  readonly candidates: readonly GroupCandidate[];
  readonly scope: RuleScope;
  /** Images the rule would be for. */
  readonly total: number;
}

/** One part of the question: files of several frames, or series of single ones. */
export interface FrameQuestion {
  /** Files, or series. */
  readonly stacks: number;
  /** Frames, or slices, in all of them. */
  readonly slices: number;
  readonly chosen: FrameUse;
  /** Images that each answer would give. */
  readonly images: Readonly<Record<FrameUse, number>>;
}

/** The question about frames and series that a drop raises. A part is null where it is not asked. */
export interface FrameReview {
  readonly files: FrameQuestion | null;
  readonly series: FrameQuestion | null;
  readonly every: number;
  /** Images of the whole drop, with the answers as they stand. */
  readonly images: number;
}

export type IntakeState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' }
  | {
      readonly phase: 'done';
      readonly added: number;
      readonly merged: number;
      readonly refused: number;
      readonly cancelled: number;
      /** Files dropped, those left aside among them. */
      readonly dropped: number;
      /** New images, where they are not as many as the files added. */
      readonly images?: number;
      /** Slices that are not among the chosen ones. */
      readonly leftOut?: number;
      /** What became of each file, in drop order; those left aside last. */
      readonly ends: readonly FileEnd[];
    };

export type JobKind = 'start' | 'scan' | 'read' | 'map' | 'train' | 'predict' | 'sample' | 'render';

/** One line of the status bar. */
export interface JobState {
  readonly id: string;
  readonly kind: JobKind;
  readonly done: number;
  readonly total: number;
  readonly unit: 'images' | 'files' | 'epochs' | 'bytes';
  readonly perSecond: number | null;
}

export type SaveState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'saved' }
  | { readonly phase: 'saving' }
  /** Red and sticky until a later save succeeds. */
  | { readonly phase: 'failed'; readonly error: ErrorFacts };

export type EncoderState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready'; readonly status: EncoderStatus }
  | { readonly phase: 'failed'; readonly error: ErrorFacts };

/** The encoder's model card, read when it is first opened. */
export type CardState =
  | { readonly phase: 'unread' }
  | { readonly phase: 'reading' }
  | { readonly phase: 'ready'; readonly blocks: readonly CardBlock[] }
  | { readonly phase: 'failed'; readonly error: ErrorFacts };

/** Coordinates of the map: `ids.length x 2`, row i belongs to `ids[i]`. */
export interface Projection {
  readonly method: MapMethod;
  readonly ids: readonly ItemId[];
  readonly xy: Float32Array;
  /** Share of the neighbourhoods kept, 0..1; null when not computed (fewer than 20 items). */
  readonly trustworthiness: number | null;
  /** Items placed afterwards at the weighted mean of their neighbours: ids and xy pairs. */
  readonly placed: ReadonlyMap<ItemId, readonly [number, number]>;
}

export interface Neighbour {
  readonly id: ItemId;
  /** Cosine similarity, -1..1. */
  readonly similarity: number;
}

/** What the neighbours say of one item. */
export interface NeighbourAnswer {
  /** Nearest labelled items, best first, at most k; never the item itself. */
  readonly nearest: readonly Neighbour[];
  /** Share of the vote by class, best first; sums to 1. */
  readonly shares: readonly { readonly classId: ClassId; readonly share: number }[];
  /** True when the best similarity is below the set's own 1st percentile: "not like anything here". */
  readonly unlike: boolean;
}

/** What the words of the classes say of one image. */
export interface WordsAnswer {
  /**
   * Similarity share by class, best first (see domain/encode/words.ts), and the share of the class's words that the
   * encoder knows, 0..1.
   */
  readonly shares: readonly {
    readonly classId: ClassId;
    readonly share: number;
    readonly knownShare: number;
  }[];
  /** Words of any class that the encoder does not know. */
  readonly unknownWords: readonly string[];
}

/** A text the encoder has read. */
export interface KnownText {
  /** Unit length, comparable with the images' vectors. */
  readonly vector: Float32Array;
  /** Share of its content words that the encoder knows, 0..1. */
  readonly known: number;
  readonly unknownWords: readonly string[];
  readonly truncated: boolean;
}

export interface Prediction {
  readonly id: ItemId;
  readonly neighbours: NeighbourAnswer | null;
  /** Adapter probabilities in the adapter's class order; null without an adapter. Not calibrated. */
  readonly adapter: {
    readonly classes: readonly ClassId[];
    readonly probabilities: readonly number[];
  } | null;
  /** Needs no labels: there with two classes and a text tower, else null. */
  readonly words: WordsAnswer | null;
}

export interface AppState {
  // project
  readonly projectName: string;
  readonly salt: string;
  readonly classes: readonly LabelClass[];
  readonly items: ReadonlyMap<ItemId, Item>;
  readonly names: ReadonlyMap<ItemId, string>;
  readonly settings: Settings;
  // vectors: `${pixelHash}:${rendition}:${encoder sha256}` -> L2-normalised row
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** `${text tower sha256}:${text}` -> the text as the encoder has read it. */
  readonly texts: ReadonlyMap<string, KnownText>;
  /** Why texts cannot be read; nothing tries again by itself. */
  readonly textsError: ErrorFacts | null;
  // stages
  readonly projection: Stage<Projection>;
  readonly adapter: Stage<Adapter>;
  readonly predictions: Stage<readonly Prediction[]>;
  // this tab
  /** Unfinished layout while UMAP runs; null otherwise. */
  readonly projectionFrame: Projection | null;
  /** Curve of the training in progress. */
  readonly liveCurve: readonly EpochPoint[];
  readonly selection: readonly ItemId[];
  /** The item shown large in the right pane. */
  readonly focus: ItemId | null;
  /** Answer for the focused item, computed when it is focused. */
  readonly focusAnswer: Prediction | null;
  readonly hiddenClasses: readonly ClassId[];
  /** Files found so far in a drop that is being looked through; null when none is. */
  readonly listing: number | null;
  /** The question about a dropped folder that waits for an answer; later drops wait behind it. */
  readonly review: FolderReview | null;
  /** The question about frames of the same drop, or of one without folders. */
  readonly frameReview: FrameReview | null;
  readonly intake: IntakeState;
  readonly refusals: readonly Refusal[];
  readonly groupQuestion: GroupQuestion | null;
  /** Code of a folder -> its name, for folders dropped in this tab. */
  readonly folderNames: ReadonlyMap<string, string>;
  readonly renderProblems: readonly RenderProblem[];
  readonly jobs: readonly JobState[];
  readonly save: SaveState;
  readonly encoder: EncoderState;
  readonly card: CardState;
  /** Whether this browser's canvas gives back what is put on it; null until it is known. */
  readonly canvas: CanvasVerdict | null;
  readonly canary: Readonly<Record<WorkerKind, CanaryVerdict>> | null;
  /** Last error of an act that has no stage of its own (a drop that failed as a whole). */
  readonly notice: ErrorFacts | null;
  /** True until the person has dismissed the first-run card. */
  readonly firstRun: boolean;
}

/** What becomes of each key. Adding a key without deciding does not compile. */
export const keeping: Readonly<Record<keyof AppState, 'project' | 'blobs' | 'tab'>> = {
  projectName: 'project',
  salt: 'project',
  classes: 'project',
  items: 'project',
  names: 'project',
  settings: 'project',
  projection: 'project',
  adapter: 'project',
  predictions: 'project',
  firstRun: 'project',
  vectors: 'blobs',
  texts: 'tab',
  textsError: 'tab',
  projectionFrame: 'tab',
  liveCurve: 'tab',
  selection: 'tab',
  focus: 'tab',
  focusAnswer: 'tab',
  hiddenClasses: 'tab',
  listing: 'tab',
  review: 'tab',
  frameReview: 'tab',
  intake: 'tab',
  refusals: 'tab',
  groupQuestion: 'tab',
  folderNames: 'tab',
  renderProblems: 'tab',
  jobs: 'tab',
  save: 'tab',
  encoder: 'tab',
  card: 'tab',
  canvas: 'tab',
  canary: 'tab',
  notice: 'tab',
};
