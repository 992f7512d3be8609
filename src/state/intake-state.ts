// What an intake asks and tells: files that did not get in, the questions about folders, groups and frames, the report.
import type { ErrorFacts } from '../domain/errors';
import type { StudyVector } from '../domain/explore/study-vector';
import type { FileEnd } from '../domain/intake/file-ends';
import type { Split } from '../domain/intake/folders';
import type { FrameUse } from '../domain/intake/frame-use';
import type { GroupCandidate, RuleScope } from '../domain/intake/group-rule';

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
  /** Files of each part of the folders' own split; null where the layout has none. */
  readonly parts: Readonly<Record<Split, number>> | null;
  /** All of it is an external test set, whatever the folders say. */
  readonly external: boolean;
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
  /** What an image made of many slices is to be described by. */
  readonly studyVector: StudyVector;
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
