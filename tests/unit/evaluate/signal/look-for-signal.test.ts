// A look at a table larger than memory allows: whole groups of it, drawn without regard to labels.
import { expect, test } from 'vitest';
import { lookForSignal, someRows } from '../../../../src/domain/evaluate/signal/look-for-signal';
import { makeRandom } from '../../../../src/domain/random';

/** `rows` rows of two numbers, five a patient; the first number says the class. */
function tableOf(rows: number) {
  const random = makeRandom(3);
  const rowClasses = Array.from({ length: rows }, (_, row) => [Math.floor(row / 5) % 2]);
  const data = Float32Array.from(
    rowClasses.flatMap(([c]) => {
      const angle = (c === 0 ? 0 : 1.2) + 0.3 * random.normal();
      return [Math.cos(angle), Math.sin(angle)];
    }),
  );
  return {
    ids: rowClasses.map((_, row) => `i${row}`),
    dim: 2,
    data,
    task: 'single' as const,
    classes: ['a', 'b'],
    rowClasses,
    groups: rowClasses.map((_, row) => `p${Math.floor(row / 5)}`),
  };
}

test('a small table is looked at whole, with 999 deals', async () => {
  const found = await lookForSignal({ table: tableOf(60), seed: 1 });
  expect([found.rows, found.of]).toEqual([60, 60]);
  expect(found.signals.map(({ draws, p }) => [draws, p < 0.01])).toEqual([
    [999, true],
    [999, true],
  ]);
});

test('of a large one as many whole groups as fit are looked at', () => {
  const table = tableOf(3105);
  const rows = someRows({ table, seed: 1 });
  expect(rows).toHaveLength(3000);
  const taken = new Set(rows.map((row) => table.groups[row]));
  expect(table.groups.filter((group) => taken.has(group))).toHaveLength(3000);
  expect(someRows({ table, seed: 2 })).not.toEqual(rows);
});
