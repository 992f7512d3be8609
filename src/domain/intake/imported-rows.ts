// Rows of embeddings from elsewhere as they enter a project: pseudonyms in the place of ids, groups and folders.
import { spaceText } from '../encode/embedding-space';
import type { Job } from '../job';
import type { ItemId } from '../types';
import type { EmbeddingsFile } from './embeddings-file';
import { sha256Hex } from './pixel-hash';
import { pseudonym } from './pseudonym';

/** What stands for an undeclared rendering in exports of imported vectors, and in the keys of their vectors. */
export const importedRendering = 'imported';

/** Digits of an item's id; all 16 of the pseudonym where two rows share the first ones. */
const idDigits = 10;
const rowsABreath = 256;

export interface ImportedRows extends Omit<EmbeddingsFile, 'groups'> {
  /** One a row: what stands in for the hash of a picture's pixels (`Item.pixelHash`); equal for equal ids in any file. */
  readonly hashes: readonly string[];
  /** One a row: the id that an item of its own would have. */
  readonly itemIds: readonly ItemId[];
  /** Pseudonyms, as of the patients that DICOM files name; null where the row says none. Absent: the file has no groups. */
  readonly groups?: readonly (string | null)[];
  /** Pseudonyms of the nearest folder in ids that are paths; null for others. */
  readonly folders: readonly (string | null)[];
  /** What the vectors' space is known by: see `spaceId`. */
  readonly spaceSha256: string;
}

/** SHA-256 (hex) of the project's secret and the id of a row, as the file has it. */
export function rowHash(salt: string, id: string): Promise<string> {
  return sha256Hex(new TextEncoder().encode(`${salt}\0row:${id.replaceAll('\\', '/')}`));
}

/** Name of the folder that a path ends in; null for a bare name. */
export function folderOf(path: string): string | null {
  return path.replaceAll('\\', '/').split('/').at(-2) || null;
}

/**
 * What vectors that can be held against each other have in common: the SHA-256 of what the file declares, else that of the
 * file itself. An export of imported vectors that declared nothing carries their file's on.
 */
async function spaceId({ space, sha256 }: EmbeddingsFile): Promise<string> {
  if (!space) return sha256;
  if (space.rendering === importedRendering) return space.sha256;
  return sha256Hex(new TextEncoder().encode(spaceText(space)));
}

function codesOf(salt: string, prefix: string) {
  const known = new Map<string, Promise<string | null>>();
  return (name: string | null | undefined): Promise<string | null> => {
    if (!name?.trim()) return Promise.resolve(null);
    const code = known.get(name) ?? pseudonym(salt, `${prefix}${name}`);
    known.set(name, code);
    return code;
  };
}

/** Every row of a file with what it is called in a project of this secret. Breathes; reports rows. */
export async function importedRows(file: EmbeddingsFile, salt: string, job: Job): Promise<ImportedRows> {
  const { groups: named, ...rest } = file;
  const hashes: string[] = [];
  const itemIds: string[] = [];
  const folders: (string | null)[] = [];
  const groups: (string | null)[] = [];
  const taken = new Set<string>();
  const folderCode = codesOf(salt, 'folder:');
  const groupCode = codesOf(salt, '');
  for (const [row, id] of file.ids.entries()) {
    if (row % rowsABreath === 0) {
      job.report(row, file.ids.length);
      await job.breathe();
    }
    const hash = await rowHash(salt, id);
    const code = (await pseudonym(salt, hash)) as string;
    const short = code.slice(0, idDigits);
    itemIds.push(taken.has(short) ? code : short);
    taken.add(short);
    hashes.push(hash);
    folders.push(await folderCode(folderOf(id)));
    if (named) groups.push(await groupCode(named[row]));
  }
  return { ...rest, hashes, itemIds, folders, spaceSha256: await spaceId(file), ...(named && { groups }) };
}
