// Embeddings computed elsewhere: offered before anything changes, then rows of the set like any image; kept, told, undone, wiped.
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import { defaultSettings } from '../../src/state/initial-state';
import { embeddingSpaceOf } from '../../src/state/space-facts';
import { openProjectStorage } from '../../src/storage/project-storage';
import { cluster, csvOf, madeRows, npzOf } from '../fixtures/builders/embedding-tables';
import { red } from '../fixtures/builders/pictures';
import { itemNamed, offered, rowNamed, table, taken, withRows } from './imported-kit';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const fixture = (name: string) => {
  const bytes = readFileSync(new URL(`../fixtures/golden/tables/${name}`, import.meta.url));
  return new Blob([bytes]);
};

describe('what is offered', () => {
  test('the facts of the file; nothing has changed yet, and a cancel leaves it so', async () => {
    const bench = await opened();
    const before = bench.store.getState();
    await bench.actions.loadEmbeddings(await npzOf(madeRows(12)), 'embeddings.npz');
    expect(offered(bench)).toMatchObject({
      ...{ rows: 12, dim: 16, madeBy: 'MedImageInsight', ofEncoder: false },
      ...{ labels: 2, labelled: 12, groups: 6, known: 0, without: 0, ways: ['add'] },
    });
    await bench.actions.dismissEmbeddings();
    const { items, classes, settings, vectors } = bench.store.getState();
    expect([items, classes, settings, vectors]).toEqual([
      before.items,
      before.classes,
      before.settings,
      before.vectors,
    ]);
    await bench.actions.addEmbeddings('add');
    expect(bench.store.getState().items.size).toBe(0);
  });

  test('a file that NumPy wrote, without labels for all and without an encoder', async () => {
    const bench = await opened();
    await bench.actions.loadEmbeddings(fixture('f4.npz'), 'f4.npz');
    expect(offered(bench)).toMatchObject({ rows: 5, labels: 2, labelled: 4, madeBy: null });
  });

  test('a bad file is one error on the sheet, and the next file waits for it to be closed', async () => {
    const bench = await opened();
    await bench.actions.loadEmbeddings(fixture('nan.npz'), 'nan.npz');
    await bench.actions.loadEmbeddings(csvOf(madeRows(4)), 'good.csv');
    expect(bench.store.getState().embeddingsOffer).toMatchObject({
      phase: 'failed',
      fileName: 'nan.npz',
      error: { code: 'bad-table', detail: { problem: 'not-finite' } },
    });
    await bench.actions.dismissEmbeddings();
    expect(offered(bench).rows).toBe(4);
  });

  test('a cancelled reading offers nothing', async () => {
    const bench = await opened();
    const reading = bench.actions.loadEmbeddings(csvOf(madeRows(200, 64)), 'big.csv');
    await expect.poll(() => bench.store.getState().jobs.length, { interval: 1 }).toBe(1);
    bench.actions.cancelJob(bench.store.getState().jobs[0]?.id ?? '');
    await reading;
    expect(bench.store.getState().embeddingsOffer).toBeNull();
    expect(bench.store.getState().notice).toBeNull();
  });

  test('hundreds of different labels are no classes', async () => {
    const bench = await opened();
    const rows = madeRows(300).map((row, i) => ({ ...row, label: `remark ${i}` }));
    await taken(bench, csvOf(rows));
    expect(bench.store.getState().classes).toEqual([]);
    expect(bench.store.getState().items.size).toBe(300);
  });
});

describe('rows in the set', () => {
  test('in the order of the file, with the numbers of the file; nothing was encoded', async () => {
    const rows = madeRows(12);
    const bench = await withRows(rows);
    expect(table(bench).ids).toHaveLength(12);
    for (const { id, vector } of rows) expect(rowNamed(bench, id)).toEqual(vector);
    const { projection, classes } = bench.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Red', 'Blue']);
    expect(projection.phase).toBe('done');
    expect(bench.engine.calls).toEqual({ encode: 0, read: 0 });
    expect(itemNamed(bench, 'img-3.png')).toMatchObject({ format: 'vector', renditions: [], widthPx: 0 });
    expect(bench.store.getState().embeddingsOffer).toMatchObject({ phase: 'done', added: 12, known: 0 });
  });

  test('ids and groups are pseudonyms: names stand in their own store alone', async () => {
    const rows = madeRows(6, 16, (i) => `/scratch/Doe_Jane/img-${i}.png`);
    const bench = await withRows(rows);
    await bench.flush();
    const state = bench.store.getState();
    const groups = [...state.items.values()].map(({ group }) => group);
    expect(new Set(groups).size).toBe(3);
    expect(groups.every((group) => /^[0-9a-f]{16}$/.test(group ?? ''))).toBe(true);
    expect([...state.names.values()]).toEqual(rows.map((_, i) => `img-${i}.png`));
    const saved = await (await openProjectStorage(() => undefined)).load();
    const { names: _apart, ...rest } = saved!;
    const text = JSON.stringify([rest.project, rest.items, [...rest.vectors.keys()], [...rest.stages]]);
    for (const word of ['Doe', 'scratch', 'img-']) expect(text).not.toContain(word);
    // The names are where they may be: the search above can find something.
    expect(JSON.stringify([...saved!.names])).toContain('img-');
  });

  test('kept: a reload gives the same rows, in the same space', async () => {
    const first = await withRows();
    await first.flush();
    const [before, settings] = [table(first), first.store.getState().settings];
    const second = await opened();
    expect(table(second)).toEqual(before);
    expect(second.store.getState().settings.space).toEqual(settings.space);
    expect(settings.space).toMatchObject({ kind: 'imported', name: 'MedImageInsight', dim: 16 });
  });

  test('all that goes by vectors goes by them: neighbours, prototypes, groups, an adapter', async () => {
    const bench = await withRows(madeRows(24));
    const probe = itemNamed(bench, 'img-0.png').id;
    bench.actions.labelItems([probe], null);
    bench.actions.choosePreset('linear');
    await bench.actions.trainAdapter();
    await bench.actions.findClusters();
    await bench.actions.predictUnlabelled();
    const { predictions, clusters, adapter } = bench.store.getState();
    expect([adapter.phase, clusters.phase]).toEqual(['done', 'done']);
    const [answer] = predictions.phase === 'done' ? predictions.value : [];
    const [red] = bench.store.getState().classes;
    expect(answer?.neighbours?.shares[0]?.classId).toBe(red?.id);
    expect(answer?.words).toBeNull();
  });

  test('the same file once more adds nothing', async () => {
    const bench = await withRows();
    const before = table(bench);
    await taken(bench, await npzOf(madeRows(12)));
    expect(bench.store.getState().embeddingsOffer).toMatchObject({ phase: 'done', added: 0, known: 12 });
    expect(table(bench)).toEqual(before);
  });

  test('cancelled amid the rows: those that are in stay, and it is said how many', async () => {
    const bench = await opened();
    await bench.actions.loadEmbeddings(csvOf(madeRows(1200, 8)), 'big.csv');
    const stop = bench.store.subscribe(({ jobs, items }) => {
      const job = jobs.find(({ unit }) => unit === 'rows');
      if (job && items.size > 0) bench.actions.cancelJob(job.id);
    });
    await bench.actions.addEmbeddings('add');
    stop();
    const { items, embeddingsOffer } = bench.store.getState();
    expect(items.size).toBe(200);
    expect(embeddingsOffer).toMatchObject({ phase: 'done', rows: 1200, added: 200 });
    expect(table(bench).ids).toHaveLength(200);
  });

  test('undo takes the rows of a file out again, then what came before; redo brings both back', async () => {
    const bench = await withRows();
    const { id } = itemNamed(bench, 'img-0.png');
    bench.actions.labelItems([id], null);
    await taken(bench, await npzOf([...madeRows(12), { id: 'late.png', vector: madeRows(1)[0]!.vector }]));
    bench.actions.undo();
    expect(table(bench).ids).toHaveLength(12);
    expect(itemNamed(bench, 'img-0.png').labels).toHaveLength(0);
    bench.actions.undo();
    expect(itemNamed(bench, 'img-0.png').labels).toHaveLength(1);
    bench.actions.redo();
    bench.actions.redo();
    expect(table(bench).ids).toHaveLength(13);
    expect(itemNamed(bench, 'img-0.png').labels).toHaveLength(1);
  });

  test('all of it is gone when everything is deleted, an offer that stands among it', async () => {
    const bench = await withRows();
    await bench.actions.loadEmbeddings(csvOf(madeRows(4)), 'more.csv');
    await bench.actions.deleteEverything();
    await bench.actions.addEmbeddings('new-space');
    const { items, vectors, settings, embeddingsOffer } = bench.store.getState();
    expect([items.size, vectors.size, embeddingsOffer]).toEqual([0, 0, null]);
    expect([settings.space.kind, settings.importedSpaces]).toEqual(['encoder', []]);
  });

  test('a removed row takes its vectors along once the bin is emptied', async () => {
    const bench = await withRows();
    await bench.actions.removeItems([itemNamed(bench, 'img-5.png').id]);
    expect(table(bench).ids).toHaveLength(11);
    await bench.actions.emptyBin();
    const saved = await (await openProjectStorage(() => undefined)).load();
    expect([saved?.items.length, saved?.vectors.size]).toEqual([11, 11]);
  });
});

describe('what an export says of them', () => {
  test('an export is read back into the same space, whether or not an encoder was named', async () => {
    for (const file of [await npzOf(madeRows(6)), csvOf(madeRows(6))]) {
      globalThis.indexedDB = new IDBFactory();
      const first = await opened();
      await taken(first, file);
      const space = embeddingSpaceOf(first.store.getState());
      const again = await npzOf(madeRows(6), space!);
      globalThis.indexedDB = new IDBFactory();
      const second = await opened();
      await taken(second, again);
      const sha = ({ store }: typeof first) => {
        const own = store.getState().settings.space;
        return own.kind === 'imported' ? own.sha256 : '';
      };
      expect(sha(second)).toBe(sha(first));
      expect(sha(first)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('of pictures it names the encoder here', async () => {
    const bench = await opened();
    await bench.actions.addFiles(many('r', red, 2), { to: 'unlabelled' });
    const { sha256, id } = await bench.engine.start();
    expect(embeddingSpaceOf(bench.store.getState())).toEqual({
      encoder: id,
      sha256,
      rendering: 'percentile',
      level: 'image',
    });
  });
});

describe('ways in', () => {
  test('dropped anywhere: embeddings are offered, the pictures beside them are read', async () => {
    const bench = await opened(inProcessEngine());
    const files = [
      drop('a.png', red, 1),
      { path: 'x/embeddings.npz', file: await npzOf(madeRows(4)) },
      { path: 'notes.csv', file: new Blob(['id,label\na,b\n']) },
    ];
    await bench.actions.addFiles(files, { to: 'unlabelled' });
    await expect.poll(() => bench.store.getState().embeddingsOffer?.phase).toBe('ready');
    expect(bench.store.getState().embeddingsOffer).toMatchObject({ fileName: 'embeddings.npz' });
    expect(bench.store.getState().intake).toMatchObject({ added: 1, refused: 0 });
    // The other table is one of labels, and offered as such.
    await expect.poll(() => bench.store.getState().labelOffer?.fileName).toBe('notes.csv');
  });

  test('a project from before there were such spaces is one of the encoder', () => {
    const { space: _new, importedSpaces: _too, ...older } = defaultSettings;
    const project = { projectName: 'p', salt: 's', classes: [], settings: older, firstRun: false };
    const none = { items: [], names: new Map(), vectors: new Map(), stages: new Map() };
    expect(restored({ project, ...none }).settings).toEqual(defaultSettings);
  });

  test('the encoder named, but a wrong length: never taken for vectors of that space', async () => {
    const bench = await withRows(madeRows(6), cluster);
    await bench.actions.loadEmbeddings(await npzOf(madeRows(6, 20), cluster), 'other.npz');
    expect(offered(bench).ways).toEqual([]);
    await bench.actions.addEmbeddings('add');
    expect(table(bench).dim).toBe(16);
  });
});
