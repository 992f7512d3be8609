// What the map draws from stays the same map of items until an image on it changes; the twins plant each change that counts.
import { expect, test } from 'vitest';
import type { Item, ItemId } from '../../../src/domain/types';
import type { Projection } from '../../../src/state/app-state';
import { initialState } from '../../../src/state/initial-state';
import { makeItemsOnMap } from '../../../src/state/items-on-map';

const item = (id: ItemId, label = 'a') => ({ id, labels: [label], group: id }) as unknown as Item;
const itemsOf = (...list: readonly Item[]) => new Map(list.map((one) => [one.id, one]));
const [one, two, three] = [item('1'), item('2'), item('3')];
const drawn: Projection = {
  method: 'pca',
  ids: ['1'],
  xy: new Float32Array(2),
  trustworthiness: null,
  placed: new Map([['2', [0, 0]]]),
};
const stateOf = (items: ReadonlyMap<ItemId, Item>, change: object = {}) => ({
  ...initialState(),
  items,
  projection: { phase: 'done' as const, key: 'k', value: drawn },
  ...change,
});

test('an image that is not on the map changes nothing, also while the next layout is computed', () => {
  const onMap = makeItemsOnMap();
  const first = onMap(stateOf(itemsOf(one, two)));
  expect(onMap(stateOf(itemsOf(one, two, three)))).toBe(first);
  const running = { projection: { phase: 'running', key: 'l', done: 0, total: 0 } };
  expect(onMap(stateOf(itemsOf(one, two, three, item('4')), running))).toBe(first);
});

test.each([
  ['a label of a drawn image', itemsOf(item('1', 'b'), two), {}],
  ['a label of a placed image', itemsOf(one, item('2', 'b')), {}],
  ['a drawn image that has left', itemsOf(two), {}],
  [
    'an image that is on the map now',
    itemsOf(one, two, three),
    { projectionFrame: { ...drawn, ids: ['1', '3'] } },
  ],
  [
    'colours by group',
    itemsOf(one, two, three),
    { settings: { ...initialState().settings, colourBy: 'group' } },
  ],
])('twin: %s is another map of items', (_, items, change) => {
  const onMap = makeItemsOnMap();
  onMap(stateOf(itemsOf(one, two)));
  expect(onMap(stateOf(items, change))).toBe(items);
});
