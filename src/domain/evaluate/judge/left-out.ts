// Which approaches cannot be judged on a plan, and why: found before any work is done.
import { fewestPerClass } from '../../predict/adapter-check';
import { countsOfClasses } from '../../predict/adapter-targets';
import type { Approach, CaseTable, LeftOut } from '../cases';
import type { JudgedFold, JudgeRequest } from './judge-types';
import { usableWordings } from './words-route';

/** null: it can be judged in every fold. `hasRuntime`: whether there is something to train the MLP with. */
export function leftOutOf(
  approach: Approach,
  { table, words }: JudgeRequest,
  folds: readonly JudgedFold[],
  hasRuntime: boolean,
): LeftOut | null {
  const out = (reason: LeftOut['reason'], classIndex?: number): LeftOut => ({
    approach,
    reason,
    classId: classIndex === undefined ? null : table.classes[classIndex]!,
  });
  if (approach === 'words') {
    if (!words || words.variants.length === 0) return out('no-words');
    return usableWordings(words, table.classes.length).length > 0 ? null : out('class-without-words');
  }
  if (approach === 'mlp' && !hasRuntime) return out('no-runtime');
  for (const fold of folds) {
    const missing = fewerThan(1, table, fold.train);
    if (missing !== null) return out('class-missing', missing);
  }
  if (approach !== 'mlp') return null;
  for (const { train, inner } of folds) {
    const few = fewerThan(fewestPerClass, table, [...train, ...inner]);
    if (few !== null) return out('too-few-rows', few);
  }
  return null;
}

/** The first class with fewer rows than `need`, or for `multi` with fewer rows without it; null: none. */
function fewerThan(need: number, table: CaseTable, rows: readonly number[]): number | null {
  const own = rows.map((row) => table.rowClasses[row]!);
  const counts = countsOfClasses(own, table.classes.length);
  const at = counts.findIndex(
    (count) => count < need || (table.task === 'multi' && rows.length - count < need),
  );
  return at < 0 ? null : at;
}
