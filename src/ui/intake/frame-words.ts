// The words of the question about frames and series.
import type { FrameChoice, FrameUse } from '../../domain/intake/frame-use';
import type { FrameQuestion } from '../../state/app-state';
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

export function nameOfUse(part: Part, use: FrameUse, every: number): string {
  const one = part === 'files' ? 'frame' : 'slice';
  const whole = part === 'files' ? 'file' : 'series';
  const names: Readonly<Record<FrameUse, string>> = {
    middle: `The middle ${one} of each ${whole}`,
    all: `All ${one}s, each an image of its own`,
    nth: `Every ${nth(every)} ${one}, each an image of its own`,
    mean: `One image for each ${whole}: the mean of its ${one}s' vectors`,
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
