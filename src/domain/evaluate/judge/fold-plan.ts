// Cross-validation: every row held out once a repeat, no group cut, classes spread as evenly as groups allow.
import { AppError } from '../../errors';
import { countsOfClasses } from '../../predict/adapter-targets';
import { groupedFolds } from '../../predict/grouped-folds';
import { rowsByGroup } from '../../predict/row-groups';
import { makeRandom, type Random } from '../../random';
import type { EvaluationPlan, Fold } from '../cases';
import { innerPart, type PlanRows } from './inner-part';

export interface FoldPlanInput extends PlanRows {
  /** Folds asked for, 2 or more; 5 unless told. */
  readonly folds?: number;
  /** 1 unless told. */
  readonly repeats?: number;
  readonly seed: number;
}

/** Other draws are tried this often where one leaves a class with nothing to learn from (possible with mixed groups only). */
const mostDraws = 100;

/**
 * The plan of grouped, stratified, repeated k-fold: as many folds as are asked for, fewer where the rarest class has fewer
 * groups, never below 2. In every fold each class has rows in `train`. Folds stand repeat by repeat; one without a test row
 * is left out. Same input, same plan.
 *
 * @throws AppError `too-few-items` {class, groups, need} where a class (its index) lies in fewer than two groups, or where no
 * draw leaves it something to learn from; `invalid-argument` where lists or numbers do not fit.
 */
export function foldPlan({ folds: asked = 5, repeats = 1, seed, ...rows }: FoldPlanInput): EvaluationPlan {
  checkInput(rows, asked, repeats);
  const groupCounts = groupsOfClasses(rows);
  const fewest = Math.min(...groupCounts);
  if (fewest < 2) throw lacking(groupCounts.indexOf(fewest), fewest);
  const count = Math.max(2, Math.min(asked, fewest));
  const random = makeRandom(seed);
  const folds = Array.from({ length: repeats }, (_, repeat) =>
    foldsOf(rows, repeat, count, random.fork(`repeat ${repeat}`)),
  ).flat();
  return { kind: 'folds', folds, repeats, seed };
}

/**
 * The same rows cut as if there were no groups: what many published figures rest on. For showing how much that flatters, with
 * as many folds as the honest plan has.
 */
export function cheatPlan(input: FoldPlanInput): EvaluationPlan {
  return foldPlan({ ...input, groups: input.groups.map(() => null) });
}

/** In how many groups each class occurs; a row without a group is one of its own. */
export function groupsOfClasses({ rowClasses, groups, classCount }: PlanRows): number[] {
  const owners = rowsByGroup(groups, rowClasses.length);
  const classesOf = (rows: readonly number[]) => [...new Set(rows.flatMap((row) => rowClasses[row]!))];
  return countsOfClasses(owners.map(classesOf), classCount);
}

function foldsOf(rows: PlanRows, repeat: number, folds: number, random: Random): Fold[] {
  const { rowClasses, classCount } = rows;
  const all = Array.from(rowClasses.keys());
  let stripped = 0;
  for (let draw = 0; draw < mostDraws; draw++) {
    const own = random.fork(`draw ${draw}`);
    const foldOf = groupedFolds({ ...rows, folds }, own.fork('folds'));
    const parts = Array.from({ length: folds }, (_, fold) => ({
      rest: all.filter((row) => foldOf[row] !== fold),
      test: all.filter((row) => foldOf[row] === fold),
    })).filter(({ test }) => test.length > 0);
    const without = parts.flatMap(({ rest }) =>
      countsOfClasses(
        rest.map((row) => rowClasses[row]!),
        classCount,
      ).flatMap((count, c) => (count === 0 ? [c] : [])),
    );
    if (without.length === 0) {
      return parts.map(({ rest, test }, fold) => ({
        repeat,
        test,
        ...innerPart(rows, rest, own.fork(`inner ${fold}`)),
      }));
    }
    stripped = without[0]!;
  }
  throw lacking(stripped, groupsOfClasses(rows)[stripped]!);
}

function lacking(classIndex: number, groups: number): AppError {
  const facts = { class: classIndex, groups, need: 2 };
  return new AppError('too-few-items', 'A class lies in too few groups to hold some out.', facts);
}

function checkInput({ rowClasses, groups, classCount }: PlanRows, folds: number, repeats: number): void {
  const fits =
    rowClasses.length === groups.length &&
    classCount >= 2 &&
    Number.isInteger(folds) &&
    folds >= 2 &&
    Number.isInteger(repeats) &&
    repeats >= 1 &&
    rowClasses.every((own) => own.every((c) => Number.isInteger(c) && c >= 0 && c < classCount));
  if (!fits) throw new AppError('invalid-argument', 'The plan was asked for with lists that do not fit.');
}
