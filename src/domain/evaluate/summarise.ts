// From what the approaches said to everything that is told of them: figures with intervals, curves, failures, the verdict.
import { type Breather, makeBreather, partOf } from '../explore/cluster/breather';
import { type Job, quietJob } from '../job';
import type { ClassId } from '../types';
import type { AnsweredCases, ApproachRecord, CaseTable, Judged } from './cases';
import { answeredCases } from './figures/answered-cases';
import { calibrationBins } from './figures/calibration';
import { confusionRows } from './figures/confusion';
import { precisionRecallPoints, rejectCurve, rocPoints } from './figures/curves';
import { failuresOf } from './figures/failures';
import { operatingRules, operatingThresholds, prepareOperating } from './figures/operating';
import { type PreparedFigures, prepareFigures } from './figures/prepared';
import { foldTemperatures, scaledScores } from './figures/temperature';
import { estimatesOf, methodOf, supportOfClasses } from './intervals/estimates';
import { type HeldOutGroups, heldOutGroups } from './intervals/group-weights';
import { type Resampled, resample, valuesAt } from './intervals/resample';
import { type ApproachFigures, placeOf } from './intervals/statistics';
import { partCounts } from './judge/plan-parts';
import type { ApproachSummary, Summary } from './summary';
import { verdictOf } from './verdict';

export interface SummariseInput {
  readonly table: CaseTable;
  readonly judged: Judged;
  /** One of the table's classes: what operating points, curves and calibration are for. */
  readonly positive: ClassId;
  /** Share of the positive class that PPV and NPV of the operating points are for, 0..1; null: as among the held-out rows. */
  readonly prevalence: number | null;
  readonly seed: number;
  /** False where the table's groups stand for nothing but single rows. */
  readonly groupsKnown: boolean;
  /** Resamples; 1000 where absent. */
  readonly draws?: number;
}

const usualDraws = 1000;

/** One approach, prepared: everything that is asked of it later needs no record. */
interface Prepared {
  readonly record: ApproachRecord;
  readonly repeats: readonly AnsweredCases[];
  readonly scaled: readonly Float64Array[];
  readonly temperatures: readonly number[];
  readonly figures: ApproachFigures;
}

async function prepare(
  { table, judged: { plan } }: SummariseInput,
  record: ApproachRecord,
  positive: number,
  breather: Breather,
): Promise<Prepared> {
  const numbers = Array.from({ length: plan.repeats }, (_, repeat) => repeat);
  const temperatures = foldTemperatures(table, plan, record);
  const operating = operatingRules.map((rule) => {
    const thresholds = operatingThresholds(table, plan, record, positive, rule);
    const ofRepeat = (repeat: number) => prepareOperating(table, plan, record, repeat, positive, thresholds);
    return { rule, thresholds, repeats: numbers.map(ofRepeat) };
  });
  const repeats: AnsweredCases[] = [];
  const scaled: Float64Array[] = [];
  const figures: PreparedFigures[] = [];
  for (const repeat of numbers) {
    if (breather.due()) await breather.breathe();
    const cases = answeredCases(table, plan, record, repeat);
    repeats.push(cases);
    scaled.push(scaledScores(table, plan, record, repeat, temperatures));
    if (breather.due()) await breather.breathe();
    figures.push(prepareFigures(cases, scaled[repeat]));
  }
  return {
    record,
    repeats,
    scaled,
    temperatures,
    figures: { approach: record.approach, repeats: figures, operating },
  };
}

function approachSummary(
  { table, judged }: SummariseInput,
  prepared: Prepared,
  resampled: Resampled,
  groups: HeldOutGroups,
  positive: number,
): ApproachSummary {
  const { record, repeats, scaled, temperatures } = prepared;
  const first = repeats[0]!;
  const estimates = estimatesOf({
    approach: prepared.figures,
    resampled,
    groups,
    kind: judged.plan.kind,
    positive,
    classes: table.classes,
  });
  const told = groups.having[positive]! > 0 && groups.lacking[positive]! > 0;
  const ids = (rows: readonly number[]) => rows.map((row) => table.ids[row]!);
  return {
    approach: record.approach,
    figures: estimates.figures,
    perClass: estimates.perClass,
    confusion: confusionRows(first)?.map((line) => line.map(ids)) ?? null,
    operating: told ? estimates.operating : null,
    roc: rocPoints(first, positive),
    precisionRecall: precisionRecallPoints(first, positive),
    calibration: calibrationBins(first, positive, scaled[0]),
    reject: rejectCurve(first, scaled[0]),
    choices: record.folds.map(({ choice }) => choice),
    temperatures,
    failures: failuresOf(table, repeats),
  };
}

/** Rows of each class among the first approach's held-out ones, and the share of the positive class. */
function classCounts(table: CaseTable, cases: AnsweredCases | undefined, groups: HeldOutGroups) {
  return table.classes.map((classId, c) => {
    let rows = 0;
    for (let at = c; at < (cases?.truth.length ?? 0); at += table.classes.length) rows += cases!.truth[at]!;
    return { classId, rows, groups: groups.having[c] ?? 0 };
  });
}

/**
 * Works out the whole summary. Rows, groups and classes counted in it are the held-out ones: those the figures rest on.
 * All approaches and all figures share the same `draws` resamples of groups, so that differences are paired. The same input
 * gives the same bytes. Reports in hundredths, breathes; throws the job's own error on cancel. No records: no approaches and
 * no verdict.
 */
export async function summarise(input: SummariseInput, job: Job = quietJob()): Promise<Summary> {
  const { table, judged, seed, groupsKnown, draws = usualDraws } = input;
  const { plan, records } = judged;
  const positive = Math.max(0, table.classes.indexOf(input.positive));
  const prepared: Prepared[] = [];
  const breather = makeBreather(job);
  for (const record of records) {
    await breather.breathe();
    prepared.push(await prepare(input, record, positive, breather));
  }
  const heldOut = prepared[0]?.repeats ?? [];
  const groups = heldOutGroups(heldOut, table.ids);
  const classes = classCounts(table, heldOut[0], groups);
  const rows = heldOut[0]?.rows.length ?? 0;
  const prevalence = input.prevalence ?? (rows > 0 ? classes[positive]!.rows / rows : 0);
  const approaches = prepared.map(({ figures }) => figures);
  const resampled = await resample({ approaches, groups, prevalence, draws, seed }, partOf(job, 0, 90));

  const summaries: ApproachSummary[] = [];
  for (const [at, own] of prepared.entries()) {
    if (breather.due()) await breather.breathe();
    summaries.push(approachSummary(input, own, resampled[at]!, groups, positive));
    job.report(90 + (10 * (at + 1)) / prepared.length, 100);
  }
  const verdict = verdictOf({
    contenders: summaries.map(({ approach, figures }, at) => ({
      approach,
      balancedAccuracy: figures.balancedAccuracy,
      values: valuesAt(resampled[at]!, placeOf.figure('balancedAccuracy')),
    })),
    groups: groups.count,
    support: heldOut[0] ? supportOfClasses(groups, heldOut[0]) : null,
    method: methodOf(plan.kind, groups.count),
    chance: table.task === 'multi' ? 0.5 : 1 / Math.max(1, classes.filter((own) => own.rows > 0).length),
  });
  return {
    kind: plan.kind,
    folds: plan.folds.length / plan.repeats,
    repeats: plan.repeats,
    rows,
    groups: groupsKnown ? groups.count : null,
    parts: partCounts(plan, table.groups),
    classes,
    positive: table.classes[positive] ?? input.positive,
    prevalence,
    approaches: summaries,
    verdict,
  };
}
