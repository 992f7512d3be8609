// Files that are gone are asked for again, crop rules are part of every key, older projects open with the default.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultRendering } from '../../src/domain/intake/rendering';
import { lackingRendering } from '../../src/state/lacking-rendering';
import {
  embeddingTable,
  encoderSha256,
  isStale,
  projectionKey,
  shownRendering,
  vectorKey,
} from '../../src/state/selectors';
import { adapterKey } from '../../src/state/training';
import { openProjectStorage } from '../../src/storage/project-storage';
import { red } from '../fixtures/builders/pictures';
import { drop, opened } from './opened';
import { brain, corner, high, low, patient, shown, withGreys } from './rendering-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

describe('files that are gone', () => {
  test('after a reload the files are asked for; dropping them again completes, and nothing else changes', async () => {
    const first = await withGreys();
    await first.flush();
    const bench = await opened();
    const { store, actions, engine } = bench;
    await actions.changeRendering(brain);
    expect(engine.calls.read).toBe(0);
    const lacking = lackingRendering(store.getState());
    expect(lacking).toHaveLength(8);
    expect(lacking.some(({ item }) => actions.hasFile(item.id))).toBe(false);
    expect(shown(bench)).toEqual(new Set(['window']));
    // The person has sorted one image otherwise since: dropping its folder again does not undo that.
    const [moved = ''] = [...store.getState().items.keys()];
    actions.labelItems([moved], null);
    const [a = '', b = ''] = store.getState().classes.map(({ id }) => id);
    await actions.addFiles(low(), { to: 'class', classId: a });
    expect(store.getState().settings.rendering).toEqual(defaultRendering);
    await actions.addFiles(high(), { to: 'class', classId: b });
    await expect.poll(() => store.getState().settings.renderingWanted, patient).toBeNull();
    const state = store.getState();
    expect(state.settings.rendering).toEqual(brain);
    expect(state.items.size).toBe(8);
    expect(state.items.get(moved)?.labels).toEqual([]);
    expect([...state.items.values()].flatMap(({ notes }) => notes.map(({ code }) => code))).not.toContain(
      'same-file-twice',
    );
    expect(embeddingTable(state).ids).toHaveLength(8);
  });

  test('the decision to come outlives a reload; giving it up leaves the old one', async () => {
    const first = await withGreys();
    await first.flush();
    const second = await opened();
    await second.actions.changeRendering(brain);
    await second.flush();
    const third = await opened();
    expect(third.store.getState().settings.renderingWanted).toEqual(brain);
    await third.actions.keepRendering();
    expect(third.store.getState().settings).toMatchObject({
      rendering: defaultRendering,
      renderingWanted: null,
    });
    expect(lackingRendering(third.store.getState())).toEqual([]);
  });

  test('a project from before there was a choice opens with the default and keeps its vectors and keys', async () => {
    const first = await withGreys();
    await first.flush();
    const storage = await openProjectStorage(() => undefined);
    const saved = await storage.load();
    if (!saved) throw new Error('nothing was kept');
    const older = { ...(saved.project.settings as Record<string, unknown>) };
    delete older.rendering;
    delete older.renderingWanted;
    await storage.write({ project: { ...saved.project, settings: older } });
    const { store, engine } = await opened();
    const state = store.getState();
    expect(state.settings).toMatchObject({ rendering: defaultRendering, renderingWanted: null });
    expect(embeddingTable(state).data).toEqual(embeddingTable(first.store.getState()).data);
    expect(isStale(state.projection, () => projectionKey(state))).toBe(false);
    expect(engine.calls).toMatchObject({ encode: 0, read: 0 });
    const [item] = state.items.values();
    expect(state.vectors.has(vectorKey(item?.pixelHash ?? '', 'window', encoderSha256(state) ?? ''))).toBe(
      true,
    );
  });
});

describe('crop rules', () => {
  test('a rule for all is part of every key; colour pictures follow it, too', async () => {
    const { store, actions } = await withGreys();
    await actions.addFiles([drop('c.png', red, 1)], { to: 'unlabelled' });
    const [map, adapter] = [projectionKey(store.getState()), adapterKey(store.getState())];
    await actions.changeRendering({ ...defaultRendering, crop: corner });
    const state = store.getState();
    expect(projectionKey(state)).not.toBe(map);
    expect(adapterKey(state)).not.toBe(adapter);
    expect([...state.items.values()].every((item) => shownRendering(state, item).includes('+'))).toBe(true);
    expect(embeddingTable(state).ids).toHaveLength(9);
  });

  test('a rule for a class touches its images alone, and moving an image in renders it anew', async () => {
    const { store, actions, a, b } = await withGreys();
    await actions.changeRendering({ ...defaultRendering, classCrops: { [a]: corner } });
    const cropped = () => {
      const state = store.getState();
      return [...state.items.values()].filter((item) => shownRendering(state, item).includes('+')).length;
    };
    expect(cropped()).toBe(4);
    const key = projectionKey(store.getState());
    const mover = [...store.getState().items.values()].find(({ labels }) => labels[0] === b);
    actions.labelItems([mover?.id ?? ''], a);
    await expect.poll(() => [cropped(), lackingRendering(store.getState()).length], patient).toEqual([5, 0]);
    expect(embeddingTable(store.getState()).ids).toHaveLength(8);
    expect(projectionKey(store.getState())).not.toBe(key);
  });

  test('a preview is made from the file and kept nowhere', async () => {
    const { store, actions } = await withGreys();
    const [id = ''] = [...store.getState().items.keys()];
    const { items, vectors, settings } = store.getState();
    expect(await actions.previewRendering(id, { ...brain, crop: corner })).toBeInstanceOf(Blob);
    expect(store.getState().items).toBe(items);
    expect(store.getState().vectors).toBe(vectors);
    expect(store.getState().settings).toBe(settings);
  });
});
