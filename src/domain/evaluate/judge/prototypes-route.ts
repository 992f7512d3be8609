// Class means judged: how alike a row and the mean of each class are, as shares by a temperature the inner part chooses.
import { makeBreather } from '../../explore/cluster/breather';
import type { Job } from '../../job';
import { takeRows } from '../../matrix';
import { probabilitiesOf } from '../../predict/adapter-shares';
import { type Prototypes, prototypeSimilarities, prototypesOf } from '../../predict/prototypes';
import type { CaseTable } from '../cases';
import { balancedLoss } from './inner-figures';
import { defaultMark, type Route } from './judge-types';

/** Bounds of the temperature: the lower one is CLIP's (a scale of at most 100). */
const coldest = 0.01;
const hottest = 10;
/** Where the inner part cannot choose. */
const defaultTemperature = 0.1;

/**
 * `single`: softmax(cosine / T) over the classes. `multi`: a sigmoid a label of (cosine to the mean of the rows with it, less
 * that to the mean of those without it) / T. T is the one in 0.01..10 with the least `balancedLoss` on the inner part, for means
 * of `train`; it changes no answer of `single`. The answers for `test` are those of the means of `refit`.
 */
export function openPrototypes(table: CaseTable): Route {
  return async (fold, job) => {
    const inner = await gaps(table, fold.train, fold.inner, job);
    const temperature =
      fold.inner.length === 0
        ? defaultTemperature
        : await leastBetween(coldest, hottest, async (t) => {
            await job.breathe();
            return balancedLoss(table, fold.inner, sharesAt(table, inner, t));
          });
    const test = await gaps(table, fold.refit, fold.test, job);
    return {
      inner: sharesAt(table, inner, temperature),
      test: sharesAt(table, test, temperature),
      choice: { temperature, ...defaultMark(fold) },
    };
  };
}

/** `asked.length x classes`: cosines to the means of `learnt`, for `multi` less those to the means of the rows without. */
async function gaps(
  { data, dim, task, classes, rowClasses }: CaseTable,
  learnt: readonly number[],
  asked: readonly number[],
  job: Job,
): Promise<Float32Array> {
  const rows = takeRows(data, dim, learnt);
  const meansOf = (has: boolean) =>
    prototypesOf(
      {
        data: rows,
        dim,
        labels: learnt.map((row) => classes.filter((_, c) => rowClasses[row]!.includes(c) === has)),
      },
      classes,
      job,
    );
  const having = await meansOf(true);
  const lacking = task === 'multi' ? await meansOf(false) : null;
  const out = new Float32Array(asked.length * classes.length);
  const breather = makeBreather(job);
  for (const [at, row] of asked.entries()) {
    if (breather.due()) await breather.breathe();
    const own = data.subarray(row * dim, (row + 1) * dim);
    const toward = cosines(having, own);
    const away = lacking ? cosines(lacking, own) : null;
    for (const [c, classId] of classes.entries()) {
      out[at * classes.length + c] = toward.get(classId)! - (away?.get(classId) ?? 0);
    }
  }
  return out;
}

function cosines(prototypes: Prototypes, row: Float32Array): ReadonlyMap<string, number> {
  return new Map(
    prototypeSimilarities(prototypes, row).map(({ classId, similarity }) => [classId, similarity]),
  );
}

function sharesAt({ task, classes }: CaseTable, gapsOfRows: Float32Array, temperature: number): Float32Array {
  const out = new Float32Array(gapsOfRows.length);
  for (let at = 0; at < out.length; at += classes.length) {
    const logits = gapsOfRows.subarray(at, at + classes.length).map((gap) => gap / temperature);
    out.set(probabilitiesOf(task, logits), at);
  }
  return out;
}

const golden = (Math.sqrt(5) - 1) / 2;
const searchSteps = 40;

/** Where between `low` and `high` (above 0) a function is least that first falls and then rises: golden section on the logarithm. */
async function leastBetween(
  low: number,
  high: number,
  valueAt: (x: number) => Promise<number>,
): Promise<number> {
  let [from, to] = [Math.log(low), Math.log(high)];
  let [left, right] = [to - golden * (to - from), from + golden * (to - from)];
  let leftValue = await valueAt(Math.exp(left));
  let rightValue = await valueAt(Math.exp(right));
  for (let step = 0; step < searchSteps; step++) {
    if (leftValue <= rightValue) {
      [to, right, rightValue] = [right, left, leftValue];
      left = to - golden * (to - from);
      leftValue = await valueAt(Math.exp(left));
    } else {
      [from, left, leftValue] = [left, right, rightValue];
      right = from + golden * (to - from);
      rightValue = await valueAt(Math.exp(right));
    }
  }
  // A search inside never quite reaches an end: classes that lie apart ask for the coldest.
  const inside = Math.exp((from + to) / 2);
  const insideValue = await valueAt(inside);
  for (const end of [low, high]) if ((await valueAt(end)) <= insideValue) return end;
  return inside;
}
