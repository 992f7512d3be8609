// The wordings of all classes that an evaluation may choose from: as the project words them, by their bare names, as images of.
import { filledTemplates, meanUnitVector } from '../domain/encode/words';
import type { WordsInput } from '../domain/evaluate/judge/judge-types';
import type { ClassId, LabelClass } from '../domain/types';
import type { AppState } from './app-state';
import { comparesWithWords, textKey, textStatus, textsOfClass } from './class-words';

/** One wording: the texts of each class asked for, in order. */
type Wording = readonly (readonly string[])[];

/** Wordings that differ, the one in use first; [] where no words can answer. */
export function evaluationWordings(state: AppState, classIds: readonly ClassId[]): readonly Wording[] {
  const tower = textStatus(state);
  if (!tower || !comparesWithWords(state)) return [];
  const entries = classIds.flatMap((id) => state.classes.find((entry) => entry.id === id) ?? []);
  const forms: readonly ((entry: LabelClass) => readonly string[])[] = [
    (entry) => textsOfClass(entry, tower, state.settings.words),
    ({ name }) => filledTemplates([name], tower.templates),
    ({ name }) => filledTemplates([`image of ${name}`], tower.templates),
  ];
  const all = forms.map((textsOf) => entries.map(textsOf));
  const seen = new Set<string>();
  return all.filter((wording) => {
    const key = JSON.stringify(wording);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Wordings whose texts have been read, as vectors: a class of which the encoder has none is a row of zeros. null without any. */
export function wordsInput(
  state: AppState,
  texts: AppState['texts'],
  wordings: readonly Wording[],
): WordsInput | null {
  const tower = textStatus(state);
  if (!tower || state.encoder.phase !== 'ready' || wordings.length === 0) return null;
  const dim = state.encoder.status.dimension;
  const variants = wordings.map((wording) => {
    const vectors = new Float32Array(wording.length * dim);
    for (const [at, own] of wording.entries()) {
      const mean = meanUnitVector(own.flatMap((text) => texts.get(textKey(text, tower))?.vector ?? []));
      if (mean) vectors.set(mean, at * dim);
    }
    return { vectors };
  });
  const { logitScale, logitBias, activation } = tower;
  return { dim, variants, rule: { logitScale, logitBias, activation } };
}
