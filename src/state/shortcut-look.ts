// The look for shortcuts: probes by size, headers and tiny pictures on the folds of an evaluation, and its subgroups.
import type { CaseTable } from '../domain/evaluate/cases';
import { allRepeats, estimated } from '../domain/evaluate/guards/estimated';
import {
  type Probe,
  type ProbeTable,
  probes,
  sizeTable,
  tagTable,
  thumbnailTable,
} from '../domain/evaluate/guards/probe-features';
import {
  betterRecord,
  chanceOf,
  probeApproaches,
  probeVerdict,
} from '../domain/evaluate/guards/probe-verdict';
import { type Subgroups, subgroupsOf } from '../domain/evaluate/guards/subgroups';
import type { Estimate } from '../domain/evaluate/summary';
import { partOf } from '../domain/explore/cluster/breather';
import type { Job } from '../domain/job';
import type { Item } from '../domain/types';
import type { CallOptions, Engine } from '../workers/engine';
import type { Columns } from './columns';
import type { EvaluationValue } from './evaluation';
import type { Guards, ProbeTold } from './guards';

export interface LookInput {
  readonly value: EvaluationValue;
  /** The items of `value.cases.ids`, in their order. */
  readonly items: readonly Item[];
  /** Their stored pictures; null: none. */
  readonly pictures: readonly (Blob | null)[];
  /** Besides what images have of themselves. */
  readonly columns: Columns;
  readonly seed: number;
}

type Engines = Pick<Engine, 'judge' | 'tinyGreys'>;

/** Resamples behind an interval. */
const draws = 1000;
/** Where the parts of the whole end, in percent: the pictures are read, the probes judged, the subgroups told. */
const ends = { pictures: 20, probes: 80, subgroups: 100 };

/** What images have of themselves to be told by. */
const builtIn: Readonly<Record<string, (item: Item) => string | undefined>> = {
  Format: ({ format }) => format,
  Modality: ({ dicom }) => dicom?.modality || undefined,
  'Body part': ({ dicom }) => dicom?.bodyPart || undefined,
};

/** A job as a call of the engine. */
export function callOf({ signal, report }: Job): CallOptions {
  return { signal, onProgress: ({ done, total }) => report(done, total) };
}

async function probeFigure(
  { cases, judged: { plan } }: EvaluationValue,
  probe: ProbeTable,
  seed: number,
  engine: Engines,
  job: Job,
): Promise<Estimate | null> {
  const table: CaseTable = { ...cases, ...probe };
  const request = { table, plan, approaches: probeApproaches, words: null };
  const record = betterRecord(table, await engine.judge(request, callOf(partOf(job, 0, 60))));
  if (!record) return null;
  const { approach } = record;
  const repeats = allRepeats(cases, plan, record);
  const input = { approach, repeats, classes: cases.classes, kind: plan.kind, draws, seed };
  return (await estimated(input, partOf(job, 60, 100))).figures.balancedAccuracy;
}

function ownColumns(items: readonly Item[]): Columns {
  const columns = Object.entries(builtIn).map(([name, of]) => {
    const values = items.flatMap((item) => {
      const value = of(item);
      return value === undefined ? [] : [[item.id, value] as const];
    });
    return [name, new Map(values)] as const;
  });
  return new Map(columns);
}

async function subgroupsBy(
  { cases, judged: { plan, records }, summary }: EvaluationValue,
  columns: Columns,
  seed: number,
  job: Job,
): Promise<readonly Subgroups[]> {
  const wanted = summary.verdict?.recommended ?? records[0]?.approach;
  const record = records.find(({ approach }) => approach === wanted);
  if (!record) return [];
  const { ids, classes } = cases;
  const told: Subgroups[] = [];
  for (const [at, [column, values]] of [...columns].entries()) {
    const input = {
      approach: record.approach,
      repeats: allRepeats(cases, plan, record),
      ids,
      classes,
      positive: Math.max(0, classes.indexOf(summary.positive)),
      kind: plan.kind,
      column,
      values,
      draws,
      seed,
    };
    const [from, to] = [at, at + 1].map((done) => (100 * done) / columns.size) as [number, number];
    const found = await subgroupsOf(input, partOf(job, from, to));
    if (found) told.push(found);
  }
  return told;
}

/** Looks through all of it. Reports out of 100; throws the job's own error when it is cancelled. */
export async function lookForShortcuts(input: LookInput, engine: Engines, job: Job): Promise<Guards> {
  const { value, items, pictures, columns, seed } = input;
  const tiny = await engine.tinyGreys(pictures, callOf(partOf(job, 0, ends.pictures)));
  const tables: Readonly<Record<Probe, ProbeTable | null>> = {
    size: sizeTable(items),
    tags: tagTable(items),
    thumbnail: thumbnailTable(tiny),
  };
  const chance = chanceOf(value.cases);
  const [best] = [...value.summary.approaches].sort(
    (a, b) => (b.figures.balancedAccuracy.value ?? 0) - (a.figures.balancedAccuracy.value ?? 0),
  );
  const embedding = best ? { approach: best.approach, figure: best.figures.balancedAccuracy } : null;
  const told: ProbeTold[] = [];
  const size = (ends.probes - ends.pictures) / probes.length;
  for (const [at, probe] of probes.entries()) {
    const table = tables[probe];
    const own = partOf(job, ends.pictures + at * size, ends.pictures + (at + 1) * size);
    const figure = table && (await probeFigure(value, table, seed, engine, own));
    if (!figure) continue;
    const verdict = probeVerdict(probe, figure, embedding?.figure.value ?? null, chance);
    told.push({ probe, figure, verdict, unread: probe === 'thumbnail' ? tiny.unread.length : 0 });
  }
  const without = probes.filter((probe) => !told.some((one) => one.probe === probe));
  const all = new Map([...ownColumns(items), ...columns]);
  const subgroups = await subgroupsBy(value, all, seed, partOf(job, ends.probes, ends.subgroups));
  return { probes: told, without, chance, embedding, subgroups };
}
