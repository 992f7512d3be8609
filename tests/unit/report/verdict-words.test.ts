import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Summary, Verdict } from '../../../src/domain/evaluate/summary';
import { pointsOf, verdictWords } from '../../../src/domain/report/verdict-words';
import { approachCase, comparisonCase, range, summaryCase } from '../../fixtures/builders/report-case';

const nouns = {
  rowNoun: { one: 'image', many: 'images' },
  groupNoun: { one: 'patient', many: 'patients' },
} as const;

function words(change: Partial<Summary> = {}, task: 'single' | 'multi' = 'single') {
  return verdictWords({ summary: summaryCase(change), task, ...nouns });
}

function verdict(change: Partial<Verdict>): Partial<Summary> {
  return { verdict: { ...(summaryCase().verdict as Verdict), ...change } };
}

const [nearest, linear, mlp] = summaryCase().approaches as [
  ReturnType<typeof approachCase>,
  ReturnType<typeof approachCase>,
  ReturnType<typeof approachCase>,
];

describe('the verdict in sentences', () => {
  test("the issue's own example, against the simplest that cannot be told from the best", () => {
    const { sentence, advice } = words();
    expect(sentence).toBe(
      'The MLP adapter beats 5-NN by 4 points (95 % interval -3 to 11): not distinguishable with 60 patients; about 375 would show it.',
    );
    expect(advice).toBe('Take 5-NN: of those that cannot be told from the best, it is the simplest.');
  });

  test('distinguishable: no number of patients, and it is told from the others', () => {
    const comparisons = [comparisonCase('linear', range(0.09, 0.04, 0.14))];
    const { sentence, advice, notes } = words({
      ...verdict({ recommended: 'mlp', comparisons }),
      approaches: [linear, mlp],
    });
    expect(sentence).toBe(
      'The MLP adapter beats the linear adapter by 9 points (95 % interval 4 to 14): distinguishable with 60 patients.',
    );
    expect(advice).toBe('Take the MLP adapter: it is told apart from all the others.');
    expect(notes.join(' ')).not.toContain('would show it');
  });

  test('nothing beats chance', () => {
    const best = approachCase('mlp', range(0.36, 0.28, 0.45));
    const found = words({ ...verdict({ aboveChance: false }), approaches: [nearest, best] });
    expect(found.sentence).toBe(
      'Nothing beats chance with 60 patients: the best, the MLP adapter, has a balanced accuracy of 0.360 (95 % interval 0.280 to 0.450); guessing has 0.333.',
    );
    expect(found.advice).toBeNull();
    const several = words({ ...verdict({ aboveChance: false }), approaches: [nearest, best] }, 'multi');
    expect(several.sentence).toContain('guessing has 0.500');
  });

  test('no interval: nothing is said of chance', () => {
    const best = approachCase('mlp', range(0.9));
    expect(words({ ...verdict({ aboveChance: false }), approaches: [nearest, best] }).sentence).toBe(
      'Too few to say whether anything beats chance (0.333): 60 patients allow no interval.',
    );
  });

  test('only one could be judged', () => {
    const of = (estimate: Parameters<typeof approachCase>[1]) =>
      words({ verdict: null, approaches: [approachCase('linear', estimate)] }).sentence;
    expect(of(range(0.8, 0.7, 0.9))).toBe(
      'Only one approach could be judged: the linear adapter, balanced accuracy 0.800 (95 % interval 0.700 to 0.900), above chance (0.333) with 60 patients.',
    );
    expect(of(range(0.4, 0.3, 0.5))).toContain('not distinguishable from chance (0.333)');
    expect(of(range(0.9))).toContain('too few patients to hold it against chance');
  });

  test('nothing could be judged, no verdict, a tie, a difference without an interval', () => {
    expect(words({ approaches: [] }).sentence).toBe('Nothing could be judged: no approach has a figure.');
    expect(words({ verdict: null }).sentence).toBe('No verdict: 60 patients are too few to say.');
    const tie = [comparisonCase('neighbours', range(0, -0.03, 0.03))];
    expect(words(verdict({ comparisons: tie })).sentence).toBe(
      'The MLP adapter and 5-NN do equally well (95 % interval -3 to 3): not distinguishable with 60 patients.',
    );
    const bare = [comparisonCase('neighbours', range(0.04))];
    expect(words(verdict({ comparisons: bare })).sentence).toBe(
      'The MLP adapter beats 5-NN by 4 points: 60 patients are too few for an interval, so not distinguishable.',
    );
    const none = [comparisonCase('neighbours', range(null))];
    expect(words(verdict({ comparisons: none })).sentence).toContain('cannot be compared');
  });

  test('patients unknown: images are counted, and the first note says what that does', () => {
    const { sentence, notes } = words({ groups: null });
    expect(sentence).toContain('with 360 images');
    expect(notes[0]).toContain('No patient is known: every image counts as one of its own.');
  });

  test('a kept split counts the patients of its test part, and is not called approximate', () => {
    const { sentence, notes } = words({ kind: 'kept-split', folds: 1, repeats: 1 });
    expect(sentence).toContain('with 12 patients');
    expect(notes.join(' ')).not.toContain('approximate');
    expect(words().notes.join(' ')).toContain('The intervals are approximate');
  });

  test('neighbours are named by k only where all folds chose the same; a number out of reach is not spelt out', () => {
    const mixed = approachCase('neighbours', range(0.79, 0.7, 0.86), { choices: [{ k: 5 }, { k: 9 }] });
    expect(words({ approaches: [mixed, linear, mlp] }).sentence).toContain('beats the k-NN vote by');
    const far = [comparisonCase('neighbours', range(0.001, -0.07, 0.07), 483_211)];
    expect(words(verdict({ comparisons: far })).sentence).toBe(
      'The MLP adapter beats 5-NN by 0.1 points (95 % interval -7.0 to 7.0): not distinguishable with 60 patients; more than 10,000 would be needed to show it.',
    );
  });

  test('having picked the best is told, with its size where it is known', () => {
    expect(words().notes.join(' ')).toContain('flatters it by about 1 point.');
    expect(words(verdict({ selectionGain: null })).notes.join(' ')).toContain('flatters it a little.');
    expect(words({ approaches: [linear, mlp] }).notes.join(' ')).not.toContain('flatters it');
  });

  test('points: what is not 0 is not told as 0, unless it is smaller than a hundredth', () => {
    expect(pointsOf([0.04, -0.03, 0.11])).toEqual(['4', '-3', '11']);
    expect(pointsOf([0.04, 0.003, 0.11])).toEqual(['4.0', '0.3', '11.0']);
    expect(pointsOf([0.04, 0, 0.11])).toEqual(['4', '0', '11']);
    expect(pointsOf([-0.00001])).toEqual(['0.00']);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        for (const [i, told] of pointsOf(values).entries()) {
          const value = values[i] as number;
          expect(Math.abs(Number(told) - value * 100)).toBeLessThanOrEqual(0.5001);
          if (Math.abs(value) >= 0.0001) expect(Math.sign(Number(told))).toBe(Math.sign(value));
        }
      }),
    );
  });
});
