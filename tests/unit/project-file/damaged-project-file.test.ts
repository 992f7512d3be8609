// What a damaged, changed, newer or hostile project file comes to: a sentence, never a crash, never a silent change.
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import type { PartEntry } from '../../../src/domain/project-file/layout';
import { readProjectFile } from '../../../src/domain/project-file/read-project-file';
import { writeProjectFile } from '../../../src/domain/project-file/write-project-file';
import { bytesOf, placesOf } from '../../fixtures/builders/forged-project';
import { allTicks, anything, projectContents, projectSource } from '../../fixtures/builders/project-contents';

const file = await writeProjectFile(projectSource(), allTicks, quietJob());
const places = await placesOf(file);
const whole = await bytesOf(file);
const read = (bytes: Uint8Array<ArrayBuffer> | Blob) =>
  readProjectFile(bytes instanceof Blob ? bytes : new Blob([bytes]), anything, quietJob());
const manifest = JSON.parse(await file.slice(...(places.get('manifest.json') as [number, number])).text());
const entries = manifest.entries as PartEntry[];

function flipped(at: number): Uint8Array<ArrayBuffer> {
  const bytes = whole.slice();
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
}

describe('bytes changed on the way', () => {
  test.each(entries.filter(({ kind }) => kind !== 'project'))(
    'one byte of $path: that part is named, the rest is whole',
    async ({ path, kind, holds }) => {
      const [from, to] = places.get(path) as [number, number];
      if (kind === 'items')
        return expect(read(flipped(from + 5))).rejects.toMatchObject({ detail: { part: 'items' } });
      const found = await read(flipped(Math.floor((from + to) / 2)));
      expect(found.damaged).toEqual([{ kind, holds }]);
      expect(found.contents.items).toEqual(projectContents().items);
    },
  );

  test('one byte of the record of the project: nothing is offered', async () => {
    const [from] = places.get('project.json') as [number, number];
    const error = { code: 'project-damaged', detail: { part: 'project.json' } };
    await expect(read(flipped(from + 9))).rejects.toMatchObject(error);
  });

  test.each(['manifest.json', 'manifest-copy.json'])(
    'one byte of %s: the other one stands in',
    async (path) => {
      const [from, to] = places.get(path) as [number, number];
      const found = await read(flipped(Math.floor((from + to) / 2)));
      expect(found.damaged).toEqual([{ kind: 'directory', holds: 1 }]);
      expect(found.contents).toStrictEqual(projectContents());
    },
  );

  test.each([0, 1, 2, 3, 30, 35])('byte %i, by which it is known: it is read all the same', async (at) => {
    expect((await read(flipped(at))).contents).toStrictEqual(projectContents());
  });

  test('a lost directory at the end loses nothing of the project', async () => {
    const [, to] = places.get('manifest-copy.json') as [number, number];
    const found = await read(whole.slice(0, to + 40));
    expect(found.damaged).toEqual([{ kind: 'directory', holds: 1 }]);
    expect(found.contents).toStrictEqual(projectContents());
  });

  test('a file that was cut off gives what came before the cut', async () => {
    const [from] = places.get('vectors/56-0001.npz') as [number, number];
    const found = await read(whole.slice(0, from + 10));
    expect(found.contents.items).toEqual(projectContents().items);
    expect(found.contents.vectors.size).toBe(14);
    const kinds = new Set(found.damaged.map(({ kind }) => kind));
    expect([...kinds]).toEqual([
      'directory',
      'vectors',
      'labels',
      'results',
      'adapters',
      'thumbnails',
      'previews',
    ]);
  });

  test('results that rest on lost vectors are left out, kept adapters are not', async () => {
    const [from] = places.get('vectors/8-0001.npz') as [number, number];
    const found = await read(flipped(from + 900));
    expect(found.contents.stages.map(([name]) => name)).toEqual(['adapters', 'adapter:a1']);
    expect(found.resultsLeftOut).toBe(2);
  });

  test('losing one part of the images leaves the others, with their names and vectors', async () => {
    const large = projectSource(projectContents(2100));
    const big = await writeProjectFile(large, { ...allTicks, previews: false }, quietJob());
    const [from] = (await placesOf(big)).get('items/0002.jsonl') as [number, number];
    const bytes = await bytesOf(big);
    bytes[from + 3] = 0;
    const found = await read(bytes);
    expect(found.damaged).toEqual([{ kind: 'items', holds: 100 }]);
    expect(found.contents.items).toHaveLength(2000);
    expect(found.contents.names.size).toBe(2000);
    const ids = new Set(found.contents.items.map(({ id }) => id));
    expect(found.pictures.every(({ id }) => ids.has(id))).toBe(true);
  });
});

describe('edited and packed again', () => {
  const edited = (change: (files: Record<string, Uint8Array>) => void) => {
    const files = unzipSync(whole);
    change(files);
    return read(new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]));
  };
  const text = (value: string) => new TextEncoder().encode(value);
  const replaced = (bytes: Uint8Array | undefined, from: string, to: string) =>
    text(new TextDecoder().decode(bytes).replace(from, to));

  test('unchanged and compressed by another program, it is whole', async () => {
    const found = await edited(() => undefined);
    expect(found.damaged).toEqual([]);
    expect(found.contents).toStrictEqual(projectContents());
  });

  test('a changed record is not believed', async () => {
    const change = edited((files) => {
      files['project.json'] = replaced(files['project.json'], '"Red"', '"Rot"');
    });
    await expect(change).rejects.toMatchObject({ code: 'project-damaged', detail: { part: 'project.json' } });
  });

  test('changed labels are not believed', async () => {
    const change = edited((files) => {
      files['items/0001.jsonl'] = replaced(files['items/0001.jsonl'], '"c1"', '"c2"');
    });
    await expect(change).rejects.toMatchObject({ code: 'project-damaged', detail: { part: 'items' } });
  });

  test('manifests that were both changed are not believed', async () => {
    const change = edited((files) => {
      for (const path of ['manifest.json', 'manifest-copy.json'])
        files[path] = replaced(files[path], '"items": 10', '"items": 11');
    });
    await expect(change).rejects.toMatchObject({
      code: 'project-damaged',
      detail: { part: 'manifest.json' },
    });
  });

  test('a part that is gone, and one that is nobody’s, are named', async () => {
    const found = await edited((files) => {
      delete files['labels.csv'];
      files['../evil.js'] = text('alert(1)');
    });
    expect(found.damaged).toEqual([
      { kind: 'directory', holds: 1 },
      { kind: 'labels', holds: 10 },
    ]);
  });

  test('the same name twice is named', async () => {
    const twice = whole.slice();
    // In the directory, where the name stands last.
    const name = text('adapters/0001.jsonl');
    const other = text('adapters/0002.jsonl');
    const at = twice.findLastIndex((_, i) => name.every((letter, k) => twice[i + k] === letter));
    twice.set(other, at);
    const found = await read(twice);
    expect(found.damaged).toEqual([{ kind: 'directory', holds: 1 }]);
    expect(found.contents).toStrictEqual(projectContents());
  });

  test('a bomb in the place of a part is not unpacked', async () => {
    const bomb = new Uint8Array(80 * 1024 * 1024);
    const change = edited((files) => {
      files['project.json'] = bomb;
    });
    await expect(change).rejects.toMatchObject({ code: 'project-damaged' });
  });
});

describe('other files', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('lightbench-project? no.')],
    ['an archive of something else', zipSync({ 'a.png': new Uint8Array(9) }) as Uint8Array<ArrayBuffer>],
    [
      'the manifest of another program',
      zipSync({ 'manifest.json': new TextEncoder().encode('{"format":"other"}') }) as Uint8Array<ArrayBuffer>,
    ],
  ])('%s is no project', async (what, bytes) => {
    const code = what.startsWith('the manifest') ? 'project-damaged' : 'project-not-one';
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });

  test('a newer format is refused by its number, sealed or not', async () => {
    const newer = JSON.stringify({
      format: 'lightbench-project',
      formatVersion: 7,
      seal: '0'.repeat(64),
      parts: {},
    });
    const bytes = zipSync({ 'manifest.json': new TextEncoder().encode(newer) }) as Uint8Array<ArrayBuffer>;
    await expect(read(bytes)).rejects.toMatchObject({ code: 'project-newer', detail: { version: 7 } });
  });

  test('one flipped bit does not make a file a newer one', async () => {
    const [from] = places.get('manifest.json') as [number, number];
    const at = new TextDecoder('latin1').decode(whole).indexOf('"formatVersion": 1', from) + 17;
    const bytes = whole.slice();
    bytes[at] = '9'.charCodeAt(0);
    expect((await read(bytes)).contents).toStrictEqual(projectContents());
  });
});
