// Everything a view may do. Actions are the only side effects; each returns when its work is settled and never throws
// for what a person can cause: failures land in the state.
import type { ErrorFacts } from '../domain/errors';
import type { IncomingFile } from '../domain/intake/archive';
import type { FrameChoice } from '../domain/intake/frame-use';
import type { GroupRule, GroupSplit } from '../domain/intake/group-rule';
import type { PatternFault } from '../domain/intake/name-pattern';
import type { Rendering } from '../domain/intake/rendering';
import type { AdapterPreset } from '../domain/predict/adapter-types';
import type { ClassId, ItemId, Note } from '../domain/types';
import type { FolderLayout, Settings } from './app-state';

/** A file on its way in. `path` is relative to what was dropped ("Blood/Sickle/p03/a.png"), just a name for a loose file. */
export type DroppedFile = IncomingFile;

/** The words for what was noted or refused: sentences are the view's business. */
export interface NoteSentences {
  note(note: Note): string;
  refusal(error: ErrorFacts): string;
}

/** Where dropped files go: into one class, to the unlabelled tray, or as their folders say (asked about once). */
export type DropTarget =
  | { readonly to: 'class'; readonly classId: ClassId }
  | { readonly to: 'unlabelled' }
  | { readonly to: 'folders' };

export interface WordSearch {
  /** At most 12. */
  readonly ids: readonly ItemId[];
  readonly unknownWords: readonly string[];
  /** 0: the encoder knows none of the words, and the images say nothing. */
  readonly knownShare: number;
}

export interface Actions {
  /** Loads the saved project, starts the encoder, runs the canaries. */
  start(): Promise<void>;

  // intake
  /** Takes files in. With `to: 'folders'` and any sub-folder it stops at a review (`review` in the state). */
  addFiles(files: AsyncIterable<DroppedFile> | Iterable<DroppedFile>, target: DropTarget): Promise<void>;
  chooseLayout(layout: FolderLayout): void;
  /** Changes the answer to the question about frames (`frameReview`). */
  chooseFrames(change: Partial<FrameChoice>): void;
  /** Takes the answers as they stand, for folders and frames; those about frames are kept for later drops. */
  confirmReview(): Promise<void>;
  cancelReview(): void;
  dismissIntakeReport(): void;
  /** Generates and adds the synthetic sample set. */
  addSampleSet(): Promise<void>;
  cancelJob(jobId: string): void;

  /** What became of the files of the last drop, as CSV text; base names only `withNames`. */
  notesCsv(withNames: boolean, sentences: NoteSentences): string;

  // groups
  /** Looks for what images without a known patient could be grouped by, and asks (`groupQuestion` in the state). */
  askForGroups(): Promise<void>;
  /** What a person's own name pattern would come to, or what is wrong with it. */
  previewGroups(pattern: string): GroupSplit | PatternFault;
  /** Groups all images without a known patient by a rule, those to come among them. */
  chooseGroups(rule: GroupRule): Promise<void>;
  /** Groups only by what the files say, and does not ask again. */
  leaveGroupsUnknown(): Promise<void>;
  closeGroupQuestion(): void;

  // classes and items
  addClass(name?: string): ClassId;
  renameClass(classId: ClassId, name: string): void;
  removeClass(classId: ClassId): void;
  /** Puts items into a class (null = unlabelled), replacing their labels. */
  labelItems(ids: readonly ItemId[], classId: ClassId | null): void;
  setExcluded(ids: readonly ItemId[], excluded: boolean): void;
  removeItems(ids: readonly ItemId[]): Promise<void>;

  // rendering
  /** Makes all images anew by another decision; it takes over (for all at once) when every image has its rendering. */
  changeRendering(next: Rendering): Promise<void>;
  /** Gives up the decision to come: the one in force stays. */
  keepRendering(): Promise<void>;
  /** Goes on with the decision to come: after a cancel, or to try once more what failed. */
  renderAgain(): Promise<void>;
  /** Excludes the images that the decision to come cannot be made of (no file at hand, or a failure). */
  excludeUnrendered(): Promise<void>;
  /** Whether an image's file is at hand in this tab. */
  hasFile(id: ItemId): boolean;
  /** URL of the picture of an image as it came, not cropped; null when there is none. */
  wholeImageUrl(id: ItemId): Promise<string | null>;
  /** What a decision would make of one image; null when its file is not at hand or cannot be read. Nothing is kept. */
  previewRendering(id: ItemId, rendering: Rendering): Promise<Blob | null>;

  // words
  /** Sets the words a class is looked for by; none: its name. Empty and repeated ones are dropped. */
  setPrompts(classId: ClassId, prompts: readonly string[]): void;
  /** The images most like a text, best first; null without a text tower, or when it failed (`textsError`). */
  searchByWords(text: string): Promise<WordSearch | null>;
  /** Tries a text tower that failed once more. */
  retryWords(): Promise<void>;

  // looking
  select(ids: readonly ItemId[]): void;
  focusItem(id: ItemId | null): void;
  toggleClassHidden(classId: ClassId): void;
  changeSettings(change: Partial<Settings>): void;
  choosePreset(preset: AdapterPreset): void;
  /** URL of a stored picture for an <img>; null when there is none. Cached; URLs stay valid while the item exists. */
  imageUrl(kind: 'thumb' | 'preview', id: ItemId): Promise<string | null>;

  // computing
  /** Draws the map anew if it is stale (PCA at once, then UMAP). Runs by itself after intake. */
  drawMap(): Promise<void>;
  trainAdapter(): Promise<void>;
  /** Answers for all unlabelled items by neighbours, words and, if there is one, the adapter. */
  predictUnlabelled(): Promise<void>;
  /** The prediction table as CSV text (ids only; base names when `withNames`), with its research-use header comment line. */
  predictionsCsv(withNames: boolean): string;

  // encoder
  /** Reads the model card of the encoder in use into the state (`card`); does nothing once it stands there. */
  readCard(): Promise<void>;

  // project
  renameProject(name: string): void;
  dismissFirstRun(): void;
  dismissNotice(): void;
  retrySave(): Promise<void>;
  /** Empties every store of this site and starts afresh. */
  deleteEverything(): Promise<void>;
}
