// The keeping worker: writes packs into the origin's private file system, where only workers may write with a flush.
import { AppError } from '../domain/errors';
import { packError, type SyncFile, temporaryName, writePack } from '../domain/keep/pack';
import type { PackRequest } from './engine';
import { serve } from './serve';

/** What the list of types lacks: access handles are for workers only, `move` is newer than the list. */
interface OwnFile {
  createSyncAccessHandle(): Promise<SyncFile & { close(): void }>;
  move?(name: string): Promise<void>;
}

async function bytesOf(data: Float32Array | Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer());
  return new Uint8Array(data.slice().buffer);
}

/** Under its lasting name only when all of it has been checked: what a crash leaves bears the other kind of name. */
async function pack({ folder, name, blobs }: PackRequest) {
  const parts = await Promise.all(
    blobs.map(async ({ key, data }) => {
      const bytes = await bytesOf(data);
      return data instanceof Blob
        ? { key, bytes, type: data.type || 'application/octet-stream' }
        : { key, bytes };
    }),
  );
  const temporary = temporaryName(name);
  try {
    const handle = (await folder.getFileHandle(temporary, { create: true })) as unknown as OwnFile;
    if (!handle.move) throw new AppError('storage-failed', 'files cannot be renamed here');
    const access = await handle.createSyncAccessHandle();
    const value = await writePack(access, parts).finally(() => access.close());
    await handle.move(name);
    return { value, move: [] };
  } catch (thrown) {
    await folder.removeEntry(temporary).catch(() => undefined);
    throw packError(thrown);
  }
}

serve({ pack });
