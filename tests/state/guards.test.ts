// The guards from the state: warnings as the set changes, shortcuts and cheats beside an evaluation.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { reportGuards, reportSubgroups, warningLines } from '../../src/state/guard-told';
import { freshEvaluation, guardsKey, warningsOf } from '../../src/state/guards';
import { fileOf, noisyPng } from '../fixtures/builders/pictures';
import { opened } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const grey = [120, 120, 120] as const;

/** Eight people a class, two grey pictures of noise each: nothing but the side of the pictures can tell the classes apart. */
async function withSides(sides: readonly [number, number]) {
  const bench = await opened();
  const { actions } = bench;
  for (const [c, side] of sides.entries()) {
    const classId = actions.addClass(`Class ${c}`);
    const files = Array.from({ length: 16 }, (_, i) => {
      const name = `${c}${Math.floor(i / 2)}_${i}.png`;
      return { path: name, file: fileOf(name, noisyPng(grey, 100 * c + i, side)) };
    });
    await actions.addFiles(files, { to: 'class', classId });
  }
  await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
  actions.changeEvaluation({ approaches: ['neighbours', 'linear'], folds: 4 });
  const codes = () => warningsOf(bench.store.getState()).map(({ code }) => code);
  return { ...bench, codes };
}

type Bench = Awaited<ReturnType<typeof withSides>>;

function foundIn({ store }: Bench) {
  const { guards } = store.getState();
  if (guards.phase !== 'done') throw new Error(`the look for shortcuts is ${guards.phase}`);
  return guards.value;
}

function cheatIn({ store }: Bench) {
  const { cheat } = store.getState();
  if (cheat.phase !== 'done') throw new Error(`the cheat is ${cheat.phase}`);
  return cheat.value;
}

describe('warnings', () => {
  test('a size that goes with the class is told before all else, and selects images', async () => {
    const { store, codes } = await withSides([24, 40]);
    expect(codes()).toEqual(['origin-differs', 'tiny-class', 'tiny-class']);
    const [first] = warningLines(store.getState());
    expect(first).toMatchObject({ title: 'Sources differ by class', loud: true });
    expect(first!.sentence).toContain('image size in px (Class 0 24 100 %, Class 1 40 100 %');
    expect(first!.ids).toHaveLength(16);
  });

  test('twin: sizes that do not differ are left in peace', async () => {
    const { codes } = await withSides([24, 24]);
    expect(codes()).toEqual(['tiny-class', 'tiny-class']);
  });

  test('they follow the set: groups unknown, a lopsided class, and lists that stay the same while nothing changes', async () => {
    const { actions, store, codes } = await withSides([24, 24]);
    expect(warningLines(store.getState())).toBe(warningLines(store.getState()));
    await actions.leaveGroupsUnknown();
    expect(codes()).toContain('groups-unknown');
    const second = [...store.getState().items.values()].filter(
      ({ labels }) => labels[0] === store.getState().classes[1]!.id,
    );
    actions.setExcluded(
      second.slice(1).map(({ id }) => id),
      true,
    );
    expect(codes()).toContain('imbalance');
  });

  test('the same picture under two people', async () => {
    const { actions, codes, store } = await withSides([24, 24]);
    expect(codes()).not.toContain('copies-across-groups');
    // The same pixels with another noise would be another picture; one more level of red is nearly the same.
    const copy = noisyPng([121, 120, 120], 100, 24);
    const classId = store.getState().classes[1]!.id;
    await actions.addFiles([{ path: '99_1.png', file: fileOf('99_1.png', copy) }], { to: 'class', classId });
    await actions.findAlike();
    expect(codes()).toContain('copies-across-groups');
  });
});

describe('shortcuts', () => {
  test('the size alone tells the classes apart: an alarm', async () => {
    const bench = await withSides([24, 40]);
    await bench.actions.lookForShortcuts();
    // Nothing to be held against yet.
    expect(bench.store.getState().guards.phase).toBe('empty');
    await bench.actions.evaluate();
    await bench.actions.lookForShortcuts();
    const { probes, without, chance } = foundIn(bench);
    expect(probes.find(({ probe }) => probe === 'size')).toMatchObject({
      verdict: 'alarm',
      figure: { value: 1 },
    });
    expect([without, chance]).toEqual([['tags'], 0.5]);
    expect(probes.find(({ probe }) => probe === 'thumbnail')).toMatchObject({ unread: 0 });
    const told = reportGuards(bench.store.getState()).map(({ sentence }) => sentence);
    expect(
      told.some((sentence) => sentence.startsWith('Image size and file format alone tell the classes apart')),
    ).toBe(true);
  });

  test('twin: where sizes are the same there is nothing to go by', async () => {
    const twin = await withSides([24, 24]);
    await twin.actions.evaluate();
    await twin.actions.lookForShortcuts();
    expect(foundIn(twin).without).toEqual(['size', 'tags']);
    expect(foundIn(twin).probes.some(({ verdict }) => verdict === 'alarm')).toBe(false);
  });

  test('subgroups by a column that is given; out of date with the evaluation', async () => {
    const bench = await withSides([24, 24]);
    const { actions, store } = bench;
    await actions.evaluate();
    const ids = freshEvaluation(store.getState())!.value.cases.ids;
    const lines = ids.map((id, row) => `${id},${row % 16 < 8 ? 'north' : 'south'},Doe`);
    const told = await actions.loadColumns(
      new Blob([['id,Site,patient name', ...lines, 'nobody,x,y'].join('\n')]),
    );
    expect(told).toMatchObject({ columns: ['Site'], images: 32, of: 32, personColumns: ['patient name'] });
    const [table] = reportSubgroups(store.getState());
    expect(table).toMatchObject({
      column: 'Site',
      rows: [{ name: 'north', rows: 16, groups: 8 }, { name: 'south' }],
    });
    const key = guardsKey(store.getState());
    expect(key).not.toBe('');
    actions.setExcluded([ids[0]!], true);
    expect(guardsKey(store.getState())).toBe('');
    expect(reportSubgroups(store.getState())).toEqual([]);
  });
});

describe('the cheat', () => {
  test('each approach is judged once more with each mistake, beside the honest figure', async () => {
    const bench = await withSides([24, 24]);
    await bench.actions.showCheat();
    expect(bench.store.getState().cheat.phase).toBe('empty');
    await bench.actions.evaluate();
    await bench.actions.showCheat();
    const { cheats, rows } = cheatIn(bench);
    expect(cheats).toEqual(['on-test', 'no-groups', 'both']);
    expect(rows.map(({ approach, cheated }) => [approach, cheated.length])).toEqual([
      ['neighbours', 3],
      ['linear', 3],
    ]);
    // Noise: nothing can be learnt, and the best threshold on the test images still makes more of it.
    const linear = rows[1]!;
    const onTest = linear.cheated[0]!.balancedAccuracy!;
    expect(onTest).toBeGreaterThan(linear.honest.value!);
  });

  test('cancelled, it leaves what stood there', async () => {
    const bench = await withSides([24, 24]);
    await bench.actions.evaluate();
    const running = bench.actions.showCheat();
    const [job] = bench.store.getState().jobs.filter(({ kind }) => kind === 'cheat');
    bench.actions.cancelJob(job!.id);
    await running;
    expect(bench.store.getState().cheat.phase).toBe('empty');
  });
});
