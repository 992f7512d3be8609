// Sentences and short texts of the Evaluate tab.
import { describe, expect, test } from 'vitest';
import { approaches } from '../../../src/domain/evaluate/cases';
import {
  approachNames,
  bestFirst,
  cellWords,
  chanceOf,
  choiceLines,
  estimateWords,
  figureOrder,
  figureWords,
  groupsUnknownSentence,
  intervalWords,
  leftOutWords,
  methodSentence,
  partWords,
  planSentence,
  pWords,
  restsOnFew,
  signalSentence,
  thresholdWords,
} from '../../../src/ui/evaluate/evaluate-words';
import { failureWords } from '../../../src/ui/evaluate/failure-words';
import { needsSentence, partSentences } from '../../../src/ui/evaluate/readiness-words';
import { reportSentences } from '../../../src/ui/evaluate/report-sentences';
import { glossary } from '../../../src/ui/glossary';
import { bareApproach, estimate, twoClasses } from './evaluate-case';
import { images, patients, studies } from './nouns';

describe('figures', () => {
  test('a figure stands with its interval, or says what is lacking', () => {
    expect(estimateWords(estimate(0.8349, 0.7401, 0.9))).toBe('0.83 (95 % interval 0.74 to 0.90)');
    expect(estimateWords(estimate(0.8))).toBe('0.80 (no interval: too few)');
    expect(estimateWords(estimate(null))).toBe('too few to say');
    expect(intervalWords(estimate(0.1, -0.03, 0.11))).toBe('-0.03 to 0.11');
    expect(intervalWords(estimate(0.1))).toBeNull();
  });

  test('what is not all is never written as all', () => {
    expect(estimateWords(estimate(0.9999, 0.991, 0.9999))).toBe('0.99 (95 % interval 0.99 to 0.99)');
  });

  test('every figure has a plain name and a term the glossary knows', () => {
    expect([...figureOrder].sort()).toEqual(Object.keys(bareApproach('mlp', estimate(1)).figures).sort());
    for (const name of figureOrder) expect(glossary[figureWords[name].term].text).not.toBe('');
    expect(figureOrder.filter((name) => figureWords[name].better === 'lower')).toEqual(['brier', 'ece']);
  });
});

describe('approaches', () => {
  test('each has a name of its own', () => {
    expect(new Set(approaches.map((approach) => approachNames[approach])).size).toBe(approaches.length);
  });

  test('best first; without a figure last; equals keep their order', () => {
    const list = [
      bareApproach('words', estimate(null)),
      bareApproach('prototypes', estimate(0.7)),
      bareApproach('neighbours', estimate(0.9)),
      bareApproach('linear', estimate(0.7)),
      bareApproach('mlp', estimate(null)),
    ];
    expect(bestFirst(list).map(({ approach }) => approach)).toEqual([
      'neighbours',
      'prototypes',
      'linear',
      'words',
      'mlp',
    ]);
    expect(list[0]?.approach).toBe('words');
  });

  test('a guess is one of the classes, or yes and no where each label is asked for itself', () => {
    expect(chanceOf(twoClasses())).toBe(0.5);
    const classes = ['a', 'b', 'c', 'd'].map((classId) => ({ classId, rows: 9, groups: 9 }));
    expect(chanceOf(twoClasses({ classes }))).toBe(0.25);
    const several = [bareApproach('mlp', estimate(0.8), { confusion: null })];
    expect(chanceOf(twoClasses({ classes, approaches: several }))).toBe(0.5);
  });

  test('hatched where one class has fewer than 20 patients, however many the other has', () => {
    const withGroups = (b: number) =>
      twoClasses({
        classes: [
          { classId: 'a', rows: 900, groups: 300 },
          { classId: 'b', rows: 900, groups: b },
        ],
      });
    expect([restsOnFew(withGroups(19)), restsOnFew(withGroups(20))]).toEqual([true, false]);
  });

  test('what was left out is named with its reason and class', () => {
    expect(leftOutWords({ approach: 'mlp', reason: 'too-few-rows', classId: 'a' }, () => 'red')).toBe(
      'Not judged: MLP adapter (in some fold there are too few images of red to train on).',
    );
    expect(leftOutWords({ approach: 'words', reason: 'no-words', classId: null }, () => 'red')).toBe(
      'Not judged: Answer by words (the encoder cannot read words, or no class has any).',
    );
  });
});

describe('how it was judged', () => {
  test('each plan says what was learnt from and what was held out', () => {
    expect(planSentence(twoClasses(), patients)).toBe(
      'Each of 100 images of 40 patients was answered by what was learnt from the others (5 folds; no patient is on both sides).',
    );
    expect(planSentence(twoClasses({ repeats: 3 }), patients)).toContain('5 folds, 3 times over;');
    expect(planSentence(twoClasses({ kind: 'kept-split' }), patients)).toContain(
      'test part: 20 images of 8 patients.',
    );
    expect(planSentence(twoClasses({ kind: 'external' }), patients)).toContain(
      'external test set: 20 images of 8',
    );
  });

  test('unknown patients are never claimed to be kept apart', () => {
    const unknown = twoClasses({ groups: null });
    expect(planSentence(unknown, patients)).toContain('patients unknown');
    expect(planSentence(unknown, patients)).not.toContain('no patient is on both sides');
    expect(methodSentence(unknown, patients)).toContain('drawing images');
    expect(groupsUnknownSentence(patients)).toMatch(
      /^Patients unknown: every image counts as one of its own\./,
    );
  });

  test('intervals over folds are called approximate, those of a fixed model are not', () => {
    expect(methodSentence(twoClasses(), patients)).toContain('Approximate');
    const fixed = { ...estimate(0.8, 0.7, 0.9), method: 'groups' as const };
    const kept = twoClasses({ kind: 'kept-split', approaches: [bareApproach('mlp', fixed)] });
    expect(methodSentence(kept, patients)).not.toContain('Approximate');
    const none = twoClasses({ approaches: [bareApproach('mlp', estimate(0.8))] });
    expect(methodSentence(none, patients)).toBe('No intervals: too few patients for one.');
  });

  test('where groups are studies, nothing is said of patients', () => {
    const summary = twoClasses();
    const told = [planSentence(summary, studies), methodSentence(summary, studies), needsSentence(studies)];
    expect(told[0]).toContain('100 images of 40 studies');
    expect(told[0]).toContain('no study is on both sides');
    expect(told.join(' ')).not.toContain('patient');
  });

  test('means over folds keep one decimal', () => {
    expect(partWords({ rows: 64.25, groups: 1 }, true, patients)).toBe('64.3 images of 1 patient');
    expect(partWords({ rows: 1, groups: 1 }, false, patients)).toBe('1 image');
  });

  test('choices and thresholds of the folds', () => {
    expect(choiceLines({ choices: [{ k: 7 }, {}, { c: 10, byDefault: 1 }], temperatures: [1.2] })).toEqual([
      'k 7, scores scaled by temperature 1.20',
      'nothing to choose',
      'C (strength of the fit) 10, the usual value, as there was no inner part to choose by',
    ]);
    expect(thresholdWords([0.4, 0.4])).toBe('score from 0.40');
    expect(thresholdWords([0.44, 0.38])).toBe('score from 0.38 to 0.44, by fold');
    expect(thresholdWords([])).toBe('no threshold');
  });
});

describe('signal', () => {
  test('p is never written smaller than its draws can show', () => {
    expect(pWords(1 / 201, 200)).toBe('≤ 0.005');
    expect(pWords(1 / 1000, 999)).toBe('≤ 0.001');
    expect(pWords(0.0349, 999)).toBe('0.035');
    expect(pWords(0.5, 999)).toBe('0.50');
  });

  test('the sentence follows the smallest p and says what was shuffled', () => {
    const signal = {
      approach: 'prototypes',
      observed: 0.8,
      draws: 200,
      better: 0,
      equal: 0,
      byChance: 0.5,
    } as const;
    expect(
      signalSentence(
        [
          { ...signal, p: 0.4 },
          { ...signal, p: 0.01 },
        ],
        patients,
      ),
    ).toContain('seldom');
    expect(signalSentence([{ ...signal, p: 0.4 }], patients)).toContain('no signal is shown');
    expect(signalSentence([{ ...signal, p: 0.4 }], images)).toContain('between images');
  });
});

test('a cell and a failure as sentences', () => {
  expect(cellWords(1, 'cat', 'dog')).toBe('1 image labelled cat, answered dog');
  const classes = [
    { id: 'a', name: 'cat', swatch: 0 },
    { id: 'b', name: 'dog', swatch: 1 },
  ];
  const failure = { id: 'x', truth: ['a'], said: ['b'], score: 0.934, wrongShare: 2 / 3 };
  expect(failureWords(failure, 3, classes)).toBe(
    'labelled cat, answered dog (score 0.93), wrong in 2 of 3 repeats',
  );
  expect(failureWords({ ...failure, said: [] }, 1, classes)).toBe(
    'labelled cat, answered none of them (score 0.93)',
  );
});

describe('before the button is pressed', () => {
  const { parts } = twoClasses();
  const ahead = {
    kind: 'folds',
    folds: 5,
    repeats: 1,
    groupsKnown: true,
    noun: patients,
    parts,
    leakingGroups: 0,
  } as const;

  test('what is learnt from, chosen by and judged on, with patients', () => {
    expect(partSentences(ahead, 0)).toEqual([
      'Each of 5 folds learns from 64 images of 25.6 patients, chooses by 16 images of 6.4 patients, is judged on 20 images of 8 patients (means).',
    ]);
    expect(partSentences({ ...ahead, repeats: 3 }, 0)[0]).toContain('5 folds, 3 times over learns');
    expect(partSentences({ ...ahead, groupsKnown: false }, 0)[0]).not.toContain('patient');
    expect(needsSentence(patients)).toContain('two classes with images of at least two patients each');
  });

  test('a split that leaks says so; folds cannot leak', () => {
    const leaking = partSentences({ ...ahead, kind: 'kept-split', leakingGroups: 2 }, 0);
    expect(leaking[1]).toBe('2 patients stand on both sides of that split: the figures will be too good.');
    expect(partSentences({ ...ahead, kind: 'kept-split' }, 0)).toHaveLength(1);
  });

  test('the external set says how often it was judged', () => {
    expect(partSentences({ ...ahead, kind: 'external' }, 0)[1]).toBe('Nothing was judged on it so far.');
    expect(partSentences({ ...ahead, kind: 'external' }, 1)[1]).toContain('It was judged on 1 time so far');
  });
});

test('the report is told what greys became, by the rule in force', () => {
  const auto = { windowing: { by: 'auto' }, crop: null, classCrops: {} } as const;
  expect(reportSentences.rendering(auto, 'percentile')[0]?.value).toBe(
    'automatic: 1st to 99th percentile of the image',
  );
  expect(reportSentences.refusal('empty-file')).toMatch(/\.$/);
});
