// Groups where the files name no patient: asked about once, kept as codes, for later drops too, open to change.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DroppedFile } from '../../src/state/actions';
import { groupCount } from '../../src/state/set-checks';
import { blue, green, red } from '../fixtures/builders/pictures';
import { drop, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** `people` x 2 pictures called PREFIX001_1.png, each its own. */
const ofPeople = (prefix: string, people: number, from = 0) =>
  Array.from({ length: people * 2 }, (_, i) =>
    drop(`${prefix}${String(Math.floor(i / 2) + 1).padStart(3, '0')}_${(i % 2) + 1}.png`, red, from + i),
  );

async function withPeople(people = 6) {
  const bench = await opened();
  const classId = bench.actions.addClass('Red');
  await bench.actions.addFiles(ofPeople('P', people), { to: 'class', classId });
  const byName = (name: string) => {
    const { names, items } = bench.store.getState();
    const id = [...names].find(([, known]) => known === name)?.[0] ?? '';
    return items.get(id);
  };
  return { ...bench, classId, byName };
}

describe('groups by name', () => {
  test('are asked about once, with examples, and nothing is grouped before the answer', async () => {
    const { store, classId } = await withPeople();
    const question = store.getState().groupQuestion;
    expect(question?.candidates[0]).toMatchObject({
      rule: { by: 'name', pattern: '{id}_*', scope: 'unknown' },
      groups: 6,
      largest: 2,
      matched: 12,
    });
    expect(question?.candidates[0]?.examples[0]).toEqual({ id: 'p001', names: ['P001_1.png', 'P001_2.png'] });
    expect(groupCount(store.getState(), classId)).toEqual({
      images: 12,
      groups: 0,
      without: 12,
      noun: { one: 'patient', many: 'patients' },
      external: 0,
    });
  });

  test('become codes, and a drop that comes later is grouped alike without a question', async () => {
    const { actions, store, classId, byName } = await withPeople();
    const rule = store.getState().groupQuestion?.candidates[0]?.rule;
    if (!rule) throw new Error('not asked');
    await actions.chooseGroups(rule);
    expect(store.getState().groupQuestion).toBeNull();
    expect(groupCount(store.getState(), classId)).toMatchObject({
      groups: 6,
      without: 0,
      noun: { many: 'patients' },
    });
    const first = byName('P001_1.png');
    expect(first).toMatchObject({ groupSource: 'name' });
    expect(first?.group).toBe(byName('P001_2.png')?.group);
    expect(first?.group).not.toBe(byName('P002_1.png')?.group);
    expect(first?.group).toMatch(/^[0-9a-f]{16}$/);

    await actions.addFiles([drop('p001_9.png', green, 77), drop('P009_1.png', green, 78)], {
      to: 'unlabelled',
    });
    expect(byName('p001_9.png')?.group).toBe(first?.group);
    expect(byName('P009_1.png')?.groupSource).toBe('name');
    expect(store.getState().groupQuestion).toBeNull();
  });

  test('outlive a reload; neither items nor settings hold what stood in the names', async () => {
    const first = await withPeople();
    const rule = first.store.getState().groupQuestion?.candidates[0]?.rule;
    if (rule) await first.actions.chooseGroups(rule);
    await first.flush();
    const second = await opened();
    expect(second.store.getState().items).toEqual(first.store.getState().items);
    expect(second.store.getState().settings.groupRule).toEqual(rule);
    const { items, settings, projectName, classes } = second.store.getState();
    expect(JSON.stringify([...items, settings, projectName, classes])).not.toMatch(/p00\d/i);
  });

  test('the same names have other codes in another project', async () => {
    const groups: (string | null | undefined)[] = [];
    for (let project = 0; project < 2; project++) {
      globalThis.indexedDB = new IDBFactory();
      const { actions, byName } = await withPeople();
      await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'all' });
      groups.push(byName('P001_1.png')?.group);
    }
    expect(groups[0]).not.toBe(groups[1]);
  });

  test('can be changed for the whole set, and taken back', async () => {
    const { actions, store, classId, byName } = await withPeople();
    await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'all' });
    await actions.askForGroups();
    expect(store.getState().groupQuestion).toMatchObject({ scope: 'all', total: 12 });
    expect(actions.previewGroups('*_{number}')).toMatchObject({ groups: 2, largest: 6 });
    expect(actions.previewGroups('nothing')).toBe('no-id');
    await actions.chooseGroups({ by: 'name', pattern: '*_{number}', scope: 'all' });
    expect(groupCount(store.getState(), classId)?.groups).toBe(2);
    await actions.leaveGroupsUnknown();
    expect(byName('P001_1.png')).toMatchObject({ group: null, groupSource: null });
    // Answered: not asked again.
    await actions.addFiles(ofPeople('Q', 6, 100), { to: 'unlabelled' });
    expect(store.getState().groupQuestion).toBeNull();
  });

  test('a question put off does not come back with each drop', async () => {
    const { actions, store } = await withPeople();
    actions.closeGroupQuestion();
    await actions.addFiles(ofPeople('Q', 6, 100), { to: 'unlabelled' });
    expect(store.getState().groupQuestion).toBeNull();
    expect(store.getState().settings.groupRule).toBeNull();
  });

  test('names that do not fit a rule made for others are asked about', async () => {
    const { actions, store } = await withPeople();
    await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
    const other = Array.from({ length: 12 }, (_, i) =>
      drop(`mouse${(i >> 1) + 1}-day${(i % 2) + 1}.png`, blue, 300 + i),
    );
    await actions.addFiles(other, { to: 'unlabelled' });
    expect(store.getState().groupQuestion?.candidates[0]).toMatchObject({ groups: 6, total: 12 });
  });

  test('deleting everything forgets question and rule', async () => {
    const { actions, store } = await withPeople();
    await actions.deleteEverything();
    expect(store.getState().groupQuestion).toBeNull();
    expect(store.getState().folderNames.size).toBe(0);
  });
});

describe('groups by folder', () => {
  const inFolders = (depth: (i: number) => string): DroppedFile[] =>
    Array.from({ length: 12 }, (_, i) => {
      const { file } = drop(`${i}.png`, red, i);
      return { path: `Set/${depth(i)}/${i}.png`, file };
    });

  test('a patient folder that was confirmed is not overruled by a rule for unknown ones', async () => {
    const { actions, store } = await opened();
    await actions.addFiles(
      inFolders((i) => `Red/p${i >> 2}`),
      { to: 'folders' },
    );
    await actions.confirmReview();
    const before = [...store.getState().items.values()].map(({ group }) => group);
    expect(store.getState().groupQuestion).toBeNull();
    await actions.chooseGroups({ by: 'name', pattern: '{number}', scope: 'unknown' });
    expect([...store.getState().items.values()].map(({ group }) => group)).toEqual(before);
    expect([...store.getState().items.values()].every(({ groupSource }) => groupSource === 'folder')).toBe(
      true,
    );
  });

  test('the parent folder of a flat layout is offered under its name and kept as a code', async () => {
    const { actions, store } = await opened();
    await actions.addFiles(
      inFolders((i) => `Red/p${i >> 2}`),
      { to: 'folders' },
    );
    actions.chooseLayout('flat');
    await actions.confirmReview();
    const candidate = store.getState().groupQuestion?.candidates[0];
    expect(candidate).toMatchObject({ rule: { by: 'folder' }, groups: 3, largest: 4 });
    expect(candidate?.examples.map(({ id }) => id)).toEqual(['p0', 'p1', 'p2']);
    if (candidate) await actions.chooseGroups(candidate.rule);
    const items = [...store.getState().items.values()];
    expect(new Set(items.map(({ group }) => group)).size).toBe(3);
    expect(JSON.stringify(items)).not.toMatch(/"p[012]"|Set|Red/);
  });
});
