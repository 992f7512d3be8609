// Temperature scaling: what it finds, what it leaves, and that no row's order changes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atTemperature, fittedTemperature } from '../../../../src/domain/evaluate/figures/temperature';
import { makeRandom } from '../../../../src/domain/random';

const tasks = ['single', 'multi'] as const;
const classCount = 3;
const shares = fc
  .array(fc.integer({ min: 0, max: 1_000 }), { minLength: classCount, maxLength: classCount })
  .filter((levels) => levels.some((level) => level > 0))
  .map((levels) => {
    const total = levels.reduce((sum, level) => sum + level, 0);
    return levels.map((level) => level / total);
  });
const temperatures = fc.double({ min: 0.05, max: 20, noNaN: true });

test.each(tasks)('%s: no temperature changes the order within a row; scores stay in 0..1', (task) => {
  fc.assert(
    fc.property(shares, temperatures, (row, temperature) => {
      const scaled = atTemperature(task, row, classCount, temperature);
      for (const [i, score] of scaled.entries()) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        for (const [j, other] of scaled.entries())
          if (row[i]! > row[j]!) expect(score).toBeGreaterThanOrEqual(other);
      }
      if (task === 'single') expect(scaled.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 12);
    }),
  );
});

test.each(tasks)('%s: at 1 nothing changes (but for what is nearer to 0 or 1 than a millionth)', (task) => {
  fc.assert(
    fc.property(shares, (row) => {
      const same = [...atTemperature(task, row, classCount, 1)];
      expect(same).toEqual(row.map((score) => expect.closeTo(score, 5)));
    }),
  );
});

/** Rows whose class is drawn by the scores, then told at `temperature`: that many times too sure or unsure. */
const planted = (task: (typeof tasks)[number], temperature: number) => {
  const random = makeRandom(11);
  const truth: number[] = [];
  const said: number[] = [];
  for (let row = 0; row < 4_000; row++) {
    const raw = Array.from({ length: classCount }, () => Math.exp(random.normal()));
    const total = raw.reduce((sum, value) => sum + value, 0);
    const score = raw.map((value) => value / total);
    const draw = random.uniform();
    const own = draw < score[0]! ? 0 : draw < score[0]! + score[1]! ? 1 : 2;
    truth.push(
      ...score.map((p, c) => (task === 'single' ? Number(c === own) : Number(random.uniform() < p))),
    );
    said.push(...atTemperature(task, score, classCount, temperature));
  }
  return { truth, said };
};

test.each(tasks.flatMap((task) => [0.4, 1, 3].map((temperature) => ({ task, temperature }))))(
  '$task: scores told at $temperature are brought back',
  ({ task, temperature }) => {
    const { truth, said } = planted(task, temperature);
    const found = fittedTemperature(task, said, truth, classCount);
    expect(found * temperature).toBeGreaterThan(0.92);
    expect(found * temperature).toBeLessThan(1.08);
  },
);

test('fewer than ten rows, or scores that say nothing: left as they are', () => {
  const rows = (count: number, row: readonly number[]) => new Array(count).fill(row).flat() as number[];
  const right = [1, 0, 0];
  expect(fittedTemperature('single', rows(9, [0.5, 0.25, 0.25]), rows(9, right), 3)).toBe(1);
  expect(fittedTemperature('single', rows(10, [0.5, 0.25, 0.25]), rows(10, right), 3)).toBe(0.05);
  expect(fittedTemperature('single', rows(10, [1 / 3, 1 / 3, 1 / 3]), rows(10, right), 3)).toBe(1);
  expect(fittedTemperature('multi', rows(10, [0.5, 0.5, 0.5]), rows(10, right), 3)).toBe(1);
  expect(fittedTemperature('single', [], [], 3)).toBe(1);
});

test('always wrong and sure: as unsure as it may be', () => {
  const rows = Array.from({ length: 20 }, () => [0, 1]).flat();
  const other = Array.from({ length: 20 }, () => [1, 0]).flat();
  expect(fittedTemperature('single', rows, other, 2)).toBe(20);
});
