// Labels that mean nothing, judged in earnest: what the interval of the AUC says of them.
import { cheatPlan, foldPlan } from '../../../src/domain/evaluate/judge/fold-plan';
import { keptPlan } from '../../../src/domain/evaluate/judge/plan-parts';
import { summarise } from '../../../src/domain/evaluate/summarise';
import { judged, people, requestFor } from './guards/judged-kit';

/** `split`: half of the patients are taught, the others judged. `folds`: all of them in turn. `leak`: folds that part patients. */
export type NullPlan = 'split' | 'folds' | 'leak';

/** Whether the 95 % interval of the AUC of `neighbours` holds 1/2: 60 patients of 2 images, classes that do not show. */
export async function coversHalf(seed: number, kind: NullPlan): Promise<boolean> {
  const table = people({ seed, patients: 60, images: 2, own: 2.5, apart: 0 });
  const { groups, rowClasses } = table;
  const shape = { rowClasses, groups, classCount: 2, seed };
  const parts = groups.map((group) => (Number(group!.slice(1)) % 4 < 2 ? 'train' : 'test'));
  const folded = kind === 'folds' ? foldPlan(shape) : cheatPlan(shape);
  const plan = kind === 'split' ? keptPlan({ ...shape, parts }).plan : folded;
  const what = await judged({ ...requestFor(table, seed, ['neighbours']), plan });
  const { approaches } = await summarise({
    table,
    judged: what,
    positive: 'yes',
    prevalence: null,
    seed,
    groupsKnown: true,
    draws: 120,
  });
  const { low, high } = approaches[0]!.figures.auc;
  return low! <= 0.5 && 0.5 <= high!;
}
