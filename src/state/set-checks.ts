// What a look at the whole set, or at the last drop, shows: for the intake report and the class cards. Memoised by identity.
import { type DropSummary, type FileEnd, summarise } from '../domain/intake/file-ends';
import { membersByClass } from '../domain/intake/members';
import { type ColourShare, colourGap, type OddOnes, oddOnes } from '../domain/intake/odd-ones';
import { externalLeak, isExternal, splitLeak } from '../domain/intake/parts';
import { clashingObjects } from '../domain/intake/same-object';
import type { Noun } from '../domain/report/report-facts';
import type { ClassId, Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { groupNoun } from './group-noun';

function once<In extends object, Out>(compute: (input: In) => Out): (input: In) => Out {
  const known = new WeakMap<In, Out>();
  return (input) => {
    const found = known.get(input);
    if (found !== undefined) return found;
    const made = compute(input);
    known.set(input, made);
    return made;
  };
}

export const dropSummary: (ends: readonly FileEnd[]) => DropSummary = once(summarise);

/** What stands out in one class; all lists are of items that are in the set. */
export interface ClassChecks {
  readonly images: number;
  /** Images that may carry text in the pixels. */
  readonly text: readonly ItemId[];
  readonly odd: readonly ItemId[];
  readonly why: OddOnes['why'];
}

export interface SetChecks {
  readonly byClass: ReadonlyMap<ClassId, ClassChecks>;
  /** Shares of colour by class where they are far apart, else null. */
  readonly colour: readonly ColourShare[] | null;
  /** Images that came more than once, and those of them that are in more than one class. */
  readonly repeated: readonly ItemId[];
  readonly acrossClasses: readonly ItemId[];
  /** Images that bear one object's number and show different pictures, a list an object. */
  readonly clashes: readonly (readonly ItemId[])[];
  /** Images that came in two parts of the set; each stands in one alone. */
  readonly acrossParts: readonly ItemId[];
  /** Patients (groups) with images on both sides: in the external test set and outside it; in the test part and in training. */
  readonly externalLeak: Leak;
  readonly splitLeak: Leak;
}

export interface Leak {
  readonly groups: number;
  /** What they are called. */
  readonly noun: Noun;
  readonly ids: readonly ItemId[];
}

const leakOf = ({ groups, images }: ReturnType<typeof externalLeak<Item>>): Leak => ({
  groups,
  noun: groupNoun(images.map(({ groupSource }) => groupSource)),
  ids: images.map(({ id }) => id),
});

export function mayCarryText({ dicom, notes }: Pick<Item, 'dicom' | 'notes'>): boolean {
  return dicom?.mayCarryText !== undefined || notes.some(({ code }) => code === 'burned-in-text-possible');
}

const hasNote = ({ notes }: Item, codes: readonly string[]) => notes.some(({ code }) => codes.includes(code));

/** Takes some milliseconds for 10,000 images; done once for a state of the set. */
export const setChecks: (items: AppState['items']) => SetChecks = once((items) => {
  const odd = new Map(oddOnes(items.values()).map((entry) => [entry.classId, entry]));
  const byClass = new Map(
    Array.from(membersByClass(items.values()), ([classId, list]): [ClassId, ClassChecks] => [
      classId,
      {
        images: list.length,
        text: list.filter(mayCarryText).map(({ id }) => id),
        odd: odd.get(classId)?.ids ?? [],
        why: odd.get(classId)?.why ?? [],
      },
    ]),
  );
  const repeated = [...items.values()].filter((item) =>
    hasNote(item, ['same-file-twice', 'same-file-in-two-classes']),
  );
  return {
    byClass,
    colour: colourGap(items.values()),
    repeated: repeated.map(({ id }) => id),
    acrossClasses: repeated.filter(({ labels }) => labels.length > 1).map(({ id }) => id),
    clashes: clashingObjects(items.values()),
    acrossParts: [...items.values()]
      .filter((item) => hasNote(item, ['same-file-in-two-parts']))
      .map(({ id }) => id),
    externalLeak: leakOf(externalLeak(items.values())),
    splitLeak: leakOf(splitLeak(items.values())),
  };
});

export interface GroupCount {
  readonly images: number;
  readonly groups: number;
  /** Images without a group. */
  readonly without: number;
  /** What the groups are called. */
  readonly noun: Noun;
  /** Images of the external test set among them. */
  readonly external: number;
}

const countsOf = once((items: AppState['items']) => {
  const lists = new Map<ClassId | null, Item[]>();
  for (const item of items.values()) {
    for (const label of item.labels.length > 0 ? item.labels : [null]) {
      const list = lists.get(label);
      if (list) list.push(item);
      else lists.set(label, [item]);
    }
  }
  return new Map(
    Array.from(lists, ([classId, list]): [ClassId | null, GroupCount] => {
      const grouped = list.filter(({ group }) => group !== null);
      return [
        classId,
        {
          images: list.length,
          groups: new Set(grouped.map(({ group }) => group)).size,
          without: list.length - grouped.length,
          noun: groupNoun(list.map(({ groupSource }) => groupSource)),
          external: list.filter(isExternal).length,
        },
      ];
    }),
  );
});

/** Images of the external test set, excluded ones among them. */
export const externalImages: (items: AppState['items']) => readonly ItemId[] = once((items) =>
  [...items.values()].filter(isExternal).map(({ id }) => id),
);

const classesOf = once(
  (items: AppState['items']): ReadonlySet<ClassId> =>
    new Set([...items.values()].flatMap((item) => (isExternal(item) ? [] : item.labels))),
);

/** Classes that have an image to learn from, external ones aside. */
export function learntClasses({ items }: Pick<AppState, 'items'>): ReadonlySet<ClassId> {
  return classesOf(items);
}

/** How many patients or groups a class has (key null: the unlabelled); undefined for a class without images. */
export function groupCount({ items }: AppState, classId: ClassId | null): GroupCount | undefined {
  return countsOf(items).get(classId);
}
