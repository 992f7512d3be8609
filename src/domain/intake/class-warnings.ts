// What only shows when the images of all classes are looked at together: things a classifier would learn instead of what is
// in the pictures, and pictures that do not belong (reliability.md rows D33, D43, D45).
import type { ClassId, Item, TextRisk } from '../types';

export type ClassWarning =
  /** Some classes bring a window in (nearly) all their files, others in (nearly) none. Shares 0..1. */
  | { readonly kind: 'mixed-windows'; readonly shares: readonly { classId: ClassId; withWindow: number }[] }
  /** Images of a class whose objects are likely to carry text in the pixels. */
  | {
      readonly kind: 'may-carry-text';
      readonly classId: ClassId;
      readonly count: number;
      readonly of: number;
      readonly why: readonly TextRisk[];
    }
  /** Images of another modality, or of a far smaller size, than nearly all of their class (scouts, reports, screenshots). */
  | { readonly kind: 'unlike-the-rest'; readonly classId: ClassId; readonly ids: readonly string[] };

type Seen = Pick<Item, 'id' | 'labels' | 'dicom' | 'renditions' | 'widthPx' | 'heightPx' | 'excluded'>;

/** Shares of files with a window that are further apart than this make the window a give-away of the class. */
const windowGap = 0.5;
/** From so many images on there is a rest to be unlike of, and this share of them makes it. */
const fewestOfClass = 8;
const restShare = 0.8;
/** A side below this share of the class's median side, as of a scout or an icon. */
const smallSide = 0.5;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function byClass(items: Iterable<Seen>): Map<ClassId, Seen[]> {
  const classes = new Map<ClassId, Seen[]>();
  for (const item of items) {
    if (item.excluded) continue;
    for (const label of item.labels) {
      const members = classes.get(label);
      if (members) members.push(item);
      else classes.set(label, [item]);
    }
  }
  return classes;
}

function mixedWindows(classes: ReadonlyMap<ClassId, readonly Seen[]>): ClassWarning[] {
  const shares = [...classes].flatMap(([classId, members]) => {
    // Colour and 8-bit pictures need no window.
    const grey = members.filter(({ renditions }) => renditions.includes('percentile'));
    const having = grey.filter(({ renditions }) => renditions.includes('window'));
    return grey.length > 0 ? [{ classId, withWindow: having.length / grey.length }] : [];
  });
  const values = shares.map(({ withWindow }) => withWindow);
  if (shares.length < 2 || Math.max(...values) - Math.min(...values) < windowGap) return [];
  return [{ kind: 'mixed-windows', shares }];
}

function textIn(classId: ClassId, members: readonly Seen[]): ClassWarning[] {
  const risks = members.flatMap(({ dicom }) => (dicom?.mayCarryText ? [dicom.mayCarryText] : []));
  if (risks.length === 0) return [];
  const why = [...new Set(risks)];
  return [{ kind: 'may-carry-text', classId, count: risks.length, of: members.length, why }];
}

function unlike(classId: ClassId, members: readonly Seen[]): ClassWarning[] {
  if (members.length < fewestOfClass) return [];
  const kindOf = ({ dicom }: Seen) => dicom?.modality ?? 'no DICOM';
  const counts = new Map<string, number>();
  for (const member of members) counts.set(kindOf(member), (counts.get(kindOf(member)) ?? 0) + 1);
  const [usual, count] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  const side = ({ widthPx, heightPx }: Seen) => Math.max(widthPx, heightPx);
  const usualSide = median(members.map(side));
  const isSmall = (member: Seen) => side(member) < usualSide * smallSide;
  const smallIsRare = members.filter(isSmall).length <= members.length * (1 - restShare);
  const kindIsRare = count >= members.length * restShare;
  const ids = members
    .filter((member) => (kindIsRare && kindOf(member) !== usual) || (smallIsRare && isSmall(member)))
    .map(({ id }) => id);
  return ids.length > 0 ? [{ kind: 'unlike-the-rest', classId, ids }] : [];
}

/** All warnings, those about the set first, then by class in the order in which classes first occur. Pure. */
export function classWarnings(items: Iterable<Seen>): readonly ClassWarning[] {
  const classes = byClass(items);
  return [
    ...mixedWindows(classes),
    ...[...classes].flatMap(([classId, members]) => [
      ...textIn(classId, members),
      ...unlike(classId, members),
    ]),
  ];
}
