// All routes for one image and for many: each with its evidence, none with the image's own label, taken over in bulk.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import type { Prediction } from '../../src/state/answers';
import { agreedClass, routeAnswer } from '../../src/state/route-answers';
import { isStale, predictionsKey } from '../../src/state/selectors';
import type { SavedProject } from '../../src/storage/project-storage';
import { blue, green, red } from '../fixtures/builders/pictures';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof withTwoClasses>>;

async function focused({ actions, store }: Bench, id: string): Promise<Prediction> {
  actions.focusItem(id);
  await expect.poll(() => store.getState().focusAnswer?.id).toBe(id);
  return store.getState().focusAnswer!;
}

async function predicted({ actions, store }: Bench): Promise<readonly Prediction[]> {
  await actions.predictUnlabelled();
  const { predictions } = store.getState();
  if (predictions.phase !== 'done') throw new Error('no predictions');
  return predictions.value;
}

describe('one image', () => {
  test('a new one is answered by neighbours and class means, with examples and counter-examples', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    const id = [...bench.store.getState().items.keys()].at(-1)!;
    const { prototypes, examples } = await focused(bench, id);
    expect(prototypes?.similarities.map(({ classId, images }) => [classId, images])).toEqual([
      [bench.a, 4],
      [bench.b, 4],
    ]);
    expect(prototypes?.margin).toBeGreaterThan(0);
    const { items } = bench.store.getState();
    const classesOf = (list: readonly { readonly id: string }[]) =>
      list.map((example) => items.get(example.id)?.labels[0]);
    const own = examples?.find(({ classId }) => classId === bench.a);
    expect(classesOf(own?.nearest ?? [])).toEqual([bench.a, bench.a, bench.a]);
    expect(classesOf(own?.others ?? [])).toEqual([bench.b, bench.b, bench.b]);
  });

  test('a labelled one neither votes for itself, nor is its own example, nor part of its class mean', async () => {
    const bench = await withTwoClasses(4);
    const id = [...bench.store.getState().items.keys()][0]!;
    const { neighbours, prototypes, examples } = await focused(bench, id);
    expect(neighbours?.nearest.some((near) => near.id === id)).toBe(false);
    expect(examples?.flatMap(({ nearest, others }) => [...nearest, ...others]).some((e) => e.id === id)).toBe(
      false,
    );
    expect(prototypes?.similarities.find(({ classId }) => classId === bench.a)?.images).toBe(3);
    expect(prototypes?.similarities.find(({ classId }) => classId === bench.b)?.images).toBe(4);
  });

  test('one class alone has no prototype answer: it would always be the answer', async () => {
    const bench = await opened();
    const a = bench.actions.addClass('Red');
    await bench.actions.addFiles(many('r', red, 3), { to: 'class', classId: a });
    await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await expect.poll(() => bench.store.getState().focusAnswer?.neighbours).toBeTruthy();
    expect(bench.store.getState().focusAnswer?.prototypes).toBeNull();
  });

  test('another weighting of the votes answers the open image anew and makes older answers stale', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.addFiles([drop('new.png', green, 999)], { to: 'unlabelled' });
    await predicted(bench);
    const stale = () =>
      isStale(bench.store.getState().predictions, () => predictionsKey(bench.store.getState()));
    expect(stale()).toBe(false);
    const id = [...bench.store.getState().items.keys()].at(-1)!;
    await focused(bench, id);
    bench.actions.changeSettings({ voteWeighting: 'uniform' });
    expect(stale()).toBe(true);
    const fifths = () =>
      bench.store
        .getState()
        .focusAnswer?.neighbours?.shares.every(({ share }) => Math.abs((share * 5) % 1) < 1e-9);
    await expect.poll(fifths).toBe(true);
  });

  test('an adapter of several labels says so, and what is above one half is its answer', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles(many('g', green, 6, 500), { to: 'class', classId: bench.a });
    const { items } = bench.store.getState();
    const both = [...items.values()]
      .slice(-6)
      .map((item) => [item.id, { ...item, labels: [bench.a, bench.b] }] as const);
    bench.store.setState({ items: new Map([...items, ...both]) });
    bench.actions.choosePreset('linear');
    await bench.actions.trainAdapter();
    const answer = await focused(bench, both[0]![0]);
    expect(answer.adapter?.task).toBe('multi');
    const said = routeAnswer(answer, 'adapter');
    expect([...(said?.classes ?? [])].sort()).toEqual([bench.a, bench.b].sort());

    // Taken over, a new image like them gets both labels, in one step that can be undone.
    await bench.actions.addFiles([drop('new.png', green, 999)], { to: 'unlabelled' });
    const [fresh] = await predicted(bench);
    expect(bench.actions.acceptAnswers([fresh!.id], 'adapter')).toBe(1);
    const labels = () => bench.store.getState().items.get(fresh!.id)?.labels ?? [];
    expect([...labels()].sort()).toEqual([bench.a, bench.b].sort());
    bench.actions.undo();
    expect(labels()).toEqual([]);
  });
});

describe('a folder of new images', () => {
  async function withNew() {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles([...many('nr', red, 3, 700), ...many('nb', blue, 2, 800)], {
      to: 'unlabelled',
    });
    return { ...bench, predictions: await predicted(bench) };
  }
  const labelsOf = ({ store }: Bench, ids: readonly string[]) =>
    ids.map((id) => store.getState().items.get(id)?.labels);

  test('is answered by every route, without the evidence of single images', async () => {
    const { predictions } = await withNew();
    expect(predictions).toHaveLength(5);
    expect(
      predictions.every(({ neighbours, prototypes, examples }) => neighbours && prototypes && !examples),
    ).toBe(true);
  });

  test('chosen images go into the class that one route names; a second time nothing is left to take', async () => {
    const bench = await withNew();
    const ids = bench.predictions.slice(0, 2).map(({ id }) => id);
    expect(bench.actions.acceptAnswers(ids, 'prototypes')).toBe(2);
    expect(labelsOf(bench, ids)).toEqual([[bench.a], [bench.a]]);
    expect(labelsOf(bench, [bench.predictions[2]!.id])).toEqual([[]]);
    bench.actions.labelItems(ids, bench.b);
    expect(bench.actions.acceptAnswers(ids, 'prototypes')).toBe(0);
    expect(labelsOf(bench, ids)).toEqual([[bench.b], [bench.b]]);
  });

  test('all on which every route agrees are taken at once, the others stay unlabelled', async () => {
    const bench = await withNew();
    const agreed = bench.predictions.filter(
      (entry) => agreedClass(entry) !== null && !entry.neighbours?.unlike,
    );
    const all = bench.predictions.map(({ id }) => id);
    expect(bench.actions.acceptAnswers(all, 'all')).toBe(agreed.length);
    const expected = bench.predictions.map((entry) => (agreed.includes(entry) ? [agreedClass(entry)] : []));
    expect(agreed.length).toBeGreaterThan(0);
    expect(labelsOf(bench, all)).toEqual(expected);
  });

  test('stands in the CSV with all routes', async () => {
    const { actions } = await withNew();
    const [, head, first] = actions.predictionsCsv(false).split('\r\n');
    expect(head).toContain("prototypes' answer,prototype similarity,prototype margin");
    expect(head).toContain('routes differ,distance from the set,unlike anything here');
    expect(first).toContain('Red');
  });
});

test('answers of a project from before there were these routes still open', () => {
  const nearest = [{ id: 'n', similarity: 0.9 }];
  const neighbours = { nearest, shares: [{ classId: 'k', share: 1 }], unlike: false };
  const kept = { id: 'a', neighbours, adapter: { classes: ['k'], probabilities: [1] }, words: null };
  const old: SavedProject = {
    project: { projectName: 'Old', salt: '0'.repeat(32), classes: [], settings: {}, firstRun: false },
    items: [],
    names: new Map(),
    vectors: new Map(),
    stages: new Map([['predictions', { key: 'x', value: [kept] }]]),
  };
  const { predictions, settings } = restored(old);
  expect(settings?.voteWeighting).toBe('similarity');
  expect(predictions).toMatchObject({
    value: [{ neighbours, prototypes: null, cluster: null, adapter: { task: 'single' }, examples: null }],
  });
});
