// One wrong answer as a sentence.
import type { Failure } from '../../domain/evaluate/summary';
import type { ClassId } from '../../domain/types';
import type { AppState } from '../../state/app-state';
import { classNameOf, ratio } from '../format';

/** "labelled cat, answered dog (score 0.93), wrong in 2 of 3 repeats". */
export function failureWords(
  { truth, said, score, wrongShare }: Failure,
  repeats: number,
  classes: AppState['classes'],
): string {
  const names = (ids: readonly ClassId[], none: string) =>
    ids.length === 0 ? none : ids.map((id) => classNameOf(classes, id)).join(' and ');
  const often = repeats > 1 ? `, wrong in ${Math.round(wrongShare * repeats)} of ${repeats} repeats` : '';
  return `labelled ${names(truth, 'nothing')}, answered ${names(said, 'none of them')} (score ${ratio(score)})${often}`;
}
