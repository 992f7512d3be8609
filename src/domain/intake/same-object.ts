// Files that bear the number of one object and show different pictures: a SOPInstanceUID names one image for good
// (PS3.3 C.12.1), so that one of them is not what it says it is (reliability.md row D17).
import type { Note } from '../types';

/** What is looked at of an image. `objectKey` is null, or absent in older projects, for what bears no such number. */
export interface ObjectImage<Id> {
  readonly id: Id;
  /** Pseudonym of the object and the frame in it, never the number itself. */
  readonly objectKey?: string | null | undefined;
  readonly pixelHash: string;
}

/**
 * What an image's object is known by: its SOPInstanceUID and the frame in it, to be made a pseudonym at once.
 * @param frame 0-based. @returns null where the file names no object.
 */
export function frameOfObject(uid: string | null, frame: number): string | null {
  return uid === null || uid === '' ? null : `${uid}#${frame}`;
}

/**
 * Images that share an object's key and not their pixels, in the order given, a list an object; [] for none. The same
 * picture twice under one number is a duplicate and no clash.
 */
export function clashingObjects<Id>(images: Iterable<ObjectImage<Id>>): readonly (readonly Id[])[] {
  const objects = new Map<string, { readonly ids: Id[]; readonly hashes: Set<string> }>();
  for (const { id, objectKey, pixelHash } of images) {
    if (!objectKey) continue;
    const known = objects.get(objectKey) ?? { ids: [], hashes: new Set() };
    known.ids.push(id);
    known.hashes.add(pixelHash);
    objects.set(objectKey, known);
  }
  return [...objects.values()].filter(({ hashes }) => hashes.size > 1).map(({ ids }) => ids);
}

/** The notes with the one about a clash where there is one, and without it where there is none: the same list if that holds. */
export function clashNoted(notes: readonly Note[], clashes: boolean): readonly Note[] {
  if (notes.some(({ code }) => code === 'same-object-other-picture') === clashes) return notes;
  if (clashes) return [...notes, { code: 'same-object-other-picture', detail: {} }];
  return notes.filter(({ code }) => code !== 'same-object-other-picture');
}
