// The routes that learn at once from a table of likenesses: fast enough to be judged a thousand times over.

import { makeBreather } from '../../explore/cluster/breather';
import { eachRowDots, plainProduct, type RowProduct } from '../../explore/cluster/product';
import { type Job, quietJob } from '../../job';
import { rowCount } from '../../matrix';
import { balancedAccuracyOf } from '../../predict/adapter-judge';
import type { AdapterTask } from '../../predict/adapter-types';

/** Linear and MLP adapters are not among them: they take seconds a fold. */
export type FastRoute = 'prototypes' | 'neighbours';

export const fastRoutes: readonly FastRoute[] = ['prototypes', 'neighbours'];

/** Voters of `neighbours`, as the default of the neighbours' panel. */
const voters = 5;

/** How alike all rows of a table are, worked out once. Takes 8 x rows^2 bytes. */
export interface AlikeRows {
  readonly rows: number;
  /** `rows x rows` cosines. */
  readonly similarities: Float32Array;
  /** `rows x (rows - 1)`: the others of each row, most alike first; of equals the lower row number. */
  readonly order: Int32Array;
}

/** One thing asked of each row: which of `classCount` classes it is. */
export interface Question {
  readonly classCount: number;
  /** Class index of each row. */
  readonly classOf: Int32Array;
}

/** `data`: `rows x dim`, rows of unit length. Breathes and reports in rows; throws the job's own error on cancel. */
export async function alikeRows(
  data: Float32Array,
  dim: number,
  job: Job = quietJob(),
  product: RowProduct = plainProduct,
): Promise<AlikeRows> {
  const rows = rowCount(data, dim);
  const similarities = new Float32Array(rows * rows);
  const order = new Int32Array(rows * Math.max(0, rows - 1));
  await eachRowDots({ data, few: data, dim }, product, job, (row, dots, at) => {
    for (let c = 0; c < rows; c++) similarities[row * rows + c] = dots[at + c]!;
  });
  const breather = makeBreather(job);
  for (let row = 0; row < rows; row++) {
    if (breather.due()) await breather.breathe();
    const own = similarities.subarray(row * rows, (row + 1) * rows);
    const others = Int32Array.from({ length: rows - 1 }, (_, at) => (at < row ? at : at + 1));
    order.set(
      others.sort((a, b) => own[b]! - own[a]! || a - b),
      row * (rows - 1),
    );
    job.report(row + 1, rows);
  }
  return { rows, similarities, order };
}

/** `single`: one question with all classes. `multi`: for each label the question whether a row has it (1) or not (0). */
export function questionsOf(
  task: AdapterTask,
  rowClasses: readonly (readonly number[])[],
  classCount: number,
): readonly Question[] {
  if (task === 'single') return [{ classCount, classOf: Int32Array.from(rowClasses, ([own]) => own ?? -1) }];
  return Array.from({ length: classCount }, (_, label) => ({
    classCount: 2,
    classOf: Int32Array.from(rowClasses, (own) => (own.includes(label) ? 1 : 0)),
  }));
}

function largest(values: Float64Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if (values[c]! > values[best]!) best = c;
  return best;
}

/** The class whose mean of taught rows is most alike; a class of which nothing was taught is never said. */
function sayByPrototypes(
  { rows, similarities }: AlikeRows,
  { classCount, classOf }: Question,
  taught: number[],
) {
  const members = Array.from({ length: classCount }, (_, c) => taught.filter((row) => classOf[row] === c));
  const lengths = members.map((own) => {
    let square = 0;
    for (let i = 0; i < own.length; i++) {
      const from = own[i]! * rows;
      for (let j = 0; j < i; j++) square += 2 * similarities[from + own[j]!]!;
      square += similarities[from + own[i]!]!;
    }
    return Math.sqrt(Math.max(0, square));
  });
  const alike = new Float64Array(classCount);
  return (row: number) => {
    for (let c = 0; c < classCount; c++) {
      let sum = 0;
      for (const other of members[c]!) sum += similarities[row * rows + other]!;
      const nothing = members[c]!.length === 0 ? Number.NEGATIVE_INFINITY : 0;
      alike[c] = lengths[c]! > 0 ? sum / lengths[c]! : nothing;
    }
    return largest(alike);
  };
}

/** The vote, weighted by likeness (never below 0), of the nearest taught rows. */
function sayByNeighbours(alike: AlikeRows, { classCount, classOf }: Question, taught: number[]) {
  const { rows, similarities, order } = alike;
  const teaches = new Uint8Array(rows);
  for (const row of taught) teaches[row] = 1;
  const votes = new Float64Array(classCount);
  return (row: number) => {
    votes.fill(0);
    let left = voters;
    for (let at = row * (rows - 1); at < (row + 1) * (rows - 1) && left > 0; at++) {
      const other = order[at]!;
      if (teaches[other] === 0) continue;
      // A millionth for merely being there: of voters that are not alike at all, each counts the same.
      votes[classOf[other]!]! += Math.max(1e-6, similarities[row * rows + other]!);
      left--;
    }
    return largest(votes);
  };
}

/** The class a route says of a row, having been taught the rows of `taught`: the row asked about must not be among them. */
export function sayer(route: FastRoute, alike: AlikeRows, question: Question, taught: number[]) {
  return (route === 'prototypes' ? sayByPrototypes : sayByNeighbours)(alike, question, taught);
}

/** One parting: what is taught and what is asked. */
export interface Lesson {
  readonly taught: number[];
  readonly asked: readonly number[];
}

/** Taught and asked rows of each fold, from the fold (0..folds-1) of each row; folds without rows are left out. */
export function lessonsOf(foldOf: Int32Array, folds: number): Lesson[] {
  const all = Array.from(foldOf.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    taught: all.filter((row) => foldOf[row] !== fold),
    asked: all.filter((row) => foldOf[row] === fold),
  })).filter(({ asked }) => asked.length > 0);
}

/**
 * Balanced accuracy over the asked rows of all lessons together, 0..1: the mean recall of the classes that occur; of several
 * questions the mean over those for which two classes occur. null where there is none.
 */
export function lessonAccuracy(
  route: FastRoute,
  alike: AlikeRows,
  questions: readonly Question[],
  lessons: readonly Lesson[],
): number | null {
  const figures = questions.flatMap((question) => {
    const having = new Array<number>(question.classCount).fill(0);
    const found = new Array<number>(question.classCount).fill(0);
    for (const { taught, asked } of lessons) {
      const say = sayer(route, alike, question, taught);
      for (const row of asked) {
        const own = question.classOf[row]!;
        having[own]!++;
        if (say(row) === own) found[own]!++;
      }
    }
    if (questions.length > 1 && having.some((count) => count === 0)) return [];
    const tallies = having.map((count, c) => ({ having: count, found: found[c]!, lacking: 0, spared: 0 }));
    const figure = balancedAccuracyOf('single', tallies);
    return figure === null ? [] : [figure];
  });
  return figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
