// Images that do not belong to what surrounds them, by what their files say: scouts, reports and screenshots among slices,
// colour among greys, far smaller ones; and classes that differ in colour (reliability.md rows D45, R20).
import type { ClassId, Item, ItemId } from '../types';
import { membersByClass } from './members';

export type OddReason = 'localizer' | 'modality' | 'size' | 'colour' | 'grey';

export interface OddOnes {
  readonly classId: ClassId;
  readonly ids: readonly ItemId[];
  /** Each reason that some of them have. */
  readonly why: readonly OddReason[];
}

/** Share of colour pictures, 0..1, of each class that has any picture of which it is known. */
export interface ColourShare {
  readonly classId: ClassId;
  readonly colour: number;
}

type Seen = Pick<Item, 'id' | 'labels' | 'dicom' | 'excluded' | 'colour' | 'widthPx' | 'heightPx'>;

/** From so many images on there is a rest to be unlike of, and this share of them makes it. */
const fewestOfClass = 8;
const restShare = 0.8;
/** A side below this share of the class's median side, as of a scout or an icon. */
const smallSide = 0.5;
/** From so many images on a class's share of colour says something, and so far apart it tells classes apart. */
const fewestForShare = 3;
const shareGap = 0.5;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The members a test picks out, where they are at most a fifth of a class of 8 or more; else none. */
function rare(members: readonly Seen[], test: (member: Seen) => boolean): readonly Seen[] {
  const found = members.filter(test);
  return members.length >= fewestOfClass && found.length <= members.length * (1 - restShare) ? found : [];
}

/**
 * Members of another modality than nearly all of a class of DICOM objects, a plain picture (a screenshot) among them too. A DICOM
 * object among plain pictures is no stranger: the same picture may come either way.
 */
function otherModality(members: readonly Seen[]): readonly Seen[] {
  const counts = new Map<string, number>();
  for (const { dicom } of members) {
    if (dicom) counts.set(dicom.modality, (counts.get(dicom.modality) ?? 0) + 1);
  }
  const usual = [...counts].find(([, count]) => count >= members.length * restShare)?.[0];
  return usual === undefined ? [] : rare(members, ({ dicom }) => dicom?.modality !== usual);
}

function farSmaller(members: readonly Seen[]): readonly Seen[] {
  const side = ({ widthPx, heightPx }: Seen) => Math.max(widthPx, heightPx);
  const usual = median(members.map(side));
  return rare(members, (member) => side(member) < usual * smallSide);
}

/** Per class, in the order in which classes first occur; classes without odd ones are left out. */
export function oddOnes(items: Iterable<Seen>): readonly OddOnes[] {
  return [...membersByClass(items)].flatMap(([classId, all]) => {
    // What came as numbers alone has no look to be odd by.
    const members = all.filter(({ widthPx }) => widthPx > 0);
    const known = members.filter(({ colour }) => colour !== undefined);
    const found: readonly (readonly [OddReason, readonly Seen[]])[] = [
      ['localizer', rare(members, ({ dicom }) => dicom?.localizer === true)],
      ['modality', otherModality(members)],
      ['size', farSmaller(members)],
      ['colour', rare(known, ({ colour }) => colour === true)],
      ['grey', rare(known, ({ colour }) => colour === false)],
    ];
    const odd = found.filter(([, list]) => list.length > 0);
    if (odd.length === 0) return [];
    const ids = new Set(odd.flatMap(([, list]) => list.map(({ id }) => id)));
    return [{ classId, ids: [...ids], why: odd.map(([reason]) => reason) }];
  });
}

/** The classes' shares of colour when they are so far apart that a classifier could go by them; else null. */
export function colourGap(items: Iterable<Seen>): readonly ColourShare[] | null {
  const shares = [...membersByClass(items)].flatMap(([classId, members]): ColourShare[] => {
    const known = members.filter(({ colour }) => colour !== undefined);
    if (known.length < fewestForShare) return [];
    return [{ classId, colour: known.filter(({ colour }) => colour === true).length / known.length }];
  });
  const values = shares.map(({ colour }) => colour);
  return shares.length >= 2 && Math.max(...values) - Math.min(...values) >= shareGap ? shares : null;
}
