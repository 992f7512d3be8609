// The wordings of one class that are tried beside the one in use: its own texts, its name, the form's parts, rewordings.
import { type RewordingKind, rewordings, saysTheSame } from './rewordings';
import { hasParts, type Named, partNames, phrasesOf, textOfParts, type WordForm } from './word-form';

/** `own`: one of a person's texts alone. `name`: the bare name. `template`: the name in the form, whole or a part less. */
export type WordingKind = 'own' | 'name' | 'template' | RewordingKind;

export interface Wording {
  readonly kind: WordingKind;
  /** What is shown: the text that is new in it. */
  readonly text: string;
  /** The texts the class is looked for by in it; their vectors are averaged. */
  readonly texts: readonly string[];
  /** One of the class's texts said in other words: counts for how stable its answers are. */
  readonly saysTheSame: boolean;
}

/** Most wordings of a class. */
export const mostWordings = 24;

function alone(kind: WordingKind, text: string): Wording {
  return { kind, text, texts: [text], saysTheSame: false };
}

/** The name in the form's parts, and in all of them but one. */
function formsOf(name: string, { parts }: WordForm): readonly Wording[] {
  if (!hasParts(parts)) return [];
  const whole = textOfParts(parts, name);
  const less = partNames
    .filter((part) => parts[part] !== '')
    .map((part) => textOfParts({ ...parts, [part]: '' }, name));
  return [whole, ...less].map((text) => alone('template', text));
}

/**
 * Wordings to try for a class, at most `mostWordings`; none with the texts in use, none twice. A rewording changes one of
 * the texts in use and keeps the others, as a person would who typed that one otherwise.
 */
export function wordingsOf(named: Named, form: WordForm): readonly Wording[] {
  const inUse = phrasesOf(named, form);
  const reworded = inUse.flatMap((phrase, at) =>
    rewordings(phrase).map(({ kind, text }) => ({
      kind,
      text,
      texts: inUse.map((other, i) => (i === at ? text : other)),
      saysTheSame: saysTheSame(kind),
    })),
  );
  const own = inUse.length > 1 ? inUse.map((phrase) => alone('own', phrase)) : [];
  const all: readonly Wording[] = [
    ...own,
    alone('name', named.name),
    ...formsOf(named.name, form),
    ...reworded,
  ];
  const seen = new Set([inUse.join('\n')]);
  return all
    .filter(({ texts }) => {
      const key = texts.join('\n');
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, mostWordings);
}
