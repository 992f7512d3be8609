import { describe, expect, test } from 'vitest';
import type { TidyEntry } from '../../../src/state/tidy-queues';
import { aloneSentence, figureSentence, whySentence } from '../../../src/ui/tidy/tidy-words';
import { patients, studies } from './nouns';

const classes = [
  { id: 'a', name: 'Red', swatch: 0 },
  { id: 'b', name: 'Blue', swatch: 1 },
];
type Unmarked = TidyEntry extends infer E ? (E extends TidyEntry ? Omit<E, 'mark'> : never) : never;
const why = (entry: Unmarked, labels: readonly string[] = []) =>
  whySentence({ mark: '', ...entry } as TidyEntry, classes, labels, patients);
const score = { row: 0, score: 0.4189, rank: 2, percentile: 98.9, far: true };

describe('why', () => {
  test('a doubt names both classes and all three shares', () => {
    const found = { row: 0, own: 'b', ownShare: 0.2, usualShare: 0.93, other: 'a', otherShare: 0.8 };
    expect(why({ kind: 'doubt', ids: ['x'], found })).toBe(
      'Labelled Blue, but the most alike images of other parts of the set say Red: share of the vote 0.80, for Blue 0.20 (usual for that class: 0.93).',
    );
  });

  test('far: in the set, in the class, or in both', () => {
    const of = (overall: typeof score | null, inClass: typeof score | null) =>
      why({ kind: 'far', ids: ['x'], found: { row: 0, overall, inClass } }, ['a']);
    expect(of(score, null)).toBe(
      'Its two nearest images of other patients are 0.41 away, farther than 98 % of the set (place 2) (distance: 1 - cosine similarity).',
    );
    expect(of(null, score)).toContain('farther than 98 % of Red (place 2)');
    expect(of(score, score)).toContain(
      'of the set (place 2); in its class 0.41 away, farther than 98 % of Red',
    );
  });

  test('copies: how many, how alike at least, and whether they are in different classes', () => {
    const pairs = [0.991, 0.972].map((similarity) => ({ a: 'x', b: 'y', similarity, bits: 3 }));
    const found = { rows: ['x', 'y', 'z'], pairs };
    const ids = found.rows;
    expect(why({ kind: 'copies', ids, found, acrossClasses: true })).toBe(
      '3 images that show the same picture, alike 0.97 or more (cosine similarity). They are in different classes.',
    );
    expect(why({ kind: 'copies', ids, found, acrossClasses: false })).not.toContain('different classes');
  });

  test('between: the class it has, both shares, and a margin of three digits', () => {
    const found = { row: 0, first: 'a', second: 'b', firstShare: 0.6, secondShare: 0.4, margin: 0.0127 };
    const sentence = why({ kind: 'between', ids: ['x'], found, own: 'b' });
    expect(sentence).toMatch(/^Labelled Blue, between Red \(share of the vote 0.60\) and Blue \(0.40\)/);
    expect(sentence).toContain('differ by 0.012');
    expect(why({ kind: 'between', ids: ['x'], found, own: null })).toMatch(/^Unlabelled,/);
  });

  test('to label next: with and without labelled images to hold it against', () => {
    const found = { row: 0, uncertainty: 0.4, distance: 0.25 };
    expect(why({ kind: 'next', ids: ['x'], found })).toContain('Uncertainty of the vote 0.40');
    expect(why({ kind: 'next', ids: ['x'], found: { ...found, distance: null } })).toMatch(
      /^No labelled image/,
    );
  });
});

test('figures: with an interval, without one, and none at all', () => {
  const figures = { rows: 17, groups: 12, classes: 2, right: 16, balancedAccuracy: 0.9444, interval: null };
  expect(figureSentence({ ...figures, interval: [0.88, 0.98] }, studies)).toBe(
    '0.94 (95 % interval 0.88 to 0.98) on 17 labelled images of 12 studies in 2 classes',
  );
  expect(figureSentence({ ...figures, interval: null }, studies)).toContain(
    'too few studies for an interval',
  );
  expect(figureSentence({ ...figures, right: 17 }, studies)).toContain('all right, so no interval');
  expect(figureSentence({ ...figures, balancedAccuracy: null, interval: null }, studies)).toMatch(
    /^no figure/,
  );
  expect([aloneSentence(0, patients), aloneSentence(3, patients)?.slice(0, 17)]).toEqual([
    null,
    '3 labelled images',
  ]);
});
