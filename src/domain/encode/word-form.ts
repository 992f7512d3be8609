// The project's form of words: the parts that stand before what a class is called, and the text for "none of these".

/** Parts of a text, in the order `<modality> <body part> <view> <condition>`; '' = left out. */
export interface TextParts {
  readonly modality: string;
  readonly bodyPart: string;
  readonly view: string;
}

export const partNames = ['modality', 'bodyPart', 'view'] as const satisfies readonly (keyof TextParts)[];

/** How the texts of a project's classes are made. */
export interface WordForm {
  readonly parts: TextParts;
  /** Whether the parts also stand before words a person wrote for a class; else those are taken as written. */
  readonly partsBeforeOwn: boolean;
  /** A text for what belongs to none of the classes: its share stands beside theirs. */
  readonly none: { readonly on: boolean; readonly text: string };
}

/** What is known of a class by its words. */
export interface Named {
  readonly name: string;
  /** Absent or []: its name. */
  readonly prompts?: readonly string[];
}

/**
 * The text for "none of these" until a person writes another. "image" names no kind of image, and encoders know it: on
 * 24 to 72 images a set of the embedded encoder's sets it won for at most 3 % of the images of the classes asked about
 * and for 85 to 100 % of other images. "something else", whose words that encoder does not know, won for 8 to 40 %.
 */
export const defaultNoneText = 'image';

/** No parts, no "none of these": a class is looked for by its own words alone. */
export const defaultWordForm: WordForm = {
  parts: { modality: '', bodyPart: '', view: '' },
  partsBeforeOwn: true,
  none: { on: false, text: defaultNoneText },
};

/** Longest text that is taken, in characters. */
export const longestText = 200;

/** A text without space around it, cut at `longestText`. */
export function tidyText(text: string): string {
  return text.trim().slice(0, longestText).trimEnd();
}

/** The form with tidy texts; an empty text for "none of these" becomes the default one. */
export function tidyForm({ parts, partsBeforeOwn, none }: WordForm): WordForm {
  return {
    parts: {
      modality: tidyText(parts.modality),
      bodyPart: tidyText(parts.bodyPart),
      view: tidyText(parts.view),
    },
    partsBeforeOwn,
    none: { on: none.on, text: tidyText(none.text) || defaultNoneText },
  };
}

/** `<modality> <body part> <view> <condition>` with one space between; parts that are empty are left out. */
export function textOfParts(parts: TextParts, condition: string): string {
  return [...partNames.map((name) => parts[name]), condition].filter((part) => part !== '').join(' ');
}

/** Whether any part is given. */
export function hasParts(parts: TextParts): boolean {
  return partNames.some((name) => parts[name] !== '');
}

/** The condition of a class: the words a person gave it, else its name. At least one. */
export function conditionsOf({ name, prompts }: Named): readonly string[] {
  return prompts && prompts.length > 0 ? prompts : [name];
}

/** The texts a class is looked for by, each once: its condition (several: several texts) in the project's form. */
export function phrasesOf(named: Named, form: WordForm): readonly string[] {
  const own = (named.prompts?.length ?? 0) > 0;
  const conditions = conditionsOf(named);
  if (own && !form.partsBeforeOwn) return conditions;
  return [...new Set(conditions.map((condition) => textOfParts(form.parts, condition)))];
}

/**
 * The conditions that would give these texts in the form, as a person would write them for a class; null where none would
 * (the form puts its parts before every one, and a text does not begin with them).
 */
export function conditionsFor(
  texts: readonly string[],
  { parts, partsBeforeOwn }: WordForm,
): readonly string[] | null {
  if (!partsBeforeOwn || !hasParts(parts)) return texts;
  const before = `${textOfParts(parts, '')} `;
  return texts.every((text) => text.startsWith(before))
    ? texts.map((text) => text.slice(before.length))
    : null;
}
