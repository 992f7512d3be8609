// What is said of a project file: what is in it, what of it is lost, what opening it does.
import type { DamagedPart } from '../../domain/project-file/read-project-file';
import { damageByKind, type OfferedProject } from '../../state/project-file';
import { count } from '../format';

/** "100 images, 5 classes, 100 vectors, 4 results, 1 adapter". */
export function heldSentence({ counts }: Pick<OfferedProject, 'counts'>): string {
  const { items, classes, vectors, results, adapters } = counts;
  const parts = [
    count(items, 'image'),
    count(classes, 'class', 'classes'),
    count(vectors, 'vector'),
    ...(results > 0 ? [count(results, 'result')] : []),
    ...(adapters > 0 ? [count(adapters, 'adapter')] : []),
  ];
  return `It holds ${parts.join(', ')}.`;
}

/** What the person who saved it left out or put in. */
export function optionsSentence({ options }: Pick<OfferedProject, 'options'>): string {
  const { names, thumbnails, previews } = options;
  const pictures =
    thumbnails && previews
      ? 'pictures'
      : thumbnails
        ? 'small pictures'
        : previews
          ? 'large pictures'
          : 'no pictures';
  return `With ${pictures} and ${names ? 'file names, which may name people' : 'no file names'}.`;
}

const lostWords: Readonly<Record<DamagedPart['kind'], (holds: number, parts: number) => string>> = {
  project: () => 'the project itself',
  items: (holds) => `${count(holds, 'image')} with labels`,
  names: (holds) => `file names of ${count(holds, 'image')}`,
  vectors: (holds) => `vectors of ${count(holds, 'image')}`,
  labels: () => 'the table of labels for other programs (the labels are here all the same)',
  results: (_, parts) => count(parts, 'result'),
  adapters: (_, parts) => count(parts, 'record of adapters', 'records of adapters'),
  thumbnails: (holds) => `small pictures of ${count(holds, 'image')}`,
  previews: (holds) => `large pictures of ${count(holds, 'image')}`,
  directory: () => 'the list of its contents (nothing of the project)',
};

/** null where nothing is lost. */
export function damageSentence(
  found: Pick<OfferedProject, 'damaged' | 'parts' | 'resultsLeftOut'>,
): string | null {
  const { damaged, parts, resultsLeftOut } = found;
  if (damaged.length === 0) return null;
  const lost = Array.from(damageByKind(damaged).values(), ({ kind, holds, parts: own }) =>
    lostWords[kind](holds, own),
  );
  const rest =
    resultsLeftOut > 0
      ? ` ${count(resultsLeftOut, 'result')} that rest${resultsLeftOut === 1 ? 's' : ''} on them cannot be taken over.`
      : '';
  return `${damaged.length} of ${count(parts, 'part')} ${damaged.length === 1 ? 'is' : 'are'} damaged: ${lost.join('; ')}.${rest}`;
}

export function replacedSentence(items: number, classes: number): string {
  return `It takes the place of the project that is open here (${count(items, 'image')}, ${count(classes, 'class', 'classes')}). This cannot be undone.`;
}
