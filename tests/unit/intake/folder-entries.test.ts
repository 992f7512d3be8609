// What `npm run intake` finds below a folder (row R18): links, pipes and what may not be read stand in it by their cause.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorFacts } from '../../../src/domain/errors';
import { fileBytes } from '../../../src/domain/intake/file-bytes';
import { explain } from '../../../src/ui/messages';
import { folderEntries } from '../../../tools/folder-entries';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entries-'));
  // Others may look into it: see asNobody.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a/1.png'), 'one');
  writeFileSync(join(folder, 'b.png'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

const sizeOrCause = (file: Blob) =>
  fileBytes(file).then(
    (bytes) => bytes.length,
    (thrown: unknown) => errorFacts(thrown).code,
  );

/** Path, then the number of bytes, or the cause why there are none. */
async function listed() {
  const entries = await folderEntries(folder);
  return Promise.all(
    entries.map(async ({ path, file, refused }) => [path, refused?.code ?? (await sizeOrCause(file!))]),
  );
}

/** The superuser may read everything, so that nothing would be denied: for a moment another user asks. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

test('files of all folders, by path', async () => {
  expect(await listed()).toEqual([
    ['a/1.png', 3],
    ['b.png', 3],
  ]);
});

test('links are named and not followed, whatever they point to', async () => {
  symlinkSync(join(folder, 'b.png'), join(folder, 'a/file.png'));
  symlinkSync(folder, join(folder, 'a/loop'));
  symlinkSync(join(folder, 'gone.png'), join(folder, 'broken.png'));
  expect(await listed()).toEqual([
    ['a/1.png', 3],
    ['a/file.png', 'not-a-file'],
    ['a/loop', 'not-a-file'],
    ['b.png', 3],
    ['broken.png', 'not-a-file'],
  ]);
  const { refused } = (await folderEntries(folder))[1]!;
  const { sentence, advice } = explain(refused!);
  expect(sentence).toBe('This is no file of its own (symbolic link).');
  expect(advice).toMatch(/^Put the file itself into the folder/);
});

test('a pipe is named, and never waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'c')]);
  const { refused } = (await folderEntries(folder)).at(-1)!;
  expect(refused).toMatchObject({ code: 'not-a-file', detail: { kind: 'pipe' } });
});

test('a file and a folder that may not be read stand beside those that may', async () => {
  mkdirSync(join(folder, 'shut'));
  writeFileSync(join(folder, 'shut/in.png'), 'never seen');
  chmodSync(join(folder, 'shut'), 0);
  chmodSync(join(folder, 'b.png'), 0);
  try {
    expect(await asNobody(listed)).toEqual([
      ['a/1.png', 3],
      ['b.png', 'unreadable-file'],
      ['shut', 'unreadable-file'],
    ]);
  } finally {
    chmodSync(join(folder, 'shut'), 0o755);
  }
});

test('what is too large is listed, and refused by its size when it is read', async () => {
  truncateSync(join(folder, 'b.png'), 3 * 2 ** 30);
  expect((await listed()).at(-1)).toEqual(['b.png', 'file-too-large']);
});

test('a folder that is not there is told of at once', async () => {
  await expect(folderEntries(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
