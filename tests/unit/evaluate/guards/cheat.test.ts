// The usual mistakes flatter where there is something to cheat by, and only there.
import { describe, expect, test } from 'vitest';
import { answeredCases } from '../../../../src/domain/evaluate/figures/answered-cases';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import {
  type Cheat,
  cheatFigures,
  cheatRequest,
  cheatsFor,
} from '../../../../src/domain/evaluate/guards/cheat';
import { judged, type PeoplePlan, people, requestFor } from './judged-kit';

/** Points, honest and by the mistake, of the first approach: mean over some seeds. */
async function flattering(plan: Omit<PeoplePlan, 'seed'>, cheat: Cheat, approach: 'neighbours' | 'linear') {
  const seeds = [1, 2, 3, 4, 5];
  let [honest, cheated] = [0, 0];
  for (const seed of seeds) {
    const table = people({ ...plan, seed });
    const request = requestFor(table, seed, [approach]);
    const { plan: own, records } = await judged(request);
    honest += prepareFigures(answeredCases(table, own, records[0]!, 0)).figures().balancedAccuracy!;
    cheated += cheatFigures(table, await judged(cheatRequest(request, cheat)), cheat)[0]!.balancedAccuracy!;
  }
  return { honest: honest / seeds.length, gain: (cheated - honest) / seeds.length };
}

const nothingToLearn = { patients: 24, images: 5, apart: 0 };

describe('groups ignored', () => {
  test('patients with a look of their own: nothing to learn, and yet nearly all right', async () => {
    const { honest, gain } = await flattering({ ...nothingToLearn, own: 4 }, 'no-groups', 'neighbours');
    expect(honest).toBeLessThan(0.65);
    expect(gain).toBeGreaterThan(0.3);
  });

  test('twin: patients that look like one another: no gain worth the name', async () => {
    const { gain } = await flattering({ ...nothingToLearn, own: 0 }, 'no-groups', 'neighbours');
    expect(Math.abs(gain)).toBeLessThan(0.06);
  });
});

describe('chosen on the test part', () => {
  test('flatters where nothing can be learnt, and the most together with the other mistake', async () => {
    const { gain } = await flattering({ ...nothingToLearn, own: 0 }, 'on-test', 'linear');
    expect(gain).toBeGreaterThan(0.05);
    const both = await flattering({ ...nothingToLearn, own: 1 }, 'both', 'neighbours');
    const alone = await flattering({ ...nothingToLearn, own: 1 }, 'no-groups', 'neighbours');
    expect(both.gain).toBeGreaterThan(alone.gain);
  });

  test('twin: classes far apart leave nothing to flatter', async () => {
    const far = { patients: 24, images: 5, own: 0, apart: 12 };
    expect((await flattering(far, 'on-test', 'linear')).gain).toBeLessThan(0.02);
  });
});

describe('what is asked', () => {
  const table = people({ seed: 1, patients: 12, images: 2, own: 1, apart: 1 });
  const honest = requestFor(table, 1);
  const cut = (cheat: Cheat) => {
    const { folds } = cheatRequest(honest, cheat).plan;
    const split = folds.filter(({ test, train }) =>
      test.some((row) => train.some((other) => table.groups[row] === table.groups[other])),
    );
    return split.length;
  };

  test('groups are cut by the mistake that ignores them only; as many folds as before', () => {
    expect([cut('on-test'), cut('no-groups') > 0, cut('both') > 0]).toEqual([0, true, true]);
    expect(cheatRequest(honest, 'both').plan.folds).toHaveLength(honest.plan.folds.length);
    expect([
      cheatRequest(honest, 'no-groups').chooseOnTest,
      cheatRequest(honest, 'on-test').chooseOnTest,
    ]).toEqual([false, true]);
  });

  test('groups that are not known, or of one image each, cannot be ignored; nor can those of a split that was given', () => {
    expect(cheatsFor('folds', ['a', 'a', 'b'])).toEqual(['on-test', 'no-groups', 'both']);
    expect(cheatsFor('folds', ['a', 'b', null, null])).toEqual(['on-test']);
    expect(cheatsFor('kept-split', ['a', 'a', 'b'])).toEqual(['on-test']);
  });
});
