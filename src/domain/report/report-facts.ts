// The one plain value a report is written from: what was asked, what went in, how it was parted, what came out. Data only.
import type { Approach, EvaluationPlan } from '../evaluate/cases';
import type { LearningCurve } from '../evaluate/signal/learning-curve';
import type { Signal } from '../evaluate/signal/permutation';
import type { Estimate, PartCounts, Summary } from '../evaluate/summary';
import type { AdapterTask } from '../predict/adapter-types';
import type { ClassId, Item, ItemId } from '../types';

/** The research notice in full, for texts that people read. */
export const fullNotice =
  'Research use only. Not a medical device, and not for the care of patients. Results have not been clinically validated. You are responsible for having the right to use the images.';

/** A noun in both numbers: `image`, `images`. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** A fact with its name, told as it is: `Windowing`, `percentile 1 to 99`. */
export interface NamedFact {
  readonly name: string;
  readonly value: string | number;
}

/** What became of what was dropped. Counts are of files, then of images; each file and each image stands in one place. */
export interface ReportFlow {
  /** null: not known any more, since the set was read in an earlier visit. */
  readonly files: {
    readonly dropped: number;
    readonly gotIn: number;
    /** Their picture was in the set already. */
    readonly repeated: number;
    /** System clutter. */
    readonly aside: number;
    /** Slices that are not among the chosen ones. */
    readonly leftOut: number;
    readonly cancelled: number;
    readonly refused: readonly { readonly reason: string; readonly files: number }[];
  } | null;
  /** Images in the set. */
  readonly images: number;
  readonly excluded: number;
  readonly unlabelled: number;
  /** Images not judged for another reason, with it. */
  readonly others: readonly { readonly reason: string; readonly images: number }[];
  /** Images that were judged or learnt from, and the rows they make. */
  readonly analysed: { readonly images: number; readonly rows: number };
  /** null: not looked for. `acrossGroups`: pairs that made one group of two. `acrossParts`: across a kept split, a leak. */
  readonly nearDuplicates: {
    readonly pairs: number;
    readonly acrossGroups: number;
    readonly acrossParts: number;
  } | null;
}

/** Rows and groups of one class (null: all rows) in each part; means over the folds. */
export interface ClassParts {
  readonly classId: ClassId | null;
  readonly train: PartCounts;
  readonly inner: PartCounts;
  readonly test: PartCounts;
}

export interface ReportSplit {
  readonly seed: number;
  /** What the groups of the rows were taken from, with rows of each; null source: no group. */
  readonly groupSources: readonly { readonly source: Item['groupSource']; readonly rows: number }[];
  /** Groups with rows on both sides of a kept split, or in the set and in the external test set. */
  readonly groupsAcrossParts: number;
  /** How often the external test set has been judged so far, this time included; null: there is none. */
  readonly externalJudged: number | null;
}

export interface ReportEncoder {
  readonly title: string;
  readonly id: string;
  readonly sha256: string;
  readonly dimension: number;
  /** The vectors were computed elsewhere: what follows, up to the parity, is of no encoder that ran here. Absent: they were not. */
  readonly elsewhere?: true;
  readonly inputPx: number;
  readonly backend: string;
  readonly threads: number;
  /** Of the self-test on that backend, against the vectors that came with the encoder. */
  readonly parity: {
    readonly cases: number;
    readonly lowestCosine: number;
    readonly largestDifference: number;
  };
  /** SHA-256 of the table of vectors that was judged; null: not worked out. */
  readonly tableSha256: string | null;
}

/** One warning, probe or comparison, in the state's own words. */
export interface ReportGuard {
  readonly title: string;
  readonly sentence: string;
  readonly figure?: string;
}

export interface ReportSubgroups {
  /** The column the person gave. */
  readonly column: string;
  readonly approach: Approach;
  readonly rows: readonly {
    readonly name: string;
    readonly rows: number;
    readonly groups: number;
    readonly balancedAccuracy: Estimate;
  }[];
}

/** What a machine needs to judge the same again. */
export interface ReportRecipe {
  readonly ids: readonly ItemId[];
  readonly rowClasses: readonly (readonly number[])[];
  readonly groups: readonly (string | null)[];
  readonly plan: EvaluationPlan;
}

/** Pictures and names of the images that were answered wrongly, by id; what was not ticked is not written. */
export interface ReportPictures {
  readonly thumbnailsTicked: boolean;
  readonly fileNamesTicked: boolean;
  /** `data:` URLs of PNG, JPEG or WebP. */
  readonly thumbnails: ReadonlyMap<ItemId, string>;
  /** Base names. */
  readonly fileNames: ReadonlyMap<ItemId, string>;
}

export interface Report {
  readonly project: string;
  /** In the person's own words; null: which approach tells the classes apart best. */
  readonly question: string | null;
  /** `date`: YYYY-MM-DD. */
  readonly made: { readonly date: string; readonly appVersion: string; readonly browser: string };
  readonly task: AdapterTask;
  readonly classes: readonly { readonly id: ClassId; readonly name: string }[];
  /** What a row is (an image, or a patient) and what a group is. */
  readonly rowNoun: Noun;
  readonly groupNoun: Noun;
  readonly flow: ReportFlow;
  readonly parts: readonly ClassParts[];
  readonly split: ReportSplit;
  readonly encoder: ReportEncoder;
  /** How images became the encoder's input: windowing, crop, frames, what a row is made of. */
  readonly preparation: readonly NamedFact[];
  readonly summary: Summary;
  readonly leftOut: readonly { readonly approach: Approach; readonly reason: string }[];
  readonly signal?: readonly Signal[];
  readonly learning?: readonly LearningCurve[];
  readonly guards?: readonly ReportGuard[];
  readonly subgroups?: readonly ReportSubgroups[];
  readonly recipe?: ReportRecipe;
  readonly pictures: ReportPictures;
  /** Settings of the approaches: all that a repeat needs besides what was chosen in the folds. */
  readonly settings: readonly NamedFact[];
  readonly seeds: readonly NamedFact[];
  /** Software, by name and version. */
  readonly versions: readonly NamedFact[];
}

/** Files and images that a flow leaves unaccounted for: 0 and 0 where it adds up. */
export function flowGaps({ files, images, excluded, unlabelled, others, analysed }: ReportFlow) {
  const refused = files?.refused.reduce((sum, cause) => sum + cause.files, 0) ?? 0;
  const ended = files && files.gotIn + files.repeated + files.aside + files.leftOut + files.cancelled;
  const rest = others.reduce((sum, other) => sum + other.images, 0);
  return {
    files: files && ended !== null ? files.dropped - ended - refused : 0,
    images: images - excluded - unlabelled - rest - analysed.images,
  };
}

/** Rows that were held out, and their groups (null: none known): what figures and the verdict stand on. */
export function heldOut({ kind, rows, groups, parts }: Pick<Summary, 'kind' | 'rows' | 'groups' | 'parts'>): {
  readonly rows: number;
  readonly groups: number | null;
} {
  if (kind === 'folds') return { rows, groups };
  return { rows: parts.test.rows, groups: groups === null ? null : parts.test.groups };
}
