// One row a patient or study: which images stand together, which of them stands for all, and what label they share.
import type { ClassId, Item, ItemId } from '../types';

/** What one row of the tables stands for: an image, or all images of one group. */
export type Level = 'image' | 'group';

/** Images that make up one row, and the one that stands for them wherever a row needs a picture and an id. */
export interface StudyRow<Member extends Pick<Item, 'id'>> {
  /** The member in the middle of the order (of an even number the one before the middle). */
  readonly id: ItemId;
  /** At least one, in the order given. */
  readonly members: readonly Member[];
}

/**
 * Rows in the order of their first member. Images of one `group` make one row; one without a group (null) is a row of its
 * own, since nobody knows whose it is. Empty in, empty out.
 */
export function studyRows<Member extends Pick<Item, 'id' | 'group'>>(
  images: Iterable<Member>,
): readonly StudyRow<Member>[] {
  const rows: Member[][] = [];
  const rowOf = new Map<string, Member[]>();
  for (const image of images) {
    const known = image.group === null ? undefined : rowOf.get(image.group);
    if (known) {
      known.push(image);
      continue;
    }
    const row = [image];
    rows.push(row);
    if (image.group !== null) rowOf.set(image.group, row);
  }
  return rows.map((members) => {
    const middle = members[(members.length - 1) >> 1] as Member;
    return { id: middle.id, members };
  });
}

export interface SharedLabels {
  /** [] where no member has a label, and where they differ. */
  readonly labels: readonly ClassId[];
  /** True where labelled members differ. */
  readonly mixed: boolean;
}

/**
 * What the members of a row are labelled, when all labelled ones agree: the same classes, in whatever order. Members without
 * a label say nothing. Gives the list of the first labelled member.
 */
export function sharedLabels(members: readonly Pick<Item, 'labels'>[]): SharedLabels {
  const labelled = members.map(({ labels }) => labels).filter(({ length }) => length > 0);
  const [first = []] = labelled;
  const agree = labelled.every(
    (labels) => labels.length === first.length && labels.every((label) => first.includes(label)),
  );
  return agree ? { labels: first, mixed: false } : { labels: [], mixed: true };
}
