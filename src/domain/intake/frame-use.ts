// Which frames of a file, or slices of a series, become images: the answers a person can give, and what each means.
import type { Note, NoteCode } from '../types';

/** 'middle', or a 0-based index. */
export type FrameSelector = 'middle' | number;

/**
 * `middle`: one image, the one in the middle. `all`, `nth`: each frame an image of its own. `mean`: all together one
 * image, whose vector is the mean of the frames' vectors.
 */
export type FrameUse = 'middle' | 'all' | 'nth' | 'mean';

/** What a project does with files of several frames and with series of single ones; null: not asked yet. */
export interface FrameChoice {
  readonly files: FrameUse | null;
  readonly series: FrameUse | null;
  /** The n of `nth`, at least 2. */
  readonly every: number;
}

/** Fewer files of one series are images like any others: nobody has to be asked about two views. */
export const smallestSeries = 5;

export const defaultUse = { files: 'middle', series: 'all' } as const satisfies Partial<FrameChoice>;

/** Say which frame was picked without asking. */
const pickedNotes: readonly NoteCode[] = ['first-frame-of-many', 'volume-slice'];

/** The notes but for those that say which frame was picked: of no use where that was asked about. */
export function withoutPicked(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ code }) => !pickedNotes.includes(code));
}

export const middleOf = (count: number): number => Math.floor((count - 1) / 2);

/** The 0-based index a selector means among `frames`. */
export function frameIndex(choose: FrameSelector, frames: number): number {
  return choose === 'middle' ? middleOf(frames) : choose;
}

/** 0-based indices of the frames (of `count`, in order) that are read. `mean` reads all of them. */
export function framesUsed(count: number, use: FrameUse, every: number): number[] {
  if (use === 'middle') return count > 0 ? [middleOf(count)] : [];
  const step = use === 'nth' ? Math.max(1, Math.floor(every)) : 1;
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** How many images come of it. */
export function imagesOf(count: number, use: FrameUse, every: number): number {
  return use === 'mean' ? Math.min(count, 1) : framesUsed(count, use, every).length;
}
