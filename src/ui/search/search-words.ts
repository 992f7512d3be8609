// The search in words: what was asked, what the adapter's space lacks, what a row stands for, what the figures rest on.
import type { Noun } from '../../domain/report/report-facts';
import type { Retrieval } from '../../state/retrieval';
import type { SearchQuery, SpaceLack } from '../../state/search';
import type { LevelCounts } from '../../state/study-level';
import { count, countOf } from '../format';

/** "Most like r-1.png", "Most like the mean of 5 marked images", "Most like the words “blue”". */
export function askedWords(query: SearchQuery, nameOf: (id: string) => string): string {
  switch (query.kind) {
    case 'image':
      return `Most like ${nameOf(query.id)}`;
    case 'region':
      return `Most like the mean of ${count(query.ids.length, 'marked image')}`;
    case 'words':
      return `Most like the words “${query.text}”`;
  }
}

export const lackWords: Readonly<Record<NonNullable<SpaceLack>, string>> = {
  'no-adapter': 'Train an adapter to search as it sees images.',
  'no-hidden-layer': 'The linear adapter has no hidden layer to search in: train another preset.',
  'other-vectors': 'The adapter was trained on other vectors: train it again.',
};

/** What rows would be, counted: "96 images of 24 patients", and how many stay alone. `noun`: what groups are called. */
export function levelWords({ images, groups, alone }: LevelCounts, noun: Noun): string {
  if (groups === 0) return `${count(images, 'image')}, none of a known ${noun.one}`;
  const inGroups = `${count(images - alone, 'image')} of ${countOf(groups, noun)}`;
  return alone === 0 ? inGroups : `${inGroups}, ${alone.toLocaleString('en-US')} more of none known`;
}

/** null where there is none. */
export function mixedWords(rows: number, { one, many }: Noun): string | null {
  if (rows === 0) return null;
  return rows === 1
    ? `1 ${one} has images in different classes and counts as unlabelled.`
    : `${rows.toLocaleString('en-US')} ${many} have images in different classes and count as unlabelled.`;
}

/** What the precision figures rest on, and what was left out. */
export function basisWords({ rows, groups, ungrouped }: Retrieval, byGroup: boolean, { one }: Noun): string {
  if (byGroup) return `${count(rows, 'labelled row')} asked in turn, the row itself left out.`;
  const asked = `${count(rows, 'labelled image')} asked in turn`;
  if (groups === 0)
    return `${asked}, the image itself left out. No ${one} is known: other images of the same one may be among those found, and make the figures too good.`;
  const known = `${asked}, images of the same ${one} left out (${groups.toLocaleString('en-US')} known)`;
  if (ungrouped === 0) return `${known}.`;
  return `${known}. For ${count(ungrouped, 'image')} no ${one} is known: of those only the image itself is left out.`;
}
