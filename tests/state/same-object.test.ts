// Row D17 by actions alone: one SOPInstanceUID on two pictures is noted on both, named in one sentence, and kept by no number.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { setChecks } from '../../src/state/set-checks';
import { fileOf } from '../fixtures/builders/pictures';
import { slice } from '../fixtures/builders/stacks';
import { opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const code = 'same-object-other-picture';
const planted = '2.25.19010203777';
const file = (name: string, at: number, uid: string) => {
  const bytes = slice(`2.25.5${at}`, at, { SOPInstanceUID: uid });
  return { path: name, file: fileOf(name, bytes) };
};

async function dropped(...drops: ReturnType<typeof file>[][]) {
  const bench = await opened();
  for (const files of drops) await bench.actions.addFiles(files, { to: 'unlabelled' });
  const state = () => bench.store.getState();
  const named = () =>
    [...state().items.values()]
      .filter(({ notes }) => notes.some((note) => note.code === code))
      .map(({ id }) => state().names.get(id));
  return { ...bench, state, named };
}

test('both files of a drop carry the note, the one beside them does not', async () => {
  const { state, named } = await dropped([
    file('a.dcm', 1, planted),
    file('b.dcm', 2, planted),
    file('c.dcm', 3, '2.25.4'),
  ]);
  expect(named()).toEqual(['a.dcm', 'b.dcm']);
  const { intake } = state();
  if (intake.phase !== 'done') throw new Error(intake.phase);
  const noted = intake.ends.filter(({ notes }) => notes.some((note) => note.code === code));
  expect(noted.map(({ name }) => name)).toEqual(['a.dcm', 'b.dcm']);
  expect(setChecks(state().items).clashes).toHaveLength(1);
});

test('an earlier drop is looked at too, and the note goes with the one that is removed', async () => {
  const { state, named, actions } = await dropped([file('a.dcm', 1, planted)], [file('b.dcm', 2, planted)]);
  expect(named()).toEqual(['a.dcm', 'b.dcm']);
  const [first] = [...state().items.keys()];
  await actions.removeItems([first ?? '']);
  expect(setChecks(state().items).clashes).toEqual([]);
  await actions.addFiles([file('c.dcm', 3, '2.25.4')], { to: 'unlabelled' });
  expect(named()).toEqual([]);
});

test('the same picture twice is a duplicate, and no number is kept', async () => {
  const { state, named } = await dropped(
    [file('a.dcm', 1, planted), file('again.dcm', 1, planted)],
    [file('b.dcm', 1, '2.25.4')],
  );
  expect(named()).toEqual([]);
  expect(state().items.size).toBe(1);
  const { items, intake, settings } = state();
  const kept = JSON.stringify([[...items], intake, settings]);
  // The builder has put it in; else this test would guard nothing.
  expect(Buffer.from(await file('a.dcm', 1, planted).file.arrayBuffer()).toString('latin1')).toContain(
    planted,
  );
  expect(kept).toMatch(/"objectKey":"[0-9a-f]{16}"/);
  expect(kept).not.toContain('19010203777');
});
