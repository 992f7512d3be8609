// Pictures dropped for rows that stand in the set as numbers: which file belongs to which row, and what the row gets of it.
import { AppError, abortError } from '../../domain/errors';
import { rowHash } from '../../domain/intake/imported-rows';
import { finderOf, findWithAnyEnding } from '../../domain/intake/label-table-preview';
import type { ReadImage } from '../../domain/intake/outcome';
import { pseudonym } from '../../domain/intake/pseudonym';
import type { Item } from '../../domain/types';
import type { AppState } from '../app-state';
import { cameAsRow, hasPicture, isImported } from '../space';
import type { FolderCodes, StackGroup } from './new-item';
import { groupOf, mergeInto, type Place } from './new-item';
import type { BatchEntry } from './pending';

/** The row a file belongs to; `several`: more than one could be meant, or several files could be its picture. */
export type RowMatch = Item | 'several' | null;

const entriesABreath = 64;

/** The ways a table may call a file: its path, shorter and shorter from the left, with and without its ending. */
function namesOf({ name, path = name }: BatchEntry): readonly string[] {
  const parts = path.replaceAll('\\', '/').split('/');
  const tails = parts.map((_, i) => parts.slice(i).join('/'));
  return tails.flatMap((tail) => [tail, tail.replace(/\.[^./]*$/, '')]);
}

/**
 * Which rows the files of a drop are pictures of: those whose id is the file's path or the end of it, else the only one of its
 * base name (whatever its ending) that does not lie in another folder. A row that several files fit has none of them.
 * Empty for a set without rows.
 */
export async function rowsOfFiles(
  state: Pick<AppState, 'items' | 'names' | 'salt'>,
  entries: readonly BatchEntry[],
  signal: AbortSignal,
): Promise<ReadonlyMap<BatchEntry, RowMatch>> {
  const { salt } = state;
  const rows = [...state.items.values()].filter(cameAsRow);
  const matches = new Map<BatchEntry, RowMatch>();
  if (rows.length === 0) return matches;
  const byHash = new Map(rows.map((item) => [item.pixelHash, item]));
  const find = finderOf(rows.map((item) => ({ id: item.id, name: state.names.get(item.id) ?? null, item })));
  const claims = new Map<Item, number>();
  for (const [i, entry] of entries.entries()) {
    if (i % entriesABreath === 0) await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) throw abortError();
    const match = entry.stack ? null : await matchOf(entry);
    matches.set(entry, match);
    if (match && match !== 'several') claims.set(match, (claims.get(match) ?? 0) + 1);
  }
  for (const [entry, match] of matches) {
    if (match && match !== 'several' && (claims.get(match) ?? 0) > 1) matches.set(entry, 'several');
  }
  return matches;

  async function matchOf(entry: BatchEntry): Promise<RowMatch> {
    for (const name of namesOf(entry)) {
      const item = byHash.get(await rowHash(salt, name));
      if (item) return item;
    }
    const found = findWithAnyEnding(find, entry.name);
    if (!found) return found === null ? 'several' : null;
    const folder = found.item.origins?.folder ?? null;
    if (folder === null || entry.folder === null) return found.item;
    return (await pseudonym(salt, `folder:${entry.folder}`)) === folder ? found.item : null;
  }
}

/**
 * The row that takes a picture, or null where the image stands for itself.
 * @throws AppError `no-vector` in a space from elsewhere, where an image without a row could be in nothing that is computed.
 */
export function rowFor(
  state: AppState,
  match: RowMatch,
  { pixelHash }: ReadImage,
  isKnown: boolean,
): Item | null {
  const row = match !== 'several' && match ? (state.items.get(match.id) ?? null) : null;
  if (row && (!hasPicture(row) || row.pictureHash === pixelHash)) return row;
  if (!isImported(state) || isKnown) return null;
  const why = match === 'several' ? 'several' : row ? 'other' : 'none';
  throw new AppError('no-vector', `no row takes this picture: ${why}`, { why });
}

/** A row with the picture that belongs to it; labels and group that came with the row stand, the file adds what it knows more. */
export function withPicture(
  row: Item,
  read: {
    readonly image: ReadImage;
    readonly folders: FolderCodes;
    readonly stackGroup?: StackGroup | null | undefined;
  },
  place: Place,
): Item {
  const { image, folders, stackGroup } = read;
  const { pixelHash, format, widthPx, heightPx, frames, dicom, colour, look, objectKey } = image;
  const merged = mergeInto(row, place);
  return {
    ...merged,
    ...{ format, widthPx, heightPx, frames, dicom, colour, look, objectKey },
    pictureHash: pixelHash,
    renditions: image.renditions.map(({ kind }) => kind),
    notes: [...merged.notes.filter(({ code }) => code !== 'same-file-twice'), ...image.notes],
    ...(row.group === null ? groupOf(image, folders, stackGroup ?? null) : {}),
  };
}
