// The rule behind "goes with the class": tables against SciPy, groups counted once, rare values together.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { association, binned, unitsOf } from '../../../../src/domain/evaluate/guards/association';
import { partsOf } from '../../../../src/domain/predict/row-groups';

interface Golden {
  readonly cases: Readonly<
    Record<string, { readonly table: number[][]; readonly strength: number; readonly beyondChance: boolean }>
  >;
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/golden/evaluate/association.json', import.meta.url), 'utf8'),
) as Golden;

/** One row, of its own group, for each count of a table; each copy adds another image of the same patient. */
function rowsOf(table: number[][], copies = 1) {
  const rows = table.flatMap((line, i) =>
    line.flatMap((count, j) => Array.from({ length: count }, (_, n) => ({ i, j, n }))),
  );
  const all = rows.flatMap((row) => Array.from({ length: copies }, () => row));
  return {
    classKeys: all.map(({ i }) => `class ${i}`),
    values: all.map(({ j }) => `value ${j}`),
    parts: partsOf(all.map(({ i, j, n }) => `${i} ${j} ${n}`)),
  };
}

const judge = ({ classKeys, values, parts }: ReturnType<typeof rowsOf>) =>
  association(unitsOf(classKeys, parts), values);

describe('association', () => {
  test.each(Object.entries(golden.cases))('%s: as SciPy has it', (_, { table, strength, beyondChance }) => {
    const found = judge(rowsOf(table));
    expect(found.strength).toBeCloseTo(strength, 9);
    expect(found.beyondChance).toBe(beyondChance);
  });

  test('five images of each patient are no more evidence than one', () => {
    const { strong } = golden.cases;
    const once = judge(rowsOf(strong!.table));
    expect(judge(rowsOf(strong!.table, 5)).strength).toBeCloseTo(once.strength, 12);
    // Counted as images of nobody known they are, which is what groups are for.
    const weak = rowsOf(
      [
        [9, 6],
        [6, 9],
      ],
      12,
    );
    expect(judge(weak).beyondChance).toBe(false);
    expect(judge({ ...weak, parts: partsOf(weak.values.map(() => null)) }).beyondChance).toBe(true);
  });

  test('values of fewer than five patients stand together, classes of fewer say nothing', () => {
    // Thirty sizes that occur once each tell nothing of a class.
    const alone = Array.from({ length: 30 }, (_, i) => i);
    const classKeys = alone.map((i) => (i % 2 ? 'a' : 'b'));
    const parts = partsOf(alone.map(() => null));
    expect(judge({ classKeys, values: alone.map((i) => `v${i}`), parts }).strength).toBe(0);
    expect(
      judge(
        rowsOf([
          [20, 0],
          [0, 4],
        ]),
      ).strength,
    ).toBe(0);
  });

  test('rows without the trait are left out', () => {
    const { classKeys, values, parts } = rowsOf([
      [20, 0],
      [0, 20],
    ]);
    const without = values.map((value, row) => (row % 4 === 0 ? null : value));
    const kept = <T>(list: readonly T[]) => list.filter((_, row) => row % 4 !== 0);
    const fewer = judge({
      classKeys: kept(classKeys),
      values: kept(values),
      parts: Int32Array.from(kept([...parts])),
    });
    expect(association(unitsOf(classKeys, parts), without)).toEqual(fewer);
  });

  test('nothing in, nothing out', () => {
    expect(judge({ classKeys: [], values: [], parts: new Int32Array(0) })).toEqual({
      strength: 0,
      beyondChance: false,
    });
  });
});

describe('bins', () => {
  test('few numbers stay as they are, many go into four bins, equals into the same', () => {
    expect(binned([512, 256, 512])).toEqual(['512', '256', '512']);
    const many = Array.from({ length: 100 }, (_, i) => i);
    const bins = binned(many);
    expect(new Set(bins).size).toBe(4);
    for (const bin of new Set(bins)) expect(bins.filter((own) => own === bin)).toHaveLength(25);
    expect([bins[0], bins[99]]).toEqual(['below 25', '75 or more']);
  });
});
