import { beforeAll, describe, expect, test } from 'vitest';
import {
  approaches,
  type CaseTable,
  type EvaluationPlan,
  type Judged,
} from '../../../../src/domain/evaluate/cases';
import { cheatPlan, foldPlan } from '../../../../src/domain/evaluate/judge/fold-plan';
import { balancedLoss, innerAccuracy } from '../../../../src/domain/evaluate/judge/inner-figures';
import { judge } from '../../../../src/domain/evaluate/judge/judge';
import { type Job, quietJob } from '../../../../src/domain/job';
import { makeRandom } from '../../../../src/domain/random';
import { wasmTf } from '../../predict/tf-node';
import { caseTable, reordered, requestFor } from './judge-case';

let tf: Awaited<ReturnType<typeof wasmTf>>;
beforeAll(async () => {
  tf = await wasmTf();
});

const fast = approaches.filter((approach) => approach !== 'mlp');

/** Balanced accuracy of the held-out rows of each approach, all folds together. */
function heldOutAccuracies(table: CaseTable, { plan, records }: Judged): Record<string, number> {
  const rows = plan.folds.flatMap(({ test: own }) => own);
  return Object.fromEntries(
    records.map(({ approach, folds }) => [
      approach,
      innerAccuracy(table, rows, Float32Array.from(folds.flatMap(({ test: own }) => [...own]))),
    ]),
  );
}

/** Every held-out row is said to be of the next class: labels that say nothing true of any of them. */
function relabelled(table: CaseTable, { folds }: EvaluationPlan, fold: number): CaseTable {
  const held = new Set(folds[fold]!.test);
  const next = (own: readonly number[]) =>
    own.map((c) => (c + 1) % table.classes.length).sort((a, b) => a - b);
  return { ...table, rowClasses: table.rowClasses.map((own, row) => (held.has(row) ? next(own) : own)) };
}

describe.each(['single', 'multi'] as const)('%s: all six on the same folds', (task) => {
  const table = caseTable({ task });
  const request = requestFor(table);
  let judged: Judged;
  beforeAll(async () => {
    judged = await judge(request, tf, quietJob());
  });

  test('each has scores of every inner and held-out row, finite and in 0..1, adding up to 1 where there is one answer', () => {
    expect(judged.leftOut).toEqual([]);
    expect(judged.plan).toBe(request.plan);
    expect(judged.records.map(({ approach }) => approach)).toEqual(approaches);
    for (const { folds } of judged.records) {
      expect(folds).toHaveLength(request.plan.folds.length);
      for (const [f, record] of folds.entries()) {
        expect(record.inner).toHaveLength(request.plan.folds[f]!.inner.length * 3);
        expect(record.test).toHaveLength(request.plan.folds[f]!.test.length * 3);
        for (const scores of [record.inner, record.test]) {
          expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
          if (task === 'multi') continue;
          for (let at = 0; at < scores.length; at += 3)
            expect(scores[at]! + scores[at + 1]! + scores[at + 2]!).toBeCloseTo(1, 5);
        }
      }
    }
  });

  test('each tells classes apart that can be told apart, and says what it chose', () => {
    for (const accuracy of Object.values(heldOutAccuracies(table, judged)))
      expect(accuracy).toBeGreaterThan(0.7);
    const names = judged.records.map(({ folds }) => Object.keys(folds[0]!.choice).join());
    expect(names).toEqual(['template', 'temperature', 'k', 'k', 'c', 'epoch']);
    // The wording of the classes' own means, among two of noise.
    for (const { choice } of judged.records[0]!.folds) expect(choice.template).toBe(2);
  });

  test('the same request gives the same bits', async () => {
    expect(await judge(request, tf, quietJob())).toEqual(judged);
  });

  test('labels of held-out rows enter nothing: false ones change no choice and no score, bit for bit', async () => {
    const plan = { ...request.plan, folds: request.plan.folds.slice(0, 1) };
    const ask = (rows: CaseTable, chooseOnTest: boolean) =>
      judge({ ...request, table: rows, plan, chooseOnTest }, tf, quietJob());
    const lying = relabelled(table, plan, 0);
    expect((await ask(lying, false)).records).toEqual((await ask(table, false)).records);
    // Nor do their vectors: with noise in their place all that was chosen, and what the inner part was told, stays as it is.
    const random = makeRandom(8);
    const held = new Set(plan.folds[0]!.test);
    const data = table.data.map((v, p) => (held.has(Math.floor(p / table.dim)) ? random.normal() / 4 : v));
    const chosen = (answers: Judged) => answers.records.map(({ folds: [own] }) => [own!.choice, own!.inner]);
    expect(chosen(await ask({ ...table, data }, false))).toEqual(chosen(await ask(table, false)));
    expect(chosen(await ask({ ...table, data }, true))).not.toEqual(chosen(await ask(table, true)));
    // Chosen on the test part, labels do: every approach that has something to choose may change, and some do.
    const [honest, lied] = [await ask(table, true), await ask(lying, true)];
    const changed = honest.records.filter(
      ({ folds }, at) =>
        JSON.stringify(folds[0]!.choice) !== JSON.stringify(lied.records[at]!.folds[0]!.choice),
    );
    expect(changed.map(({ approach }) => approach)).toEqual(
      expect.arrayContaining(['words', 'prototypes', 'mlp']),
    );
  });
});

describe('folds', () => {
  test('rows in another order get the same answers from whatever does not draw by row', async () => {
    const table = caseTable();
    const request = requestFor(table, { approaches: ['words', 'prototypes', 'neighbours', 'linear'] });
    const order = makeRandom(3).shuffle(table.ids.map((_, row) => row));
    const placeOf = new Map(order.map((row, place) => [row, place]));
    const moved = (rows: readonly number[]) => rows.map((row) => placeOf.get(row)!).sort((a, b) => a - b);
    const folds = request.plan.folds.map((fold) => ({
      ...fold,
      ...{ train: moved(fold.train), inner: moved(fold.inner), test: moved(fold.test) },
    }));
    const mixed = reordered(table, order);
    const once = await judge(request, null, quietJob());
    const again = await judge(
      { ...request, table: mixed, plan: { ...request.plan, folds } },
      null,
      quietJob(),
    );
    for (const [at, { folds: own }] of once.records.entries()) {
      for (const [f, record] of own.entries()) {
        const other = again.records[at]!.folds[f]!;
        for (const [i, row] of request.plan.folds[f]!.test.entries()) {
          const j = folds[f]!.test.indexOf(placeOf.get(row)!);
          for (let c = 0; c < 3; c++) expect(record.test[i * 3 + c]).toBeCloseTo(other.test[j * 3 + c]!, 3);
        }
      }
    }
  });

  test('a planted leak flatters: groups that share nothing but their name are learnt by heart where they are cut', async () => {
    // The class is in the group alone: a patient's own look, and no look of the class.
    const table = caseTable({ noise: 0.15, groupNoise: 1, seed: 23, groupsPerClass: 20, dim: 64 });
    const random = makeRandom(9);
    const classOf = new Map(table.groups.map((group) => [group, random.integer(3)]));
    const rowClasses = table.groups.map((group) => [classOf.get(group)!]);
    const shuffled = { ...table, rowClasses };
    const input = { rowClasses, groups: table.groups, classCount: 3, seed: 1 };
    const accuracies = async (plan: EvaluationPlan) => {
      const asked = { table: shuffled, plan, approaches: fast, words: null };
      return heldOutAccuracies(shuffled, await judge(asked, null, quietJob()));
    };
    const honest = await accuracies(foldPlan(input));
    const flattered = await accuracies(cheatPlan(input));
    for (const accuracy of Object.values(honest)) expect(accuracy).toBeLessThan(0.5);
    for (const approach of ['neighbours', 'linear'] as const)
      expect(flattered[approach]).toBeGreaterThan(0.85);
  });

  test('without an inner part defaults answer and the choice says so', async () => {
    const table = caseTable();
    const [fold] = requestFor(table).plan.folds;
    const train = [...fold!.train, ...fold!.inner].sort((a, b) => a - b);
    const plan = { kind: 'folds', folds: [{ ...fold!, train, inner: [] }], repeats: 1, seed: 1 } as const;
    const { records } = await judge(requestFor(table, { plan }), tf, quietJob());
    expect(records.map(({ folds }) => folds[0]!.choice)).toEqual([
      { template: 1, byDefault: 1 },
      { temperature: 0.1, byDefault: 1 },
      { k: 5, byDefault: 1 },
      { k: 3, byDefault: 1 },
      { c: 1, byDefault: 1 },
      { epoch: 60, byDefault: 1 },
    ]);
    for (const { folds } of records) expect(folds[0]!.inner).toHaveLength(0);
  });

  test('choosing on test: the plan says so, nothing is fitted on the test part', async () => {
    const table = caseTable();
    const request = requestFor(table, { approaches: ['neighbours'], chooseOnTest: true });
    const { plan, records } = await judge(request, null, quietJob());
    for (const [f, { inner, test: held, train }] of plan.folds.entries()) {
      expect(inner).toEqual(held);
      expect(train.filter((row) => held.includes(row))).toEqual([]);
      // By the nearest of itself a row would be answered with a share of 1.
      expect(records[0]!.folds[f]!.inner).toEqual(records[0]!.folds[f]!.test);
    }
  });
});

test('progress rises to the end, epoch by epoch for the MLP, and every breath is heard', async () => {
  const reports: number[] = [];
  let whole = 0;
  let breaths = 0;
  const job: Job = {
    ...quietJob(),
    report: (done, total) => {
      reports.push(done);
      whole = total;
    },
    breathe: async () => {
      breaths += 1;
    },
  };
  await judge(requestFor(caseTable()), tf, job);
  expect(reports).toEqual([...reports].sort((a, b) => a - b));
  expect(reports.at(-1)).toBe(whole);
  expect(new Set(reports).size).toBeGreaterThan(60);
  expect(reports.length).toBeGreaterThanOrEqual(breaths);
});

test.each([1, 5, 12, 30])('a cancel at breath %i ends it and leaves no tensor', async (last) => {
  const controller = new AbortController();
  const before = tf.memory().numTensors;
  const quiet = quietJob(controller.signal);
  let breaths = 0;
  const job: Job = {
    ...quiet,
    breathe: async () => {
      breaths += 1;
      if (breaths === last) controller.abort();
      await quiet.breathe();
    },
  };
  await expect(judge(requestFor(caseTable()), tf, job)).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
  expect(breaths).toBe(last);
  expect(tf.memory().numTensors).toBe(before);
});

test('the loss counts classes alike, and nothing can be told of no rows', () => {
  const table = { ...caseTable(), classes: ['a', 'b'], rowClasses: [[0], [0], [0], [1]] };
  const scores = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.25];
  expect(balancedLoss(table, [0, 1, 2, 3], scores)).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 12);
  expect(balancedLoss(table, [], [])).toBe(Number.POSITIVE_INFINITY);
  expect(innerAccuracy(table, [], new Float32Array(0))).toBe(-1);
});
