import { describe, expect, test } from 'vitest';
import type { CaseTable, Judged } from '../../../src/domain/evaluate/cases';
import { summarise } from '../../../src/domain/evaluate/summarise';
import type { Estimate, Summary } from '../../../src/domain/evaluate/summary';
import { quietJob } from '../../../src/domain/job';
import { takeRows } from '../../../src/domain/matrix';
import { makeRandom } from '../../../src/domain/random';
import { judged, people, requestFor } from './guards/judged-kit';
import { coversHalf } from './null-labels';

const table = people({ seed: 3, patients: 24, images: 4, own: 0.7, apart: 3 });
const evaluation = judged(requestFor(table, 5, ['prototypes', 'neighbours', 'linear']));

const summaryOf = (of: CaseTable, what: Judged, seed = 9) =>
  summarise({
    table: of,
    judged: what,
    positive: 'yes',
    prevalence: 0.1,
    seed,
    groupsKnown: true,
    draws: 120,
  });

/** Every estimate of a summary, wherever it stands. */
function estimatesIn(value: unknown): Estimate[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('method' in value && 'low' in value) return [value as Estimate];
  return Object.values(value).flatMap(estimatesIn);
}

describe('summary', () => {
  test('holds every approach with figures inside their intervals, and a verdict among them', async () => {
    const summary = await summaryOf(table, await evaluation);
    expect(summary.approaches.map(({ approach }) => approach)).toEqual([
      'prototypes',
      'neighbours',
      'linear',
    ]);
    expect([summary.rows, summary.groups, summary.folds, summary.repeats]).toEqual([96, 24, 5, 1]);
    expect(summary.classes.map(({ rows, groups }) => [rows, groups])).toEqual([
      [48, 12],
      [48, 12],
    ]);
    expect(summary.parts.test.groups).toBeCloseTo(24 / 5, 9);
    const all = estimatesIn(summary);
    expect(all.length).toBeGreaterThan(80);
    for (const { value, low, high, method } of all) {
      expect(method === 'none').toBe(low === null || high === null);
      if (value === null || low === null || high === null) continue;
      expect(low <= value && value <= high).toBe(true);
      expect([value, low, high].every(Number.isFinite)).toBe(true);
    }
    const { verdict, approaches } = summary;
    const figures = approaches.map(({ figures: { balancedAccuracy } }) => balancedAccuracy.value!);
    expect(verdict!.best).toBe(approaches[figures.indexOf(Math.max(...figures))]!.approach);
    expect(verdict!.aboveChance).toBe(true);
    for (const { operating, confusion, temperatures, choices } of approaches) {
      expect(operating!.map(({ rule }) => rule)).toEqual(['youden', 'sensitive']);
      expect(confusion!.flat(2).sort()).toEqual([...table.ids].sort());
      expect([temperatures.length, choices.length]).toEqual([5, 5]);
    }
  });

  test('same seed, same bytes; another seed moves intervals, not values; plain data', async () => {
    const what = await evaluation;
    const [one, again, other] = [
      await summaryOf(table, what),
      await summaryOf(table, what),
      await summaryOf(table, what, 10),
    ];
    expect(JSON.stringify(again)).toBe(JSON.stringify(one));
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    const [a, b] = [estimatesIn(one), estimatesIn(other)];
    expect(b.map(({ value }) => value)).toEqual(a.map(({ value }) => value));
    expect(b.map(({ low }) => low)).not.toEqual(a.map(({ low }) => low));
  });

  test('permuting the rows of the table changes no number', async () => {
    const what = await evaluation;
    const order = makeRandom(6).shuffle(table.ids.map((_, row) => row));
    const at = order.map((_, row) => order.indexOf(row));
    const pick = <T>(values: readonly T[]) => order.map((row) => values[row]!);
    const moved: CaseTable = {
      ...table,
      ids: pick(table.ids),
      data: takeRows(table.data, table.dim, order),
      rowClasses: pick(table.rowClasses),
      groups: pick(table.groups),
    };
    const renumber = (rows: readonly number[]) => rows.map((row) => at[row]!);
    const folds = what.plan.folds.map((fold) => ({
      ...fold,
      train: renumber(fold.train),
      inner: renumber(fold.inner),
      test: renumber(fold.test),
    }));
    const summary = await summaryOf(table, what);
    const same = await summaryOf(moved, { ...what, plan: { ...what.plan, folds } });
    const numbers = (of: Summary) => estimatesIn(of).flatMap(({ value, low, high }) => [value, low, high]);
    for (const [place, number] of numbers(summary).entries()) {
      const found = numbers(same)[place]!;
      if (number === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(number, 9);
    }
    expect(same.verdict!.recommended).toBe(summary.verdict!.recommended);
  });

  test('several labels an image: each with figures of its own, no confusion matrix', async () => {
    const rowClasses = table.rowClasses.map((own, row) =>
      Math.floor(row / 4) % 3 === 0 ? [...own, 2] : own,
    );
    const several: CaseTable = { ...table, task: 'multi', classes: ['no', 'yes', 'third'], rowClasses };
    const what = await judged(requestFor(several, 5, ['prototypes', 'neighbours']));
    const { approaches, verdict, classes } = await summaryOf(several, what);
    expect(classes.map(({ groups }) => groups)).toEqual([12, 12, 8]);
    for (const { confusion, figures, perClass } of approaches) {
      expect([confusion, perClass.length, figures.balancedAccuracy.method]).toEqual([null, 3, 'folds']);
      const { low, value, high } = figures.balancedAccuracy;
      expect(low! < value! && value! < high!).toBe(true);
    }
    expect(verdict!.comparisons).toHaveLength(1);
  });

  test('groups that are not known are not counted; no records, no verdict; cancelled is cancelled', async () => {
    const what = await evaluation;
    const input = {
      table,
      judged: what,
      positive: 'yes',
      prevalence: null,
      seed: 1,
      groupsKnown: false,
      draws: 10,
    };
    const summary = await summarise(input);
    expect([summary.groups, summary.prevalence]).toEqual([null, 0.5]);
    const empty = await summarise({ ...input, judged: { ...what, records: [] } });
    expect([empty.approaches, empty.verdict]).toEqual([[], null]);
    const cancel = new AbortController();
    cancel.abort();
    await expect(summarise(input, quietJob(cancel.signal))).rejects.toThrow('cancelled');
  });
});

// reliability.md section 8: a leak detector. Half of the patients are taught, the others judged; labels mean nothing.
describe('labels that mean nothing', () => {
  test('the interval of the AUC holds 1/2 in about 95 of 100 sets, and with patients parted it does not', async () => {
    const seeds = Array.from({ length: 100 }, (_, seed) => seed);
    let held = 0;
    for (const seed of seeds) if (await coversHalf(seed, 'split')) held++;
    // 95 of 100 is known to 2.2: three of these.
    expect(held).toBeGreaterThanOrEqual(88);
    let leaking = 0;
    for (const seed of seeds.slice(0, 20)) if (await coversHalf(seed, 'leak')) leaking++;
    expect(leaking).toBeLessThanOrEqual(4);
  });
});
