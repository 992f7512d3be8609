// A project leaves as a file and comes back the same, in another browser, over another project, or not at all.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { noTicks, type ProjectTicks } from '../../src/domain/project-file/layout';
import { type AppState, keeping } from '../../src/state/app-state';
import { defaultSettings } from '../../src/state/initial-state';
import { makeWorkbench } from '../../src/state/make-workbench';
import { projectChecks } from '../../src/state/project-file';
import { embeddingTable } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { bytesOf, forged, placesOf } from '../fixtures/builders/forged-project';
import { green, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

type Bench = Awaited<ReturnType<typeof opened>>;

const newBrowser = () => {
  globalThis.indexedDB = new IDBFactory();
};
beforeEach(newBrowser);

const allTicks: ProjectTicks = { names: true, thumbnails: true, previews: true };

/** A project with something under every key that is kept. */
async function fullBench(): Promise<Bench> {
  const bench = await withTwoClasses();
  const { actions, store, a, b } = bench;
  actions.choosePreset('linear');
  await actions.trainAdapter();
  actions.changeSettings({ adapter: { ...store.getState().settings.adapter, seed: 2 } });
  await actions.trainAdapter();
  expect(store.getState().adapters).toHaveLength(2);
  await actions.addFiles(many('g', green, 3, 300), { to: 'unlabelled' });
  const [first = '', second = '', third = '', fourth = ''] = store.getState().items.keys();
  await actions.predictUnlabelled();
  await actions.findClusters();
  actions.nameCluster(0, 'Mine');
  actions.setExcluded([second], true);
  actions.markExternal([third], true);
  actions.toggleLabel([fourth], b);
  actions.setPrompts(a, ['red cells']);
  actions.keepAsIs([`far ${first}`]);
  actions.renameProject('My cells');
  actions.dismissFirstRun();
  actions.changeEvaluation({ folds: 2, approaches: ['prototypes', 'neighbours'] });
  await actions.evaluate();
  await actions.testSignal();
  await bench.flush();
  return bench;
}

const saved = async ({ actions }: Pick<Bench, 'actions'>, ticks = allTicks): Promise<Blob> => {
  const file = await actions.saveProjectFile(ticks);
  if (!file) throw new Error('nothing was saved');
  return file;
};

async function taken(bench: Bench, file: Blob): Promise<AppState> {
  await bench.actions.openProjectFile(file, 'a.lightbench');
  await bench.actions.takeProjectFile();
  await bench.flush();
  return bench.store.getState();
}

const keptKeys = Object.entries(keeping).flatMap(([key, where]) =>
  where === 'project' || where === 'blobs' ? [key as keyof AppState] : [],
);

describe('out and in', () => {
  test('everything that is kept comes back in another browser, is saved there, and leaves as the same bytes', async () => {
    const first = await fullBench();
    const file = await saved(first);
    const before = first.store.getState();
    for (const stage of ['projection', 'adapter', 'predictions', 'clusters', 'evaluation', 'signal'] as const)
      expect([stage, before[stage].phase]).toEqual([stage, 'done']);

    newBrowser();
    const second = await opened();
    const after = await taken(second, file);
    expect(after.notice).toBeNull();
    expect(after.projectFile).toBeNull();
    for (const key of keptKeys) expect([key, after[key]]).toEqual([key, before[key]]);
    expect(embeddingTable(after)).toEqual(embeddingTable(before));
    expect(second.engine.calls).toEqual({ encode: 0, read: 0 });
    expect(await bytesOf(await saved(second))).toEqual(await bytesOf(file));

    expect(after.save.phase).toBe('saved');
    const third = await opened();
    for (const key of keptKeys) expect([key, third.store.getState()[key]]).toEqual([key, before[key]]);
    expect(await bytesOf(await saved(third))).toEqual(await bytesOf(file));
  });

  test('pictures can be seen, and an image that comes once more is known', async () => {
    const first = await withTwoClasses(3);
    const file = await saved(first);
    newBrowser();
    const second = await opened();
    await taken(second, file);
    const [id = ''] = second.store.getState().items.keys();
    expect(await second.actions.imageUrl('thumb', id)).toMatch(/^blob:/);
    await second.actions.addFiles([drop('again.png', red, 0)], { to: 'unlabelled' });
    expect(second.store.getState().items.size).toBe(6);
    expect(second.engine.calls.encode).toBe(0);
  });

  test('without ticks no picture and no name goes along, and nothing that is there misses them', async () => {
    const first = await withTwoClasses(3);
    const file = await saved(first, noTicks);
    const text = new TextDecoder('latin1').decode(await bytesOf(file));
    for (const name of first.store.getState().names.values())
      expect([name, text.includes(name)]).toEqual([name, false]);
    newBrowser();
    const second = await opened();
    const after = await taken(second, file);
    expect(after.names.size).toBe(0);
    expect(after.items).toEqual(first.store.getState().items);
    const [id = ''] = after.items.keys();
    expect(await second.actions.imageUrl('thumb', id)).toBeNull();
    expect(await bytesOf(await saved(second, noTicks))).toEqual(await bytesOf(file));
  });

  test('the file takes the place of another project whole: nothing of that one is left', async () => {
    const first = await withTwoClasses(2);
    const file = await saved(first);
    newBrowser();
    const second = await withTwoClasses(5);
    await second.actions.addFiles(many('g', green, 4, 900), { to: 'unlabelled' });
    const there = new Set(second.store.getState().items.keys());
    await taken(second, file);
    const { items, history } = (await opened()).store.getState();
    expect(items).toEqual(first.store.getState().items);
    expect([...items.keys()].some((id) => there.has(id))).toBe(false);
    expect(history.past).toEqual([]);
    const storage = await openProjectStorage(() => undefined);
    const kept = await storage.load();
    expect([kept?.vectors.size, kept?.names.size]).toEqual([4, 4]);
  });

  test('reading a file changes nothing until a person says so', async () => {
    const first = await withTwoClasses(2);
    const file = await saved(first);
    await first.actions.addFiles([drop('more.png', green, 7)], { to: 'unlabelled' });
    const before = first.store.getState();
    await first.actions.openProjectFile(file, 'a.lightbench');
    const { projectFile, ...rest } = first.store.getState();
    expect(projectFile).toMatchObject({ phase: 'ready', found: { damaged: [], counts: { items: 4 } } });
    for (const key of keptKeys) expect([key, rest[key as keyof typeof rest]]).toEqual([key, before[key]]);
    first.actions.closeProjectFile();
    await first.actions.takeProjectFile();
    expect(first.store.getState().items.size).toBe(5);
  });
});

describe('files that are not right', () => {
  async function refusedOn(bench: Bench, file: Blob) {
    const before = bench.store.getState();
    await bench.actions.openProjectFile(file, 'a.lightbench');
    const { projectFile } = bench.store.getState();
    await bench.actions.takeProjectFile();
    for (const key of keptKeys) expect([key, bench.store.getState()[key]]).toEqual([key, before[key]]);
    return projectFile?.phase === 'failed' ? projectFile.error : projectFile;
  }

  test('are refused with the project that is open untouched', async () => {
    const bench = await withTwoClasses(2);
    const file = await saved(bench);
    const bytes = await bytesOf(file);
    expect(await refusedOn(bench, new Blob(['PK']))).toMatchObject({ code: 'project-not-one' });
    const [from] = (await placesOf(file)).get('project.json') as [number, number];
    bytes[from + 5] = 0;
    expect(await refusedOn(bench, new Blob([bytes]))).toMatchObject({ code: 'project-damaged' });
  });

  test('lost vectors are told, and their images come in without', async () => {
    const bench = await withTwoClasses(2);
    const file = await saved(bench);
    const [path = ''] = [...(await placesOf(file)).keys()].filter((name) => name.startsWith('vectors/'));
    const [from] = (await placesOf(file)).get(path) as [number, number];
    const bytes = await bytesOf(file);
    bytes[from + 2000] = (bytes[from + 2000] as number) ^ 1;
    newBrowser();
    const other = await opened();
    await other.actions.openProjectFile(new Blob([bytes]), 'a.lightbench');
    expect(other.store.getState().projectFile).toMatchObject({
      found: { damaged: [{ kind: 'vectors', holds: 4 }], resultsLeftOut: 1 },
    });
    await other.actions.takeProjectFile();
    const { items, projection, notice } = other.store.getState();
    expect([items.size, projection.phase, notice]).toEqual([4, 'empty', null]);
    expect(embeddingTable(other.store.getState()).ids).toEqual([]);
  });

  test('settings and stages of another shape are not taken', async () => {
    const bench = await withTwoClasses(2);
    const file = await saved(bench);
    const places = await placesOf(file);
    const record = await file.slice(...(places.get('project.json') as [number, number])).text();
    for (const change of ['"mapMethod":"tsne"', '"mapMethod":{}', '"mapMethod":null']) {
      const parts = { 'project.json': record.replace('"mapMethod":"umap"', change) };
      expect(await refusedOn(bench, await forged(file, { parts }))).toMatchObject({
        code: 'project-damaged',
      });
    }
    const stage = { name: 'projection', key: 'k', value: { method: 'umap', ids: ['x'], xy: [0, 0] } };
    const parts = { 'results/projection.jsonl': `${JSON.stringify(stage)}\n` };
    expect(await refusedOn(bench, await forged(file, { parts })).then(() => true)).toBe(true);
  });

  test('the checks of settings take today’s own, and name what is of another kind', () => {
    const { settings } = projectChecks;
    expect(settings(defaultSettings)).toBe(true);
    expect(settings({})).toBe(true);
    const wrong = { seed: 'x', words: null, clusters: [], rendering: { windowing: 3 }, thumbnailsOnMap: 1 };
    for (const [key, value] of Object.entries(wrong))
      expect([key, settings({ [key]: value })]).toEqual([key, false]);
  });
});

describe('faults on the way', () => {
  test('a disk that is full leaves the project that was kept, and says so', async () => {
    const first = await withTwoClasses(3);
    const file = await saved(first);
    await first.actions.addFiles([drop('more.png', green, 7)], { to: 'unlabelled' });
    await first.flush();
    let full = false;
    const bench = makeWorkbench({
      engine: inProcessEngine(),
      openStorage: async (onLost) => {
        const real = await openProjectStorage(onLost);
        return Object.assign(Object.create(real), {
          write: async (change: Parameters<typeof real.write>[0]) => {
            if (full) throw new DOMException('full', 'QuotaExceededError');
            await real.write(change);
          },
        });
      },
    });
    await bench.actions.start();
    full = true;
    await bench.actions.openProjectFile(file, 'a.lightbench');
    await bench.actions.takeProjectFile();
    expect(bench.store.getState().save.phase).toBe('failed');
    expect(bench.store.getState().items.size).toBe(6);
    // Not by another workbench: it would claim the project for itself.
    const kept = async () => (await (await openProjectStorage(() => undefined)).load())?.items;
    expect(await kept()).toHaveLength(7);
    full = false;
    await bench.actions.retrySave();
    expect(bench.store.getState().save.phase).toBe('saved');
    expect(await kept()).toEqual([...bench.store.getState().items.values()]);
  });

  test('what a cancelled drop still had in hand does not enter the project from the file', async () => {
    const first = await withTwoClasses(2);
    const file = await saved(first);
    newBrowser();
    const second = await opened();
    await second.actions.openProjectFile(file, 'a.lightbench');
    const running = second.actions.addFiles(many('x', green, 40), { to: 'unlabelled' });
    await expect.poll(() => second.store.getState().jobs.length).toBeGreaterThan(0);
    await second.actions.takeProjectFile();
    await running;
    await second.flush();
    expect(second.store.getState().items).toEqual(first.store.getState().items);
    expect((await opened()).store.getState().items).toEqual(first.store.getState().items);
  });

  test('saving and opening can be cancelled', async () => {
    const { actions, store } = await withTwoClasses(2);
    const file = await saved({ actions });
    const saving = actions.saveProjectFile(allTicks);
    actions.cancelJob(store.getState().jobs.at(-1)?.id ?? '');
    expect(await saving).toBeNull();
    const opening = actions.openProjectFile(file, 'a.lightbench');
    actions.cancelJob(store.getState().jobs.at(-1)?.id ?? '');
    await opening;
    expect([store.getState().projectFile, store.getState().notice]).toEqual([null, null]);
  });
});
