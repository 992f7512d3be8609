// The approaches by name: a plain word with the field's own beside it.
import type { Approach, Choice } from '../evaluate/cases';

/** Each takes a singular verb; the first letter is small where a sentence may begin otherwise. */
const names: Readonly<Record<Approach, string>> = {
  words: 'the answer by words',
  prototypes: 'the nearest class mean',
  neighbours: 'the k-NN vote',
  cluster: 'the nearest cluster',
  linear: 'the linear adapter',
  mlp: 'the MLP adapter',
};

/** What an approach does, in a sentence. */
export const approachSentences: Readonly<Record<Approach, string>> = {
  words: 'Holds an image against the words of each class (zero-shot); learns nothing from the labels.',
  prototypes: 'Holds an image against the mean vector of each class (prototypes).',
  neighbours: 'Lets the k most alike labelled images vote (k-NN).',
  cluster: 'Finds groups of alike images (k-means) and answers by the labels in the nearest one.',
  linear: 'Logistic regression on the vectors (a linear probe).',
  mlp: 'A small network with one hidden layer, trained on the vectors.',
};

/**
 * The name as it stands in a sentence. Neighbours are `5-NN` where every fold chose the same k.
 * @param choices what the folds chose; [] or absent: not known.
 */
export function approachName(approach: Approach, choices: readonly Choice[] = []): string {
  const { k } = choices[0] ?? {};
  const same = k !== undefined && choices.every((choice) => choice.k === k);
  return approach === 'neighbours' && same ? `${k}-NN` : names[approach];
}

/** The name at the head of a row or a section: `The MLP adapter`. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
