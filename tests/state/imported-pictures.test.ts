// Pictures for rows that came as numbers: matched by path or name, shown, never encoded; what matches no row is refused and told.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { csvOf, madeRows } from '../fixtures/builders/embedding-tables';
import { blue, red } from '../fixtures/builders/pictures';
import { itemNamed, rowNamed, table, taken, withRows } from './imported-kit';
import { drop, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const report = ({ store }: { store: Awaited<ReturnType<typeof opened>>['store'] }) => {
  const { intake } = store.getState();
  if (intake.phase !== 'done') throw new Error('no report');
  return intake;
};

async function withNamed(ids: readonly string[]) {
  return withRows(madeRows(ids.length, 16, (i) => ids[i] as string));
}

describe('a picture for its row', () => {
  test('is shown, takes nothing from the row, and is not encoded', async () => {
    const bench = await withRows(madeRows(4));
    const before = itemNamed(bench, 'img-1.png');
    expect(await bench.actions.imageUrl('thumb', before.id)).toBeNull();
    const rows = table(bench);
    await bench.actions.addFiles([drop('img-1.png', red, 7)], { to: 'unlabelled' });
    const after = itemNamed(bench, 'img-1.png');
    expect(after).toMatchObject({
      ...{ id: before.id, pixelHash: before.pixelHash, labels: before.labels, group: before.group },
      ...{ format: 'png', renditions: ['plain'], notes: [] },
    });
    expect(after.widthPx).toBeGreaterThan(0);
    expect(await bench.actions.imageUrl('thumb', before.id)).toMatch(/^blob:/);
    expect(table(bench)).toBe(rows);
    expect(bench.engine.calls.encode).toBe(0);
    expect(report(bench)).toMatchObject({ added: 1, merged: 0, refused: 0 });

    await bench.flush();
    const again = await opened();
    expect(itemNamed(again, 'img-1.png')).toEqual(after);
    expect(await again.actions.imageUrl('preview', before.id)).toMatch(/^blob:/);
  });

  test('dropped again it is there already; another picture of the name is refused', async () => {
    const bench = await withRows(madeRows(4));
    const file = drop('img-1.png', red, 7);
    await bench.actions.addFiles([file], { to: 'unlabelled' });
    await bench.actions.addFiles([file], { to: 'unlabelled' });
    expect(report(bench)).toMatchObject({ added: 0, merged: 1, refused: 0 });
    await bench.actions.addFiles([drop('img-1.png', blue, 8)], { to: 'unlabelled' });
    expect(report(bench).ends[0]).toMatchObject({
      end: 'refused',
      error: { code: 'no-vector', detail: { why: 'other' } },
    });
    expect(bench.store.getState().items.size).toBe(4);
  });

  test('one without a row is refused with its cause, the others are taken', async () => {
    const bench = await withRows(madeRows(2));
    await bench.actions.addFiles([drop('stranger.png', red, 1), drop('img-0.png', red, 2)], {
      to: 'unlabelled',
    });
    expect(report(bench)).toMatchObject({ added: 1, refused: 1 });
    expect(report(bench).ends[0]?.error).toMatchObject({ code: 'no-vector', detail: { why: 'none' } });
  });

  test('an unlabelled row takes the class of the folder its picture lies in', async () => {
    const rows = madeRows(2).map(({ id, vector }) => ({ id, vector }));
    const bench = await opened();
    await taken(bench, csvOf(rows));
    const classId = bench.actions.addClass('Sickle');
    await bench.actions.addFiles([drop('img-0.png', red, 1)], { to: 'class', classId });
    expect(itemNamed(bench, 'img-0.png').labels).toEqual([classId]);
    expect(itemNamed(bench, 'img-1.png').labels).toEqual([]);
  });
});

describe('which row', () => {
  const dropped = (path: string, seed: number) => ({ ...drop(path.split('/').at(-1)!, red, seed), path });

  test('ids that are paths, names without an ending, whole paths of a cluster', async () => {
    const bench = await withNamed(['p01/a.png', 'p02/a.png', 'b', '/data/set/p03/c.png', 'd.dcm']);
    const files = [
      dropped('set/p02/a.png', 1),
      dropped('set/b.png', 2),
      dropped('p03/c.png', 3),
      dropped('d.png', 4),
    ];
    await bench.actions.addFiles(files, { to: 'unlabelled' });
    expect(report(bench)).toMatchObject({ added: 4, refused: 0 });
    const { items } = bench.store.getState();
    const pictured = [...items.values()].map(({ format }) => format);
    expect(pictured).toEqual(['vector', 'png', 'png', 'png', 'png']);
  });

  test('a name that several rows bear, or that lies in another folder, is no match', async () => {
    const bench = await withNamed(['p01/a.png', 'p02/a.png', 'p02/b.png']);
    const files = [drop('a.png', red, 1), dropped('p07/b.png', 2), dropped('p01/b.png', 3)];
    await bench.actions.addFiles(files, { to: 'unlabelled' });
    expect(report(bench).ends.map(({ error }) => error?.detail.why)).toEqual(['several', 'none', 'none']);
  });

  test('two files that fit one row: neither is its picture', async () => {
    const bench = await withNamed(['a']);
    await bench.actions.addFiles([drop('a.png', red, 1), drop('a.jpg', blue, 2)], { to: 'unlabelled' });
    expect(report(bench)).toMatchObject({ added: 0, refused: 2 });
    expect(report(bench).ends.map(({ error }) => error?.detail.why)).toEqual(['several', 'several']);
  });

  test('images that were there before are found by name, and keep their picture and both vectors', async () => {
    const bench = await opened();
    await bench.actions.addFiles([drop('img-0.png', red, 1), drop('img-1.png', blue, 2)], {
      to: 'unlabelled',
    });
    const own = rowNamed(bench, 'img-1.png');
    const made = madeRows(3);
    await taken(bench, csvOf(made));
    expect(bench.store.getState().items.size).toBe(3);
    expect(rowNamed(bench, 'img-1.png')).toEqual(made[1]!.vector);
    expect(itemNamed(bench, 'img-1.png').format).toBe('png');
    await bench.actions.chooseSpace(null);
    expect(rowNamed(bench, 'img-1.png')).toEqual(own);
  });

  test('back in the space of the encoder, pictures that came meanwhile are encoded from their files', async () => {
    const bench = await opened();
    await bench.actions.addFiles([drop('old.png', blue, 5)], { to: 'unlabelled' });
    await taken(bench, csvOf(madeRows(2)));
    await bench.actions.addFiles([drop('img-0.png', red, 1)], { to: 'unlabelled' });
    await bench.actions.chooseSpace(null);
    await expect.poll(() => table(bench).ids.length).toBe(2);
    expect(rowNamed(bench, 'img-0.png')).toHaveLength(table(bench).dim);
    expect(rowNamed(bench, 'img-1.png')).toBeNull();
  });
});
