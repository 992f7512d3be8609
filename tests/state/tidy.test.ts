// Looking for trouble in the set, and dealing with it: queues, kept marks, figures before and after.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { tidyKey, tidyLack } from '../../src/state/tidy';
import { marksWithout, tidyQueues } from '../../src/state/tidy-queues';
import { bytesOf, copiesGolden } from '../fixtures/builders/copies';
import { blue, fileOf, green, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

/** Two classes of eight, and one red image among the blue. */
async function withWrongOne() {
  const bench = await withTwoClasses();
  await bench.actions.addFiles([drop('wrong.png', red, 900)], { to: 'class', classId: bench.b });
  const wrong = [...bench.store.getState().names].find(([, name]) => name === 'wrong.png')![0];
  const queues = () => tidyQueues(bench.store.getState())!;
  const now = () => bench.store.getState().tidy.now?.balancedAccuracy;
  const done = () => {
    const { stage } = bench.store.getState().tidy;
    if (stage.phase !== 'done') throw new Error(`the look is ${stage.phase}`);
    return stage;
  };
  return { ...bench, wrong, queues, now, done };
}

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

describe('label doubts', () => {
  test('the wrong one is found with its evidence, and the figure says how the set hangs together', async () => {
    const { actions, queues, done, wrong, a, b } = await withWrongOne();
    await actions.lookForTrouble();
    expect(queues().doubt.map(({ ids }) => ids)).toEqual([[wrong]]);
    expect(queues().doubt[0]!.found).toMatchObject({ own: b, other: a, ownShare: 0, otherShare: 1 });
    const { figures, alone } = done().value;
    expect([figures.rows, figures.right, figures.classes, alone]).toEqual([17, 16, 2, 0]);
    expect(figures.balancedAccuracy).toBeCloseTo((1 + 8 / 9) / 2, 9);
  });

  test('moved: it leaves the queue and the figure after is there; undone: both are as before', async () => {
    const { actions, queues, now, wrong, a } = await withWrongOne();
    await actions.lookForTrouble();
    expect(now()).toBeUndefined();
    actions.labelItems([wrong], a);
    expect([queues().doubt.length, queues().dealtWith]).toEqual([0, 1]);
    await expect.poll(now).toBe(1);
    actions.undo();
    expect(queues().doubt).toHaveLength(1);
    await expect.poll(now).toBeUndefined();
  });

  test('excluded: the same, over one image less', async () => {
    const { actions, store, queues, now, wrong } = await withWrongOne();
    await actions.lookForTrouble();
    actions.setExcluded([wrong], true);
    expect(queues().doubt).toHaveLength(0);
    await expect.poll(now).toBe(1);
    expect(store.getState().tidy.now?.rows).toBe(16);
  });

  test('kept: not asked again, in this tab and after a reload, until it has another class; undoable', async () => {
    const { actions, queues, flush, wrong, a, b } = await withWrongOne();
    await actions.lookForTrouble();
    const [entry] = queues().doubt;
    actions.keepAsIs([entry!.mark]);
    expect(queues().doubt).toHaveLength(0);
    actions.undo();
    expect(queues().doubt).toHaveLength(1);
    actions.redo();
    await flush();

    const second = await opened();
    await second.actions.lookForTrouble();
    expect(tidyQueues(second.store.getState())!.doubt).toHaveLength(0);
    expect(second.store.getState().keptMarks).toEqual(new Set([entry!.mark]));
    // Kept as one of b: what was decided about that says nothing of another class.
    expect(entry!.mark.split(' ')).toEqual(['doubt', wrong, b]);
    expect(a).not.toBe(b);
  });

  test('a mark goes with its image, and nothing else does', async () => {
    const { actions, store, wrong } = await withWrongOne();
    const other = [...store.getState().items.keys()][0]!;
    actions.keepAsIs([`doubt ${wrong} x`, `copies ${other} ${wrong}`, `far ${other}`]);
    await actions.removeItems([wrong]);
    expect([...store.getState().keptMarks]).toEqual([`far ${other}`]);
    const marks = store.getState().keptMarks;
    expect(marksWithout(marks, new Set(['nobody']))).toBe(marks);
  });
});

describe('the other queues', () => {
  test('copies across classes, an image far from all, and what to label next', async () => {
    const { actions, queues, a, b } = await withWrongOne();
    const { cases } = copiesGolden();
    const film = (name: string) => {
      const entry = cases.find((one) => one.name === name)!;
      return { path: name, file: fileOf(name, bytesOf(entry)) };
    };
    await actions.addFiles([film('film-1.png')], { to: 'class', classId: a });
    await actions.addFiles([film('film-1-jpeg60.jpg')], { to: 'class', classId: b });
    await actions.addFiles(many('g', green, 1, 500), { to: 'class', classId: b });
    await actions.addFiles([...many('u', red, 3, 700), ...many('v', blue, 3, 800)], { to: 'unlabelled' });
    await actions.lookForTrouble();
    expect(queues().copies).toEqual([expect.objectContaining({ kind: 'copies', acrossClasses: true })]);
    actions.keepAsIs([queues().copies[0]!.mark]);
    expect(queues().copies).toHaveLength(0);
    expect(queues().far.length).toBeGreaterThan(0);
    expect(queues().next).toHaveLength(6);
    const [first] = queues().next;
    actions.labelItems(first!.ids, a);
    expect(queues().next).toHaveLength(5);
  });
});

describe('the look', () => {
  test('says what is missing, and does nothing then', async () => {
    const { actions, store } = await opened();
    expect(tidyLack(store.getState())).toBe('images');
    await actions.lookForTrouble();
    expect(store.getState().tidy.stage.phase).toBe('empty');
    expect(tidyQueues(store.getState())).toBeNull();
  });

  test('unlabelled images alone: no doubt and no figure, but what to label next', async () => {
    const { actions, store } = await opened();
    await actions.addFiles([...many('r', red, 4), ...many('b', blue, 4, 100)], { to: 'unlabelled' });
    await actions.lookForTrouble();
    const { doubt, next } = tidyQueues(store.getState())!;
    expect([doubt.length, next.length]).toEqual([0, 8]);
    const { stage } = store.getState().tidy;
    expect(stage.phase === 'done' && stage.value.figures).toMatchObject({ rows: 0, balancedAccuracy: null });
  });

  test('images of one patient only: nobody outside the group speaks of them, and that is said', async () => {
    const { actions, store, done } = await withWrongOne();
    const items = [...store.getState().items].map(([id, item]) => [id, { ...item, group: 'p' }] as const);
    store.setState({ items: new Map(items) });
    await actions.lookForTrouble();
    const { value } = done();
    expect([value.alone, value.figures.rows, value.doubts.length, value.far.length]).toEqual([17, 0, 0, 0]);
  });

  test('is old once images or labels have changed', async () => {
    const { actions, store, done, wrong } = await withWrongOne();
    await actions.lookForTrouble();
    expect(done().key).toBe(tidyKey(store.getState()));
    actions.labelItems([wrong], null);
    expect(done().key).not.toBe(tidyKey(store.getState()));
  });

  test('can be cancelled: what was there stays; one that fails says so', async () => {
    let hold = Promise.resolve();
    let fails = false;
    const engine = inProcessEngine();
    const { actions, store } = await opened({
      ...engine,
      async nearest(request, options) {
        await hold;
        options?.signal?.throwIfAborted();
        if (fails) throw new Error('lost');
        return engine.nearest(request, options);
      },
    });
    await actions.addFiles(many('r', red, 6), { to: 'unlabelled' });
    await actions.lookForTrouble();
    const before = store.getState().tidy.stage;
    expect(before.phase).toBe('done');
    let go = () => {};
    hold = new Promise((resolve) => {
      go = resolve;
    });
    const looking = actions.lookForTrouble();
    const job = store.getState().jobs.find(({ kind }) => kind === 'tidy')!;
    expect(store.getState().tidy.stage.phase).toBe('running');
    actions.cancelJob(job.id);
    go();
    await looking;
    expect(store.getState().tidy.stage).toBe(before);
    fails = true;
    await actions.lookForTrouble();
    expect(store.getState().tidy.stage.phase).toBe('failed');
  });
});
