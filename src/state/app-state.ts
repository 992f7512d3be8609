// The shape of the one store: plain data by slice, and the table that says what becomes of each key.
import type { CardBlock } from '../domain/encode/card';
import type { ErrorFacts } from '../domain/errors';
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

export type IntakeState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' }
  | {
      readonly phase: 'done';
      readonly added: number;
      readonly merged: number;
      readonly refused: number;
      readonly cancelled: number;
      readonly dropped: number;
    };

export type JobKind = 'start' | 'read' | 'map' | 'train' | 'predict' | 'sample';

/** One line of the status bar. */
export interface JobState {
  readonly id: string;
  readonly kind: JobKind;
  readonly done: number;
  readonly total: number;
  readonly unit: 'images' | 'epochs' | 'bytes';
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
  readonly intake: IntakeState;
  readonly refusals: readonly Refusal[];
  readonly jobs: readonly JobState[];
  readonly save: SaveState;
  readonly encoder: EncoderState;
  readonly card: CardState;
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
  intake: 'tab',
  refusals: 'tab',
  jobs: 'tab',
  save: 'tab',
  encoder: 'tab',
  card: 'tab',
  canary: 'tab',
  notice: 'tab',
};
