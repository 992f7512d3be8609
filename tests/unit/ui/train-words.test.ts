// The words of the Train panel: the result with its n, what is missing, why one answer or several, the table's cells.
import { describe, expect, test } from 'vitest';
import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { keepAdapter } from '../../../src/domain/predict/adapter-set';
import type { Adapter } from '../../../src/domain/predict/adapter-types';
import { figuresOf, shapeWords, sizeWords } from '../../../src/ui/train/adapter-words';
import { whatIsMissing } from '../../../src/ui/train/readiness';
import { resultWords, tallySentence } from '../../../src/ui/train/result-words';
import { taskReason } from '../../../src/ui/train/task-words';
import { images, patients, studies } from './nouns';

function adapter(kept: number, more: Partial<Adapter> = {}): Adapter {
  const point = (epoch: number, validationLoss: number, validationBalancedAccuracy: number) => ({
    epoch,
    trainLoss: 1 / epoch,
    validationLoss,
    validationBalancedAccuracy,
  });
  return {
    spec: { ...defaultSpec('linear', 3), task: 'single' },
    classes: ['a', 'b'],
    dim: 2,
    parameters: [{ name: 'head.weight', shape: [2, 2], data: new Float32Array(4) }],
    curve: [point(1, 1, 0.5), point(2, 0.4, 0.94), point(3, 0.5, 0.8)],
    bestEpoch: 2,
    trainingIds: Array.from({ length: 80 }, (_, i) => `t${i}`),
    validationIds: Array.from({ length: kept }, (_, i) => `v${i}`),
    elapsedMs: 1800,
    ...more,
  };
}

describe('the result', () => {
  test('is that of the epoch kept, with its n and that it is no test', () => {
    expect(resultWords(adapter(19), images).verdict).toBe(
      'Balanced accuracy 0.94 on 19 images kept out for choosing when to stop (not a test).',
    );
  });

  test('of several labels says that it is a mean over them, and how each did', () => {
    const spec = { ...defaultSpec('linear'), task: 'multi' } as const;
    const validationTallies = [
      { having: 9, found: 8, lacking: 10, spared: 10 },
      { having: 4, found: 1, lacking: 15, spared: 13 },
    ];
    const { verdict, byClass } = resultWords(adapter(19, { spec, validationTallies }), images);
    expect(verdict).toMatch(/^Balanced accuracy 0\.94, the mean over the labels, on 19 images/);
    expect(byClass).toEqual([
      { classId: 'a', sentence: 'found in 8 of 9 with it, named in 0 of 10 without it' },
      { classId: 'b', sentence: 'found in 1 of 4 with it, named in 2 of 15 without it' },
    ]);
  });

  test('too few images give no number', () => {
    expect(resultWords(adapter(4), images).verdict).not.toMatch(/0\.\d/);
    expect(resultWords(adapter(0), images).verdict).not.toMatch(/0\.\d/);
  });

  test('an adapter of an older version says nothing class by class', () => {
    expect(resultWords(adapter(19), images).byClass).toEqual([]);
  });

  test('a class without an image kept out is said to be so, never 0 of 0', () => {
    const none = { having: 0, found: 0, lacking: 9, spared: 9 };
    expect(tallySentence(none, false)).toBe('none was kept out');
    expect(tallySentence(none, true)).toBe('none kept out has it, named in 0 of 9 without it');
    const all = { having: 9, found: 9, lacking: 0, spared: 0 };
    expect(tallySentence(all, true)).toBe('found in 9 of 9 with it, none is without it');
  });
});

describe('what is missing', () => {
  const missing = (counts: [string, number][], task: 'single' | 'multi' = 'single', total = 40) =>
    whatIsMissing({ task, total, counts });

  test('names the class that lacks images; an empty class does not count', () => {
    expect(
      missing([
        ['Disc', 12],
        ['Sickle', 3],
        ['New', 0],
      ]),
    ).toBe("Needs at least 2 classes with 5 images each: 'Sickle' has 3.");
    expect(missing([['Disc', 12]])).toMatch(/only 'Disc'/);
    expect(missing([])).toMatch(/no image has a class yet/);
  });

  test('is nothing with five of each; with a yes or no a label, five without it are needed too', () => {
    const counts: [string, number][] = [
      ['Disc', 5],
      ['Sickle', 38],
    ];
    expect(missing(counts)).toBeNull();
    expect(missing(counts, 'multi', 43)).toBeNull();
    expect(missing(counts, 'multi', 40)).toBe(
      "A yes or no for each label needs at least 5 labelled images without it: 'Sickle' is missing from 2.",
    );
  });
});

describe('one answer or several', () => {
  const reason = (task: 'single' | 'multi', forced: boolean, severalLabels: number) =>
    taskReason({ task, forced, severalLabels });

  test('the reason says how many images it rests on', () => {
    expect(reason('multi', false, 3)).toMatch(
      /^3 images carry two labels or more: a yes or no for each label/,
    );
    expect(reason('multi', false, 1)).toMatch(/^1 image carries/);
    expect(reason('single', false, 0)).toMatch(/^No image carries two labels/);
  });

  test('what a person has forced is said, and what it costs', () => {
    expect(reason('single', true, 2)).toMatch(
      /^Chosen by you.*2 images carry .* and are left out of the training/,
    );
    expect(reason('single', true, 0)).not.toMatch(/left out/);
    expect(reason('multi', true, 0)).toMatch(/no image carries two/);
  });
});

describe('the table', () => {
  const rows = { ids: adapter(19).trainingIds, groups: adapter(19).trainingIds.map((_, i) => `g${i % 7}`) };
  const kept = (of: Adapter) => keepAdapter([], { id: 'x', name: 'x', adapter: of, key: 'k' }, rows);

  test('gives each figure with its n', () => {
    expect(figuresOf(kept(adapter(19))[0]!, patients)).toEqual({
      trainedOn: '80 images of 7 patients',
      validation: '0.94 on 19',
      epochs: '2 of 3',
      time: '1.8 s',
    });
    expect(figuresOf(kept(adapter(0))[0]!, patients).validation).toBe('none');
  });

  test('where a row was all of a group, counts these by their name', () => {
    const [first] = kept(adapter(19));
    expect(figuresOf({ ...first!, level: 'group' }, studies).trainedOn).toBe('80 studies');
    expect(resultWords(adapter(19), studies).verdict).toMatch(/ on 19 studies kept out /);
  });

  test('names what differs from nothing, and dropout only where there is a hidden layer', () => {
    const more = { labelSmoothing: 0.1, dropout: 0.5, task: 'multi' } as const;
    expect(shapeWords({ ...defaultSpec('notebook', 3), ...more })).toBe(
      "The notebook's shape, yes or no for each label, smoothing 0.1, dropout 0.5, seed 3",
    );
    expect(shapeWords({ ...defaultSpec('linear', 3), ...more })).not.toMatch(/dropout/);
  });

  test('adds up the weights', () => {
    const large = adapter(0, { parameters: [{ name: 'w', shape: [3e5], data: new Float32Array(3e5) }] });
    expect(sizeWords(kept(large))).toBe('1 adapter, 1.2 MB');
  });
});
