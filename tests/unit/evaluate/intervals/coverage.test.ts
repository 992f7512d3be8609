// A small run of the coverage simulation; `npm run coverage` prints the whole of it.
import { expect, test } from 'vitest';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { drawInterval } from '../../../../src/domain/evaluate/intervals/draw-interval';
import { heldOutGroups } from '../../../../src/domain/evaluate/intervals/group-weights';
import { resample, valuesAt } from '../../../../src/domain/evaluate/intervals/resample';
import { placeOf } from '../../../../src/domain/evaluate/intervals/statistics';
import { supportOf } from '../../../../src/domain/evaluate/intervals/support';
import { makeRandom } from '../../../../src/domain/random';
import { keyOf, levels, simulateCell } from '../../../../tools/coverage/cover';
import { drawSet } from '../../../../tools/coverage/simulated-sets';

const sets = 200;
// 95 % of 200 sets is known to 1.5 points: three of these.
const least = 0.95 - 3 * Math.sqrt((0.95 * 0.05) / sets);
const world = { groups: 50, prevalence: 0.5, level: levels[1]! };

test('intervals over groups hold the truth about as often as they say', async () => {
  const cell = await simulateCell(world, { sets, rivalSets: 0, draws: 120, seed: 11 });
  for (const figure of ['accuracy', 'balancedAccuracy', 'auc', 'difference'] as const) {
    const { covered, sets: all } = cell.get(keyOf(figure, 'ours'))!;
    expect([figure, covered / all >= least]).toEqual([figure, true]);
  }
});

test('the simulation catches a method that takes rows for groups', async () => {
  let covered = 0;
  for (let set = 0; set < sets; set++) {
    const { model } = drawSet(world, world.level.distance, makeRandom(set));
    const rows = { ...model, parts: model.rows };
    const groups = heldOutGroups([rows]);
    const approach = { approach: 'mlp' as const, repeats: [prepareFigures(rows)], operating: [] };
    const [own] = await resample({ approaches: [approach], groups, prevalence: 0.5, draws: 60, seed: set });
    const place = placeOf.figure('accuracy');
    const support = supportOf([groups.count])!;
    const { low, high } = drawInterval(
      own!.estimate[place]!,
      valuesAt(own!, place),
      { from: 0, to: 1 },
      groups.count,
      support,
    )!;
    if (low <= world.level.share && world.level.share <= high) covered++;
  }
  expect(covered / sets).toBeLessThan(least);
});
