// The question about frames and series: asked once a project, beside the one about folders; cancelled and repeated drops.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { embeddingTable } from '../../src/state/selectors';
import { red } from '../fixtures/builders/pictures';
import { cine } from '../fixtures/builders/stacks';
import { answered, file, items, report, series } from './frames-kit';
import { drop, opened } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('the question', () => {
  test('is asked once: a later drop follows the answer, until it is taken back', async () => {
    const bench = await answered([file('a.dcm', cine(4, 5))], { files: 'all' });
    await bench.actions.addFiles([file('b.dcm', cine(3, 6))], { to: 'unlabelled' });
    expect(bench.store.getState().frameReview).toBeNull();
    expect(items(bench)).toHaveLength(7);
    // Series were not asked about: they are, and only they.
    await bench.actions.addFiles([...series('2.25.96', 5), file('c.dcm', cine(3, 7))], { to: 'unlabelled' });
    expect(bench.store.getState().frameReview).toMatchObject({
      files: null,
      series: { stacks: 1 },
      images: 8,
    });
    bench.actions.chooseFrames({ series: 'mean' });
    expect(bench.store.getState().frameReview?.images).toBe(4);
    await bench.actions.confirmReview();
    expect(items(bench)).toHaveLength(11);
    const { frames } = bench.store.getState().settings;
    bench.actions.changeSettings({ frames: { ...frames, files: null } });
    await bench.actions.addFiles([file('d.dcm', cine(3, 8))], { to: 'unlabelled' });
    expect(bench.store.getState().frameReview).not.toBeNull();
  });

  test('of two drops that wait, the second asks only what is still open', async () => {
    const bench = await opened();
    await bench.actions.addFiles([file('a.dcm', cine(4, 5))], { to: 'unlabelled' });
    await bench.actions.addFiles([file('b.dcm', cine(3, 6))], { to: 'unlabelled' });
    bench.actions.chooseFrames({ files: 'all' });
    await bench.actions.confirmReview();
    expect(bench.store.getState().frameReview).toBeNull();
    expect(items(bench)).toHaveLength(7);
  });

  test('stands with the one about folders, and one answer settles both; classes do not mix', async () => {
    const bench = await opened();
    const sorted = series('2.25.97', 10).map(({ file: blob }, i) => ({
      path: `Set/${i < 5 ? 'A' : 'B'}/IM${i}.dcm`,
      file: blob,
    }));
    await bench.actions.addFiles(sorted, { to: 'folders' });
    bench.actions.chooseFrames({ series: 'mean' });
    expect(bench.store.getState()).toMatchObject({ review: { total: 10 }, frameReview: { images: 2 } });
    bench.actions.chooseLayout('flat');
    expect(bench.store.getState().frameReview).toMatchObject({ images: 1 });
    bench.actions.chooseLayout('class');
    await bench.actions.confirmReview();
    expect(items(bench).map(({ labels }) => labels.length)).toEqual([1, 1]);
    expect(report(bench)).toMatchObject({ added: 10, images: 2, dropped: 10 });
  });

  test('the same stacks once more are the same items', async () => {
    const files = [...series('2.25.98', 5), file('a.dcm', cine(4, 5))];
    const bench = await answered(files, { files: 'mean', series: 'mean' });
    const before = items(bench).map(({ id }) => id);
    await bench.actions.addFiles([...files].reverse(), { to: 'unlabelled' });
    expect(items(bench).map(({ id }) => id)).toEqual(before);
    expect(report(bench)).toMatchObject({ added: 0, images: 0, dropped: 6 });
  });

  test('a cancelled look leaves every file counted as cancelled', async () => {
    const bench = await opened();
    const stop = bench.store.subscribe(({ jobs }) => {
      const scan = jobs.find(({ kind }) => kind === 'scan');
      if (scan) bench.actions.cancelJob(scan.id);
    });
    await bench.actions.addFiles([file('a.dcm', cine(4, 5)), drop('p.png', red, 3)], { to: 'unlabelled' });
    stop();
    expect(bench.store.getState().frameReview).toBeNull();
    expect(bench.store.getState().intake).toMatchObject({ added: 0, cancelled: 2, dropped: 2 });
  });
});

test('a batch cancelled inside a stack: no part of it comes in, and all of its files are counted', async () => {
  const bench = await opened();
  await bench.actions.addFiles([...series('2.25.100', 8), file('a.dcm', cine(40, 5))], { to: 'unlabelled' });
  bench.actions.chooseFrames({ files: 'all', series: 'mean' });
  const stop = bench.store.subscribe(({ jobs }) => {
    const reading = jobs.find(({ kind }) => kind === 'read');
    if (reading && reading.done >= 3) bench.actions.cancelJob(reading.id);
  });
  await bench.actions.confirmReview();
  stop();
  expect(bench.store.getState().intake).toMatchObject({ added: 0, refused: 0, cancelled: 9, dropped: 9 });
  expect(items(bench)).toEqual([]);
});

test('another rendering reaches frames and whole stacks: each is read anew from where it came', async () => {
  const bench = await answered([file('a.dcm', cine(4, 5)), ...series('2.25.99', 5)], {
    files: 'all',
    series: 'mean',
  });
  const before = embeddingTable(bench.store.getState());
  await bench.actions.changeRendering({
    windowing: { by: 'percentile', low: 30, high: 60 },
    crop: null,
    classCrops: {},
  });
  const state = bench.store.getState();
  expect(state.renderProblems).toEqual([]);
  expect(state.settings.renderingWanted).toBeNull();
  const after = embeddingTable(state);
  expect(after.ids).toEqual(before.ids);
  expect(after.data).not.toEqual(before.data);
  const whole = after.data.subarray(-after.dim);
  expect(Math.hypot(...whole)).toBeCloseTo(1, 5);
});
