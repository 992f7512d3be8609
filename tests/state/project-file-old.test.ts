// Project files of every format version that was ever released open, with all that stood in them.
import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { projectFormatVersion } from '../../src/domain/project-file/layout';
import { toldOf } from '../fixtures/builders/told-project';
import { opened } from './opened';

const folder = join(import.meta.dirname, '../fixtures/projects');
const versions = readdirSync(folder).flatMap((name) => /^version-(\d+)\.lightbench$/.exec(name)?.[1] ?? []);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('P17: there is a file of every version up to this one', () => {
  const numbers = versions.map(Number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: projectFormatVersion }, (_, i) => i + 1));
});

test.each(versions)('a file of version %s holds what it held then', async (version) => {
  const bytes = readFileSync(join(folder, `version-${version}.lightbench`));
  const told = JSON.parse(readFileSync(join(folder, `version-${version}.json`), 'utf8'));
  const { actions, store } = await opened();
  await actions.openProjectFile(new Blob([new Uint8Array(bytes)]), 'old.lightbench');
  expect(store.getState().projectFile).toMatchObject({ phase: 'ready', found: { damaged: [] } });
  await actions.takeProjectFile();
  expect(await toldOf(store.getState())).toEqual(told);
  const [id = ''] = store.getState().items.keys();
  expect(await actions.imageUrl('thumb', id)).toMatch(/^blob:/);
  // And again from the storage of this release.
  expect(await toldOf((await opened()).store.getState())).toEqual(told);
});
