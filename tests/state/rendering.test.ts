// The one rendering decision by actions alone: all vectors are made anew, the switch is atomic, what cannot be rendered is said.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultRendering } from '../../src/domain/intake/rendering';
import { makeWorkbench } from '../../src/state/make-workbench';
import { embeddingTable, isStale, projectionKey } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { greyDicom } from '../fixtures/builders/greys';
import { fileOf } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { brain, byFile, grey, narrow, patient, shown, withGreys } from './rendering-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

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
