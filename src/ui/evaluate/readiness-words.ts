// What an evaluation lacks before it can start, and what it would learn from and hold out, in sentences.
import type { Noun } from '../../domain/report/report-facts';
import type { PartsAhead } from '../../state/evaluation-told';
import { count, countOf } from '../format';
import { partWords } from './evaluate-words';

/** What every evaluation needs. */
export function needsSentence({ many }: Noun): string {
  return `Needs two classes with images of at least two ${many} each.`;
}

/** What is learnt from and held out, before the button is pressed; `judged`: how often the external set was judged so far. */
export function partSentences(
  { kind, folds, repeats, groupsKnown, noun, parts, leakingGroups }: PartsAhead,
  judged: number,
): readonly string[] {
  const of = (part: keyof PartsAhead['parts']) => partWords(parts[part], groupsKnown, noun);
  const learns = `learns from ${of('train')}, chooses by ${of('inner')}, is judged on ${of('test')}`;
  const leak =
    leakingGroups > 0
      ? [
          `${countOf(leakingGroups, noun)} ${leakingGroups === 1 ? 'stands' : 'stand'} on both sides of that split: the figures will be too good.`,
        ]
      : [];
  switch (kind) {
    case 'folds': {
      const often = repeats === 1 ? '' : `, ${count(repeats, 'time')} over`;
      return [`Each of ${count(folds, 'fold')}${often} ${learns} (means).`];
    }
    case 'kept-split':
      return [`By the folders' own split: ${learns}.`, ...leak];
    case 'external':
      return [
        `By the external test set: ${learns}.`,
        judged === 0
          ? 'Nothing was judged on it so far.'
          : `It was judged on ${count(judged, 'time')} so far: the more often it decides, the less it is a test.`,
        ...leak,
      ];
  }
}
