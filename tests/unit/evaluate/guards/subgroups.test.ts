// Figures by the values of a column: those of the rows alone, told only where there are groups enough, and the largest gap.
import { describe, expect, test } from 'vitest';
import type { AnsweredCases } from '../../../../src/domain/evaluate/cases';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { type SubgroupsInput, subgroupsOf } from '../../../../src/domain/evaluate/guards/subgroups';
import { quietJob } from '../../../../src/domain/job';
import { partsOf } from '../../../../src/domain/predict/row-groups';
import { makeRandom } from '../../../../src/domain/random';

interface Draw {
  readonly seed: number;
  readonly patients: number;
  /** Share answered right, by the site a patient comes from. */
  readonly right: readonly number[];
}

/** Two images a patient, every second patient of class 1, sites in turn. */
function drawn({ seed, patients, right }: Draw) {
  const random = makeRandom(seed);
  const rows = Array.from({ length: patients * 2 }, (_, row) => Math.floor(row / 2));
  const site = (p: number) => Math.floor(p / 2) % right.length;
  const truth = rows.map((p) => p % 2);
  const said = rows.map((p, row) => (random.uniform() < right[site(p)]! ? truth[row]! : 1 - truth[row]!));
  const flags = (of: readonly number[]) => Uint8Array.from(of.flatMap((c) => (c === 0 ? [1, 0] : [0, 1])));
  const cases: AnsweredCases = {
    task: 'single',
    classCount: 2,
    rows: Int32Array.from(rows.keys()),
    truth: flags(truth),
    said: flags(said),
    scores: Float64Array.from(flags(said)),
    parts: partsOf(rows.map((p) => `p${p}`)),
  };
  const ids = rows.map((_, row) => `i${row}`);
  return { cases, ids, values: new Map(ids.map((id, row) => [id, `site ${site(rows[row]!)}`])) };
}

function ask({ cases, ids, values }: ReturnType<typeof drawn>, over: Partial<SubgroupsInput> = {}) {
  const base = {
    approach: 'linear',
    classes: ['no', 'yes'],
    positive: 1,
    kind: 'external',
    column: 'Site',
  } as const;
  return subgroupsOf({ ...base, repeats: [cases], ids, values, draws: 400, seed: 1, ...over }, quietJob());
}

describe('subgroups', () => {
  test('each has the figures of its rows alone', async () => {
    const set = drawn({ seed: 1, patients: 80, right: [0.95, 0.6] });
    const found = (await ask(set))!;
    expect(found.rows.map(({ value, rows, groups }) => [value, rows, groups])).toEqual([
      ['site 0', 80, 40],
      ['site 1', 80, 40],
    ]);
    for (const { value, balancedAccuracy, sensitivity } of found.rows) {
      const weights = Float64Array.from(set.ids, (id) => (set.values.get(id) === value ? 1 : 0));
      const { figures, classes } = prepareFigures(set.cases).all(weights);
      expect(balancedAccuracy.value).toBeCloseTo(figures.balancedAccuracy!, 12);
      expect(sensitivity.value).toBeCloseTo(classes[1]!.sensitivity!, 12);
      expect(balancedAccuracy.low!).toBeLessThan(balancedAccuracy.value!);
      expect(balancedAccuracy.high!).toBeGreaterThan(balancedAccuracy.value!);
    }
  });

  test('a planted gap is shown, with its interval', async () => {
    const { gap } = (await ask(drawn({ seed: 2, patients: 80, right: [0.95, 0.6] })))!;
    expect([gap!.better, gap!.worse, gap!.pairs]).toEqual(['site 0', 'site 1', 1]);
    expect(gap!.difference.low!).toBeGreaterThan(0.1);
    expect(gap!.difference.high!).toBeLessThan(0.6);
  });

  test('twin: without one, the interval holds 0 in nearly all of twenty sets', async () => {
    let shown = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { gap } = (await ask(drawn({ seed, patients: 80, right: [0.8, 0.8] })))!;
      if (gap!.difference.low! > 0) shown += 1;
    }
    expect(shown).toBeLessThanOrEqual(3);
  });

  test('fewer than five groups, or a class that is not there: too few to say', async () => {
    const set = drawn({ seed: 3, patients: 40, right: [0.8, 0.8] });
    const few = new Map([...set.values].map(([id, site], row) => [id, row < 8 ? 'rare' : site]));
    expect((await ask(set, { values: few }))!.rows[0]).toMatchObject({
      value: 'rare',
      groups: 4,
      balancedAccuracy: { value: null },
    });
    const oneClass = new Map(set.ids.map((id, row) => [id, Math.floor(row / 2) % 2 ? 'ill' : 'well']));
    const found = (await ask(set, { values: oneClass }))!;
    expect(found.rows.map(({ sensitivity }) => sensitivity.value)).toEqual([null, null]);
    expect(found.gap).toBeNull();
  });

  test('images without a value are counted, a column of one value or of names is none', async () => {
    const set = drawn({ seed: 4, patients: 40, right: [0.8, 0.8] });
    const some = new Map([...set.values].slice(6));
    expect((await ask(set, { values: some }))!.without).toBe(6);
    expect(await ask(set, { values: new Map(set.ids.map((id) => [id, 'one'])) })).toBeNull();
    expect(await ask(set, { values: new Map(set.ids.map((id) => [id, id])) })).toBeNull();
    expect(await ask(set, { repeats: [] })).toBeNull();
  });

  test('equal seeds, equal numbers', async () => {
    const set = drawn({ seed: 5, patients: 40, right: [0.9, 0.7] });
    expect(await ask(set)).toEqual(await ask(set));
  });
});
