// Near-duplicates in the set: found after intake and told with their classes; what is new is compared, what has left counts no more.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { alikeGroups } from '../../src/state/alike';
import { bytesOf, copiesGolden } from '../fixtures/builders/copies';
import { fileOf, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { many, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const { cases } = copiesGolden();
const film = (name: string) => {
  const entry = cases.find((one) => one.name === name)!;
  return { path: name, file: fileOf(name, bytesOf(entry)) };
};

/** Two classes with noise in each, two films, and a copy of the first film in the other class. */
async function withCopies() {
  const engine = inProcessEngine();
  const asked: number[] = [];
  const bench = await opened({
    ...engine,
    async nearest(request, options) {
      // Maps ask for other numbers of neighbours.
      if (request.k === 8) asked.push(request.queries.length / request.dim);
      return engine.nearest(request, options);
    },
  });
  const a = bench.actions.addClass('Red');
  const b = bench.actions.addClass('Films');
  await bench.actions.addFiles([...many('r', red, 6), film('film-1.png'), film('film-2.png')], {
    to: 'class',
    classId: a,
  });
  await bench.actions.addFiles([film('film-1-jpeg60.jpg')], { to: 'class', classId: b });
  const named = () => {
    const { names } = bench.store.getState();
    const { groups, acrossClasses } = alikeGroups(bench.store.getState());
    return {
      groups: groups.map(({ rows }) => rows.map((id) => names.get(id)).toSorted()),
      across: acrossClasses.length,
    };
  };
  const idOf = (name: string) => [...bench.store.getState().names].find(([, own]) => own === name)![0];
  return { ...bench, named, idOf, asked, a, b };
}

test('a copy in another class is found and told; one in the same class is not across', async () => {
  const { actions, named, a } = await withCopies();
  expect(named()).toEqual({ groups: [['film-1-jpeg60.jpg', 'film-1.png']], across: 2 });
  await actions.addFiles([film('film-2-half.png')], { to: 'class', classId: a });
  expect(named().across).toBe(2);
  expect(named().groups).toHaveLength(2);
});

test('only what is new is compared', async () => {
  const { actions, asked, a } = await withCopies();
  expect(asked).toEqual([8, 1]);
  await actions.addFiles([film('film-1-half.png'), film('slice-1.jpg')], { to: 'class', classId: a });
  await actions.findAlike();
  expect(asked).toEqual([8, 1, 2]);
});

test('a label changes what is across; an image that leaves is no copy any more; a copy of a copy stays one', async () => {
  const { actions, named, idOf, a } = await withCopies();
  await actions.addFiles([film('film-1-bright.jpg')], { to: 'class', classId: a });
  expect(named().groups[0]).toHaveLength(3);
  actions.labelItems([idOf('film-1-jpeg60.jpg')], a);
  expect(named().across).toBe(0);
  await actions.removeItems([idOf('film-1.png')]);
  expect(named().groups).toEqual([['film-1-bright.jpg', 'film-1-jpeg60.jpg']]);
});

test('an excluded image counts again when it is back, also against what came meanwhile', async () => {
  const { actions, store, named, idOf, a } = await withCopies();
  const original = idOf('film-1.png');
  actions.setExcluded([original], true);
  expect(named().groups).toEqual([]);
  await actions.addFiles([film('film-1-half.png')], { to: 'class', classId: a });
  expect(named().groups).toEqual([['film-1-half.png', 'film-1-jpeg60.jpg']]);
  actions.setExcluded([original], false);
  await expect.poll(() => store.getState().alike.compared.has(original)).toBe(true);
  expect(named().groups).toEqual([['film-1-half.png', 'film-1-jpeg60.jpg', 'film-1.png']]);
});

test('items without a look, as in older projects, are judged by the cosine alone', async () => {
  const { store, actions, named } = await withCopies();
  store.setState(({ items }) => ({
    items: new Map([...items].map(([id, { look: _, ...item }]) => [id, item])),
    alike: { compared: new Map(), pairs: [] },
  }));
  await actions.findAlike();
  const { pairs } = store.getState().alike;
  expect(pairs.every(({ bits, similarity }) => bits === null && similarity >= 0.995)).toBe(true);
  expect(named().groups.flat()).toContain('film-1.png');
});

test('a late answer for a set that was deleted meanwhile is dropped', async () => {
  const { store, actions } = await withCopies();
  store.setState({ alike: { compared: new Map(), pairs: [] } });
  const looking = actions.findAlike();
  await actions.deleteEverything();
  await looking;
  expect(store.getState().alike).toEqual({ compared: new Map(), pairs: [] });
});
