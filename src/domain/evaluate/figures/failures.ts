// The rows an approach answers wrongly, most often and surest first.
import type { ClassId } from '../../types';
import type { AnsweredCases, CaseTable } from '../cases';
import type { Failure } from '../summary';

/** One wrong answer: what was said, as class indices, and how surely. */
interface Wrong {
  readonly said: readonly number[];
  readonly score: number;
}

interface RowTally {
  heldOut: number;
  readonly wrong: Wrong[];
}

/** The wrong answer in place `at` of the cases; null where it is right. */
function wrongAt({ task, classCount, truth, said, scores }: AnsweredCases, at: number): Wrong | null {
  const given: number[] = [];
  let surest: number | null = null;
  for (let c = 0, i = at * classCount; c < classCount; c++, i++) {
    if (said[i] === 1) given.push(c);
    if (said[i] === truth[i] || (task === 'single' && said[i] === 0)) continue;
    surest = Math.max(surest ?? 0, said[i] === 1 ? scores[i]! : 1 - scores[i]!);
  }
  return surest === null ? null : { said: given, score: surest };
}

/** What was said most often; the first of equals. */
function mostSaid(wrong: readonly Wrong[]): readonly number[] {
  const counts = new Map<string, { readonly said: readonly number[]; times: number }>();
  for (const { said } of wrong) {
    const known = counts.get(said.join());
    if (known) known.times += 1;
    else counts.set(said.join(), { said, times: 1 });
  }
  const first = [...counts.values()].reduce((best, next) => (next.times > best.times ? next : best));
  return first.said;
}

/**
 * Rows answered wrongly (`multi`: with any label wrong) in at least one repeat: those wrong in the largest share of the
 * repeats first, then the surest, then in the order of the table. `said`: what was said most often when wrong. `score`: of
 * what was said, the mean over the repeats in which it was wrong; `multi`: of the surest of the wrong labels, its score
 * where it was said, 1 - score where it was missed.
 * @param repeats the answered cases of each repeat.
 */
export function failuresOf(table: CaseTable, repeats: readonly AnsweredCases[]): readonly Failure[] {
  const tallies = new Map<number, RowTally>();
  for (const cases of repeats) {
    cases.rows.forEach((row, at) => {
      const tally = tallies.get(row) ?? { heldOut: 0, wrong: [] };
      tallies.set(row, tally);
      tally.heldOut += 1;
      const wrong = wrongAt(cases, at);
      if (wrong !== null) tally.wrong.push(wrong);
    });
  }
  const named = (indices: readonly number[]): readonly ClassId[] => indices.map((c) => table.classes[c]!);
  return [...tallies]
    .filter(([, { wrong }]) => wrong.length > 0)
    .map(([row, { heldOut, wrong }]) => ({
      row,
      failure: {
        id: table.ids[row]!,
        truth: named(table.rowClasses[row]!),
        said: named(mostSaid(wrong)),
        score: wrong.reduce((sum, { score }) => sum + score, 0) / wrong.length,
        wrongShare: wrong.length / heldOut,
      },
    }))
    .sort(
      (a, b) =>
        b.failure.wrongShare - a.failure.wrongShare || b.failure.score - a.failure.score || a.row - b.row,
    )
    .map(({ failure }) => failure);
}
