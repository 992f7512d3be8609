// The shape of the one store: plain data by slice, and the table that says what becomes of each key.
import type { CardBlock } from '../domain/encode/card';
import type { WordForm } from '../domain/encode/word-form';
import type { ErrorFacts } from '../domain/errors';
import type { SignalFound } from '../domain/evaluate/signal/look-for-signal';
import type { Level } from '../domain/explore/study-rows';
import type { StudyVector } from '../domain/explore/study-vector';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import type { FrameChoice } from '../domain/intake/frame-use';
import type { GroupRule } from '../domain/intake/group-rule';
import type { Rendering } from '../domain/intake/rendering';
import type { AdapterSet } from '../domain/predict/adapter-set';
import type { Adapter, AdapterSpec, EpochPoint } from '../domain/predict/adapter-types';
import type { VoteWeighting } from '../domain/predict/knn';
import type { ClassId, Item, ItemId, LabelClass, Stage } from '../domain/types';
import type { CanaryVerdict, EncoderStatus, WorkerKind } from '../workers/engine';
import type { Alike } from './alike';
import type { KnownText, Prediction } from './answers';
import type { Bin } from './bin';
import type { ClusterSettings } from './cluster-settings';
import type { Clustering } from './clusters';
import type { Columns } from './columns';
import type { EmbeddingsOffer } from './embeddings-offer';
import type { EvaluationSettings, EvaluationValue } from './evaluation';
import type { CheatReport, Guards } from './guards';
import type { FolderReview, FrameReview, GroupQuestion, IntakeState, Refusal } from './intake-state';
import type { JobState } from './job-state';
import type { StudyStatistics } from './joined-rows';
import type { LabelOffer } from './label-table';
import type { OpenDrop } from './open-drop';
import type { ProjectFileState } from './project-file';
import type { Retrieval } from './retrieval';
import type { SearchState } from './search';
import type { ImportedSpace, ProjectSpace } from './space';
import type { TidyState } from './tidy';
import type { History } from './undo';
import type { WhereState } from './where';
import type { WindowState } from './windows';
import type { WordLab } from './word-lab';

export type MapMethod = 'pca' | 'umap';
export type ColourBy = 'class' | 'prediction' | 'group' | 'cluster';
export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  readonly mapMethod: MapMethod;
  /** Neighbourhood size of UMAP, 2..100. */
  readonly mapNeighbours: number;
  readonly colourBy: ColourBy;
  readonly thumbnailsOnMap: boolean;
  /** k of the neighbours' vote, 1..50. */
  readonly voteNeighbours: number;
  /** What a neighbour's vote counts. */
  readonly voteWeighting: VoteWeighting;
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
  /** What describes a file or series taken as one image, in all that is computed from vectors. */
  readonly studyVector: StudyVector;
  /** What one row stands for, in all that is computed from vectors. */
  readonly level: Level;
  /** How the texts of the classes are made. */
  readonly words: WordForm;
  /** How groups of alike images are looked for. */
  readonly clusters: ClusterSettings;
  /** How approaches are judged. */
  readonly evaluation: EvaluationSettings;
  /** Where all vectors in use come from. */
  readonly space: ProjectSpace;
  /** Spaces from elsewhere that the project has vectors of, the one in use among them. */
  readonly importedSpaces: readonly ImportedSpace[];
}

/** Why an image could not be rendered by the decision to come. Kept for this tab only. */
export interface RenderProblem {
  readonly id: ItemId;
  readonly error: ErrorFacts;
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

export interface AppState {
  // project
  readonly projectName: string;
  readonly salt: string;
  readonly classes: readonly LabelClass[];
  readonly items: ReadonlyMap<ItemId, Item>;
  /** Removed images that undo can bring back; part of nothing else. Their names and vectors stay beside those of the others. */
  readonly bin: Bin;
  readonly names: ReadonlyMap<ItemId, string>;
  readonly settings: Settings;
  /** What was looked at in the queues of the Tidy panel and kept as it is (see tidy-queues.ts). */
  readonly keptMarks: ReadonlySet<string>;
  /** How often anything was judged on the external test set; 0 again only when no external image is left. */
  readonly externalJudged: number;
  // vectors: `${pixelHash}:${rendition}:${encoder sha256}` -> L2-normalised row; with `+statistics`: the 7 x dim of a stack
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Statistics of whole patients or studies, by the item that stands for each. */
  readonly studies: ReadonlyMap<ItemId, StudyStatistics>;
  /** `${text tower sha256}:${text}` -> the text as the encoder has read it. */
  readonly texts: ReadonlyMap<string, KnownText>;
  /** Why texts cannot be read; nothing tries again by itself. */
  readonly textsError: ErrorFacts | null;
  // stages
  readonly projection: Stage<Projection>;
  /** The one in use: the one among `adapters` that answers. */
  readonly adapter: Stage<Adapter>;
  readonly adapters: AdapterSet;
  readonly predictions: Stage<readonly Prediction[]>;
  /** Groups of alike images, found in the embedding space. */
  readonly clusters: Stage<Clustering>;
  /** Which approach does best on rows it has not seen. */
  readonly evaluation: Stage<EvaluationValue>;
  /** Whether labels have to do with the pictures at all, and whether more would help. */
  readonly signal: Stage<SignalFound>;
  /** What can be told of the classes without the picture; and what the usual mistakes would have looked like. */
  readonly guards: Stage<Guards>;
  readonly cheat: Stage<CheatReport>;
  /** The prompt lab's table. */
  readonly wordLab: Stage<WordLab>;
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
  readonly where: WhereState;
  readonly alike: Alike;
  readonly search: SearchState;
  readonly retrieval: Stage<Retrieval>;
  /** Further facts of images by column, for subgroups: kept for this tab only, since they may describe people. */
  readonly columns: Columns;
  readonly hiddenClasses: readonly ClassId[];
  readonly history: History;
  readonly tidy: TidyState;
  /** Files found so far in a drop that is being looked through; null when none is. */
  readonly listing: number | null;
  /** The question about a dropped folder that waits for an answer; later drops wait behind it. */
  readonly review: FolderReview | null;
  /** The question about frames of the same drop, or of one without folders. */
  readonly frameReview: FrameReview | null;
  readonly intake: IntakeState;
  /** The files of the drop being read, or of one that a crash cut short; null: none is open. */
  readonly drop: OpenDrop;
  readonly refusals: readonly Refusal[];
  readonly groupQuestion: GroupQuestion | null;
  /** A file of embeddings on its way in; null when there is none. */
  readonly embeddingsOffer: EmbeddingsOffer | null;
  /** The same of a table of labels. */
  readonly labelOffer: LabelOffer | null;
  /** Code of a folder -> its name, for folders dropped in this tab. */
  readonly folderNames: ReadonlyMap<string, string>;
  readonly renderProblems: readonly RenderProblem[];
  /** A project file on its way in. */
  readonly projectFile: ProjectFileState;
  readonly jobs: readonly JobState[];
  readonly save: SaveState;
  /** Whether changes are made here, or in another window. */
  readonly window: WindowState;
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

/**
 * What becomes of each key: kept with the project, as vectors and pictures are, in this browser's journal alone, or for this
 * tab. Adding a key without deciding does not compile.
 */
export const keeping: Readonly<Record<keyof AppState, 'project' | 'blobs' | 'journal' | 'tab'>> = {
  projectName: 'project',
  salt: 'project',
  classes: 'project',
  items: 'project',
  names: 'project',
  settings: 'project',
  keptMarks: 'project',
  externalJudged: 'project',
  projection: 'project',
  adapter: 'project',
  adapters: 'project',
  predictions: 'project',
  clusters: 'project',
  evaluation: 'project',
  signal: 'project',
  guards: 'tab',
  cheat: 'tab',
  firstRun: 'project',
  vectors: 'blobs',
  studies: 'tab',
  texts: 'tab',
  wordLab: 'tab',
  textsError: 'tab',
  projectionFrame: 'tab',
  liveCurve: 'tab',
  selection: 'tab',
  focus: 'tab',
  focusAnswer: 'tab',
  where: 'tab',
  alike: 'tab',
  search: 'tab',
  retrieval: 'tab',
  columns: 'tab',
  hiddenClasses: 'tab',
  history: 'journal',
  drop: 'journal',
  bin: 'journal',
  tidy: 'tab',
  listing: 'tab',
  review: 'tab',
  frameReview: 'tab',
  intake: 'tab',
  refusals: 'tab',
  groupQuestion: 'tab',
  embeddingsOffer: 'tab',
  labelOffer: 'tab',
  folderNames: 'tab',
  renderProblems: 'tab',
  projectFile: 'tab',
  jobs: 'tab',
  save: 'tab',
  window: 'tab',
  encoder: 'tab',
  card: 'tab',
  canvas: 'tab',
  canary: 'tab',
  notice: 'tab',
};
