// Vectors of two spaces never mix, and what may be done in each: a new space and the way back, words and heat maps, and rows
// that the encoder in use made elsewhere.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { textStatus } from '../../src/state/class-words';
import { withoutVector } from '../../src/state/space-facts';
import { whereLack } from '../../src/state/where';
import { cluster, csvOf, type MadeRow, madeRows, npzOf } from '../fixtures/builders/embedding-tables';
import { blue, red } from '../fixtures/builders/pictures';
import { type Bench, itemNamed, offered, rowNamed, table, taken, withRows } from './imported-kit';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** What the encoder of these tests would say of rows it made. */
async function ownSpace(rendering = 'percentile') {
  const { id, sha256, dimension } = await inProcessEngine().start();
  return { space: { encoder: id, sha256, rendering, level: 'image' as const }, dimension };
}

/** Rows as the encoder here would have made them of the pictures that `drop` makes. */
async function encodedRows(names: readonly string[]): Promise<MadeRow[]> {
  globalThis.indexedDB = new IDBFactory();
  const bench = await opened();
  await bench.actions.addFiles(
    names.map((name, i) => drop(name, i % 2 ? blue : red, i + 1)),
    { to: 'unlabelled' },
  );
  const rows = names.map((id) => ({ id, vector: rowNamed(bench, id)! }));
  globalThis.indexedDB = new IDBFactory();
  return rows;
}

/** SHA-256 in the key of every vector that counts; the one place a mixture would show. */
function spacesInUse({ store }: Pick<Bench, 'store'>): Set<string> {
  const { vectors } = store.getState();
  const keyOf = new Map([...vectors].map(([key, vector]) => [vector.join(), key]));
  const { ids, dim, data } = table({ store });
  return new Set(
    ids.map((_, row) => keyOf.get(data.subarray(row * dim, (row + 1) * dim).join())?.split(':')[2] ?? '?'),
  );
}

describe('another space', () => {
  test('is asked about, never mixed in; the way back gives the vectors there were', async () => {
    const bench = await withTwoClasses(4);
    const before = table(bench);
    const rows = [...madeRows(6, 16), { id: 'r-0.png', vector: madeRows(1)[0]!.vector, label: 'Blue' }];
    await bench.actions.loadEmbeddings(await npzOf(rows), 'cluster.npz');
    expect(offered(bench)).toMatchObject({ ways: ['new-space'], known: 1, without: 7 });
    await bench.actions.addEmbeddings('add');
    expect(table(bench)).toBe(before);
    expect(bench.store.getState().embeddingsOffer?.phase).toBe('ready');

    await bench.actions.addEmbeddings('new-space');
    expect([table(bench).dim, table(bench).ids.length]).toEqual([16, 7]);
    expect(spacesInUse(bench).size).toBe(1);
    expect(withoutVector(bench.store.getState())).toBe(7);
    // The label a person gave stands.
    expect(itemNamed(bench, 'r-0.png').labels).toEqual([bench.a]);
    expect(bench.store.getState().projection).toMatchObject({
      phase: 'done',
      value: { ids: table(bench).ids },
    });

    await bench.actions.chooseSpace(null);
    expect(table(bench)).toEqual(before);
    expect(withoutVector(bench.store.getState())).toBe(6);
    const [imported] = bench.store.getState().settings.importedSpaces;
    await bench.actions.chooseSpace(imported?.sha256 ?? '');
    expect(table(bench).ids).toHaveLength(7);
  });

  test('a mixture would be seen: planted under the key of the space in use', async () => {
    const bench = await withRows(madeRows(6));
    expect(spacesInUse(bench).size).toBe(1);
    const { vectors, items } = bench.store.getState();
    const [first] = items.values();
    const stray = new Float32Array(madeRows(9)[8]!.vector);
    const changed = [...vectors].map(([key, vector]) =>
      key.startsWith(first!.pixelHash) ? ([key, stray] as const) : ([key, vector] as const),
    );
    const foreign = ['x:imported:other', stray] as const;
    bench.store.setState({ vectors: new Map([...changed, foreign]) });
    expect(spacesInUse(bench).size).toBe(2);
  });

  test('another rendering by the same encoder is another space, too', async () => {
    const bench = await withRows(madeRows(6));
    const other = await npzOf(madeRows(6), { ...cluster, rendering: 'percentile-5-95' });
    await bench.actions.loadEmbeddings(other, 'other.npz');
    expect(offered(bench).ways).toEqual(['new-space']);
    await bench.actions.addEmbeddings('new-space');
    const { importedSpaces } = bench.store.getState().settings;
    expect(importedSpaces).toHaveLength(2);
    expect(spacesInUse(bench)).toEqual(new Set([importedSpaces[1]?.sha256]));
    expect(bench.store.getState().items.size).toBe(6);
  });

  test('of two files that name no encoder a person may say that it was the same', async () => {
    const bench = await opened();
    await taken(bench, csvOf(madeRows(6)));
    await bench.actions.loadEmbeddings(csvOf(madeRows(4, 16, (i) => `part2-${i}.png`)), 'part-2.csv');
    expect(offered(bench).ways).toEqual(['new-space', 'same-encoder']);
    await bench.actions.addEmbeddings('same-encoder');
    expect(table(bench).ids).toHaveLength(10);
    expect(bench.store.getState().settings.importedSpaces).toHaveLength(1);
    // Not where the numbers are of another length.
    await bench.actions.loadEmbeddings(csvOf(madeRows(4, 20)), 'part-3.csv');
    expect(offered(bench).ways).toEqual(['new-space']);
  });

  test('labels and groups outlive an encoding by another encoder: the same ids are the same items', async () => {
    const bench = await withRows(madeRows(6));
    const before = [...bench.store.getState().items.values()];
    const other = { ...cluster, encoder: 'Other', sha256: 'e'.repeat(64) };
    const bare = madeRows(6, 32).map(({ id, vector }) => ({ id, vector }));
    await taken(bench, await npzOf(bare, other));
    expect([...bench.store.getState().items.values()]).toEqual(before);
    expect(table(bench).dim).toBe(32);
  });

  test('an empty set begins anew with the encoder', async () => {
    const bench = await withRows(madeRows(4));
    await bench.actions.removeItems([...bench.store.getState().items.keys()]);
    await bench.actions.addFiles([drop('a.png', red, 1)], { to: 'unlabelled' });
    expect(bench.store.getState().settings.space.kind).toBe('encoder');
    expect(table(bench).ids).toHaveLength(1);
  });
});

describe('words and heat maps', () => {
  test('none where the vectors are of another encoder', async () => {
    const bench = await withRows(madeRows(6));
    const state = bench.store.getState();
    const [first] = table(bench).ids;
    expect(textStatus(state)).toBeNull();
    expect(await bench.actions.searchByWords('red')).toBeNull();
    expect(whereLack(state, first ?? '')).toBe('no-picture');
    await bench.actions.explainBy(first ?? '', { kind: 'item', id: table(bench).ids[1] ?? '' });
    expect(bench.store.getState().where).toBeNull();
    expect(bench.engine.texts).toEqual([]);
  });

  test('as ever where they are of the encoder here by another rendering, for what has a picture', async () => {
    const rows = await encodedRows(['a.png', 'b.png']);
    const { space } = await ownSpace('percentile-5-95');
    const bench = await opened();
    await taken(bench, await npzOf(rows, space));
    expect(bench.store.getState().settings.space.kind).toBe('imported');
    expect((await bench.actions.searchByWords('red'))?.ids[0]).toBe(itemNamed(bench, 'a.png').id);
    const { id } = itemNamed(bench, 'a.png');
    expect(whereLack(bench.store.getState(), id)).toBe('no-picture');
    await bench.actions.addFiles([drop('a.png', red, 1)], { to: 'unlabelled' });
    expect(whereLack(bench.store.getState(), id)).toBeNull();
    await bench.actions.explainBy(id, { kind: 'text', text: 'red' });
    const { where } = bench.store.getState();
    expect(where?.stage).toMatchObject({ phase: 'done', value: { madeFrom: { source: 'file' } } });
    // The picture is the one the row was made of, and the numbers agree.
    expect(where?.stage.phase === 'done' && where.stage.value.agreement).toBeCloseTo(1, 5);
  });
});

describe('rows that the encoder in use made elsewhere', () => {
  test('are vectors of it: images are compared with them, and a row with its picture is an image', async () => {
    const rows = await encodedRows(['a.png', 'b.png', 'c.png']);
    const { space } = await ownSpace();
    const bench = await opened();
    await bench.actions.addFiles(many('r', red, 2, 50), { to: 'unlabelled' });
    await bench.actions.loadEmbeddings(await npzOf(rows, space), 'own.npz');
    expect(offered(bench)).toMatchObject({ ways: ['add'], ofEncoder: true });
    await bench.actions.addEmbeddings('add');
    expect(bench.store.getState().settings.space.kind).toBe('encoder');
    expect(table(bench).ids).toHaveLength(5);
    expect(rowNamed(bench, 'b.png')).toEqual(rows[1]!.vector);

    const { encode } = bench.engine.calls;
    await bench.actions.addFiles([drop('b.png', blue, 2), drop('new.png', blue, 90)], { to: 'unlabelled' });
    expect(bench.engine.calls.encode).toBe(encode + 2);
    expect(table(bench).ids).toHaveLength(6);
    expect(itemNamed(bench, 'b.png')).toMatchObject({ format: 'png', renditions: ['plain'] });
    // The same picture through the same encoder.
    expect(rowNamed(bench, 'b.png')).toEqual(rows[1]!.vector);
    expect(bench.store.getState().vectors.size).toBe(2 + 3 + 2);
  });

  test('not under another windowing, nor as means of patients', async () => {
    const rows = await encodedRows(['a.png', 'b.png']);
    const { space } = await ownSpace();
    for (const other of [
      { rendering: 'c40w80' },
      { level: 'group' as const },
      { rendering: 'percentile+crop' },
    ]) {
      const bench = await opened();
      await bench.actions.loadEmbeddings(await npzOf(rows, { ...space, ...other }), 'own.npz');
      expect(offered(bench).ofEncoder).toBe(false);
      await bench.actions.dismissEmbeddings();
    }
  });
});
