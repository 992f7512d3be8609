// The answer by words for one image: shares of the classes, of "none of these", and how far they can be relied on.
import { similarityShares } from '../domain/encode/words';
import type { ClassId } from '../domain/types';
import type { TextStatus } from '../workers/engine';
import type { WordsAnswer } from './answers';
import { type ClassWords, type TextWords, unknownClasses } from './class-words';

/** All words that answer. */
export interface ReadWords {
  readonly classes: readonly ClassWords[];
  /** null: the project does not ask for "none of these". */
  readonly none: TextWords | null;
}

/**
 * Shares of the classes for one image (`row`, unit length), best first. null with fewer than two classes (one alone would
 * have all of the share), or where the words' vectors have another length than the image's.
 */
export function answerByWords(
  { classes, none }: ReadWords,
  tower: TextStatus,
  row: Float32Array,
): WordsAnswer | null {
  if (classes.length < 2) return null;
  const all: readonly TextWords[] = none ? [...classes, none] : classes;
  if (all.some(({ vector }) => vector !== null && vector.length !== row.length)) return null;
  const shares = similarityShares(
    row,
    all.map(({ vector }) => vector),
    tower,
  );
  return {
    shares: classes
      .map(({ classId, knownShare }, i) => ({ classId, share: shares[i] ?? 0, knownShare }))
      .sort((a, b) => b.share - a.share),
    none: none && { share: shares.at(-1) ?? 0, knownShare: none.knownShare },
    unknownWords: [...new Set(all.flatMap(({ unknownWords }) => unknownWords))],
  };
}

/**
 * What the words answer: the class with the largest share, or "none of these" (`classId` null) where that has more. null
 * without an answer.
 */
export function topByWords(
  words: WordsAnswer | null,
): { readonly classId: ClassId | null; readonly share: number } | null {
  const best = words?.shares[0];
  if (!words || !best) return null;
  const { none } = words;
  return none && none.share > best.share ? { classId: null, share: none.share } : best;
}

/**
 * Whether anything the answer was made of is unknown: a word, or all of a class's words or of those for "none of these"
 * (a text of small words alone has no unknown word, and says nothing). Then it is no headline and is held against no other.
 */
export function restsOnUnknown(words: WordsAnswer): boolean {
  return words.unknownWords.length > 0 || unknownClasses(words).length > 0 || words.none?.knownShare === 0;
}
