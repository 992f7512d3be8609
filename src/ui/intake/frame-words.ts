// The words of the question about frames and series.
import type { StudyVector } from '../../domain/explore/study-vector';
import type { FrameCause } from '../../domain/intake/frame-plan';
import type { FrameChoice, FrameUse } from '../../domain/intake/frame-use';
import type { FrameQuestion } from '../../state/intake-state';
import { count } from '../format';

type Part = 'files' | 'series';

/** 2nd, 3rd, 4th, 11th, 22nd. */
export function nth(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** "2 files hold several frames (80 frames in all)." */
export function partSentence(
  part: Part,
  { stacks, slices }: Pick<FrameQuestion, 'stacks' | 'slices'>,
): string {
  if (part === 'series')
    return `${count(stacks, 'series', 'series')} of slices (${count(slices, 'file')} in all).`;
  const verb = stacks === 1 ? 'holds' : 'hold';
  return `${count(stacks, 'file')} ${verb} several frames (${count(slices, 'frame')} in all).`;
}

/** What the page would ask about one file: for a look at a folder beforehand. */
export function askedSentence({ code, count: frames }: FrameCause): string {
  if (code === 'several-frames')
    return `It holds ${count(frames, 'frame')}: the page asks once whether the middle one, all, every n-th or all as one become images.`;
  return `One of ${count(frames, 'slice')} of a series: the page asks once whether all, the middle one, every n-th or all as one become images.`;
}

/** Why nothing is answered by words while images are described by statistics. */
export const noWordsSentence =
  'No answer by words: images are described by seven statistics of their slices, and no text has a vector of that kind. Describe them by the mean to ask by words.';

export const studyNames: Readonly<Record<StudyVector, { readonly name: string; readonly hint: string }>> = {
  mean: {
    name: 'By the mean of its vectors',
    hint: 'One vector as long as that of a single image; words can be compared with it.',
  },
  statistics: {
    name: 'By seven statistics of its vectors',
    hint: 'Mean, standard deviation, least, 25th, 50th and 75th percentile and most of each number: seven times as long, and tells more of how the slices differ. No answers by words then.',
  },
};

/** Said where images made of slices came in before there were statistics; null where there are none of those. */
export function olderSentence(images: number): string | null {
  if (images === 0) return null;
  const were = images === 1 ? 'was' : 'were';
  return `${count(images, 'image')} made of slices ${were} added before statistics were kept: only the mean is known, and it is used as for a single image. Remove and add again to change that.`;
}

export function nameOfUse(part: Part, use: FrameUse, every: number): string {
  const one = part === 'files' ? 'frame' : 'slice';
  const whole = part === 'files' ? 'file' : 'series';
  const names: Readonly<Record<FrameUse, string>> = {
    middle: `The middle ${one} of each ${whole}`,
    all: `All ${one}s, each an image of its own`,
    nth: `Every ${nth(every)} ${one}, each an image of its own`,
    mean: `One image for each ${whole}, made of all its ${one}s`,
  };
  return names[use];
}

/** What the project has answered; null while it has not. */
export function keptSentence({ files, series, every }: FrameChoice): string | null {
  const parts = [
    files && `files of several frames: ${lower(nameOfUse('files', files, every))}`,
    series && `series: ${lower(nameOfUse('series', series, every))}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Kept for later drops. ${parts.map(upper).join('. ')}.`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
