// Parts of a set: what folders say is kept, what came twice stands on one side, marks are undone, saved and told.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import { groupCount, setChecks } from '../../src/state/set-checks';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, red } from '../fixtures/builders/pictures';
import { series } from './frames-kit';
import { drop, opened } from './opened';
import { dropped, inFolder, itemNamed, ofParts, partCounts, withOutside, withParts } from './parts-kit';
import { byName, namesOf } from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const saved = async () => (await (await openProjectStorage(() => undefined)).load())!;

describe('a drop', () => {
  test('with folders of parts keeps them, and the review says how many files each has', async () => {
    const bench = await opened();
    await bench.actions.addFiles(ofParts(), { to: 'folders' });
    const review = () => bench.store.getState().review;
    expect(review()).toMatchObject({ parts: { train: 6, val: 2, test: 4 }, external: false });
    bench.actions.chooseLayout('class');
    expect(review()?.parts).toBeNull();
    bench.actions.chooseLayout('split-class');
    await bench.actions.confirmReview();
    expect(partCounts(bench)).toEqual({ train: 6, val: 2, test: 4 });
    expect(itemNamed(bench, 'eb-1')?.part).toBe('test');
  });

  test('read as plain classes, or without folders, is of no part', async () => {
    const bench = await opened();
    await bench.actions.addFiles(ofParts(), { to: 'folders' });
    bench.actions.chooseLayout('class');
    await bench.actions.confirmReview();
    await bench.actions.addFiles([drop('loose.png', red, 900)], { to: 'unlabelled' });
    expect(partCounts(bench)).toEqual({ '': 13 });
    expect([...bench.store.getState().items.values()].some((item) => 'part' in item)).toBe(false);
  });

  test.each(['split-class', 'class', 'flat'] as const)(
    'marked as external is external as a whole, read as %s, and stays marked when the layout is changed',
    async (layout) => {
      const bench = await opened();
      await bench.actions.addFiles(ofParts(), { to: 'folders' });
      bench.actions.markReviewExternal(true);
      bench.actions.chooseLayout(layout);
      expect(bench.store.getState().review?.external).toBe(true);
      await bench.actions.confirmReview();
      expect(partCounts(bench)).toEqual({ external: 12 });
      // The next one is asked about afresh.
      await bench.actions.addFiles(inFolder('Red', 'n', red, 1, 800), { to: 'folders' });
      expect(bench.store.getState().review?.external).toBe(false);
    },
  );

  test('never makes one image of slices of two parts', async () => {
    const bench = await opened();
    const slices = series('1.2.3', 12).map((one, i) => ({
      ...one,
      path: `Set/${i < 6 ? 'train' : 'test'}/Red/${one.path}`,
    }));
    await bench.actions.addFiles(slices, { to: 'folders' });
    bench.actions.chooseFrames({ series: 'mean' });
    await bench.actions.confirmReview();
    expect(partCounts(bench)).toEqual({ train: 1, test: 1 });
    // They are still of one group, and that is told.
    expect(setChecks(bench.store.getState().items).splitLeak.groups).toBe(1);
  });

  test('counts its external images in the card of their class', async () => {
    const bench = await dropped(await withParts(), inFolder('Red', 'x', red, 2, 800), true);
    const [first] = bench.store.getState().classes;
    expect(groupCount(bench.store.getState(), first!.id)).toMatchObject({ images: 9, external: 2 });
  });
});

describe('a picture that came in two parts', () => {
  const again = (folder: string) => inFolder(folder, 'again', red, 1, 0);

  test('stands where it came first, and is told of', async () => {
    const bench = await dropped(await withParts(), again('test/Red'));
    expect(itemNamed(bench, 'tr-0')?.part).toBe('train');
    expect(namesOf(bench, setChecks(bench.store.getState().items).acrossParts)).toEqual(['tr-0']);
  });

  test('once in each of two drops of the same part is nothing to tell', async () => {
    const bench = await dropped(await withParts(), again('train/Red'));
    expect(setChecks(bench.store.getState().items).acrossParts).toEqual([]);
  });

  test.each([false, true])('is external whichever came first (external first: %s)', async (first) => {
    const bench = await opened();
    await dropped(bench, inFolder('Red', 'one', red, 1, 0), first);
    await dropped(bench, again('Red'), !first);
    expect(itemNamed(bench, 'one-0')?.part).toBe('external');
    expect(setChecks(bench.store.getState().items).acrossParts).toHaveLength(1);
  });

  test('takes the part it is given where it had none', async () => {
    const bench = await opened();
    await bench.actions.addFiles([drop('one.png', red, 0)], { to: 'unlabelled' });
    await dropped(bench, again('test/Red'));
    expect(itemNamed(bench, 'one')?.part).toBe('test');
    expect(setChecks(bench.store.getState().items).acrossParts).toEqual([]);
  });
});

describe('marking', () => {
  test('is a step that can be taken back and done again; the part of the folder comes back with it', async () => {
    const bench = await withParts();
    const ids = ['er-0', 'tr-0'].map((name) => byName(bench, name));
    const parts = () => ['er-0', 'tr-0'].map((name) => itemNamed(bench, name)?.part);
    bench.actions.markExternal(ids, true);
    expect(parts()).toEqual(['external', 'external']);
    expect(bench.store.getState().history.canUndo).toBe('put 2 images into the external test set');
    bench.actions.undo();
    expect(parts()).toEqual(['test', 'train']);
    bench.actions.redo();
    expect(parts()).toEqual(['external', 'external']);
    bench.actions.markExternal(ids, false);
    expect(parts()).toEqual([undefined, undefined]);
    const { past } = bench.store.getState().history;
    bench.actions.markExternal(ids, false);
    expect(bench.store.getState().history.past).toBe(past);
  });

  test('leaves images alone that are not external when some are taken out', async () => {
    const bench = await withParts();
    bench.actions.markExternal([byName(bench, 'tr-0')], false);
    expect(itemNamed(bench, 'tr-0')?.part).toBe('train');
  });

  test('is merged with what has changed since: a class given meanwhile stays', async () => {
    const bench = await withOutside();
    bench.actions.markExternal(bench.outside, true);
    bench.store.setState(({ items }) => {
      const [id] = bench.outside as [string];
      return { items: new Map([...items, [id, { ...items.get(id)!, labels: [bench.reds] }]]) };
    });
    bench.actions.undo();
    expect(itemNamed(bench, 'x-0')).toMatchObject({ labels: [bench.reds] });
    expect(itemNamed(bench, 'x-0')?.part).toBeUndefined();
  });
});

describe('kept', () => {
  test('parts and the counter are there again after a reload', async () => {
    const first = await withParts();
    first.actions.markExternal([byName(first, 'er-0')], true);
    first.store.setState({ externalJudged: 2 });
    await first.flush();
    const second = await opened();
    expect(second.store.getState().items).toEqual(first.store.getState().items);
    expect(partCounts(second)).toEqual({ train: 6, val: 2, test: 3, external: 1 });
    expect(second.store.getState().externalJudged).toBe(2);
  });

  test('a project from before there were parts opens: no image is of one, nothing was judged', async () => {
    const first = await withOutside();
    await first.flush();
    const kept = await saved();
    const { externalJudged: _gone, ...project } = kept.project;
    const older = restored({ ...kept, project });
    expect(older.externalJudged).toBe(0);
    expect([...older.items!.values()].some(({ part }) => part !== undefined)).toBe(false);
  });
});

describe('the counter', () => {
  const judged = ({ store }: Awaited<ReturnType<typeof withOutside>>) => store.getState().externalJudged;

  async function judgedTwice() {
    const bench = await withOutside();
    bench.actions.markExternal(bench.outside, true);
    bench.store.setState({ externalJudged: 2 });
    return bench;
  }

  test('stands while any external image is left, whatever else changes', async () => {
    const bench = await judgedTwice();
    bench.actions.markExternal([bench.fresh], true);
    bench.actions.markExternal(bench.outside.slice(0, 2), false);
    await bench.actions.removeItems(bench.outside.slice(2));
    bench.actions.setExcluded([bench.fresh], true);
    expect(judged(bench)).toBe(2);
  });

  test('begins anew when none is left, by mark or removal, but not for what an undo brings back', async () => {
    const bench = await judgedTwice();
    bench.actions.markExternal(bench.outside, false);
    expect(judged(bench)).toBe(0);
    bench.actions.undo();
    expect(judged(bench)).toBe(2);
    bench.actions.redo();
    expect(judged(bench)).toBe(0);
    bench.actions.undo();
    await bench.actions.removeItems(bench.outside);
    expect(judged(bench)).toBe(0);
  });

  test('never goes down by an undo: what was judged since counts', async () => {
    const bench = await judgedTwice();
    bench.actions.labelItems([bench.fresh], bench.reds);
    bench.store.setState({ externalJudged: 3 });
    bench.actions.undo();
    expect(judged(bench)).toBe(3);
    await bench.actions.deleteEverything();
    expect(judged(bench)).toBe(0);
  });
});

describe('patients on both sides', () => {
  const people = (folder: string) => inFolder(folder, 'p', red, 2, 0);
  const checks = ({ store }: Awaited<ReturnType<typeof opened>>) => setChecks(store.getState().items);

  test('of an external test set are warned of; excluded images and those of no known group count on no side', async () => {
    const bench = await opened();
    const files = [...people('Red/ann'), ...inFolder('Red/bob', 'q', red, 2, 100)];
    await dropped(bench, files);
    await bench.actions.addFiles([drop('stray.png', blue, 5)], { to: 'unlabelled' });
    expect(checks(bench).externalLeak).toMatchObject({ groups: 0, ids: [] });
    bench.actions.markExternal(
      ['p-0', 'stray'].map((name) => byName(bench, name)),
      true,
    );
    const { groups, noun, ids } = checks(bench).externalLeak;
    expect([groups, noun.many, namesOf(bench, ids)]).toEqual([1, 'patients', ['p-1', 'p-0']]);
    bench.actions.setExcluded([byName(bench, 'p-1')], true);
    expect(checks(bench).externalLeak.groups).toBe(0);
  });

  test('of a kept split are warned of where test and training share one, not where training and validation do', async () => {
    const bench = await opened();
    const files = [
      ...inFolder('train/Red/ann', 'a', red, 1, 0),
      ...inFolder('val/Red/ann', 'b', red, 1, 100),
      ...inFolder('test/Red/bob', 'c', red, 1, 200),
    ];
    await dropped(bench, files);
    expect(checks(bench).splitLeak.groups).toBe(0);
    await dropped(bench, [
      ...inFolder('test/Red/ann', 'd', red, 1, 300),
      ...inFolder('train/Red/eve', 'e', red, 1, 400),
    ]);
    expect(checks(bench).splitLeak.groups).toBe(1);
    expect(namesOf(bench, checks(bench).splitLeak.ids)).toEqual(['a-0', 'b-0', 'd-0']);
  });
});
