// Which rows are held out in which repeat, what is said of them, and that nothing chosen looks at them.
import { describe, expect, test } from 'vitest';
import { answeredCases, scoredCases } from '../../../../src/domain/evaluate/figures/answered-cases';
import { confusionRows } from '../../../../src/domain/evaluate/figures/confusion';
import { operatingThresholds } from '../../../../src/domain/evaluate/figures/operating';
import { foldTemperatures, scaledScores } from '../../../../src/domain/evaluate/figures/temperature';
import { chosenOnTest, type JudgedCase, judgedCase, tableOf } from './judged-case';

const casesOf = ({ table, plan, record }: JudgedCase, repeat = 0) =>
  answeredCases(table, plan, record, repeat);

describe('two repeats of two folds', () => {
  const table = tableOf('single', 2, [[0], [1], [1], [0]], ['p', null, 'p', null]);
  const fold = (repeat: number, test: readonly number[], scores: readonly number[]) => ({
    repeat,
    inner: [],
    test,
    innerScores: [],
    testScores: scores,
  });
  const judged = judgedCase(table, [
    fold(0, [1, 3], [0.25, 0.75, 0.5, 0.5]),
    fold(0, [0, 2], [1, 0, 0.625, 0.375]),
    fold(1, [2, 3], [0, 1, 0, 1]),
    fold(1, [0, 1], [0.125, 0.875, 0, 1]),
  ]);

  test('rows stand in the order of the table, with the scores of their fold; the first of equals is said', () => {
    expect(casesOf(judged)).toEqual({
      task: 'single',
      classCount: 2,
      rows: Int32Array.of(0, 1, 2, 3),
      truth: Uint8Array.of(1, 0, 0, 1, 0, 1, 1, 0),
      scores: Float64Array.of(1, 0, 0.25, 0.75, 0.625, 0.375, 0.5, 0.5),
      said: Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 0),
      parts: Int32Array.of(0, 1, 0, 2),
    });
  });

  test('the other repeat has its own scores and the same parts', () => {
    const { scores, parts } = casesOf(judged, 1);
    expect([...scores]).toEqual([0.125, 0.875, 0, 1, 0, 1, 0, 1]);
    expect(parts).toEqual(casesOf(judged).parts);
  });

  test('a repeat there is not has no rows', () => {
    expect(casesOf(judged, 2).rows).toHaveLength(0);
  });

  test('only what was held out is in it', () => {
    const kept = { ...judged.plan, folds: judged.plan.folds.slice(0, 1) };
    const cases = answeredCases(table, kept, { ...judged.record, folds: judged.record.folds.slice(0, 1) }, 0);
    expect([...cases.rows]).toEqual([1, 3]);
    expect([...cases.parts]).toEqual([0, 1]);
    // Cells hold numbers of the table, not places among the held-out.
    expect(confusionRows(cases)).toEqual([
      [[3], []],
      [[], [1]],
    ]);
  });

  test('one class of the cases: its scores and who has it', () => {
    expect(scoredCases(casesOf(judged), 1)).toEqual({
      scores: Float64Array.of(0, 0.75, 0.375, 0.5),
      truth: Uint8Array.of(0, 1, 1, 0),
    });
  });

  test('without an inner part nothing is chosen: the scores stay, thresholds are 0.5', () => {
    const temperatures = foldTemperatures(table, judged.plan, judged.record);
    expect(temperatures).toEqual([1, 1, 1, 1]);
    expect([...scaledScores(table, judged.plan, judged.record, 0, temperatures)].slice(2)).toEqual(
      [0.25, 0.75, 0.625, 0.375, 0.5, 0.5].map((score) => expect.closeTo(score, 12)),
    );
    expect(operatingThresholds(table, judged.plan, judged.record, 1, 'youden')).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe('labels each for itself', () => {
  const inner = Array.from({ length: 12 }, (_, row) => row);
  const test_ = Array.from({ length: 12 }, (_, row) => row + 12);
  const labels = (row: number, flip: boolean) => ((row % 3 === 0) === flip ? [0] : [0, 1]);
  /** Inner scores part label 1 at 0.25; the test rows' are others, and so are their labels where `flip`. */
  const judged = (flip: boolean, scores: readonly number[]) =>
    judgedCase(
      tableOf('multi', 2, [
        ...inner.map((row) => labels(row, true)),
        ...test_.map((row) => labels(row, flip)),
      ]),
      [
        {
          inner,
          test: test_,
          innerScores: inner.flatMap((row) => [0.75, row % 3 === 0 ? 0.125 : 0.25]),
          testScores: scores,
        },
      ],
    );
  const chosenBy = ({ table, plan, record }: JudgedCase) => [
    foldTemperatures(table, plan, record),
    operatingThresholds(table, plan, record, 1, 'youden'),
    operatingThresholds(table, plan, record, 1, 'sensitive'),
  ];
  const plain = judged(
    true,
    test_.flatMap((row) => [0.5, row % 2 === 0 ? 0.25 : 0.125]),
  );

  test('said from the threshold of the inner part on; a label that all inner rows have: from 0.5 on', () => {
    const { said } = casesOf(plain);
    expect([...said]).toEqual(test_.flatMap((row) => [1, row % 2 === 0 ? 1 : 0]));
  });

  test('other labels and scores of the held-out rows change nothing that is chosen', () => {
    const other = judged(
      false,
      test_.flatMap((row) => [0.625, row / 32]),
    );
    expect(chosenBy(other)).toEqual(chosenBy(plain));
    expect(casesOf(judged(false, [...plain.record.folds[0]!.test])).said).toEqual(casesOf(plain).said);
  });

  test('chosen on the held-out rows it would change (the comparison can fail)', () => {
    const other = judged(
      false,
      test_.flatMap((row) => [0.625, row / 32]),
    );
    const [before, after] = [chosenBy(chosenOnTest(plain)), chosenBy(chosenOnTest(other))];
    for (const [i, value] of before.entries()) expect(after[i]).not.toEqual(value);
  });
});
