// How a read image becomes an item, and what the same image a second time does to it.
import { groupByFiles } from '../../domain/intake/group-items';
import type { ReadImage } from '../../domain/intake/outcome';
import { mergedPart, withPart } from '../../domain/intake/parts';
import type { ClassId, GroupOrigins, Item, ItemId, Note, Part } from '../../domain/types';

/** Codes of the folders a file lay in: the one that stands for a patient, if the layout has one, and the nearest. */
export interface FolderCodes {
  readonly patientFolder: string | null;
  readonly folder: string | null;
}

/** What was one stack of slices is one group where nothing better is known. */
export type StackGroup = NonNullable<GroupOrigins['stack']>;

export function groupOf(
  image: ReadImage,
  { patientFolder, folder }: FolderCodes,
  stack: StackGroup | null,
): Pick<Item, 'group' | 'groupSource' | 'origins'> {
  if (image.patientKey) return { group: image.patientKey, groupSource: 'patient' };
  const origins = { study: image.studyKey, patientFolder, folder, ...(stack ? { stack } : {}) };
  return { ...groupByFiles(origins), origins };
}

/** Where a file goes: the class it is for, the part of the set it came in. */
export interface Place {
  readonly classId: ClassId | null;
  /** Absent or undefined: none. */
  readonly part?: Part | undefined;
}

export function newItem(
  serial: number,
  read: {
    readonly id: ItemId;
    readonly image: ReadImage;
    readonly folders: FolderCodes;
    readonly stackGroup?: StackGroup | null | undefined;
  },
  { classId, part }: Place,
  notes: readonly Note[],
): Item {
  const { image } = read;
  return {
    id: read.id,
    serial,
    pixelHash: image.pixelHash,
    renditions: image.renditions.map(({ kind }) => kind),
    format: image.format,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    frames: image.frames,
    dicom: image.dicom,
    notes: [...image.notes, ...notes],
    labels: classId === null ? [] : [classId],
    excluded: false,
    colour: image.colour,
    look: image.look,
    objectKey: image.objectKey,
    ...groupOf(image, read.folders, read.stackGroup ?? null),
    ...(part ? { part } : {}),
  };
}

/**
 * The same image once more: in the same class (or without one) it is kept once and noted; in another class the item
 * gets both labels; an unlabelled item takes the label it is now given. Its part: see `mergedPart`.
 */
export function mergeInto(item: Item, { classId, part: came }: Place): Item {
  const { part, both } = mergedPart(item.part, came);
  const merged = withPart(withLabelOf(item, classId), part);
  return both ? { ...merged, notes: withNote(merged.notes, 'same-file-in-two-parts') } : merged;
}

function withNote(notes: readonly Note[], code: Note['code']): readonly Note[] {
  return [...notes.filter((note) => note.code !== code), { code, detail: {} }];
}

function withLabelOf(item: Item, classId: ClassId | null): Item {
  const noted = (code: Note['code'], labels: readonly ClassId[]): Item => ({
    ...item,
    labels,
    notes: withNote(item.notes, code),
  });
  if (classId === null || item.labels.includes(classId)) return noted('same-file-twice', item.labels);
  if (item.labels.length === 0) return noted('same-file-twice', [classId]);
  return noted('same-file-in-two-classes', [...item.labels, classId]);
}
