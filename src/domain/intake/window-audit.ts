// Looks at classes side by side for signs that their images became 8 bit in different ways (reliability.md, row D33): then
// a classifier would learn the window, not what is in the picture.
import type { ClassId, Item, WindowRule } from '../types';
import { membersByClass } from './members';
import { cropOf, hasOwnWindow, isGrey, type Rendering } from './rendering';

/**
 * `own-window-in-some`: the files of one class name a window, those of another do not. `other-windows`: the files' own
 * windows are in use, and one class was given others than another. `eight-bit-in-some`: one class came as 8-bit pictures,
 * windowed by somebody before, another as stored greys. `other-modality`: the greys of classes come from different kinds of
 * machines (or those of one from no DICOM at all), so that they have other units. `other-crop`: a crop rule holds for some classes only.
 */
export type AuditCause =
  | 'own-window-in-some'
  | 'other-windows'
  | 'eight-bit-in-some'
  | 'other-modality'
  | 'other-crop';

export interface AuditFinding {
  readonly cause: AuditCause;
  /** What sets the classes apart, class by class: `share` of its images, 0..1, and for modalities and windows which. */
  readonly classes: readonly {
    readonly classId: ClassId;
    readonly share: number;
    readonly which: string | null;
  }[];
}

type Seen = Pick<Item, 'labels' | 'renditions' | 'dicom' | 'excluded'>;

/** Shares that are further apart than this between two classes are a sign; smaller gaps are everyday mixtures. */
const gap = 0.2;

type Members = ReadonlyMap<ClassId, readonly Seen[]>;

const share = (members: readonly Seen[], has: (item: Seen) => boolean) =>
  members.filter(has).length / members.length;

/** A finding when the share of images with a property differs between classes. Classes without any member say nothing. */
function sharesDiffer(cause: AuditCause, classes: Members, has: (item: Seen) => boolean): AuditFinding[] {
  const shares = [...classes].flatMap(([classId, members]) =>
    members.length > 0 ? [{ classId, share: share(members, has), which: null }] : [],
  );
  const values = shares.map((entry) => entry.share);
  if (shares.length < 2 || Math.max(...values) - Math.min(...values) <= gap) return [];
  return [{ cause, classes: shares }];
}

/** A finding when any one kind is frequent by another share in one class than in another; names each class's usual kind. */
function usualDiffers(cause: AuditCause, classes: Members, of: (item: Seen) => string): AuditFinding[] {
  // Every image may be a kind of its own (a window for each slice): counted once, not once a kind.
  const counted = [...classes].map(([classId, members]) => {
    const counts = new Map<string, number>();
    for (const member of members) counts.set(of(member), (counts.get(of(member)) ?? 0) + 1);
    return { classId, counts, total: members.length };
  });
  const kinds = new Set(counted.flatMap(({ counts }) => [...counts.keys()]));
  const differs = [...kinds].some((kind) => {
    const shares = counted.map(({ counts, total }) => (counts.get(kind) ?? 0) / total);
    return Math.max(...shares) - Math.min(...shares) > gap;
  });
  if (!differs) return [];
  const usual = counted.map(({ classId, counts, total }) => {
    const [which, count] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
    return { classId, share: count / total, which };
  });
  return [{ cause, classes: usual }];
}

const windowOf = ({ dicom }: Seen) => (dicom?.window ? dicom.window.join(' / ') : 'none');
const modalityOf = ({ dicom }: Seen) => dicom?.modality || (dicom ? 'unknown' : 'no DICOM');

function only(classes: Members, wanted: (item: Seen) => boolean): Members {
  const kept = [...classes].map(([id, members]) => [id, members.filter(wanted)] as const);
  return new Map(kept.filter(([, members]) => members.length > 0));
}

/**
 * Everything that sets classes apart by how their images were rendered; [] with fewer than two classes that hold images.
 * @param rule what `auto` comes to for the set.
 */
export function auditWindows(
  items: Iterable<Seen>,
  rendering: Rendering,
  rule: WindowRule,
): readonly AuditFinding[] {
  const classes = membersByClass(items);
  if (classes.size < 2) return [];
  const grey = only(classes, isGrey);
  const { by } = rendering.windowing;
  const byFile = by === 'file' || (by === 'auto' && rule === 'window');
  const crops = new Map(
    [...classes].map(([classId]) => [classId, cropOf(rendering, { labels: [classId] })] as const),
  );
  const ruled = Object.keys(rendering.classCrops).filter((id) => classes.has(id));
  return [
    ...sharesDiffer('eight-bit-in-some', classes, (item) => !isGrey(item)),
    ...sharesDiffer('own-window-in-some', grey, hasOwnWindow),
    ...(byFile ? usualDiffers('other-windows', grey, windowOf) : []),
    ...usualDiffers('other-modality', grey, modalityOf),
    ...(ruled.length > 0
      ? [
          {
            cause: 'other-crop' as const,
            classes: [...crops].map(([classId, crop]) => ({
              classId,
              share: crop ? 1 : 0,
              which: ruled.includes(classId) ? 'own rule' : null,
            })),
          },
        ]
      : []),
  ];
}

/** True for images whose greys are no Hounsfield units, or not known to be: presets are meant for CT. */
export function notCt({ renditions, dicom }: Pick<Item, 'renditions' | 'dicom'>): boolean {
  return isGrey({ renditions }) && dicom?.modality !== 'CT';
}
