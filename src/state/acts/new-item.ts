// How a read image becomes an item, and what the same image a second time does to it.
import type { ReadImage } from '../../domain/intake/outcome';
import type { ClassId, Item, ItemId, Note } from '../../domain/types';

function groupOf(image: ReadImage, folder: string | null): Pick<Item, 'group' | 'groupSource'> {
  if (image.patientKey) return { group: image.patientKey, groupSource: 'patient' };
  if (folder) return { group: folder, groupSource: 'folder' };
  if (image.studyKey) return { group: image.studyKey, groupSource: 'study' };
  return { group: null, groupSource: null };
}

export function newItem(
  serial: number,
  read: { readonly id: ItemId; readonly image: ReadImage; readonly group: string | null },
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
    ...groupOf(image, read.group),
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
