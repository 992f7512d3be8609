// Drops become files with relative paths: folders in batches of 100, what cannot be opened is told, nothing throws.
import { describe, expect, test } from 'vitest';
import { filesOfDrop, filesOfInput } from '../../../src/ui/dropped-files';

interface Tree {
  readonly [name: string]: Tree | 'file' | 'gone';
}

function entryOf(name: string, node: Tree | 'file' | 'gone', parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  if (node === 'file' || node === 'gone') {
    return {
      isFile: true,
      isDirectory: false,
      name,
      fullPath,
      file: (found: (file: File) => void, failed: (error: unknown) => void) =>
        node === 'file' ? found(new File(['x'], name)) : failed(new Error('NotFoundError')),
    } as unknown as FileSystemEntry;
  }
  return {
    isFile: false,
    isDirectory: true,
    name,
    fullPath,
    createReader: () => {
      const rest = Object.entries(node).map(([child, below]) => entryOf(child, below, fullPath));
      // A reader hands out at most 100 entries a call, then an empty list.
      return { readEntries: (found: (entries: FileSystemEntry[]) => void) => found(rest.splice(0, 100)) };
    },
  } as unknown as FileSystemEntry;
}

function transferOf(entries: readonly (FileSystemEntry | null)[], files: readonly File[] = []): DataTransfer {
  return {
    items: entries.map((entry, i) => ({
      kind: 'file',
      webkitGetAsEntry: () => entry,
      getAsFile: () => files[i] ?? null,
    })),
    files,
  } as unknown as DataTransfer;
}

async function pathsOf(transfer: DataTransfer) {
  const unread: string[] = [];
  const paths: string[] = [];
  for await (const { path } of filesOfDrop(transfer, (gone) => unread.push(gone))) paths.push(path);
  return { paths, unread };
}

describe('a drop', () => {
  test('walks nested folders and keeps their paths', async () => {
    const blood = entryOf('Blood', {
      Sickle: { p01: { 'a.png': 'file' }, 'b.png': 'file' },
      'c.png': 'file',
    });
    const { paths, unread } = await pathsOf(transferOf([blood, entryOf('loose.png', 'file')]));
    expect(paths.sort()).toEqual([
      'Blood/Sickle/b.png',
      'Blood/Sickle/p01/a.png',
      'Blood/c.png',
      'loose.png',
    ]);
    expect(unread).toEqual([]);
  });

  test('reads a folder of 250 to its end', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.png`, 'file'] as const));
    const { paths } = await pathsOf(transferOf([entryOf('many', many)]));
    expect(paths).toHaveLength(250);
  });

  test('leaves out and tells what cannot be opened, and goes on', async () => {
    const { paths, unread } = await pathsOf(
      transferOf([entryOf('set', { 'a.png': 'gone', 'b.png': 'file' })]),
    );
    expect(paths).toEqual(['set/b.png']);
    expect(unread).toEqual(['set/a.png']);
  });

  test('takes the plain files where the browser gives no entries', async () => {
    const { paths } = await pathsOf(transferOf([null], [new File(['x'], 'plain.png')]));
    expect(paths).toEqual(['plain.png']);
  });

  test('captures entries before it is read: the transfer is emptied after its event', async () => {
    const transfer = transferOf([entryOf('a.png', 'file')]);
    const files = filesOfDrop(transfer, () => {});
    (transfer.items as unknown as unknown[]).length = 0;
    const paths: string[] = [];
    for await (const { path } of files) paths.push(path);
    expect(paths).toEqual(['a.png']);
  });
});

test('a picked folder gives its relative paths, a picked file its name', () => {
  const inFolder = Object.assign(new File(['x'], 'a.png'), { webkitRelativePath: 'Blood/Sickle/a.png' });
  const list = [inFolder, new File(['x'], 'b.png')] as unknown as FileList;
  expect(filesOfInput(list).map(({ path }) => path)).toEqual(['Blood/Sickle/a.png', 'b.png']);
});
