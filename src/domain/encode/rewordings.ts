// Small changes to an English text that a person might as well have typed: what an answer by words should survive.

/** `drop` leaves a word out and may change what is meant; the others say the same. */
export type RewordingKind = 'case' | 'plural' | 'frame' | 'order' | 'drop';

export interface Rewording {
  readonly kind: RewordingKind;
  readonly text: string;
}

/** Most words that are left out in turn. */
const mostDrops = 6;

// To leave one of these out turns the meaning round; the small ones carry none of their own.
const kept = new Set(['no', 'not', 'non', 'without', 'negative', 'absent', 'absence']);
const small = new Set([
  'a',
  'an',
  'and',
  'for',
  'from',
  'in',
  'is',
  'of',
  'on',
  'or',
  'that',
  'the',
  'to',
  'with',
]);

/** The other number of an English noun by its regular endings: "cell" and "cells". */
function otherNumber(word: string): string {
  if (/(ss|us|is)$/i.test(word)) return `${word}es`;
  if (/ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(x|ch|sh)es$/i.test(word)) return word.slice(0, -2);
  if (/s$/i.test(word)) return word.slice(0, -1);
  if (/(x|ch|sh)$/i.test(word)) return `${word}es`;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

function article(text: string): string {
  return /^[aeiou]/i.test(text) ? 'an' : 'a';
}

/**
 * Other wordings of a text, each once and none equal to it: upper and lower case, the last word in the other number, "a ...
 * image" and "an image of ...", the last word first, and each of its first words left out (never the only one with content,
 * never "no", "not" or "without"). [] for a text without words. Rules for English; a word they bend wrongly is one more
 * wording the encoder may not know.
 */
export function rewordings(text: string): readonly Rewording[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const last = words.at(-1);
  if (last === undefined) return [];
  const plain = words.join(' ');
  const before = words.slice(0, -1);
  const content = words.filter((word) => !small.has(word.toLowerCase()));
  const droppable = words
    .map((word, i) => ({ word: word.toLowerCase(), i }))
    .filter(({ word }) => content.length > 1 && !small.has(word) && !kept.has(word))
    .slice(0, mostDrops);
  const all: readonly Rewording[] = [
    { kind: 'case', text: plain.toUpperCase() },
    { kind: 'case', text: plain.toLowerCase() },
    { kind: 'plural', text: [...before, otherNumber(last)].join(' ') },
    { kind: 'frame', text: `${article(plain)} ${plain} image` },
    { kind: 'frame', text: `an image of ${plain}` },
    { kind: 'order', text: [last, ...before].join(' ') },
    ...droppable.map(
      ({ i }): Rewording => ({ kind: 'drop', text: words.filter((_, at) => at !== i).join(' ') }),
    ),
  ];
  const seen = new Set([plain]);
  return all.filter((rewording) => {
    if (seen.has(rewording.text)) return false;
    seen.add(rewording.text);
    return true;
  });
}

/** Whether a wording of this kind says the same as the text it was made of. */
export function saysTheSame(kind: RewordingKind): boolean {
  return kind !== 'drop';
}
