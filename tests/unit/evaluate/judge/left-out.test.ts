import { beforeAll, describe, expect, test } from 'vitest';
import { approaches, type CaseTable } from '../../../../src/domain/evaluate/cases';
import { judge } from '../../../../src/domain/evaluate/judge/judge';
import type { JudgeRequest } from '../../../../src/domain/evaluate/judge/judge-types';
import { quietJob } from '../../../../src/domain/job';
import { wasmTf } from '../../predict/tf-node';
import { caseTable, requestFor, wordsFor } from './judge-case';

let tf: Awaited<ReturnType<typeof wasmTf>>;
beforeAll(async () => {
  tf = await wasmTf();
});

describe('what cannot be judged is left out, with the reason', () => {
  const table = caseTable({ groupsPerClass: 4, rowsPerGroup: 1 });
  const reasons = async (change: Partial<JudgeRequest>, runtime: typeof tf | null = tf) => {
    const { leftOut, records } = await judge(requestFor(table, change), runtime, quietJob());
    expect(records).toHaveLength(approaches.length - leftOut!.length);
    return leftOut;
  };

  test('no texts, no runtime, classes too small for an adapter', async () => {
    expect(await reasons({ words: null }, null)).toEqual([
      { approach: 'words', reason: 'no-words', classId: null },
      { approach: 'mlp', reason: 'no-runtime', classId: null },
    ]);
    expect(await reasons({})).toEqual([{ approach: 'mlp', reason: 'too-few-rows', classId: 'class0' }]);
  });

  test('a wording without a vector for some class is passed over; all of them: no answer by words', async () => {
    const words = wordsFor(table);
    const holed = words.variants.map(({ vectors }) => ({
      vectors: vectors.map((v, p) => (p < words.dim ? 0 : v)),
    }));
    const { leftOut } = await judge(
      requestFor(table, { words: { ...words, variants: holed }, approaches: ['words'] }),
      null,
      quietJob(),
    );
    expect(leftOut).toEqual([{ approach: 'words', reason: 'class-without-words', classId: null }]);
    const { records } = await judge(
      requestFor(table, {
        words: { ...words, variants: [holed[0]!, words.variants[1]!] },
        approaches: ['words'],
      }),
      null,
      quietJob(),
    );
    expect(records[0]!.folds.map(({ choice }) => choice.template)).toEqual([2, 2, 2]);
  });

  test('a class that is not in the train part of some fold: words alone answer', async () => {
    const { plan } = requestFor(table);
    const [first, ...others] = plan.folds;
    const without = { ...first!, train: first!.train.filter((row) => table.rowClasses[row]![0] !== 2) };
    const { leftOut, records } = await judge(
      requestFor(table, { plan: { ...plan, folds: [...others, without] } }),
      tf,
      quietJob(),
    );
    expect(records.map(({ approach }) => approach)).toEqual(['words']);
    expect(new Set(leftOut!.map(({ reason, classId }) => `${reason} ${classId}`))).toEqual(
      new Set(['class-missing class2']),
    );
  });

  test('a table and a plan that do not fit are refused', async () => {
    const odd = (change: Partial<CaseTable>) =>
      judge(requestFor(table, { table: { ...table, ...change } }), tf, quietJob());
    await expect(odd({ data: table.data.subarray(1) })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(odd({ rowClasses: table.rowClasses.map(() => []) })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await expect(odd({ rowClasses: table.rowClasses.map(() => [0, 1]) })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
