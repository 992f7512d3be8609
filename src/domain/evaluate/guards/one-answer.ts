// Approaches that give one and the same answer to nearly all held-out images: their figures are those of the class shares.
import type { ClassId, ItemId } from '../../types';
import type { AnsweredCases, Approach } from '../cases';
import type { Warning } from './warning';

/** Said of more than this share, while fewer than `mostHaving` have it. */
const nearlyAll = 0.95;
const mostHaving = 0.8;

export interface SaidBy {
  readonly approach: Approach;
  /** Of one repeat. */
  readonly cases: AnsweredCases;
}

/**
 * One warning an approach at most. `single`: a class that is said of more than 95 % of the rows though fewer than 80 % have it.
 * `multi`: the same of a label, or one that is never said (under 5 %) though more than 20 % have it. `ids`: rows so answered
 * that it is wrong for. No rows, no warning.
 */
export function oneAnswerWarnings(
  answers: readonly SaidBy[],
  ids: readonly ItemId[],
  classes: readonly ClassId[],
): readonly Warning[] {
  return answers.flatMap(({ approach, cases }) => {
    const { rows, classCount, said, truth, task } = cases;
    const share = (table: Uint8Array, c: number) => {
      let count = 0;
      for (let row = 0; row < rows.length; row++) count += table[row * classCount + c]!;
      return rows.length === 0 ? 0 : count / rows.length;
    };
    for (const [c, classId] of classes.entries()) {
      const facts = { approach, classId, said: share(said, c), having: share(truth, c) };
      const always = facts.said > nearlyAll && facts.having < mostHaving;
      const never = facts.said < 1 - nearlyAll && facts.having > 1 - mostHaving;
      if (!always && !(task === 'multi' && never)) continue;
      const wrong = [...rows.keys()].filter(
        (row) => said[row * classCount + c] !== truth[row * classCount + c],
      );
      return [{ code: 'one-answer' as const, facts, ids: wrong.map((row) => ids[rows[row]!]!) }];
    }
    return [];
  });
}
