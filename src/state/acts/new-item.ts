// How a read image becomes an item, and what the same image a second time does to it.
import { groupByFiles } from '../../domain/intake/group-items';
import type { ReadImage } from '../../domain/intake/outcome';
import type { ClassId, GroupOrigins, Item, ItemId, Note } from '../../domain/types';

/** Codes of the folders a file lay in: the one that stands for a patient, if the layout has one, and the nearest. */
export interface FolderCodes {
  readonly patientFolder: string | null;
  readonly folder: string | null;
}

/** What was one stack of slices is one group where nothing better is known. */
export type StackGroup = NonNullable<GroupOrigins['stack']>;

function groupOf(
  image: ReadImage,
  { patientFolder, folder }: FolderCodes,
  stack: StackGroup | null,
): Pick<Item, 'group' | 'groupSource' | 'origins'> {
  if (image.patientKey) return { group: image.patientKey, groupSource: 'patient' };
  const origins = { study: image.studyKey, patientFolder, folder, ...(stack ? { stack } : {}) };
  return { ...groupByFiles(origins), origins };
}

export function newItem(
  serial: number,
  read: {
    readonly id: ItemId;
    readonly image: ReadImage;
    readonly folders: FolderCodes;
    readonly stackGroup?: StackGroup | null | undefined;
  },
  classId: ClassId | null,
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
  };
}

/**
 * The same image once more: in the same class (or without one) it is kept once and noted; in another class the item
 * gets both labels; an unlabelled item takes the label it is now given.
 */
export function mergeInto(item: Item, classId: ClassId | null): Item {
  const noted = (code: Note['code'], labels: readonly ClassId[]): Item => {
    const others = item.notes.filter((note) => note.code !== code);
    return { ...item, labels, notes: [...others, { code, detail: {} }] };
  };
  if (classId === null || item.labels.includes(classId)) return noted('same-file-twice', item.labels);
  if (item.labels.length === 0) return noted('same-file-twice', [classId]);
  return noted('same-file-in-two-classes', [...item.labels, classId]);
}
