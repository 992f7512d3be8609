// What may make a good figure a false one, as plain facts: the closed list of warnings. Sentences stand in ui/evaluate/guards.
import type { ClassId, ItemId } from '../../types';
import type { Approach } from '../cases';

/** What an image tells of where it comes from. `window`: the one its file names, `windowing`: the rule its greys went through. */
export type OriginTrait =
  | 'format'
  | 'side'
  | 'aspect'
  | 'colour'
  | 'modality'
  | 'body-part'
  | 'photometric'
  | 'transfer-syntax'
  | 'bits'
  | 'windowing'
  | 'window';

/** A trait that goes with the classes. */
export interface TraitGap {
  readonly trait: OriginTrait;
  /** Cramer's V, 0..1 (see association.ts). */
  readonly strength: number;
  /** The usual value of each class and the share of the class that has it, 0..1. */
  readonly classes: readonly { readonly classId: ClassId; readonly which: string; readonly share: number }[];
}

/** The parts that something stands on both sides of: those of the kept split, or the set and the external images. */
export type Sides = 'split' | 'external';

interface WarningFacts {
  /** Fewer groups than `fewestGroupsOfClass`, or fewer images than `fewestImagesOfClass`. */
  'tiny-class': { readonly classId: ClassId; readonly images: number; readonly groups: number };
  /** The positive class has groups enough to be no tiny one, but fewer than `fewestPositiveGroups`. */
  'few-positive-groups': { readonly classId: ClassId; readonly groups: number };
  /** The largest class has more than `mostImbalance` times the images of the smallest. */
  imbalance: { readonly largest: ClassId; readonly smallest: ClassId; readonly ratio: number };
  /** Images without a group (a patient, or what stands in for one), of all. */
  'groups-unknown': { readonly without: number; readonly images: number };
  /** An approach names one class for nearly all held-out images (or, `multi`, one label for nearly all or none). */
  'one-answer': {
    readonly approach: Approach;
    readonly classId: ClassId;
    /** Share of the held-out images for which it was said, and that have it, 0..1. */
    readonly said: number;
    readonly having: number;
  };
  /** Images that show the same picture but lie in different groups; they were joined to one. */
  'copies-across-groups': { readonly pairs: number; readonly groups: number };
  /** Images that show the same picture and stand on both sides of a split that was given: the test is no test for them. */
  'copies-across-parts': { readonly pairs: number; readonly sides: Sides };
  /** Groups (patients) that stand on both sides of it. */
  'groups-across-parts': { readonly groups: number; readonly sides: Sides };
  /** How greys became 8 bit goes with the class. `inUse`: it reaches the pictures, not only the headers. */
  'window-differs': { readonly gap: TraitGap; readonly inUse: boolean };
  /** Kind of file, machine or size goes with the class; the strongest first. */
  'origin-differs': { readonly gaps: readonly TraitGap[] };
}

export type WarningCode = keyof WarningFacts;

/** `ids`: the images it is about, for a click to select. */
export type Warning = {
  readonly [Code in WarningCode]: {
    readonly code: Code;
    readonly facts: WarningFacts[Code];
    readonly ids: readonly ItemId[];
  };
}[WarningCode];

/** Warnings of these make the figures wrong; the others make them uncertain or hard to read. */
export const graveCodes: readonly WarningCode[] = [
  'copies-across-parts',
  'groups-across-parts',
  'window-differs',
  'origin-differs',
  'groups-unknown',
];

/** Below, a class is too small to judge: with 20 groups all right, a sensitivity under 0.84 is still possible (Wilson). */
export const fewestGroupsOfClass = 20;
export const fewestImagesOfClass = 10;
/** Below, the interval of a sensitivity of 0.9 is wider than 0.2 (Wilson with 30: 0.74 to 0.97). */
export const fewestPositiveGroups = 30;
export const mostImbalance = 10;
