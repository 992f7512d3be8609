// Turns what a person dropped or picked (files, folders) into a stream of files with relative paths. Never throws:
// what the browser cannot open is left out and told to `onUnread`.
import type { DroppedFile } from '../state/actions';

/** Called with the path of each entry that could not be opened. */
export type Unread = (path: string) => void;

/**
 * Files of a drop. Entries are captured before this returns, since a DataTransfer is emptied after its event; folders
 * are then walked as the stream is read. Where a browser has no entries (or gives null), the plain file list is used.
 */
export function filesOfDrop(transfer: DataTransfer, onUnread: Unread): AsyncIterable<DroppedFile> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of Array.from(transfer.items)) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    else if (file !== null) loose.push(file);
  }
  if (entries.length === 0 && loose.length === 0) loose.push(...Array.from(transfer.files));
  return walk(entries, loose, onUnread);
}

/** Files of an `<input type="file">`, with or without folders. */
export function filesOfInput(list: FileList): readonly DroppedFile[] {
  return Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function* walk(entries: readonly FileSystemEntry[], loose: readonly File[], onUnread: Unread) {
  for (const file of loose) yield { path: file.name, file };
  for (const entry of entries) yield* filesUnder(entry, onUnread);
}

async function* filesUnder(top: FileSystemEntry, onUnread: Unread): AsyncIterable<DroppedFile> {
  // A stack, not recursion: a deep tree must not end the page.
  const open: FileSystemEntry[] = [top];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const path = entry.fullPath.replace(/^\//, '') || entry.name;
    if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file === null) onUnread(path);
      else yield { path, file };
    } else if (isDirectory(entry)) {
      const children = await childrenOf(entry);
      if (children === null) onUnread(path);
      else open.push(...children.reverse());
    }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    try {
      entry.file(resolve, () => resolve(null));
    } catch {
      resolve(null);
    }
  });
}

/** All entries of a folder by name, or null when it cannot be listed. A reader hands out at most 100 at a time. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[] | null> {
  const all: FileSystemEntry[] = [];
  try {
    const reader = entry.createReader();
    for (;;) {
      const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (batch.length === 0) break;
      all.push(...batch);
    }
  } catch {
    return null;
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
