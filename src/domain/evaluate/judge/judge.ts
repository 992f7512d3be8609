// Judging: every approach on the same folds, chosen on their inner parts, answered for rows nothing was learnt from.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount } from '../../matrix';
import type { Tf } from '../../predict/adapter-graph';
import { makeRandom } from '../../random';
import type { Approach, ApproachRecord, EvaluationPlan, FoldRecord, Judged, LeftOut } from '../cases';
import { openClusters } from './cluster-route';
import type { JudgedFold, JudgeRequest, Route } from './judge-types';
import { leftOutOf } from './left-out';
import { openLinear } from './linear-route';
import { openMlp } from './mlp-route';
import { openNearest } from './nearest-learnt';
import { openNeighbours } from './neighbours-route';
import { openPrototypes } from './prototypes-route';
import { openWords, usableWordings } from './words-route';

/** How long a fold of each takes, roughly, so that progress goes at an even pace (measured at 400 x 512). */
const weights: Readonly<Record<Approach, number>> = {
  words: 1,
  prototypes: 1,
  neighbours: 1,
  cluster: 10,
  linear: 10,
  mlp: 100,
};

/**
 * Judges the approaches, each on every fold of the plan, in the order asked for. In each fold candidates (k, penalty, wording,
 * temperature, epoch) are fitted on `train` and chosen on `inner`, whose scores are those of the chosen candidate. Then all but
 * the MLP are fitted on `train` and `inner` together to answer `test`; the MLP answers with the weights of its best epoch (see
 * `openMlp`). No label of `test` is looked at. What cannot be judged on all folds is in `leftOut`, with the reason.
 *
 * `chooseOnTest`: the plan that comes back has `test` for `inner` and all the rest in `train`, so that thresholds and temperatures
 * worked out from it are chosen on the test part, too; nothing is fitted on `test` even then.
 *
 * Same request and same runtime: same bits. Reports in shares of one whole, breathes, throws the job's own error on cancel.
 * @param tf the MLP's runtime; null leaves it out. @throws AppError `invalid-argument` where table and plan do not fit.
 */
export async function judge(request: JudgeRequest, tf: Tf | null, job: Job): Promise<Judged> {
  const plan = request.chooseOnTest ? choosingOnTest(request.plan) : request.plan;
  checkRequest(request);
  const folds = plan.folds.map((fold, at) => judgedFold(plan, at, request.chooseOnTest ? fold.train : null));
  const leftOut: LeftOut[] = [];
  const able: Approach[] = [];
  for (const approach of request.approaches) {
    const out = leftOutOf(approach, request, folds, tf !== null);
    if (out) leftOut.push(out);
    else able.push(approach);
  }
  const steps = stepper(
    able.reduce((sum, approach) => sum + weights[approach] * (folds.length + 1), 0),
    job,
  );
  const records: ApproachRecord[] = [];
  for (const approach of able) {
    const answer = await steps(weights[approach], (own) => open(approach, request, tf, own));
    const answered: FoldRecord[] = [];
    for (const fold of folds) answered.push(await steps(weights[approach], (own) => answer(fold, own)));
    records.push({ approach, folds: answered });
  }
  return { plan, records, leftOut };
}

async function open(
  approach: Approach,
  { table, words }: JudgeRequest,
  tf: Tf | null,
  job: Job,
): Promise<Route> {
  switch (approach) {
    case 'words':
      return await openWords(table, words!, usableWordings(words!, table.classes.length), job);
    case 'prototypes':
      return openPrototypes(table);
    case 'neighbours':
      return openNeighbours(table, await openNearest(table.data, table.dim, job));
    case 'cluster':
      return openClusters(table);
    case 'linear':
      return openLinear(table);
    case 'mlp':
      return openMlp(table, tf!);
  }
}

function choosingOnTest(plan: EvaluationPlan): EvaluationPlan {
  return {
    ...plan,
    folds: plan.folds.map(({ train, inner, test, repeat }) => ({
      repeat,
      train: ascending([...train, ...inner]),
      inner: test,
      test,
    })),
  };
}

/** `refit` null: all that is not test. */
function judgedFold(
  { folds, seed }: EvaluationPlan,
  at: number,
  refit: readonly number[] | null,
): JudgedFold {
  const { train, inner, test } = folds[at]!;
  return {
    train,
    inner,
    test,
    refit: refit ?? ascending([...train, ...inner]),
    seed: makeRandom(seed)
      .fork(`fold ${at}`)
      .integer(2 ** 31),
  };
}

function ascending(rows: readonly number[]): readonly number[] {
  return [...rows].sort((a, b) => a - b);
}

/**
 * Runs one step after the other and reports done of `total` in their sizes. Each breath repeats the last report: a step that
 * has nothing to count is heard of all the same.
 */
function stepper(total: number, job: Job) {
  let finished = 0;
  let shown = 0;
  const show = (done: number) => {
    shown = Math.max(shown, done);
    job.report(shown, total);
  };
  return async <T>(size: number, run: (own: Job) => Promise<T>): Promise<T> => {
    await job.breathe();
    const value = await run({
      signal: job.signal,
      report: (done, of) => show(finished + (size * Math.min(done, of)) / Math.max(1, of)),
      breathe: async () => {
        await job.breathe();
        show(shown);
      },
    });
    finished += size;
    show(finished);
    return value;
  };
}

function checkRequest({ table, plan, words }: JudgeRequest): void {
  const { ids, dim, data, rowClasses, groups, classes, task } = table;
  const rows = ids.length;
  const isRow = (row: number) => Number.isInteger(row) && row >= 0 && row < rows;
  const fits =
    classes.length >= 2 &&
    dim > 0 &&
    data.length === rows * dim &&
    rowClasses.length === rows &&
    groups.length === rows &&
    rowClasses.every((own) => own.length > 0 && own.every((c) => c >= 0 && c < classes.length)) &&
    (task === 'multi' || rowClasses.every((own) => own.length === 1)) &&
    plan.folds.every(({ train, inner, test }) => [...train, ...inner, ...test].every(isRow)) &&
    (!words || rowCount(words.data ?? data, words.dim) === rows);
  if (!fits) throw new AppError('invalid-argument', 'The table, the plan and the texts do not fit together.');
}
