// Rows of embeddings from elsewhere as a project calls them: pseudonyms that hang on the secret and the id, and their space.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { spaceText } from '../../../src/domain/encode/embedding-space';
import type { EmbeddingsFile } from '../../../src/domain/intake/embeddings-file';
import { importedRows } from '../../../src/domain/intake/imported-rows';
import { pseudonym } from '../../../src/domain/intake/pseudonym';
import { quietJob } from '../../../src/domain/job';

const sha256 = 'f'.repeat(64);
const space = { encoder: 'e', sha256: 'a'.repeat(64), rendering: 'plain', level: 'image' } as const;

function file(ids: readonly string[], more: Partial<EmbeddingsFile> = {}): EmbeddingsFile {
  const data = new Float32Array(ids.length * 2).fill(Math.SQRT1_2);
  return { ids, dim: 2, data, normalised: true, space: null, sha256, notes: [], ...more };
}
const named = (ids: readonly string[], more: Partial<EmbeddingsFile> = {}, salt = 'salt') =>
  importedRows(file(ids, more), salt, quietJob());

describe('codes of rows', () => {
  test('the same for the same id in any file of the project, others in another project', async () => {
    const [one, two] = [await named(['a.png', 'b.png']), await named(['b.png'], { sha256: '0'.repeat(64) })];
    expect(two.hashes[0]).toBe(one.hashes[1]);
    expect(two.itemIds[0]).toBe(one.itemIds[1]);
    const other = await named(['a.png'], {}, 'another secret');
    expect(other.hashes[0]).not.toBe(one.hashes[0]);
    expect(other.itemIds[0]).not.toBe(one.itemIds[0]);
  });

  test('an item is called by the pseudonym of what stands for its pixels, as an image is', async () => {
    const { hashes, itemIds } = await named(['a.png']);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect((await pseudonym('salt', hashes[0]!))?.slice(0, 10)).toBe(itemIds[0]);
  });

  test('a path is one path, whichever way its bars lean, and names its folder', async () => {
    const { hashes, folders } = await named(['p01/a.png', 'p01\\a.png', 'b.png', 'p01/c.png']);
    expect(hashes[1]).toBe(hashes[0]);
    expect(folders).toEqual([folders[0], folders[0], null, folders[0]]);
    expect(folders[0]).toBe(await pseudonym('salt', 'folder:p01'));
  });

  test('groups are as the patients of DICOM files are; none where a row says none', async () => {
    const { groups } = await named(['a', 'b', 'c'], { groups: ['4711', '', '4711'] });
    const code = await pseudonym('salt', '4711');
    expect(groups).toEqual([code, null, code]);
    expect('groups' in (await named(['a']))).toBe(false);
  });
});

describe('the space', () => {
  const outside = (text: string) => createHash('sha256').update(text).digest('hex');

  test('what the file declares, else the file', async () => {
    expect((await named(['a'])).spaceSha256).toBe(sha256);
    expect((await named(['a'], { space })).spaceSha256).toBe(outside(spaceText(space)));
    const other = { ...space, rendering: 'percentile' };
    expect((await named(['a'], { space: other })).spaceSha256).not.toBe(outside(spaceText(space)));
  });

  test('an export of vectors that declared nothing carries their file on', async () => {
    const carried = { ...space, encoder: '', sha256: 'b'.repeat(64), rendering: 'imported' };
    expect((await named(['a'], { space: carried })).spaceSha256).toBe('b'.repeat(64));
  });
});

test('many rows: breathes, reports, and can be stopped', async () => {
  const stop = new AbortController();
  const seen: number[] = [];
  const quiet = quietJob(stop.signal);
  const job = {
    ...quiet,
    report: (done: number) => {
      seen.push(done);
      if (done > 500) stop.abort();
    },
  };
  const ids = Array.from({ length: 2000 }, (_, i) => `i${i}`);
  await expect(importedRows(file(ids), 'salt', job)).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.at(-1)).toBeLessThan(2000);
});
