// What may not be parted has one name, by where it is from: on the class cards, in Evaluate, and as a row.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Item } from '../../src/domain/types';
import { casesNoun, judgedNoun, partsAhead } from '../../src/state/evaluation-told';
import { groupNoun, rowNoun, setNoun } from '../../src/state/group-noun';
import { groupCount } from '../../src/state/set-checks';
import { blue, red } from '../fixtures/builders/pictures';
import { opened } from './opened';
import { ofPerson } from './people-kit';

type Source = Item['groupSource'];

const anySource = fc.constantFrom<Source>('patient', 'folder', 'name', 'study', 'series', 'file', null);

describe('by where groups are from', () => {
  test('the order, repeats and images of none change nothing', () => {
    fc.assert(
      fc.property(fc.array(anySource), fc.infiniteStream(fc.nat()), (sources, order) => {
        const noun = groupNoun(sources);
        const shuffled = sources
          .map((source) => ({ source, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ source }) => source);
        expect(groupNoun([null, ...shuffled, ...sources])).toBe(noun);
      }),
    );
  });

  test('patients and what a person said stands for them; studies alone; all else groups', () => {
    const named = (...sources: Source[]) => groupNoun(sources).many;
    expect([named(), named(null), named('patient', 'folder', 'name')]).toEqual(Array(3).fill('patients'));
    expect(named('study', null, 'study')).toBe('studies');
    expect([named('study', 'patient'), named('series'), named('file', 'study')]).toEqual(
      Array(3).fill('groups'),
    );
  });
});

describe('in a set', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  /** Six people in two classes, one of them excluded from the set; then as if the files had named where they are from. */
  async function from(sources: (i: number) => Source) {
    const bench = await opened();
    const { actions, store } = bench;
    for (const [name, colour, seed] of [
      ['Red', red, 1],
      ['Blue', blue, 500],
    ] as const) {
      const classId = actions.addClass(name);
      const files = ['ann', 'bob', 'cyr'].flatMap((person, i) =>
        ofPerson(`${name}-${person}`, colour, 2, seed + 10 * i),
      );
      await actions.addFiles(files, { to: 'class', classId });
    }
    await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
    const items = new Map(
      Array.from(store.getState().items, ([id, item], i) => [id, { ...item, groupSource: sources(i) }]),
    );
    store.setState({ items });
    return bench;
  }

  test('class cards, what would be judged and a row all follow it', async () => {
    for (const [source, many] of [
      ['name', 'patients'],
      ['study', 'studies'],
      ['series', 'groups'],
    ] as const) {
      const { actions, store } = await from(() => source);
      const [first] = store.getState().classes;
      expect(groupCount(store.getState(), first!.id)).toMatchObject({ groups: 3, noun: { many } });
      expect([setNoun(store.getState()), casesNoun(store.getState())].map((noun) => noun.many)).toEqual([
        many,
        many,
      ]);
      expect(partsAhead(store.getState())?.noun.many).toBe(many);
      expect(rowNoun(store.getState()).many).toBe('images');
      actions.changeSettings({ level: 'group' });
      expect(rowNoun(store.getState()).many).toBe(many);
    }
  });

  test('an evaluation keeps to the rows that were judged, images that are not in it aside', async () => {
    const { actions, store } = await from((i) => (i === 0 ? 'series' : 'study'));
    const [odd] = store.getState().items.keys();
    actions.setExcluded([odd!], true);
    actions.changeEvaluation({ approaches: ['prototypes'], folds: 2 });
    await actions.evaluate();
    expect(store.getState().evaluation.phase).toBe('done');
    expect([judgedNoun(store.getState()).many, setNoun(store.getState()).many]).toEqual([
      'studies',
      'studies',
    ]);
    actions.setExcluded([odd!], false);
    expect([judgedNoun(store.getState()).many, setNoun(store.getState()).many]).toEqual([
      'studies',
      'groups',
    ]);
  });
});
