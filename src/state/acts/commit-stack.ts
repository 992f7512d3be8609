// What becomes of the files of a stack, once its slices have been read: in or not by the images that stand for them.
import type { FileEnd } from '../../domain/intake/file-ends';
import type { Refusal } from '../intake-state';
import type { FolderCodes } from './new-item';
import { type BatchEntry, type ReadEntry, refusalOf } from './pending';
import type { ReadStack, Stack } from './read-stack';

export type StackEnd =
  | { readonly end: 'stack'; readonly read: ReadStack; readonly folders: FolderCodes }
  | { readonly end: 'refused'; readonly refusal: Refusal }
  | { readonly end: 'cancelled' };

/**
 * @param takeIn puts an image among those that enter; false for one that the set has already.
 * @returns the end of each file of the stack, and the refusals to be shown.
 */
export function commitStack(
  entry: BatchEntry,
  { files }: Stack,
  settled: StackEnd,
  takeIn: (entry: BatchEntry, read: ReadEntry) => boolean,
): { readonly ends: readonly FileEnd[]; readonly refusals: readonly Refusal[] } {
  const none = { classId: entry.classId, ids: [], notes: [], error: null };
  if (settled.end !== 'stack') {
    const error = settled.end === 'refused' ? settled.refusal.error : null;
    const ends = files.map(({ name }) => ({ ...none, name, end: settled.end, error }));
    const refusals = error ? files.map(({ name }) => refusalOf({ ...entry, name }, error)) : [];
    return { ends, refusals };
  }
  const { lots, failures, stackGroup } = settled.read;
  const ends: FileEnd[] = [];
  for (const { files: names, items } of lots) {
    let isNew = false;
    for (const item of items) {
      const read = { ...item, folders: settled.folders, stackGroup };
      if (takeIn({ ...entry, name: item.name }, read)) isNew = true;
    }
    const ids = items.map(({ id }) => id);
    const notes = items[0]?.image.notes ?? [];
    for (const name of names) ends.push({ ...none, name, end: isNew ? 'in' : 'repeated', ids, notes });
  }
  const refusals = failures.map(({ name, error }) => refusalOf({ ...entry, name }, error));
  for (const { name, error } of failures) ends.push({ ...none, name, end: 'refused', error });
  return { ends, refusals };
}
