// The words a class is looked for by, and what the encoder knows of them. Questions only; texts are read in acts/texts.ts.
import { phrasesOf, type WordForm } from '../domain/encode/word-form';
import { filledTemplates, meanUnitVector } from '../domain/encode/words';
import type { ClassId, LabelClass } from '../domain/types';
import type { TextStatus } from '../workers/engine';
import type { KnownText, WordsAnswer } from './answers';
import type { AppState } from './app-state';
import { encoderFits } from './space';

/**
 * What the encoder has for texts; null until the encoder is ready, where it has nothing, and where the vectors in use are of
 * another space than its texts.
 */
export function textStatus(state: Pick<AppState, 'encoder' | 'settings'>): TextStatus | null {
  return state.encoder.phase === 'ready' && encoderFits(state) ? state.encoder.status.text : null;
}

export function textKey(text: string, { sha256 }: TextStatus): string {
  return `${sha256}:${text}`;
}

/** False where images are described by statistics of slices: no text has a vector of that kind. */
export function comparesWithWords({ settings }: Pick<AppState, 'settings'>): boolean {
  return settings.studyVector !== 'statistics';
}

/** The texts that stand for a class: its words in the project's form, in the encoder's templates. */
export function textsOfClass(
  entry: LabelClass,
  { templates }: TextStatus,
  form: WordForm,
): readonly string[] {
  return filledTemplates(phrasesOf(entry, form), templates);
}

/** Some texts as one, the way the encoder sees them. */
export interface TextWords {
  /** Mean of the texts' vectors, unit length; null when the encoder has no vector for any of them. */
  readonly vector: Float32Array | null;
  /** 0..1, mean over the texts; 0 = none of the content words is known. */
  readonly knownShare: number;
  readonly unknownWords: readonly string[];
  /** One of the texts is longer than the encoder reads. */
  readonly truncated: boolean;
}

/** A class as the encoder sees its words. */
export interface ClassWords extends TextWords {
  readonly classId: ClassId;
}

/** What the encoder knows of texts, given as they are read (templates filled); null while one of them has not been read. */
export function wordsOfTexts(
  texts: AppState['texts'],
  wanted: readonly string[],
  tower: TextStatus,
): TextWords | null {
  const read = wanted.map((text) => texts.get(textKey(text, tower)));
  const known = read.filter((text): text is KnownText => text !== undefined);
  if (known.length === 0 || known.length < read.length) return null;
  const vector = meanUnitVector(known.flatMap((text) => text.vector ?? []));
  return {
    vector,
    knownShare: vector === null ? 0 : known.reduce((sum, text) => sum + text.known, 0) / known.length,
    unknownWords: [...new Set(known.flatMap(({ unknownWords }) => unknownWords))],
    truncated: known.some(({ truncated }) => truncated),
  };
}

/** What the encoder knows of a class's words; null while one of its texts has not been read. */
export function wordsOfClass(
  texts: AppState['texts'],
  entry: LabelClass,
  tower: TextStatus,
  form: WordForm,
): ClassWords | null {
  const words = wordsOfTexts(texts, textsOfClass(entry, tower, form), tower);
  return words && { classId: entry.id, ...words };
}

/** The text for "none of these" as it is read, in the encoder's templates; [] when the form leaves it out. */
export function textsOfNone({ none }: WordForm, { templates }: TextStatus): readonly string[] {
  return none.on ? filledTemplates([none.text], templates) : [];
}

/** Classes the answer holds without knowing a single one of their words: then no share of it can be relied on. */
export function unknownClasses({ shares }: WordsAnswer): readonly ClassId[] {
  return shares.filter(({ knownShare }) => knownShare === 0).map(({ classId }) => classId);
}

/** The words of all classes, for keys of what was computed from them; null where no words answer. */
export function wordsInUse(state: AppState): { readonly [name: string]: readonly string[] | string } | null {
  const tower = textStatus(state);
  if (!tower || !comparesWithWords(state)) return null;
  const form = state.settings.words;
  return {
    tower: tower.sha256,
    words: state.classes.map((entry) => `${entry.id}:${phrasesOf(entry, form).join('\n')}`),
    ...(form.none.on ? { none: form.none.text } : {}),
  };
}
