// The linear adapter judged: convex logistic regression, its strength of penalty chosen on the inner part.
import type { Job } from '../../job';
import { meanRow, takeRows } from '../../matrix';
import { classWeightsOf } from '../../predict/adapter-weights';
import { fitLogistic, type Logistic, logisticProbabilities } from '../../predict/logistic';
import type { CaseTable } from '../cases';
import { balancedLoss, firstBest } from './inner-figures';
import { defaultMark, type Route } from './judge-types';

/** To choose from, ascending: of equals the stronger penalty is taken. */
const strengths: readonly number[] = [0.1, 1, 10, 100];
const defaultStrength = 1;

/**
 * Logistic regression with an L2 penalty and class weights by `balanced`: `single` multinomial, `multi` one a label. Inputs are
 * the rows less the mean of those learnt from, divided by one number so that their mean squared length is 1; the free intercept
 * makes the first a matter of numbers only, the second is what C is relative to. C (as scikit-learn's) is the one of 0.1, 1, 10
 * and 100 with the least `balancedLoss` on the inner part, fitted on `train`; `test` is answered by a fit on `refit`.
 */
export function openLinear(table: CaseTable): Route {
  return async (fold, job) => {
    const train = learnerOf(table, fold.train);
    const tried: { c: number; model: Model; inner: Float32Array }[] = [];
    for (const [at, c] of strengths.entries()) {
      job.report(at, strengths.length + 1);
      // Each starts where the stronger penalty ended: the optimum is the same, the way is shorter.
      const model = await train(c, tried.at(-1)?.model ?? null, job);
      tried.push({ c, model, inner: model.scores(fold.inner) });
    }
    const losses = tried.map(({ inner }) => balancedLoss(table, fold.inner, inner));
    const best =
      fold.inner.length > 0 ? firstBest(losses.map((loss) => -loss)) : strengths.indexOf(defaultStrength);
    const { c, model, inner } = tried[best]!;
    job.report(strengths.length, strengths.length + 1);
    // Other rows have another mean and scale: what was found for `train` is a start all the same.
    const last = fold.refit === fold.train ? model : await learnerOf(table, fold.refit)(c, model, job);
    return { inner, test: last.scores(fold.test), choice: { c, ...defaultMark(fold) } };
  };
}

interface Model {
  /** One for `single`; one a label for `multi`. */
  readonly fits: readonly Logistic[];
  /** `rows.length x classes`. */
  scores(rows: readonly number[]): Float32Array;
}

function learnerOf({ data, dim, task, classes, rowClasses }: CaseTable, learnt: readonly number[]) {
  const mean = meanRow(takeRows(data, dim, learnt), dim);
  const centred = (rows: readonly number[]) =>
    takeRows(data, dim, rows).map((value, p) => value - mean[p % dim]!);
  const rows = centred(learnt);
  const squares = rows.reduce((sum, value) => sum + value * value, 0);
  const scale = squares > 0 ? Math.sqrt(learnt.length / squares) : 1;
  const input = { data: rows.map((value) => value * scale), dim };
  const asked = (which: readonly number[]) => centred(which).map((value) => value * scale);
  const questions: readonly { readonly classCount: number; readonly targets: Int32Array }[] =
    task === 'single'
      ? [{ classCount: classes.length, targets: Int32Array.from(learnt, (row) => rowClasses[row]![0]!) }]
      : classes.map((_, c) => ({
          classCount: 2,
          targets: Int32Array.from(learnt, (row) => Number(rowClasses[row]!.includes(c))),
        }));
  return async (c: number, start: Model | null, job: Job): Promise<Model> => {
    const fits: Logistic[] = [];
    for (const [at, { classCount, targets }] of questions.entries()) {
      const rowWeights = balancedWeights(targets, classCount);
      const from = start ? { start: start.fits[at]! } : {};
      fits.push(await fitLogistic({ ...input, targets, classCount, rowWeights, c, ...from }, job));
    }
    return {
      fits,
      scores: (which) => {
        const shares = fits.map((fit) => logisticProbabilities(fit, asked(which)));
        if (task === 'single') return Float32Array.from(shares[0]!);
        return Float32Array.from({ length: which.length * classes.length }, (_, p) => {
          const row = Math.floor(p / classes.length);
          return shares[p % classes.length]![row * 2 + 1]!;
        });
      },
    };
  };
}

function balancedWeights(targets: Int32Array, classCount: number): Float64Array {
  const own = Array.from(targets, (target) => [target]);
  const weights = classWeightsOf('balanced', 'single', own, classCount);
  return Float64Array.from(targets, (target) => weights[target]!);
}
