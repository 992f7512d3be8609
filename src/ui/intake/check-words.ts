// Sentences about a class, or about classes side by side: what a classifier could learn in place of what is in the picture.
import type { ColourShare, OddReason } from '../../domain/intake/odd-ones';
import type { LabelClass } from '../../domain/types';
import type { GroupCount, Leak } from '../../state/set-checks';
import { classNameOf, count, countOf } from '../format';

/** "12 of 40 images may carry text in the pixels: ..." */
export function textSentence(some: number, all: number): string {
  const verb = all === 1 ? 'may carry' : `of ${count(all, 'image')} may carry`;
  return `${all === 1 ? 'The image' : some.toLocaleString('en-US')} ${verb} text in the pixels: names can be drawn into the picture; look before exporting or training.`;
}

const reasons: Readonly<Record<OddReason, string>> = {
  localizer: 'scout views',
  modality: 'another modality',
  size: 'far smaller',
  colour: 'colour among greys',
  grey: 'greys among colour',
};

/** "3 images unlike the rest of the class (scout views)." */
export function oddSentence(odd: number, why: readonly OddReason[]): string {
  const told = why.map((reason) => reasons[reason]).join(', ');
  return `${count(odd, 'image')} unlike the rest of the class (${told}).`;
}

/** "4 duplicates; 2 are in two classes." */
export function duplicateSentence(repeated: number, across: number): string {
  const both = across === 1 ? '1 is in two classes or more' : `${across} are in two classes or more`;
  return `${count(repeated, 'duplicate')}; ${across === 0 ? 'none is in two classes' : both}.`;
}

/** Most files that are named one by one. */
const mostNamed = 6;

/**
 * "One object number (SOPInstanceUID) stands on different pictures: a.dcm, b.dcm. Look which is the right one." Objects are
 * told apart by semicolons; past six files the rest is counted.
 * @param objects names of the files of each object, none empty.
 */
export function clashSentence(objects: readonly (readonly string[])[]): string {
  const told: string[] = [];
  let left = mostNamed;
  for (const names of objects) {
    if (left > 0) told.push(names.slice(0, left).join(', '));
    left -= names.length;
  }
  const more = left < 0 ? `; and ${count(-left, 'more file')}` : '';
  const numbers =
    objects.length === 1
      ? 'One object number (SOPInstanceUID) stands'
      : `${count(objects.length, 'object number')} (SOPInstanceUID) stand`;
  return `${numbers} on different pictures: ${told.join('; ')}${more}. Look which is the right one.`;
}

/** "4 images look nearly the same as another (2 of them in different classes)." */
export function alikeSentence(images: number, across: number): string {
  const apart = across === 0 ? 'none of them in different classes' : `${across} of them in different classes`;
  return `${count(images, 'image')} look nearly the same as another (${apart}).`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** "Classes differ in colour: Red 100 %, Blue 0 % colour pictures. A classifier could go by that alone." */
export function colourSentence(shares: readonly ColourShare[], classes: readonly LabelClass[]): string {
  const told = shares.map(({ classId, colour }) => `${classNameOf(classes, classId)} ${percent(colour)}`);
  return `Classes differ in their share of colour pictures: ${told.join(', ')}. A classifier could go by that alone.`;
}

/** "3 patients have images both in the external test set and outside it: ..." for either way of parting a set. */
export function leakSentence(of: 'external' | 'split', { groups, noun }: Leak): string {
  const sides = {
    external: 'in the external test set and outside it',
    split: 'in the test part and in what is learnt from',
  } as const;
  const who = countOf(groups, noun);
  return `${who} ${groups === 1 ? 'has' : 'have'} images both ${sides[of]}: figures judged there are flattered.`;
}

/** "4 images came in two parts of the set; ..." */
export function acrossPartsSentence(images: number): string {
  const each = images === 1 ? 'it stands' : 'each stands';
  return `${count(images, 'image')} came in two parts of the set (training, validation, testing, external); ${each} in one alone.`;
}

/** "24 images, 6 patients", "24 images, 6 studies, 2 images without one" or "24 images, patients unknown"; then "12 external" where there are any. */
export function groupSentence({ images, groups, without, noun, external }: GroupCount): string {
  const first = count(images, 'image');
  const last = external > 0 ? `, ${external.toLocaleString('en-US')} external` : '';
  if (groups === 0) return `${first}, ${noun.many} unknown${last}`;
  const told = countOf(groups, noun);
  return `${first}, ${told}${without > 0 ? `, ${count(without, 'image')} without one` : ''}${last}`;
}
