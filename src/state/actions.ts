// Everything a view may do. Actions are the only side effects; each returns when its work is settled and never throws
// for what a person can cause: failures land in the state.
import type { WordForm } from '../domain/encode/word-form';
import type { ErrorFacts } from '../domain/errors';
import type { IncomingFile } from '../domain/intake/archive';
import type { GroupRule, GroupSplit } from '../domain/intake/group-rule';
import type { PatternFault } from '../domain/intake/name-pattern';
import type { Rendering } from '../domain/intake/rendering';
import type { AdapterPreset } from '../domain/predict/adapter-types';
import type { ProjectTicks } from '../domain/project-file/layout';
import type { ClassId, ItemId, Note } from '../domain/types';
import type { WrittenReport } from '../workers/engine';
import type { FrameDraft } from './acts/frame-question';
import type { Settings } from './app-state';
import type { ColumnsTold } from './columns';
import type { ImportWay } from './embeddings-offer';
import type { EvaluationSettings } from './evaluation';
import type { SavedFile, TableChoice } from './exports';
import type { FolderLayout } from './intake-state';
import type { ReportSentences, ReportTicks } from './report';
import type { RouteName } from './route-answers';
import type { SearchWish } from './search';
import type { WhereTarget } from './where';

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

/** What became of the images of a group that was made a class. */
export interface ClusterTaken {
  /** null: there was none of that name, and no image to make one for. */
  readonly classId: ClassId | null;
  /** Images that had no label and have this one now. */
  readonly taken: number;
  /** Images that had it already. */
  readonly already: number;
  /** Images with another label, which they keep. */
  readonly left: number;
}

export interface Actions {
  /** Loads the saved project, starts the encoder, runs the canaries. */
  start(): Promise<void>;

  // intake
  /** Takes files in. With `to: 'folders'` and any sub-folder it stops at a review (`review` in the state). */
  addFiles(files: AsyncIterable<DroppedFile> | Iterable<DroppedFile>, target: DropTarget): Promise<void>;
  chooseLayout(layout: FolderLayout): void;
  /** Says of the dropped folder under review that it is an external test set, whatever its layout; or takes that back. */
  markReviewExternal(external: boolean): void;
  /** Changes the answer to the question about frames (`frameReview`). */
  chooseFrames(change: Partial<FrameDraft>): void;
  /** Takes the answers as they stand, for folders and frames; those about frames are kept for later drops. */
  confirmReview(): Promise<void>;
  cancelReview(): void;
  dismissIntakeReport(): void;
  /** Generates and adds the synthetic sample set. */
  addSampleSet(): Promise<void>;
  cancelJob(jobId: string): void;

  /** What became of the files of the last drop, as CSV text; base names only `withNames`. */
  notesCsv(withNames: boolean, sentences: NoteSentences): string;

  // embeddings from elsewhere
  /** Reads a file of embeddings and offers what it holds (`embeddingsOffer` in the state); a later file waits its turn. */
  loadEmbeddings(file: Blob, fileName: string): Promise<void>;
  /** Takes the offered rows in, in one of the offered ways; nothing where that way is no longer offered. */
  addEmbeddings(way: ImportWay): Promise<void>;
  dismissEmbeddings(): Promise<void>;
  /** Lets the vectors of another space count for all that is computed: one of `settings.importedSpaces`, or (null) the encoder's. */
  chooseSpace(sha256: string | null): Promise<void>;

  // tables and adapters
  /** A table as a file to be saved; null where there is nothing of that kind, it was cancelled, or failed (`notice`). */
  saveTable(choice: TableChoice): Promise<SavedFile | null>;
  /** A kept adapter in all its forms as a ZIP, once the runtime has answered as it does; null as above. */
  saveAdapter(id: string, sentences: Pick<ReportSentences, 'rendering'>): Promise<SavedFile | null>;
  /** Keeps an adapter that was saved, and uses it; gives its name, null where it does not fit or cannot be read (`notice`). */
  loadAdapter(file: Blob): Promise<string | null>;
  /** Reads a table of labels and shows what it would do (`labelOffer` in the state); a later file takes over. */
  loadLabels(file: Blob, fileName: string): Promise<void>;
  /** Does what is shown, as one step that undo takes back; where the set has changed since, shows it anew instead. */
  applyLabels(): Promise<void>;
  dismissLabels(): void;

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

  /** Looks for images that show the same picture (state/alike.ts). Runs by itself after intake; compares only what is new. */
  findAlike(): Promise<void>;

  /** Looks for likely label errors, far ones, those between classes and what to label next (`tidy` in the state), and for copies. */
  lookForTrouble(): Promise<void>;
  /** Takes questions (marks of state/tidy-queues.ts) off the queues: looked at, and right as it is. */
  keepAsIs(marks: readonly string[]): void;

  // classes and items
  addClass(name?: string): ClassId;
  renameClass(classId: ClassId, name: string): void;
  removeClass(classId: ClassId): void;
  /** Puts items into a class (null = unlabelled), replacing their labels; one that stands for a patient or study puts all of it. */
  labelItems(ids: readonly ItemId[], classId: ClassId | null): void;
  /** Gives items one more label beside those they have; takes it off them where all of them have it already. */
  toggleLabel(ids: readonly ItemId[], classId: ClassId): void;
  setExcluded(ids: readonly ItemId[], excluded: boolean): void;
  /**
   * Puts items into the external test set (only judged, never learnt from), or takes them out: they are then of no part, also
   * where the folders had named one. One that stands for a patient or study brings all images of that row.
   */
  markExternal(ids: readonly ItemId[], external: boolean): void;
  /** Takes images out of the set; undo brings them back, until the bin is emptied or so many steps have been made since. */
  removeItems(ids: readonly ItemId[]): Promise<void>;
  /** Removed images (all, or these) go for good, and the steps that would bring them back. */
  emptyBin(ids?: Iterable<ItemId>): Promise<void>;
  /** Takes back the last act on the set, images that came or went among them, or on what is computed of it (`history` in the state). */
  undo(): void;
  redo(): void;

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
  /** Changes how the texts of the classes are made; texts are trimmed, an empty one for "none of these" is the default. */
  changeWordForm(change: Partial<WordForm>): void;
  /** Tries other wordings of each class on the labelled images (`wordLab` in the state). */
  tryWordings(): Promise<void>;
  /** The images most like a text, best first; null without a text tower, or when it failed (`textsError`). */
  searchByWords(text: string): Promise<WordSearch | null>;
  /** Looks for the images most like one, like several, or like a text (`search` in the state); a later call takes over. */
  findLike(wish: SearchWish): Promise<void>;
  closeSearch(): void;
  /** Measures how well a search fits the labels (`retrieval` in the state). */
  measureRetrieval(): Promise<void>;
  /** Tries a text tower that failed once more. */
  retryWords(): Promise<void>;

  // looking
  select(ids: readonly ItemId[]): void;
  focusItem(id: ItemId | null): void;
  /** Shows where an image is like a target (`where` in the state); a later call takes the place of an earlier one. */
  explainBy(id: ItemId, target: WhereTarget): Promise<void>;
  /** Takes the heat map off, or gives up the one that is being made. */
  hideWhere(): void;
  toggleClassHidden(classId: ClassId): void;
  changeSettings(change: Partial<Settings>): void;
  choosePreset(preset: AdapterPreset): void;
  /** URL of a stored picture for an <img>; null when there is none. Cached; URLs stay valid while the item exists. */
  imageUrl(kind: 'thumb' | 'preview', id: ItemId): Promise<string | null>;

  // computing
  /** Draws the map anew if it is stale (PCA at once, then UMAP). Runs by itself after intake. */
  drawMap(): Promise<void>;
  /** Trains by the settings; the adapter is kept beside the others (see `keepAdapter`) and is the one in use. */
  trainAdapter(): Promise<void>;
  /** Lets another kept adapter answer. Not while one is trained, as with removing. */
  useAdapter(id: string): Promise<void>;
  renameAdapter(id: string, name: string): void;
  /** Where it was in use, none is. */
  removeAdapter(id: string): Promise<void>;
  /** Removes all but the one in use. */
  removeOtherAdapters(): void;
  /**
   * Looks for groups of alike images (clusters) in the embedding space, as the settings say; nothing while it runs, where the
   * groups are up to date, or for fewer than 5 rows. Names go on to groups that share more than half of their images.
   */
  findClusters(): Promise<void>;
  /** Cuts the tree of merges into `k` groups; nothing for groups without a tree, or where one of its images has left. */
  cutTree(k: number): Promise<void>;
  /** An empty name gives the group its number back. */
  nameCluster(cluster: number, name: string): void;
  /** Puts the unlabelled images of a group, external ones aside, into the class of its name, which is made where there is none; null: no such group. */
  clusterToClass(cluster: number): ClusterTaken | null;
  /**
   * Judges every approach that is ready on the same held-out groups (`evaluation` in the state). Judging the external test
   * set counts (`externalJudged`).
   */
  evaluate(): Promise<void>;
  /** Changes how approaches are judged; another positive class or prevalence is told anew from the same answers. */
  changeEvaluation(change: Partial<EvaluationSettings>): void;
  /** Asks whether there is any signal, and whether more groups would help (`signal` in the state). */
  testSignal(): Promise<void>;
  /**
   * Tries how well the classes can be told by image size, headers and tiny pictures alone, on the folds of the evaluation, and
   * how the recommended approach does on subgroups (`guards` in the state); nothing without an evaluation that is up to date.
   * Subgroups are by what images have of themselves, and by the columns that were loaded.
   */
  lookForShortcuts(): Promise<void>;
  /** Reads further facts of images (sex, site, age ...) from a CSV file, for this tab, and looks again; null: it could not. */
  loadColumns(file: Blob): Promise<ColumnsTold | null>;
  /** Judges the evaluated approaches once more with the usual mistakes (`cheat` in the state); as above without an evaluation. */
  showCheat(): Promise<void>;
  /** The report of a fresh evaluation as text; pictures and base names only where ticked. null: there is none to report. */
  report(ticks: ReportTicks, sentences: ReportSentences): Promise<WrittenReport | null>;
  /** Answers for all unlabelled items by every route that is ready. */
  predictUnlabelled(): Promise<void>;
  /**
   * Puts those of `ids` that predictions answer for into the class that one route names, or all agree on, as `acceptable`
   * (route-answers.ts) allows. Gives how many images that were.
   */
  acceptAnswers(ids: readonly ItemId[], by: RouteName | 'all'): number;
  /** The prediction table as CSV text (ids only; base names when `withNames`), with its research-use header comment line. */
  predictionsCsv(withNames: boolean): string;

  // encoder
  /** Reads the model card of the encoder in use into the state (`card`); does nothing once it stands there. */
  readCard(): Promise<void>;

  // project
  /** The project as one `.lightbench` file; null: cancelled, or it failed (`notice`). */
  saveProjectFile(ticks: ProjectTicks): Promise<Blob | null>;
  /** Reads a project file whole and says what is in it (`projectFile` in the state); nothing is replaced by that. */
  openProjectFile(file: Blob, fileName: string): Promise<void>;
  /** Puts the file that was read in the place of the project that is open; cannot be undone. */
  takeProjectFile(): Promise<void>;
  closeProjectFile(): void;
  renameProject(name: string): void;
  dismissFirstRun(): void;
  dismissNotice(): void;
  /** Forgets that a drop was cut short. */
  forgetOpenDrop(): void;
  /** Tries again to save; opens the database anew where the browser took it away, and then writes all that is here. */
  retrySave(): Promise<void>;
  /**
   * Makes this window the one that writes (`window` in the state): the other one saves what waits there and only looks from
   * then on. Where it cannot save, it keeps the project; a second call takes it all the same.
   */
  takeOver(): Promise<void>;
  /** Deletes all that this app keeps in this browser, other windows' too, and starts afresh. */
  deleteEverything(): Promise<void>;
}
