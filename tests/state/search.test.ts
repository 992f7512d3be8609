// Search by image, region and words, in both spaces; the outlier score beside it; how well a search fits the labels.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { canMeasure, retrievalKey } from '../../src/state/retrieval';
import { adapterSpaceLack, type Found, type SearchWish, searchKey } from '../../src/state/search';
import { isStale } from '../../src/state/selectors';
import { blue, green, red } from '../fixtures/builders/pictures';
import { many, opened, withTwoClasses } from './opened';
import { type Bench, byName, namesOf, withPeople } from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const wished = (query: SearchWish['query'], more: Partial<SearchWish> = {}): SearchWish => ({
  query,
  space: 'embedding',
  most: 12,
  reference: null,
  ...more,
});

async function found({ actions, store }: Bench, wish: SearchWish): Promise<Found> {
  await actions.findLike(wish);
  const stage = store.getState().search?.stage;
  if (stage?.phase !== 'done') throw new Error(`search: ${stage?.phase}`);
  return stage.value;
}

/** Two classes of eight, and three unlabelled red ones. */
async function withNew() {
  const bench = await withTwoClasses(8);
  await bench.actions.addFiles(many('new', red, 3, 700), { to: 'unlabelled' });
  return bench;
}
const idsOf = ({ hits }: Found) => hits.map(({ id }) => id);

describe('by image', () => {
  test('finds the most alike of all, labelled or not, best first, never the image itself', async () => {
    const bench = await withNew();
    const id = byName(bench, 'new-0');
    const { hits, among } = await found(bench, wished({ kind: 'image', id }));
    expect(hits).toHaveLength(12);
    expect(among).toBe(18);
    const names = namesOf(
      bench,
      hits.map((hit) => hit.id),
    );
    expect(names.slice(0, 10).every((name) => !name?.startsWith('b'))).toBe(true);
    expect(names).toEqual(expect.arrayContaining(['new-1', 'new-2']));
    expect(names).not.toContain('new-0');
    const similarities = hits.map(({ similarity }) => similarity);
    expect([...similarities].sort((a, b) => b - a)).toEqual(similarities);
    expect(hits.every(({ distance }) => distance === null)).toBe(true);
  });

  test('gives as many as are asked for, or all there are', async () => {
    const bench = await withNew();
    const id = byName(bench, 'new-0');
    expect(idsOf(await found(bench, wished({ kind: 'image', id }, { most: 5 })))).toHaveLength(5);
    expect(idsOf(await found(bench, wished({ kind: 'image', id }, { most: 24 })))).toHaveLength(18);
  });

  test('an excluded image is neither found nor asked with', async () => {
    const bench = await withNew();
    const [id, other] = ['new-0', 'new-1'].map((name) => byName(bench, name)) as [string, string];
    bench.actions.setExcluded([other], true);
    expect(idsOf(await found(bench, wished({ kind: 'image', id }, { most: 24 })))).not.toContain(other);
    expect((await found(bench, wished({ kind: 'image', id: other }))).hits).toEqual([]);
  });

  test('one row a patient: the patient’s other images are not found, and those found stand for patients', async () => {
    const bench = await withPeople([
      ['ann', red, 3],
      ['bob', red, 2],
      ['cyr', blue, 4],
    ]);
    bench.actions.changeSettings({ level: 'group' });
    const hits = idsOf(await found(bench, wished({ kind: 'image', id: byName(bench, 'ann_3') })));
    expect(namesOf(bench, hits).sort()).toEqual(['bob_1', 'cyr_2', 'stray']);
  });
});

describe('by a region', () => {
  test('finds what is like the mean of the marked images, none of them among it', async () => {
    const bench = await withNew();
    const ids = ['new-0', 'new-1', 'b-0'].map((name) => byName(bench, name));
    const two = await found(bench, wished({ kind: 'region', ids: ids.slice(0, 2) }));
    expect(namesOf(bench, idsOf(two).slice(0, 9)).some((name) => name?.startsWith('b'))).toBe(false);
    expect(idsOf(two)).toContain(byName(bench, 'new-2'));
    const three = await found(bench, wished({ kind: 'region', ids }));
    for (const id of ids) expect(idsOf(three)).not.toContain(id);
    expect(three.among).toBe(16);
  });

  test('of one image is a search by it', async () => {
    const bench = await withNew();
    const id = byName(bench, 'r-3');
    const region = await found(bench, wished({ kind: 'region', ids: [id] }));
    expect(idsOf(region)).toEqual(idsOf(await found(bench, wished({ kind: 'image', id }))));
  });

  test('of nothing that is embedded finds nothing', async () => {
    const bench = await withNew();
    expect((await found(bench, wished({ kind: 'region', ids: [] }))).hits).toEqual([]);
  });
});

describe('by words', () => {
  test('finds what the search box selects, with how alike, and says what is not known', async () => {
    const bench = await withNew();
    const byText = await found(bench, wished({ kind: 'words', text: 'blue' }));
    expect(idsOf(byText)).toEqual((await bench.actions.searchByWords('blue'))?.ids);
    expect(namesOf(bench, idsOf(byText).slice(0, 8)).every((name) => name?.startsWith('b'))).toBe(true);
    expect(byText.hits[0]!.similarity).toBeGreaterThan(byText.hits.at(-1)!.similarity);
    const unknown = await found(bench, wished({ kind: 'words', text: 'zebra blue' }));
    expect(unknown.unknownWords).toEqual(['zebra']);
  });

  test('goes by the embedding, whatever space is asked for', async () => {
    const bench = await withNew();
    bench.actions.choosePreset('mlp');
    await bench.actions.trainAdapter();
    const query = { kind: 'words', text: 'blue' } as const;
    const plain = await found(bench, wished(query));
    expect((await found(bench, wished(query, { space: 'adapter' }))).hits).toEqual(plain.hits);
  });
});

describe('as the adapter sees it', () => {
  test('needs an adapter with a hidden layer that was trained on vectors of this kind', async () => {
    const bench = await withNew();
    const lack = () => adapterSpaceLack(bench.store.getState());
    expect(lack()).toBe('no-adapter');
    bench.actions.choosePreset('linear');
    await bench.actions.trainAdapter();
    expect(lack()).toBe('no-hidden-layer');
    const id = byName(bench, 'new-0');
    expect((await found(bench, wished({ kind: 'image', id }, { space: 'adapter' }))).hits).toEqual([]);
    bench.actions.choosePreset('mlp');
    await bench.actions.trainAdapter();
    expect(lack()).toBeNull();
    bench.actions.changeSettings({ studyVector: 'statistics' });
    expect(lack()).toBe('other-vectors');
  });

  test('classes lie farther apart than in the embedding', async () => {
    const bench = await withNew();
    bench.actions.choosePreset('mlp');
    await bench.actions.trainAdapter();
    const id = byName(bench, 'r-0');
    const gap = async (space: SearchWish['space']) => {
      const { hits } = await found(bench, wished({ kind: 'image', id }, { space, most: 24 }));
      const of = (start: string) =>
        hits
          .filter((hit) => namesOf(bench, [hit.id])[0]!.startsWith(start))
          .map(({ similarity }) => similarity);
      return Math.min(...of('r')) - Math.max(...of('b'));
    };
    expect(await gap('adapter')).toBeGreaterThan(await gap('embedding'));
  });
});

describe('the outlier score', () => {
  test('is small within the class it is held against, large outside, and has no part in the order', async () => {
    const bench = await withNew();
    const id = byName(bench, 'new-0');
    const wish = wished({ kind: 'image', id }, { most: 24, reference: bench.a });
    const { hits, ownDistance } = await found(bench, wish);
    const of = (start: string) =>
      hits.filter((hit) => namesOf(bench, [hit.id])[0]!.startsWith(start)).map(({ distance }) => distance!);
    expect(Math.max(...of('r'))).toBeLessThan(Math.min(...of('b')));
    expect(Math.max(...of('r'))).toBeGreaterThan(0);
    expect(ownDistance).toBeLessThan(Math.min(...of('b')));
    const plain = await found(bench, { ...wish, reference: null });
    expect(plain.hits.map(({ similarity }) => similarity)).toEqual(hits.map(({ similarity }) => similarity));
  });

  test('of a class without an image there is none', async () => {
    const bench = await withNew();
    const wish = wished({ kind: 'image', id: byName(bench, 'r-0') }, { reference: bench.actions.addClass() });
    const { hits, ownDistance } = await found(bench, wish);
    expect(hits.every(({ distance }) => distance === null)).toBe(true);
    expect(ownDistance).toBeNull();
  });
});

describe('one search', () => {
  test('is old when an image comes in; labels alone matter only to a reference', async () => {
    const bench = await withNew();
    const stale = () => {
      const state = bench.store.getState();
      const { wish, stage } = state.search!;
      return isStale(stage, () => searchKey(state, wish));
    };
    const query = { kind: 'image', id: byName(bench, 'new-0') } as const;
    await found(bench, wished(query));
    bench.actions.labelItems([byName(bench, 'new-1')], bench.a);
    expect(stale()).toBe(false);
    await found(bench, wished(query, { reference: bench.a }));
    bench.actions.labelItems([byName(bench, 'new-2')], bench.a);
    expect(stale()).toBe(true);
    await found(bench, wished(query));
    await bench.actions.addFiles(many('more', green, 1, 990), { to: 'unlabelled' });
    expect(stale()).toBe(true);
  });

  test('gives way to a later one, and is gone when closed', async () => {
    const bench = await withNew();
    const [first, second] = ['r-0', 'b-0'].map((name) =>
      wished({ kind: 'image', id: byName(bench, name) }),
    ) as [SearchWish, SearchWish];
    await Promise.all([bench.actions.findLike(first), bench.actions.findLike(second)]);
    expect(bench.store.getState().search).toMatchObject({ wish: second, stage: { phase: 'done' } });
    const running = bench.actions.findLike(first);
    bench.actions.closeSearch();
    await running;
    expect(bench.store.getState().search).toBeNull();
  });

  test('that is cancelled leaves the one before', async () => {
    const bench = await withNew();
    await found(bench, wished({ kind: 'image', id: byName(bench, 'r-0') }));
    const before = bench.store.getState().search;
    const running = bench.actions.findLike(wished({ kind: 'image', id: byName(bench, 'b-0') }));
    for (const { id, kind } of bench.store.getState().jobs)
      if (kind === 'search') bench.actions.cancelJob(id);
    await running;
    expect(bench.store.getState().search).toBe(before);
  });
});

describe('precision at k', () => {
  const figures = async ({ actions, store }: Bench) => {
    await actions.measureRetrieval();
    const { retrieval } = store.getState();
    if (retrieval.phase !== 'done') throw new Error(`retrieval: ${retrieval.phase}`);
    return retrieval.value;
  };

  test('is measured on all labelled images, and with an adapter on its hidden layer beside it', async () => {
    const bench = await withNew();
    const plain = await figures(bench);
    expect(plain).toMatchObject({ rows: 16, groups: 0, ungrouped: 16, adapter: null });
    // Red and blue squares: a search that does not part them is broken.
    expect(plain.embedding.macro).toEqual([1, 1, 1]);
    bench.actions.choosePreset('mlp');
    await bench.actions.trainAdapter();
    const both = await figures(bench);
    expect(both.embedding).toEqual(plain.embedding);
    expect(both.adapter?.macro).toEqual([1, 1, 1]);
  });

  test('looks past a person’s own images, and says what it rests on', async () => {
    const bench = await withPeople([
      ['ann', red, 3],
      ['bob', green, 3],
    ]);
    const classId = bench.actions.addClass('Any');
    const other = bench.actions.addClass('Other');
    for (const name of ['ann_1', 'ann_2', 'ann_3']) bench.actions.labelItems([byName(bench, name)], classId);
    for (const name of ['bob_1', 'bob_2', 'bob_3']) bench.actions.labelItems([byName(bench, name)], other);
    const value = await figures(bench);
    expect(value).toMatchObject({ rows: 6, groups: 2, ungrouped: 0 });
    // All of a class are of one person: without that person nothing of the class is left to be found.
    expect(value.embedding.classes.map((entry) => entry.figures[0])).toEqual([
      { precision: 0, rows: 3, groups: 1 },
      { precision: 0, rows: 3, groups: 1 },
    ]);
  });

  test('is old when a label or a group changes, and is not measured with nothing to measure', async () => {
    const bench = await withNew();
    await figures(bench);
    const stale = () => {
      const state = bench.store.getState();
      return isStale(state.retrieval, () => retrievalKey(state));
    };
    expect(stale()).toBe(false);
    await bench.actions.chooseGroups({ by: 'name', pattern: '{id}-*', scope: 'unknown' });
    expect(stale()).toBe(true);
    await figures(bench);
    bench.actions.labelItems([byName(bench, 'new-0')], bench.a);
    expect(stale()).toBe(true);
    const empty = await opened();
    await empty.actions.deleteEverything();
    expect(canMeasure(empty.store.getState())).toBe(false);
    await empty.actions.measureRetrieval();
    expect(empty.store.getState().retrieval.phase).toBe('empty');
  });
});
