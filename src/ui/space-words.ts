// What the space of the vectors in use is called, and why something needs the encoder's own.
import type { ImportedSpace } from '../state/space';
import type { WhereLack } from '../state/where';

/** "MedImageInsight", or a code where the file names no encoder. */
export function spaceTitle({ name, sha256 }: Pick<ImportedSpace, 'name' | 'sha256'>): string {
  return name.trim() === '' ? `unnamed encoder (${sha256.slice(0, 6)})` : name;
}

export const noTextsElsewhere =
  'No answer by words: the vectors in use were computed elsewhere, and no text has a vector of that kind here.';

export const whereLackWords: Readonly<Record<Exclude<WhereLack, null>, string>> = {
  'no-picture': 'No picture here: this row came as numbers. Add its image to look closer.',
  'other-space':
    'Not here: the vectors in use were computed elsewhere, and the encoder of this page cannot look at parts of an image in their place.',
};
