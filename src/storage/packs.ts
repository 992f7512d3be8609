// Vectors and pictures in packs: written before the change that names them, read and checked by their hashes, tidied behind.
import { AppError } from '../domain/errors';
import { type PackEntry, type PackRow, sha256Of } from '../domain/keep/pack';
import {
  changedManifest,
  inPacks,
  type Manifest,
  type Place,
  placesOf,
  type RowChanges,
  rowsLosing,
  untidy,
} from './manifest';
import type { PackBlob, PackFiles } from './pack-files';
import { type Change, pictureKey } from './write-change';

/** A change whose blobs lie in packs already; `rows` goes into the manifest with the rest of it. */
export interface StagedChange {
  /** Without its vectors and pictures, where packs took them. */
  readonly change: Change;
  readonly rows: RowChanges;
  /** Packs that were written for it. */
  readonly fresh: readonly string[];
}

export interface Packs {
  /** Takes the manifest as the database has it. */
  adopt(rows: Manifest): void;
  /** Writes a change's blobs. @throws AppError storage-*: nothing of it is left then. */
  stage(change: Change): Promise<StagedChange>;
  /** It is in the database: from now on its packs count, and files that nobody names are removed. */
  commit(staged: StagedChange): Promise<void>;
  /** It failed; files that the manifest (adopted anew before) does not name are removed. */
  discard(staged: StagedChange): Promise<void>;
  /** All vectors, and how many of the manifest could not be read or are not what was written. */
  vectors(): Promise<{ readonly vectors: ReadonlyMap<string, Float32Array>; readonly damaged: number }>;
  /** One picture, in memory; undefined: none is known, or its file is gone. Rejects for a damaged one. */
  picture(key: string): Promise<Blob | undefined>;
  /** Removes files that the manifest does not name: what a crash left. Only for the window that writes. */
  sweep(): Promise<void>;
  /**
   * Writes holed and small packs anew, a lot at a time; `swap` puts each lot's rows into the database. A lot that fails stays
   * as it is, for the next time.
   */
  tidy(swap: (rows: RowChanges) => Promise<void>): Promise<void>;
}

const readAtOnce = 16;

function sizeOf({ data }: PackBlob): number {
  return data instanceof Blob ? data.size : data.byteLength;
}

/** Of all that fails in the keeping worker, storage errors keep their name; a lost worker is a failed write. */
function writingError(thrown: unknown): AppError {
  const error = thrown instanceof AppError ? thrown : null;
  if (error?.code.startsWith('storage-')) return error;
  return new AppError('storage-failed', error ? `${error.code}: ${error.message}` : String(thrown));
}

async function checked(bytes: Uint8Array<ArrayBuffer>, { length, sha256, key }: PackEntry) {
  if (bytes.length !== length || (await sha256Of(bytes)) !== sha256)
    throw new AppError('storage-failed', `${key} is not what was written`, { why: 'damaged' });
  return bytes;
}

export function makePacks(files: PackFiles): Packs {
  let manifest: Manifest = new Map();
  let places: Map<string, Place> | null = null;
  const become = (next: Manifest) => {
    manifest = next;
    places = null;
  };
  const placeOf = (key: string) => {
    places ??= placesOf(manifest);
    return places.get(key);
  };
  const newName = () => `${crypto.randomUUID()}.pack`;

  /** Once more where the worker was lost in the middle: what it left has a name that nobody knows, and is swept. */
  const writeOne = async (lot: readonly PackBlob[], again = true): Promise<readonly [string, PackRow]> => {
    const name = newName();
    try {
      return [name, await files.write(name, lot)];
    } catch (thrown) {
      if (!again || !(thrown instanceof AppError) || thrown.code !== 'worker-crashed') throw thrown;
      return writeOne(lot, false);
    }
  };
  const writeAll = async (blobs: readonly PackBlob[]): Promise<Map<string, PackRow>> => {
    const rows = new Map<string, PackRow>();
    try {
      for (const lot of inPacks(blobs, sizeOf)) {
        const [name, row] = await writeOne(lot);
        rows.set(name, row);
      }
      return rows;
    } catch (thrown) {
      for (const name of rows.keys()) await files.remove(name);
      throw writingError(thrown);
    }
  };
  /** Blobs of a pack as they were written. @throws AppError `storage-failed` where one is not. */
  const blobsOf = async (name: string, { entries }: PackRow): Promise<PackBlob[]> => {
    const file = await files.read(name);
    return Promise.all(
      entries.map(async (entry) => {
        const { at, length, key, type } = entry;
        const bytes = await checked(new Uint8Array(await file.slice(at, at + length).arrayBuffer()), entry);
        return { key, data: type ? new Blob([bytes], { type }) : new Float32Array(bytes.buffer) };
      }),
    );
  };
  const vectorsOf = async (name: string, row: PackRow, into: Map<string, Float32Array>): Promise<number> => {
    const own = row.entries.filter(({ type }) => type === undefined);
    // They stand first: one read, not one for each.
    const end = Math.max(0, ...own.map(({ at, length }) => at + length));
    let damaged = 0;
    try {
      const all = await (await files.read(name)).slice(0, end).arrayBuffer();
      const read = async (entry: PackEntry) => {
        const bytes = new Uint8Array(all.slice(entry.at, entry.at + entry.length));
        into.set(entry.key, new Float32Array((await checked(bytes, entry)).buffer));
      };
      for (const { status } of await Promise.allSettled(own.map(read)))
        damaged += Number(status === 'rejected');
    } catch {
      // The file is gone or cannot be read: told as a count, the images of these vectors are asked for again.
      damaged = own.length;
    }
    return damaged;
  };
  const rewrite = async (names: readonly string[], swap: (rows: RowChanges) => Promise<void>) => {
    const old = names.flatMap((name) => {
      const row = manifest.get(name);
      return row ? [[name, row] as const] : [];
    });
    const blobs = (await Promise.all(old.map(([name, row]) => blobsOf(name, row)))).flat();
    const fresh = await writeAll(blobs);
    const rows: RowChanges = new Map([...old.map(([name]) => [name, null] as const), ...fresh]);
    try {
      await swap(rows);
    } catch (thrown) {
      for (const name of fresh.keys()) await files.remove(name);
      throw thrown;
    }
    become(changedManifest(manifest, rows));
    for (const [name] of old) await files.remove(name);
  };

  return {
    adopt: become,
    async stage(change) {
      const { vectors = [], pictures = [], ...rest } = change;
      const blobs: PackBlob[] = [
        ...vectors.map(([key, data]) => ({ key, data })),
        ...pictures.map(({ kind, id, rendition, blob }) => ({
          key: pictureKey(kind, id, rendition),
          data: blob,
        })),
      ];
      const packed = blobs.length > 0 && (await files.usable());
      const fresh = packed ? await writeAll(blobs) : new Map<string, PackRow>();
      const losing = rowsLosing(manifest, change, new Set(blobs.map(({ key }) => key)));
      const rows = new Map<string, PackRow | null>([...losing, ...fresh]);
      return { change: packed ? rest : change, rows, fresh: [...fresh.keys()] };
    },
    async commit({ rows }) {
      become(changedManifest(manifest, rows));
      for (const [name, row] of rows) if (!row) await files.remove(name);
    },
    async discard({ fresh }) {
      for (const name of fresh) if (!manifest.has(name)) await files.remove(name);
    },
    async vectors() {
      const vectors = new Map<string, Float32Array>();
      const rows = [...manifest];
      let damaged = 0;
      for (let from = 0; from < rows.length; from += readAtOnce) {
        const lot = rows.slice(from, from + readAtOnce);
        const counts = await Promise.all(lot.map(([name, row]) => vectorsOf(name, row, vectors)));
        damaged += counts.reduce((sum, count) => sum + count, 0);
      }
      return { vectors, damaged };
    },
    async picture(key) {
      const place = placeOf(key);
      if (!place) return undefined;
      const { name, entry } = place;
      const file = await files.read(name).catch(() => null);
      if (!file) return undefined;
      // Read to the end now: a blob that only points into the file ends when the pack is written anew.
      const bytes = new Uint8Array(await file.slice(entry.at, entry.at + entry.length).arrayBuffer());
      return new Blob([await checked(bytes, entry)], { type: entry.type ?? '' });
    },
    async sweep() {
      for (const name of await files.names()) if (!manifest.has(name)) await files.remove(name);
    },
    async tidy(swap) {
      for (const lot of untidy(manifest)) {
        try {
          await rewrite(lot, swap);
        } catch {
          // Nothing is lost by it: the old packs stand. A full disk tells itself at the next change.
        }
      }
    },
  };
}
