// Archives and labelled arrays against what Python wrote into them: every entry, its bytes, its cause; and that what comes
// out is placed as a dropped folder would be.
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../../src/domain/errors';
import { expandArchive, type IncomingFile } from '../../../src/domain/intake/archive';
import { assignFiles, planFolders } from '../../../src/domain/intake/folders';
import { unpack } from '../../../src/domain/intake/packed';
import { readFile } from '../../../src/domain/intake/read-file';
import { explain } from '../../../src/ui/messages';
import { noisyPng, red } from '../../fixtures/builders/pictures';
import { codecs, codesOf, fixtureCases, fromBase64, read, spec } from './fixtures';

interface ArchiveFixtures {
  readonly archives: readonly {
    readonly name: string;
    readonly base64: string;
    readonly entries: readonly { readonly path: string; readonly sha256?: string; readonly code?: string }[];
  }[];
  readonly refused: readonly { readonly name: string; readonly base64: string; readonly code: string }[];
}

const { archives, refused } = fixtureCases<ArchiveFixtures>('archives.jsonl');
const named = <T extends { name: string }>(cases: readonly T[]) =>
  cases.map((one) => [one.name, one] as const);

async function expand(name: string, bytes: Uint8Array): Promise<IncomingFile[]> {
  const found: IncomingFile[] = [];
  for await (const entry of expandArchive({ path: name, file: new Blob([bytes as BlobPart]) }))
    found.push(entry);
  return found;
}

/** Hash of the bytes an entry stands for (of its pixels, for an array), or its cause. */
async function outcome({ path, file, packed, refused: cause }: IncomingFile) {
  if (cause) return { path, code: cause.code };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
  if (!packed || packed.kind === 'raw') return { path, sha256: sha256(bytes) };
  try {
    return { path, sha256: sha256(unpack(bytes, packed)) };
  } catch (thrown) {
    return { path, code: errorFacts(thrown).code };
  }
}

describe('archives', () => {
  it.each(named(archives))('%s', async (name, archive) => {
    const found = await Promise.all((await expand(name, fromBase64(archive.base64))).map(outcome));
    expect(found).toEqual(archive.entries);
  });

  it.each(named(refused))('%s is refused with its cause', async (name, archive) => {
    const found = await expand(name, fromBase64(archive.base64));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: name, refused: { code: archive.code } });
    const { sentence, advice } = explain(found[0]!.refused!);
    expect(`${sentence} ${advice}`).not.toMatch(/undefined|NaN/);
  });

  it('leaves other files, and what is only called an archive, as they are', async () => {
    for (const [name, text] of [
      ['a.png', 'PK\x03\x04'],
      ['a.zip', 'Dear colleague'],
      ['a.npz', ''],
    ] as const) {
      const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
      const [entry, ...more] = await expand(name, bytes);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ path: name, file: expect.any(Blob) });
      expect(entry!.packed ?? entry!.refused).toBeUndefined();
    }
  });
});

describe('what comes out of an archive', () => {
  it('reads as the file does outside of it', async () => {
    const png = noisyPng(red, 1);
    const [entry] = await expand('a.zip', zipSync({ 'cat/1.png': png }));
    const bytes = new Uint8Array(await entry!.file.arrayBuffer());
    const options = { input: spec, salt: 'salt', packed: entry!.packed };
    expect(await readFile(bytes, '1.png', options, codecs)).toEqual(await read(png, '1.png'));
  });

  it('is planned as the folder it was made of, junk aside', async () => {
    const paths = async (name: string) => {
      const { base64 } = archives.find((archive) => archive.name === name)!;
      return (await expand(name, fromBase64(base64))).map(({ path }) => path);
    };
    const classes = [
      { name: 'cat', count: 1 },
      { name: 'dog', count: 1 },
    ];
    expect(planFolders(await paths('set.zip'))).toMatchObject({ layout: 'class', classes, junk: 0 });
    expect(planFolders(await paths('rooted.zip'))).toMatchObject({ layout: 'class', classes, junk: 1 });
  });

  it('keeps the classes and the split of labelled arrays', async () => {
    const { base64, entries } = archives.find(({ name }) => name === 'grey.npz')!;
    const found = await expand('grey.npz', fromBase64(base64));
    const paths = found.map(({ path }) => path);
    const plan = planFolders(paths);
    expect(plan.layout).toBe('split-class');
    expect(plan.total).toBe(11);
    expect(plan.parts).toEqual({ train: 6, val: 2, test: 3 });
    const splits = assignFiles(paths, plan.layout).map(({ split }) => split);
    expect(splits).toEqual([...Array(6).fill('train'), ...Array(2).fill('val'), ...Array(3).fill('test')]);
    const [first] = found;
    const bytes = new Uint8Array(await first!.file.arrayBuffer());
    const options = { input: spec, salt: 'salt', packed: first!.packed };
    const image = await readFile(bytes, '000000.png', options, codecs);
    expect([image.format, image.widthPx, image.heightPx]).toEqual(['png', 10, 12]);
    expect(codesOf(image)).toEqual([]);
    const { data } = image.renditions[0]!.picture;
    expect(createHash('sha256').update(data).digest('hex')).toBe(entries[0]!.sha256);
  });
});
