// Labels from a table: shown before anything is done, applied as one step, taken back by undo, and the same after out and in.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { isExternal } from '../../src/domain/intake/parts';
import { green } from '../fixtures/builders/pictures';
import { drop, type opened, withTwoClasses } from './opened';
import { withOutside, withParts } from './parts-kit';
import { byName } from './people-kit';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof opened>>;

const tableOf = (...lines: readonly string[]) => new Blob([lines.join('\n')]);

async function shown(bench: Bench, file: Blob) {
  await bench.actions.loadLabels(file, 'labels.csv');
  const { labelOffer } = bench.store.getState();
  if (labelOffer?.phase !== 'ready') throw new Error(JSON.stringify(labelOffer));
  return labelOffer;
}

/** Labels by class name and part of every image, by its code. */
function marks({ store }: Bench) {
  const { items, classes } = store.getState();
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return Array.from(items.values(), ({ id, labels, part }) => [
    id,
    labels.map((label) => names.get(label)),
    part ?? null,
  ]);
}

async function labelsOut({ actions }: Bench, withNames = false): Promise<Blob> {
  const saved = await actions.saveTable({ kind: 'labels', format: 'csv', withNames });
  return saved?.blob as Blob;
}

describe('what is shown', () => {
  test('matched by code, name and stem; unmatched, repeated, contradicting, and new classes', async () => {
    const bench = await withTwoClasses(6);
    const { found, effects } = await shown(
      bench,
      tableOf(
        'file,label,Patient Name',
        `${byName(bench, 'r-0')},Red,Doe`,
        'r-1.png,Green,Doe',
        'r-2,Blue,Doe',
        'r-3.png,Blue,Doe',
        'r-3.png,Green,Doe',
        'b-0.png,Blue,Doe',
        'b-0.png,Blue,Doe',
        'stranger.png,Red,Doe',
      ),
    );
    expect(found).toMatchObject({
      rows: 8,
      unmatchedKeys: ['stranger.png'],
      preview: { matched: 7, unmatched: 1, conflicts: 1, repeated: 1, newClasses: ['Green'] },
      table: { personColumns: ['Patient Name'] },
    });
    expect(effects).toEqual({ images: 2, labelled: 0, relabelled: 2, parts: 0, leavingExternal: 0 });
    // Nothing has been done.
    expect(bench.store.getState().classes).toHaveLength(2);
    expect(bench.store.getState().history.canUndo).not.toMatch(/table/);
  });

  test.each([
    ['', 'empty-file'],
    ['id,age\na,3\n', 'bad-table'],
    ['id,label\n', 'bad-table'],
    ['\0\0\0', 'unknown-format'],
  ])('a table that cannot be read says why: %j', async (text, code) => {
    const bench = await withTwoClasses(6);
    await bench.actions.loadLabels(new Blob([text]), 'labels.csv');
    expect(bench.store.getState().labelOffer).toMatchObject({ phase: 'failed', error: { code } });
    bench.actions.dismissLabels();
    expect(bench.store.getState().labelOffer).toBeNull();
  });

  test('a loose table that is dropped is shown; one in a folder is a file like any other', async () => {
    const bench = await withTwoClasses(6);
    const file = new File([await tableOf('file,label', 'r-1.png,Green').text()], 'labels.csv');
    await bench.actions.addFiles([{ path: 'labels.csv', file }], { to: 'folders' });
    await expect.poll(() => bench.store.getState().labelOffer?.phase).toBe('ready');
    bench.actions.dismissLabels();
    await bench.actions.addFiles([{ path: 'Set/labels.csv', file }], { to: 'unlabelled' });
    expect(bench.store.getState().labelOffer).toBeNull();
    expect(bench.store.getState().refusals).toHaveLength(1);
  });
});

describe('what is done', () => {
  test('one step makes classes and labels; undo takes all of it back, redo does it again', async () => {
    const bench = await withTwoClasses(6);
    const before = marks(bench);
    await shown(bench, tableOf('file,label', 'r-1.png,Green', 'r-2.png,Green; blue', 'b-0.png,'));
    await bench.actions.applyLabels();
    const after = marks(bench);
    const of = (name: string) => after.find(([id]) => id === byName(bench, name));
    expect([of('r-1')?.[1], of('r-2')?.[1], of('b-0')?.[1]]).toEqual([
      ['Green'],
      ['Green', 'Blue'],
      ['Blue'],
    ]);
    expect(bench.store.getState().labelOffer).toMatchObject({ phase: 'done', images: 2, classes: 1 });
    expect(bench.store.getState().history.canUndo).toBe('take 2 images from a table of labels');
    bench.actions.undo();
    expect(marks(bench)).toEqual(before);
    expect(bench.store.getState().classes.map(({ name }) => name)).toEqual(['Red', 'Blue']);
    bench.actions.redo();
    expect(marks(bench)).toEqual(after);
  });

  test.each([withParts, () => withTwoClasses(6), withOutside])(
    'out and in again changes nothing: %#',
    async (make) => {
      const bench = await (make as () => Promise<Bench>)();
      const { actions } = bench;
      const [first] = bench.store.getState().classes;
      actions.renameClass(first!.id, '=SUM(1); "x"|y');
      const some = [...bench.store.getState().items.keys()].slice(-2);
      actions.toggleLabel(some, first!.id);
      for (const withNames of [false, true]) {
        const { effects, found } = await shown(bench, await labelsOut(bench, withNames));
        expect(effects.images).toBe(0);
        expect(found.preview).toMatchObject({ matched: found.rows, unmatched: 0, newClasses: [] });
      }
    },
  );

  test('a table of labels brings them back after they were all taken off', async () => {
    const bench = await withParts();
    const before = marks(bench);
    const file = await labelsOut(bench);
    bench.actions.labelItems([...bench.store.getState().items.keys()], null);
    const { effects } = await shown(bench, file);
    expect(effects).toMatchObject({ images: before.length, labelled: before.length });
    await bench.actions.applyLabels();
    expect(marks(bench)).toEqual(before);
  });

  test('leaving the external set is said before it is done, and undo brings its counter back', async () => {
    const bench = await withOutside();
    bench.actions.markExternal(bench.outside, true);
    bench.store.setState({ externalJudged: 2 });
    const lines = bench.outside.map((id) => `${id},train`);
    const { effects } = await shown(bench, tableOf('id,split', ...lines));
    expect(effects).toEqual({ images: 3, labelled: 0, relabelled: 0, parts: 3, leavingExternal: 3 });
    await bench.actions.applyLabels();
    const external = () => [...bench.store.getState().items.values()].filter(isExternal).length;
    expect([external(), bench.store.getState().externalJudged]).toEqual([0, 0]);
    bench.actions.undo();
    expect([external(), bench.store.getState().externalJudged]).toEqual([3, 2]);
  });

  test('where the set has changed since, what is true now is shown, and nothing done', async () => {
    const bench = await withTwoClasses(6);
    await shown(bench, tableOf('file,label', 'r-1.png,Green', 'late.png,Green'));
    await bench.actions.addFiles([drop('late.png', green, 900)], { to: 'unlabelled' });
    await bench.actions.applyLabels();
    expect(bench.store.getState().labelOffer).toMatchObject({ phase: 'ready', effects: { images: 2 } });
    expect(bench.store.getState().classes).toHaveLength(2);
    await bench.actions.applyLabels();
    expect(bench.store.getState().labelOffer).toMatchObject({ phase: 'done', images: 2 });
  });

  test('names that mean something to a program are names', async () => {
    const bench = await withTwoClasses(6);
    await shown(bench, tableOf('file,label', 'r-1.png,__proto__', 'r-2.png,constructor', '__proto__,Red'));
    await bench.actions.applyLabels();
    const { classes } = bench.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Red', 'Blue', '__proto__', 'constructor']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('more different labels than could be classes are not applied', async () => {
    const bench = await withTwoClasses(6);
    const lines = Array.from({ length: 12 }, (_, i) => {
      const labels = Array.from({ length: 25 }, (__, j) => `remark ${i * 25 + j}`).join('|');
      return `${i < 6 ? `r-${i}` : `b-${i - 6}`}.png,${labels}`;
    });
    const { found } = await shown(bench, tableOf('file,label', ...lines));
    expect(found.preview.newClasses).toHaveLength(300);
    await bench.actions.applyLabels();
    expect(bench.store.getState().classes).toHaveLength(2);
  });
});
