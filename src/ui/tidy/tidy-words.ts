// Sentences of the Tidy panel: why an image stands in a queue, and how the figures read.
import type { SetFigures } from '../../domain/evaluate/set-figures';
import type { OutlierScore } from '../../domain/predict/outliers';
import type { Noun } from '../../domain/report/report-facts';
import type { ClassId } from '../../domain/types';
import type { AppState } from '../../state/app-state';
import type { TidyLack } from '../../state/tidy';
import type { TidyEntry } from '../../state/tidy-queues';
import { classNameOf, count, countOf, ratio } from '../format';

export type QueueName = TidyEntry['kind'];

export interface QueueWords {
  readonly name: string;
  /** Stands in place of an empty queue. `noun`: what groups are called, here and below. */
  readonly empty: (noun: Noun) => string;
}

/** In the order they are shown. */
export const queueWords: Readonly<Record<QueueName, QueueWords>> = {
  doubt: {
    name: 'Labels to check (label doubts)',
    empty: ({ many }) =>
      `No label that the other images speak against. This needs two classes with images of several ${many}.`,
  },
  copies: { name: 'The same picture (near-duplicates)', empty: () => 'No two images show the same picture.' },
  far: {
    name: 'Far from all others (outliers)',
    empty: ({ many }) =>
      `No image stands out. This needs at least 10 images, or 10 in a class, of several ${many}.`,
  },
  between: {
    name: 'Between two classes',
    empty: ({ many }) =>
      `No image lies between two classes. This needs two classes with images of several ${many}.`,
  },
  next: { name: 'Label these next', empty: () => 'No unlabelled image is waiting.' },
};

export const lackSentences: Readonly<Record<NonNullable<TidyLack>, string>> = {
  encoder: 'The encoder is not ready yet: images cannot be compared without it.',
  images: 'Add at least two images first: they are compared with one another.',
};

const farWords = ({ score, rank, percentile }: OutlierScore, than: string) =>
  `${ratio(score)} away, farther than ${Math.floor(percentile)} % of ${than} (place ${rank})`;

/** Why an image, or a group of them, stands in its queue: plain words with the numbers. */
export function whySentence(
  entry: TidyEntry,
  classes: AppState['classes'],
  labels: readonly ClassId[],
  noun: Noun,
): string {
  const name = (id: ClassId) => classNameOf(classes, id);
  switch (entry.kind) {
    case 'doubt': {
      const { own, other, ownShare, otherShare, usualShare } = entry.found;
      return `Labelled ${name(own)}, but the most alike images of other parts of the set say ${name(other)}: share of the vote ${ratio(otherShare)}, for ${name(own)} ${ratio(ownShare)} (usual for that class: ${ratio(usualShare)}).`;
    }
    case 'copies': {
      const least = Math.min(...entry.found.pairs.map(({ similarity }) => similarity));
      const across = entry.acrossClasses ? ' They are in different classes.' : '';
      return `${count(entry.ids.length, 'image')} that show the same picture, alike ${ratio(least)} or more (cosine similarity).${across}`;
    }
    case 'far': {
      const { overall, inClass } = entry.found;
      const parts = [
        overall && farWords(overall, 'the set'),
        inClass && farWords(inClass, labels[0] === undefined ? 'its class' : name(labels[0])),
      ].filter((part) => part !== null);
      return `Its two nearest images of other ${noun.many} are ${parts.join('; in its class ')} (distance: 1 - cosine similarity).`;
    }
    case 'between': {
      const { first, second, firstShare, secondShare, margin } = entry.found;
      const label = entry.own === null ? 'Unlabelled' : `Labelled ${name(entry.own)}`;
      return `${label}, between ${name(first)} (share of the vote ${ratio(firstShare)}) and ${name(second)} (${ratio(secondShare)}). The class means differ by ${ratio(margin, 3)} in cosine similarity.`;
    }
    case 'next': {
      const { uncertainty, distance } = entry.found;
      if (distance === null) return `No labelled image of another ${noun.one} to hold it against.`;
      return `Uncertainty of the vote ${ratio(uncertainty)} (0 all agree, 1 tied); the nearest labelled image is ${ratio(distance)} away (1 - cosine similarity).`;
    }
  }
}

/** "0.94 (95 % interval 0.88 to 0.98) on 17 labelled images of 12 patients"; what is missing where there is no figure. */
export function figureSentence(
  { balancedAccuracy, interval, right, rows, groups, classes }: SetFigures,
  noun: Noun,
): string {
  if (balancedAccuracy === null) return `no figure: it needs labelled images of several ${noun.many}`;
  const alike = right === rows ? 'all right' : 'none right';
  const missing =
    right === rows || right === 0 ? `${alike}, so no interval` : `too few ${noun.many} for an interval`;
  const range = interval === null ? missing : `95 % interval ${ratio(interval[0])} to ${ratio(interval[1])}`;
  return `${ratio(balancedAccuracy)} (${range}) on ${count(rows, 'labelled image')} of ${countOf(groups, noun)} in ${count(classes, 'class', 'classes')}`;
}

/** Labelled images that nobody outside their group could be held against; null for none. */
export function aloneSentence(alone: number, { one }: Noun): string | null {
  if (alone === 0) return null;
  return `${count(alone, 'labelled image')} could not be judged: no labelled image of another ${one} is there.`;
}
