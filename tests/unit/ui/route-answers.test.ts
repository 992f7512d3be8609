// What each route names, which answers may be held against others, and what may be taken over into classes.
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../../src/state/answers';
import type { AppState } from '../../../src/state/app-state';
import {
  acceptable,
  agreedClass,
  disagreementIn,
  distanceFromSet,
  type RouteName,
  routeAnswer,
  routeAnswers,
} from '../../../src/state/route-answers';
import { adapterSays, answered, groupOf, means, vote, wordsSay } from './answer-case';

const named = (prediction: Prediction, route: RouteName) => routeAnswer(prediction, route)?.classes;

describe('what a route names', () => {
  test('nothing where it is not ready', () => {
    expect(routeAnswers(answered({}))).toEqual([]);
    expect(disagreementIn(answered({}))).toEqual({ differ: null, variation: null });
    expect(distanceFromSet(answered({}))).toBeNull();
  });

  test('a level vote names all classes at its head', () => {
    expect(named(answered({ neighbours: vote(0.4, 0.4, 0.2) }), 'neighbours')).toEqual(['c0', 'c1']);
  });

  test('an adapter of one answer names the most probable, one of several labels all above one half', () => {
    const single = answered({ adapter: adapterSays('single', 0.3, 0.4, 0.3) });
    expect(routeAnswer(single, 'adapter')).toMatchObject({ classes: ['c1'], value: 0.4 });
    const several = answered({ adapter: adapterSays('multi', 0.6, 0.2, 0.9) });
    expect(routeAnswer(several, 'adapter')).toMatchObject({
      classes: ['c2', 'c0'],
      value: 0.9,
      shares: null,
    });
    expect(named(answered({ adapter: adapterSays('multi', 0.5, 0.2) }), 'adapter')).toEqual([]);
  });

  test('an adapter from before there were tasks has one answer', () => {
    const older = answered({ adapter: { classes: ['c0', 'c1'], probabilities: [0.7, 0.6] } });
    expect(named(older, 'adapter')).toEqual(['c0']);
  });

  test('a group names what most of its labelled images are; without one it names nothing and does not count', () => {
    expect(routeAnswer(answered({ cluster: groupOf(3, 1) }), 'cluster')).toMatchObject({
      classes: ['c0'],
      value: 0.75,
    });
    expect(routeAnswer(answered({ cluster: groupOf() }), 'cluster')).toMatchObject({
      classes: [],
      counts: false,
    });
  });

  test('words name a class or none; with a word they do not know they do not count', () => {
    expect(routeAnswer(answered({ words: wordsSay(1) }), 'words')).toMatchObject({
      classes: ['c1'],
      value: 0.7,
      counts: true,
    });
    expect(routeAnswer(answered({ words: wordsSay(0.5) }), 'words')?.counts).toBe(false);
    expect(routeAnswer(answered({ words: wordsSay(0) }), 'words')?.counts).toBe(false);
    const empty = { ...wordsSay(0)!, unknownWords: [] };
    expect(routeAnswer(answered({ words: empty }), 'words')?.counts).toBe(false);
    const none = answered({ words: wordsSay(1, { share: 0.9, knownShare: 1 }) });
    expect(routeAnswer(none, 'words')).toMatchObject({ classes: [], value: 0.9, counts: true });
    const strange = answered({ words: wordsSay(1, { share: 0.1, knownShare: 0 }) });
    expect(routeAnswer(strange, 'words')?.counts).toBe(false);
  });
});

describe('agreement', () => {
  test('is one class named by all that count, at least two', () => {
    expect(agreedClass(answered({ neighbours: vote(0, 1), prototypes: means(0.1, 0.9) }))).toBe('c1');
    expect(agreedClass(answered({ neighbours: vote(0, 1), prototypes: means(0.9, 0.1) }))).toBeNull();
    expect(agreedClass(answered({ neighbours: vote(1) }))).toBeNull();
    expect(agreedClass(answered({ neighbours: vote(0.5, 0.5), prototypes: means(0.9, 0.1) }))).toBeNull();
  });

  test('passes over words that rest on nothing', () => {
    const both = { neighbours: vote(1, 0), prototypes: means(0.9, 0.1) };
    expect(agreedClass(answered({ ...both, words: wordsSay(0) }))).toBe('c0');
    expect(disagreementIn(answered({ ...both, words: wordsSay(0.5) })).differ).toBe(0);
    expect(agreedClass(answered({ ...both, words: wordsSay(1) }))).toBeNull();
    expect(disagreementIn(answered({ ...both, words: wordsSay(1) })).differ).toBeCloseTo(2 / 3, 12);
  });
});

describe('what may be taken over', () => {
  const state = (labels: Readonly<Record<string, readonly string[]>>) =>
    ({
      items: new Map(Object.entries(labels).map(([id, own]) => [id, { id, labels: own }])),
      classes: [
        { id: 'c0', name: 'C0', swatch: 0 },
        { id: 'c1', name: 'C1', swatch: 1 },
      ],
    }) as unknown as Pick<AppState, 'items' | 'classes'>;
  const agreeing = (id: string) => answered({ id, neighbours: vote(0, 1), prototypes: means(0.1, 0.9) });

  test('only images that are here, unlabelled, with one class that is still there', () => {
    const gone = answered({ id: 'removed-class', neighbours: vote(0, 0, 1) });
    const predictions = [agreeing('free'), agreeing('taken'), agreeing('away'), gone];
    const found = acceptable(
      state({ free: [], taken: ['c0'], 'removed-class': [] }),
      predictions,
      'neighbours',
    );
    expect([...found.byClass]).toEqual([['c1', ['free']]]);
    expect(found.count).toBe(1);
  });

  test('no single answer, no class', () => {
    const level = answered({ id: 'free', neighbours: vote(0.5, 0.5) });
    const unknown = answered({ id: 'free', words: wordsSay(0) });
    const free = state({ free: [] });
    expect(acceptable(free, [level], 'neighbours').count).toBe(0);
    expect(acceptable(free, [answered({ id: 'free', cluster: groupOf(2, 2) })], 'cluster').count).toBe(0);
    expect(acceptable(free, [unknown], 'words').count).toBe(0);
  });

  test('an adapter of several labels gives all that it names', () => {
    const two = answered({ id: 'free', adapter: adapterSays('multi', 0.6, 0.9, 0.8) });
    const found = acceptable(state({ free: [] }), [two], 'adapter');
    expect([found.count, [...found.byClass], [...found.also]]).toEqual([
      1,
      [['c1', ['free']]],
      // The third class is not there any more.
      [['c0', ['free']]],
    ]);
    const none = answered({ id: 'free', adapter: adapterSays('multi', 0.4, 0.3) });
    expect(acceptable(state({ free: [] }), [none], 'adapter').count).toBe(0);
  });

  test('as agreed: never what is unlike anything here', () => {
    const free = state({ free: [] });
    const strange = { ...agreeing('free'), neighbours: { ...vote(0, 1)!, unlike: true } };
    expect(acceptable(free, [agreeing('free')], 'all').count).toBe(1);
    expect(acceptable(free, [strange], 'all').count).toBe(0);
    expect(acceptable(free, [strange], 'neighbours').count).toBe(1);
  });
});
