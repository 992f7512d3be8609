// The words a class is looked for by, and what the encoder knows of them. Questions only; texts are read in acts/texts.ts.
import { filledTemplates, meanUnitVector } from '../domain/encode/words';
import type { ClassId, LabelClass } from '../domain/types';
import type { TextStatus } from '../workers/engine';
import type { AppState, KnownText, WordsAnswer } from './app-state';

/** The encoder's text tower; null until the encoder is ready, and where it has none. */
export function textStatus(state: Pick<AppState, 'encoder'>): TextStatus | null {
  return state.encoder.phase === 'ready' ? state.encoder.status.text : null;
}

/** The words of a class: those a person gave it, else its name. */
export function promptsOf({ name, prompts }: LabelClass): readonly string[] {
  return prompts && prompts.length > 0 ? prompts : [name];
}

export function textKey(text: string, { sha256 }: TextStatus): string {
  return `${sha256}:${text}`;
}

/** The texts that stand for a class: its words in the encoder's templates. */
export function textsOfClass(entry: LabelClass, { templates }: TextStatus): readonly string[] {
  return filledTemplates(promptsOf(entry), templates);
}

/** A class as the encoder sees its words. */
export interface ClassWords {
  readonly classId: ClassId;
  /** Mean of its texts' vectors, unit length. */
  readonly vector: Float32Array;
  /** 0..1, mean over its texts; 0 = none of its content words is known. */
  readonly knownShare: number;
  readonly unknownWords: readonly string[];
  /** One of its texts is longer than the encoder reads. */
  readonly truncated: boolean;
}

/** What the encoder knows of a class's words; null while one of its texts has not been read. */
export function wordsOfClass(
  texts: AppState['texts'],
  entry: LabelClass,
  tower: TextStatus,
): ClassWords | null {
  const read = textsOfClass(entry, tower).map((text) => texts.get(textKey(text, tower)));
  const known = read.filter((text): text is KnownText => text !== undefined);
  const vector = meanUnitVector(known.map((text) => text.vector));
  if (known.length < read.length || vector === null) return null;
  return {
    classId: entry.id,
    vector,
    knownShare: known.reduce((sum, text) => sum + text.known, 0) / known.length,
    unknownWords: [...new Set(known.flatMap(({ unknownWords }) => unknownWords))],
    truncated: known.some(({ truncated }) => truncated),
  };
}

/** Classes the answer holds without knowing a single one of their words: then no share of it can be relied on. */
export function unknownClasses({ shares }: WordsAnswer): readonly ClassId[] {
  return shares.filter(({ knownShare }) => knownShare === 0).map(({ classId }) => classId);
}

/** The words of all classes, for keys of what was computed from them; null without a text tower. */
export function wordsInUse(state: AppState): { readonly [name: string]: readonly string[] | string } | null {
  const tower = textStatus(state);
  if (!tower) return null;
  return {
    tower: tower.sha256,
    words: state.classes.map((entry) => `${entry.id}:${promptsOf(entry).join('\n')}`),
  };
}
