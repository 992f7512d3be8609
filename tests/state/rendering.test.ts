// The one rendering decision by actions alone: all vectors are made anew, the switch is atomic, files that are gone are asked
// for again, crop rules are part of every key, older projects open with the default.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultRendering, type Rendering } from '../../src/domain/intake/rendering';
import { makeWorkbench } from '../../src/state/make-workbench';
import {
  adapterKey,
  embeddingTable,
  encoderSha256,
  isStale,
  lackingRendering,
  projectionKey,
  shownRendering,
  vectorKey,
} from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { greyDicom } from '../fixtures/builders/greys';
import { fileOf, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** Machines under load: the state gets there in the end. */
const patient = { timeout: 20_000 };

const narrow: Rendering = { ...defaultRendering, windowing: { by: 'percentile', low: 10, high: 90 } };
const brain: Rendering = { ...defaultRendering, windowing: { by: 'preset', preset: 'brain' } };
const byFile: Rendering = { ...defaultRendering, windowing: { by: 'file' } };
const corner = { keep: null, masks: [{ x: 0, y: 0, width: 0.5, height: 0.5 }] };

function grey(
  name: string,
  mean: number,
  seed: number,
  window: readonly [number, number] | null = [40, 400],
) {
  return { path: name, file: fileOf(name, greyDicom(mean, seed, window)) };
}
const greys = (prefix: string, mean: number, count: number, from: number) =>
  Array.from({ length: count }, (_, i) => grey(`${prefix}-${i}.dcm`, mean, from + i));

const low = () => greys('low', -100, 4, 1);
const high = () => greys('high', 200, 4, 50);

async function withGreys(engine = inProcessEngine()) {
  const bench = await opened(engine);
  const [a, b] = [bench.actions.addClass('Low'), bench.actions.addClass('High')];
  await bench.actions.addFiles(low(), { to: 'class', classId: a });
  await bench.actions.addFiles(high(), { to: 'class', classId: b });
  return { ...bench, a, b };
}
type Bench = Awaited<ReturnType<typeof withGreys>>;

const shown = ({ store }: Pick<Bench, 'store'>) => {
  const state = store.getState();
  return new Set([...state.items.values()].map((item) => shownRendering(state, item)));
};

describe('changing the windowing', () => {
  test('makes every vector anew, takes over at once, and redraws the map', async () => {
    const bench = await withGreys();
    const { store, actions, engine } = bench;
    const before = embeddingTable(store.getState());
    const oldKey = projectionKey(store.getState());
    expect(shown(bench)).toEqual(new Set(['window']));
    // Never a mixture: at every moment all images are looked at in one rendering.
    const seen = new Set<string>();
    const rows = new Set<number>();
    let stale = false;
    const unsubscribe = store.subscribe((state) => {
      seen.add([...shown(bench)].join(' '));
      rows.add(embeddingTable(state).ids.length);
      stale ||= isStale(state.projection, () => projectionKey(state));
    });
    const encoded = engine.calls.encode;
    await actions.changeRendering(narrow);
    unsubscribe();
    expect(engine.calls.encode - encoded).toBe(8);
    expect([...seen]).toEqual(['window', 'percentile-10-90']);
    expect([...rows]).toEqual([8]);
    expect(stale).toBe(true);
    const state = store.getState();
    expect(state.settings).toMatchObject({ rendering: narrow, renderingWanted: null });
    expect(state.projection).toMatchObject({ phase: 'done', key: projectionKey(state) });
    expect(projectionKey(state)).not.toBe(oldKey);
    expect(embeddingTable(state).data).not.toEqual(before.data);
  });

  test('back to the decision before costs no reading, and another name for the one in force costs nothing', async () => {
    const { store, actions, engine } = await withGreys();
    await actions.changeRendering(brain);
    const calls = { ...engine.calls };
    await actions.changeRendering({ ...brain, windowing: { by: 'own', centre: 40, width: 80 } });
    await actions.changeRendering(defaultRendering);
    expect(engine.calls).toEqual(calls);
    expect(store.getState().settings.rendering).toEqual(defaultRendering);
  });

  test('images that come in later follow the decision in force', async () => {
    const bench = await withGreys();
    await bench.actions.changeRendering(narrow);
    await bench.actions.addFiles([grey('new.dcm', 50, 900)], { to: 'unlabelled' });
    expect(embeddingTable(bench.store.getState()).ids).toHaveLength(9);
    expect(shown(bench)).toEqual(new Set(['percentile-10-90']));
  });

  test('renderings before the last one are dropped, from the store and from the database', async () => {
    const first = await withGreys();
    await first.actions.changeRendering(brain);
    await first.flush();
    await first.actions.changeRendering(narrow);
    await first.actions.changeRendering({
      ...defaultRendering,
      windowing: { by: 'own', centre: 0, width: 500 },
    });
    await first.flush();
    const { items, vectors } = first.store.getState();
    for (const { renditions } of items.values()) {
      expect(renditions).toEqual(['percentile', 'window', 'percentile-10-90', 'c0w500']);
    }
    const saved = await (await openProjectStorage(() => undefined)).load();
    expect([...(saved?.vectors.keys() ?? [])].sort()).toEqual([...vectors.keys()].sort());
    expect([...vectors.keys()].some((key) => key.includes('c40w80'))).toBe(false);
  });

  test('a cancelled job leaves the old decision in force, and goes on when asked to', async () => {
    const bench = await withGreys();
    const { store, actions } = bench;
    const running = actions.changeRendering(narrow);
    await expect
      .poll(() => store.getState().jobs.some(({ kind }) => kind === 'render'), {
        timeout: 20_000,
        interval: 1,
      })
      .toBe(true);
    actions.cancelJob(store.getState().jobs.find(({ kind }) => kind === 'render')?.id ?? '');
    await running;
    expect(store.getState().settings).toMatchObject({ rendering: defaultRendering, renderingWanted: narrow });
    expect(shown(bench)).toEqual(new Set(['window']));
    await actions.renderAgain();
    expect(store.getState().settings).toMatchObject({ rendering: narrow, renderingWanted: null });
  });

  test('labels given while images are rendered stand; removed images stay removed', async () => {
    const { store, actions, b } = await withGreys();
    const [first = '', second = ''] = [...store.getState().items.keys()];
    const running = actions.changeRendering(narrow);
    await expect
      .poll(() => store.getState().jobs.some(({ kind }) => kind === 'render'), {
        timeout: 20_000,
        interval: 1,
      })
      .toBe(true);
    actions.labelItems([first], b);
    await actions.removeItems([second]);
    await running;
    await expect.poll(() => store.getState().settings.renderingWanted, patient).toBeNull();
    expect(store.getState().items.get(first)?.labels).toEqual([b]);
    expect(store.getState().items.has(second)).toBe(false);
  });
});

test('what is rendered while other images enter the state is not lost and made twice', async () => {
  const engine = inProcessEngine();
  const slow = {
    ...engine,
    encode: async (...args: Parameters<typeof engine.encode>) => {
      await new Promise((resolve) => setTimeout(resolve, 120));
      return engine.encode(...args);
    },
  };
  const { store, actions } = await withGreys(slow);
  const encoded = engine.calls.encode;
  await actions.changeRendering(narrow);
  expect(engine.calls.encode - encoded).toBe(8);
  expect(store.getState().settings.rendering).toEqual(narrow);
});

describe('what cannot be rendered', () => {
  test('files without a window of their own hold up "from file" until they are excluded', async () => {
    const { store, actions } = await withGreys();
    await actions.addFiles([grey('bare.dcm', 0, 700, null)], { to: 'unlabelled' });
    await actions.changeRendering(byFile);
    const { renderProblems, settings } = store.getState();
    expect(renderProblems.map(({ error }) => error.code)).toEqual(['no-own-window']);
    expect(settings.rendering).toEqual(defaultRendering);
    await actions.excludeUnrendered();
    expect(store.getState().settings).toMatchObject({ rendering: byFile, renderingWanted: null });
    expect(embeddingTable(store.getState()).ids).toHaveLength(8);
  });

  test('a file that now holds another picture is named, not taken', async () => {
    const engine = inProcessEngine();
    let changed = false;
    const read: typeof engine.read = (request, options) =>
      engine.read(changed ? { ...request, file: fileOf('x.dcm', greyDicom(5, 4321)) } : request, options);
    const bench = makeWorkbench({ engine: { ...engine, read }, openStorage: openProjectStorage });
    await bench.actions.start();
    await bench.actions.addFiles([grey('one.dcm', 0, 1), grey('two.dcm', 0, 2)], { to: 'unlabelled' });
    changed = true;
    await bench.actions.changeRendering(brain);
    expect(bench.store.getState().renderProblems.map(({ error }) => error.code)).toEqual([
      'other-file',
      'other-file',
    ]);
    expect(bench.store.getState().settings.rendering).toEqual(defaultRendering);
  });
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
