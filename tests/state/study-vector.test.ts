// What describes an image made of many slices: both vectors are kept, the project chooses, and everything follows.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import {
  embeddingTable,
  isStale,
  meanTable,
  predictionsKey,
  projectionKey,
  stackCount,
  withoutStatistics,
} from '../../src/state/selectors';
import { adapterKey } from '../../src/state/training';
import { labLack } from '../../src/state/word-lab';
import { openProjectStorage, type SavedProject } from '../../src/storage/project-storage';
import { blue, red } from '../fixtures/builders/pictures';
import { cine } from '../fixtures/builders/stacks';
import { answered, type Bench, file, items, series } from './frames-kit';
import { drop, opened } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const loop = file('loop.dcm', cine(5, 3));
const still = drop('still.png', red, 1);
const other = drop('other.png', blue, 2);

/** A loop of five frames as one image, and two single images. */
const mixed = (files: readonly Parameters<typeof answered>[0][number][] = [loop, still, other]) =>
  answered(files, { files: 'mean', series: 'mean' });
const describeBy = ({ actions }: Bench, studyVector: 'mean' | 'statistics') =>
  actions.changeSettings({ studyVector });
const rowsOf = ({ store }: Bench) => {
  const { data, dim } = embeddingTable(store.getState());
  return { dim, row: (i: number) => data.subarray(i * dim, (i + 1) * dim) };
};
const keysOf = ({ store }: Bench) => {
  const state = store.getState();
  return [projectionKey(state), adapterKey(state), predictionsKey(state)];
};
/** How many vectors of each kind are kept, in the state and on the disk. */
async function kept({ store, flush }: Bench) {
  await flush();
  const saved = await (await openProjectStorage(() => undefined)).load();
  const counts = (vectors: ReadonlyMap<string, unknown>) => {
    const statistics = [...vectors.keys()].filter((key) => key.endsWith('+statistics')).length;
    return { statistics, others: vectors.size - statistics };
  };
  const now = counts(store.getState().vectors);
  expect(counts(saved!.vectors)).toEqual(now);
  return now;
}
/** A project as it was kept before statistics were. */
function withoutAnyStatistics({ store }: Bench) {
  store.setState(({ vectors }) => ({
    vectors: new Map([...vectors].filter(([key]) => !key.endsWith('+statistics'))),
  }));
}

describe('the table', () => {
  test('is of means unless the project says otherwise', async () => {
    const bench = await mixed();
    expect(bench.store.getState().settings.studyVector).toBe('mean');
    expect(embeddingTable(bench.store.getState())).toBe(meanTable(bench.store.getState()));
    expect(stackCount(bench.store.getState())).toBe(1);
  });

  test('of statistics has rows of one length: seven of each component, over the slices or over one image', async () => {
    const frames = rowsOf(await answered([loop, still], { files: 'all' }));
    const bench = await mixed();
    const means = rowsOf(bench);
    const { dim } = means;
    describeBy(bench, 'statistics');
    const all = rowsOf(bench);
    expect(all.dim).toBe(7 * dim);
    expect(embeddingTable(bench.store.getState()).ids).toHaveLength(3);
    const expected = Array.from({ length: 7 }, () => new Float64Array(dim));
    for (let d = 0; d < dim; d++) {
      // Of five values in order, the quarters are values themselves.
      const values = [0, 1, 2, 3, 4].map((i) => frames.row(i)[d]!).sort((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value, 0) / 5;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5);
      [mean, spread, ...values].forEach((value, s) => {
        expected[s]![d] = value;
      });
    }
    const flat = expected.flatMap((part) => [...part]);
    const norm = Math.hypot(...flat);
    for (const [i, value] of all.row(0).entries()) expect(value).toBeCloseTo(flat[i]! / norm, 5);
    for (const [i, value] of all.row(1).entries()) {
      const own = Math.floor(i / dim) === 1 ? 0 : means.row(1)[i % dim]! / Math.sqrt(6);
      expect(value).toBeCloseTo(own, 5);
    }
  });

  test('stays the same object while only labels change', async () => {
    const bench = await mixed();
    describeBy(bench, 'statistics');
    const before = embeddingTable(bench.store.getState());
    bench.actions.labelItems([items(bench)[1]!.id], bench.actions.addClass('A'));
    expect(embeddingTable(bench.store.getState())).toBe(before);
    bench.actions.setExcluded([items(bench)[1]!.id], true);
    expect(embeddingTable(bench.store.getState()).ids).toHaveLength(2);
  });
});

describe('what was computed', () => {
  test('has other keys by statistics than by means, and its own again on the way back', async () => {
    const bench = await mixed();
    const classId = bench.actions.addClass('Red');
    bench.actions.labelItems([items(bench)[0]!.id], classId);
    await bench.actions.drawMap();
    const before = keysOf(bench);
    const stale = () =>
      isStale(bench.store.getState().projection, () => projectionKey(bench.store.getState()));
    expect(stale()).toBe(false);
    describeBy(bench, 'statistics');
    expect(stale()).toBe(true);
    const after = keysOf(bench);
    for (const [i, key] of after.entries()) expect(key).not.toBe(before[i]);
    await bench.actions.drawMap();
    expect(stale()).toBe(false);
    describeBy(bench, 'mean');
    expect(keysOf(bench)).toEqual(before);
  });

  test('by words is left out, in the answers and in the prompt lab; a search by words goes by the means', async () => {
    const bench = await mixed();
    const [one, two] = ['Red', 'Blue'].map((name) => bench.actions.addClass(name));
    bench.actions.labelItems([items(bench)[1]!.id], one!);
    bench.actions.labelItems([items(bench)[2]!.id], two!);
    const [, stillId] = items(bench).map(({ id }) => id);
    const answer = async () => {
      await bench.actions.predictUnlabelled();
      const { predictions } = bench.store.getState();
      return predictions.phase === 'done' ? predictions.value[0] : null;
    };
    expect((await answer())?.words?.shares).toHaveLength(2);
    expect(labLack(bench.store.getState())).toBeNull();
    describeBy(bench, 'statistics');
    const by = await answer();
    expect(by?.words).toBeNull();
    expect(by?.neighbours?.nearest).toHaveLength(2);
    expect(labLack(bench.store.getState())).toBe('statistics');
    const found = await bench.actions.searchByWords('red');
    expect(found?.ids[0]).toBe(stillId);
  });

  test('the open image is answered anew', async () => {
    const bench = await mixed();
    for (const name of ['Red', 'Blue']) bench.actions.addClass(name);
    bench.actions.focusItem(items(bench)[1]!.id);
    await expect.poll(() => bench.store.getState().focusAnswer?.words).toBeTruthy();
    describeBy(bench, 'statistics');
    await expect.poll(() => bench.store.getState().focusAnswer?.words).toBeNull();
  });
});

describe('the vectors kept', () => {
  test('both go with the image, once the bin is emptied', async () => {
    const bench = await mixed([loop, still, ...series('2.25.301', 5)]);
    const before = await kept(bench);
    expect(before.statistics).toBeGreaterThan(1);
    const stacks = items(bench).filter(({ notes }) => notes.some(({ code }) => code === 'series-mean'));
    await bench.actions.removeItems([stacks[0]!.id]);
    expect(await kept(bench)).toEqual(before);
    await bench.actions.emptyBin();
    expect((await kept(bench)).statistics).toBeLessThan(before.statistics);
    await bench.actions.removeItems([stacks[1]!.id]);
    await bench.actions.emptyBin();
    expect(await kept(bench)).toEqual({ statistics: 0, others: 1 });
  });

  test('a reload gives the same table', async () => {
    const first = await mixed();
    describeBy(first, 'statistics');
    await first.flush();
    const second = await opened();
    expect(second.store.getState().settings.studyVector).toBe('statistics');
    expect(embeddingTable(second.store.getState())).toEqual(embeddingTable(first.store.getState()));
  });

  test('another rendering makes both; those of the one before the last go', async () => {
    const bench = await mixed();
    describeBy(bench, 'statistics');
    const render = (low: number) =>
      bench.actions.changeRendering({
        windowing: { by: 'percentile', low, high: 60 },
        crop: null,
        classCrops: {},
      });
    const start = await kept(bench);
    const before = rowsOf(bench).row(0).slice();
    await render(30);
    expect(rowsOf(bench).row(0)).not.toEqual(before);
    expect(withoutStatistics(bench.store.getState())).toEqual([]);
    await render(20);
    const two = await kept(bench);
    await render(10);
    expect(await kept(bench)).toEqual(two);
    expect(two.statistics).toBe(start.statistics + 2);
  });
});

test('a stack of an older project is as a single image, is named, and is no equal of one with statistics', async () => {
  const bench = await mixed();
  const { id } = items(bench)[0]!;
  const means = rowsOf(bench);
  describeBy(bench, 'statistics');
  const whole = keysOf(bench);
  expect(withoutStatistics(bench.store.getState())).toEqual([]);
  withoutAnyStatistics(bench);
  expect(withoutStatistics(bench.store.getState())).toEqual([id]);
  const { dim, row } = rowsOf(bench);
  const mean = means.row(0);
  for (const [i, value] of row(0).entries()) {
    const own = Math.floor(i / mean.length) === 1 ? 0 : mean[i % mean.length]! / Math.sqrt(6);
    expect(value).toBeCloseTo(own, 5);
  }
  expect(dim).toBe(7 * mean.length);
  expect(keysOf(bench)[0]).not.toBe(whole[0]);
});

test('a project from before there was a choice opens with means', () => {
  const saved = {
    project: { projectName: 'Old', salt: 's', classes: [], firstRun: false, settings: { seed: 7 } },
    items: [],
    names: new Map(),
    vectors: new Map(),
    stages: new Map(),
  } as unknown as SavedProject;
  expect(restored(saved).settings).toMatchObject({ seed: 7, studyVector: 'mean' });
});

test('chosen with the question, it counts from the answer on; a question that is cancelled changes nothing', async () => {
  const bench = await opened();
  const ask = async () => {
    await bench.actions.addFiles([loop], { to: 'unlabelled' });
    bench.actions.chooseFrames({ files: 'mean', studyVector: 'statistics' });
    expect(bench.store.getState().frameReview?.studyVector).toBe('statistics');
    expect(bench.store.getState().settings.studyVector).toBe('mean');
  };
  await ask();
  bench.actions.cancelReview();
  expect(bench.store.getState().settings.studyVector).toBe('mean');
  await ask();
  await bench.actions.confirmReview();
  expect(bench.store.getState().settings.studyVector).toBe('statistics');
  expect(embeddingTable(bench.store.getState()).ids).toHaveLength(1);
});
