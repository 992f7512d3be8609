// What a project file comes to that was changed on purpose, with checksums that fit: a sentence, never a crash.
import { describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { readProjectFile } from '../../../src/domain/project-file/read-project-file';
import { writeProjectFile } from '../../../src/domain/project-file/write-project-file';
import { forged, keysArray, rowsArray, vectorsPart } from '../../fixtures/builders/forged-project';
import { allTicks, anything, projectContents, projectSource } from '../../fixtures/builders/project-contents';

const file = await writeProjectFile(projectSource(), allTicks, quietJob());
const read = (bytes: Uint8Array<ArrayBuffer> | Blob) =>
  readProjectFile(bytes instanceof Blob ? bytes : new Blob([bytes]), anything, quietJob());

describe('forged with the checksums made to fit', () => {
  const nested = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`;
  const record = JSON.stringify(projectContents().record);
  test.each([
    ['no JSON', 'salt'],
    ['no record', '[]'],
    [
      'a record with a key that reaches for the prototype',
      record.replace('{', '{"__proto__":{"polluted":1},'),
    ],
    ['a class twice', record.replace('"c2"', '"c1"')],
    ['a salt that is none', record.replace('f00df00df00df00df00df00df00df00d', '')],
    ['settings nested without end', record.replace('"seed":7', `"seed":${nested}`)],
    ['a tag that is none', record.replace('"seed":7', '"seed":{"$":"Function"}')],
  ])('%s', async (_, text) => {
    const change = read(await forged(file, { parts: { 'project.json': `${text}\n` } }));
    await expect(change).rejects.toMatchObject({ code: 'project-damaged', detail: { part: 'project.json' } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  const first = JSON.stringify(projectContents().items[0]);
  test.each([
    ['an item twice', `${first}\n${first}\n`, 2],
    ['an item without an id', `${first.replace('"id"', '"di"')}\n`, 1],
    ['an id that is a path', `${first.replace('item000', '../item')}\n`, 1],
    ['a rendering with a colon', `${first.replace('"percentile"', '"a:b"')}\n`, 1],
    ['a width that is none', `${first.replace('"widthPx":100', '"widthPx":-1')}\n`, 1],
    ['fewer lines than it says', `${first}\n`, 2],
    ['a last line without its end', first, 1],
  ])('images: %s', async (_, text, holds) => {
    const path = 'items/0001.jsonl';
    const change = read(await forged(file, { parts: { [path]: text }, holds: { [path]: holds } }));
    await expect(change).rejects.toMatchObject({ code: 'project-damaged', detail: { part: 'items' } });
  });

  const key = [...projectContents().vectors.keys()][0] as string;
  const unit = Float32Array.of(1, 0);
  const floats64 = rowsArray(unit, [1, 2]);
  floats64.set(new TextEncoder().encode('<f8'), new TextDecoder('latin1').decode(floats64).indexOf('<f4'));
  const fortran = rowsArray(unit, [1, 2]);
  const order = new TextDecoder('latin1').decode(fortran).indexOf('False');
  fortran.set(new TextEncoder().encode('True '), order);
  test.each([
    [
      'not a number',
      { 'keys.npy': keysArray([key]), 'rows.npy': rowsArray(Float32Array.of(Number.NaN, 0), [1, 2]) },
    ],
    [
      'more rows than keys',
      { 'keys.npy': keysArray([key]), 'rows.npy': rowsArray(new Float32Array(4), [2, 2]) },
    ],
    [
      'a key twice',
      { 'keys.npy': keysArray([key, key]), 'rows.npy': rowsArray(new Float32Array(4), [2, 2]) },
    ],
    ['a key that is none', { 'keys.npy': keysArray(['x']), 'rows.npy': rowsArray(unit, [1, 2]) }],
    ['another kind of numbers', { 'keys.npy': keysArray([key]), 'rows.npy': floats64 }],
    ['Fortran order', { 'keys.npy': keysArray([key]), 'rows.npy': fortran }],
    [
      'a shape that claims more',
      { 'keys.npy': keysArray([key]), 'rows.npy': rowsArray(unit, [1, 2]).slice(0, -4) },
    ],
    ['no rows', { 'keys.npy': keysArray([key]) }],
  ])('vectors: %s', async (_, arrays: Record<string, Uint8Array<ArrayBuffer>>) => {
    const path = 'vectors/8-0001.npz';
    const found = await read(await forged(file, { parts: { [path]: await vectorsPart(arrays) } }));
    expect(found.damaged).toEqual([{ kind: 'vectors', holds: 10 }]);
    expect(found.contents.vectors.size).toBe(1);
  });

  test.each([
    ['a line that refers to itself', '{"name":"signal","key":"k","value":{"$":"list","from":0,"lines":1}}\n'],
    [
      'lines that are used twice, and so grow without end',
      '["x"]\n{"name":"signal","key":"k","value":[{"$":"list","from":0,"lines":1},{"$":"list","from":0,"lines":1}]}\n',
    ],
    [
      'more lines than there are',
      '{"name":"signal","key":"k","value":{"$":"list","from":0,"lines":900000}}\n',
    ],
    ['bytes that are no base64', '{"name":"signal","key":"k","value":{"$":"Float32Array","data":"%%%%"}}\n'],
    [
      'bytes that are no whole numbers',
      '{"name":"signal","key":"k","value":{"$":"Float32Array","data":"AAA="}}\n',
    ],
    ['a name that is none', '{"name":"__proto__","key":"k","value":1}\n'],
    ['no key', '{"name":"signal","value":1}\n'],
    ['nothing', ''],
  ])('results: %s', async (_, text) => {
    const found = await read(await forged(file, { parts: { 'results/signal.jsonl': text } }));
    expect(found.damaged).toEqual([{ kind: 'results', holds: 1 }]);
  });

  test('a program among the pictures is none of them', async () => {
    const bundle = await vectorsPart({
      'item000000000000/plain.svg': new TextEncoder().encode('<svg onload="x"/>'),
    });
    const found = await read(await forged(file, { parts: { 'thumbnails/0001.zip': bundle } }));
    expect(found.damaged).toEqual([{ kind: 'thumbnails', holds: 9 }]);
    expect(found.pictures.every(({ blob }) => blob.type === 'image/png')).toBe(true);
  });

  test.each([
    ['a path out of the archive', { path: '../../etc/passwd' }],
    ['a size past all limits', { bytes: 2 ** 50 }],
    ['a size below nothing', { bytes: -1 }],
    ['a kind that is none', { kind: 'constructor' }],
    ['a count that is none', { holds: 1.5 }],
  ])('the manifest: %s', async (_, change) => {
    const bad = await forged(file, {
      entries: (own) => own.map((entry, i) => (i === 3 ? { ...entry, ...change } : entry)),
    });
    await expect(read(bad)).rejects.toMatchObject({
      code: 'project-damaged',
      detail: { part: 'manifest.json' },
    });
  });

  test('the manifest: a part twice, and a million parts', async () => {
    const twice = await forged(file, { entries: (own) => [...own, own[0]] });
    await expect(read(twice)).rejects.toMatchObject({ code: 'project-damaged' });
    const many = await forged(file, {
      entries: ([own]) => Array.from({ length: 30_000 }, (_, i) => ({ ...own, path: `items/${i}.jsonl` })),
    });
    await expect(read(many)).rejects.toMatchObject({ code: 'project-damaged' });
  });
});
