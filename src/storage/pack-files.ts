// Packs as files of the origin's private file system: the only place that knows where they lie.
import { AppError } from '../domain/errors';
import type { PackRow } from '../domain/keep/pack';

export interface PackBlob {
  readonly key: string;
  readonly data: Float32Array | Blob;
}

export interface PackFiles {
  /** Whether packs can be written here at all; tried once, with a small one. */
  usable(): Promise<boolean>;
  /** Writes a new file, whole and checked, or none. @throws AppError `storage-full`, `storage-failed`. */
  write(name: string, blobs: readonly PackBlob[]): Promise<PackRow>;
  /** The file; rejects where there is none. */
  read(name: string): Promise<Blob>;
  /** Names of all files, leftovers of a crash among them. */
  names(): Promise<readonly string[]>;
  /** Removes a file; quiet where there is none, or where it cannot be removed now: a later sweep does. */
  remove(name: string): Promise<void>;
}

/** Writes one pack into a folder: the keeping worker's work (workers/keep.worker.ts). */
export type WritePack = (request: {
  readonly folder: FileSystemDirectoryHandle;
  readonly name: string;
  readonly blobs: readonly PackBlob[];
}) => Promise<PackRow>;

/** Frozen: all packs that were ever written lie there. Wiped as a whole (wipe.ts). */
export const packFolderPath = ['lightbench', 'packs'] as const;

async function openFolder(create: boolean): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const name of packFolderPath) folder = await folder.getDirectoryHandle(name, { create });
  return folder;
}

/** The packs of this browser. Nothing is made on disk before the first write. */
export function browserPackFiles(writePack: WritePack): PackFiles {
  let tried: Promise<boolean> | null = null;
  const write: PackFiles['write'] = async (name, blobs) =>
    writePack({ folder: await openFolder(true), name, blobs });
  const remove: PackFiles['remove'] = async (name) => {
    try {
      await (await openFolder(false)).removeEntry(name);
    } catch {
      // Not there, or held by a window that still writes it.
    }
  };
  const tryOut = async () => {
    const name = `try-${crypto.randomUUID()}`;
    try {
      await write(name, [{ key: 'try', data: new Float32Array([1]) }]);
      return true;
    } catch (thrown) {
      // No such system, a private window, a page that is not secure: the database keeps blobs, too. A worker that died in the
      // middle says nothing about that: the next write tries again.
      if (thrown instanceof AppError && thrown.code.startsWith('worker-')) tried = null;
      return false;
    } finally {
      await remove(name);
    }
  };
  return {
    usable() {
      tried ??= tryOut();
      return tried;
    },
    write,
    read: async (name) => (await (await openFolder(false)).getFileHandle(name)).getFile(),
    async names() {
      try {
        const names: string[] = [];
        for await (const name of (await openFolder(false)).keys()) names.push(name);
        return names;
      } catch {
        // No folder, no packs.
        return [];
      }
    },
    remove,
  };
}
