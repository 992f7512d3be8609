// The look itself: the neighbour searches of the analyse worker, and what the domain makes of them.
import { setFigures } from '../domain/evaluate/set-figures';
import { type NearestWhereInput, nearestWhere } from '../domain/explore/nearest-where';
import type { Job } from '../domain/job';
import { takeRows } from '../domain/matrix';
import { betweenClasses } from '../domain/predict/between-classes';
import { groupedFolds } from '../domain/predict/grouped-folds';
import { labelDoubts } from '../domain/predict/label-doubts';
import { nextToLabel } from '../domain/predict/next-to-label';
import {
  type OutlierScore,
  outlierNeighbours,
  outlierScores,
  outlierScoresByClass,
} from '../domain/predict/outliers';
import { prototypesOf } from '../domain/predict/prototypes';
import { partsOf } from '../domain/predict/row-groups';
import { votesOfRows } from '../domain/predict/row-votes';
import { makeRandom } from '../domain/random';
import type { ClassId, NearestTable } from '../domain/types';
import type { Engine } from '../workers/engine';
import { type FarRow, type Tidy, type TidyRows, tidyVoters } from './tidy';

/** First width of a search among labelled images, and among all. */
const firstLabelled = 64;
const firstAll = 16;
/** Labelled neighbours kept of each image: seven may leave before fewer than five vote. */
const keptVoters = 12;
const folds = 5;
/** How many images to label next. */
export const nextCount = 20;

export interface LookInput extends TidyRows {
  /** In the project's order. */
  readonly classes: readonly ClassId[];
  readonly seed: number;
}

interface Pool {
  readonly candidates: number;
  readonly first: NearestTable;
  search(queries: readonly number[], k: number): Promise<NearestTable>;
}

/** A search among some rows: one wide first look for all rows, and wider ones for those that need it. */
async function openPool(
  { data, dim, ids }: TidyRows,
  members: readonly number[],
  width: number,
  engine: Pick<Engine, 'nearest'>,
  signal: AbortSignal,
  onDone: (rows: number) => void,
): Promise<Pool> {
  const whole = members.length === ids.length;
  const table = whole ? data : takeRows(data, dim, members);
  const search: Pool['search'] = async (queries, k) => {
    const asked = queries.length === ids.length ? data : takeRows(data, dim, queries);
    const onProgress = ({ done }: { readonly done: number }) => {
      if (asked === data) onDone(done);
    };
    const found = await engine.nearest({ queries: asked, table, dim, k }, { signal, onProgress });
    if (whole) return found;
    return { ...found, indices: found.indices.map((at) => (at < 0 ? at : (members[at] as number))) };
  };
  const k = Math.min(width, members.length);
  const first = members.length === 0 ? noneFound : await search([...ids.keys()], k);
  return { candidates: members.length, first, search };
}

const noneFound: NearestTable = { k: 0, indices: new Int32Array(0), similarities: new Float32Array(0) };

function farRows(overall: readonly OutlierScore[], inClass: readonly OutlierScore[]): readonly FarRow[] {
  const far = new Map<number, FarRow>();
  for (const score of overall)
    if (score.far) far.set(score.row, { row: score.row, overall: score, inClass: null });
  for (const score of inClass) {
    if (score.far)
      far.set(score.row, { row: score.row, overall: far.get(score.row)?.overall ?? null, inClass: score });
  }
  const worst = ({ overall: a, inClass: b }: FarRow) => Math.max(a?.score ?? 0, b?.score ?? 0);
  return [...far.values()].sort((a, b) => worst(b) - worst(a) || a.row - b.row);
}

type Condition = Pick<NearestWhereInput, 'accept' | 'available'>;

function tally<Key>(keys: Iterable<Key>): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Rows that have the one label of a row and are of another group; rows with no or several labels are not asked about. */
function sameClassElsewhere(labels: TidyRows['labels'], parts: Int32Array): Condition {
  const oneOf = ([own, ...more]: readonly ClassId[]) => (more.length === 0 ? (own ?? null) : null);
  const only = labels.map(oneOf);
  const inClass = tally(labels.flat());
  const inBoth = tally(labels.flatMap((own, row) => own.map((label) => `${label} ${parts[row]}`)));
  return {
    accept(row, other) {
      const own = only[row] ?? null;
      return own !== null && parts[row] !== parts[other] && (labels[other] ?? []).includes(own);
    },
    available(row) {
      const own = only[row] ?? null;
      return own === null ? 0 : (inClass.get(own) ?? 0) - (inBoth.get(`${own} ${parts[row]}`) ?? 0);
    },
  };
}

/**
 * Looks through all rows. Nobody vouches for an image of its own group; for doubts nobody of its own fold. Progress in rows of
 * the set; throws the job's own error when it is cancelled.
 */
export async function lookAtSet(input: LookInput, engine: Pick<Engine, 'nearest'>, job: Job): Promise<Tidy> {
  const { ids, data, dim, labels, groups, classes, seed } = input;
  const rows = ids.length;
  const report = (share: number) => job.report(Math.floor(share * rows), rows);
  /** Between steps that do not breathe themselves. */
  const reached = async (share: number) => {
    report(share);
    await job.breathe();
  };
  const isLabelled = (row: number) => (labels[row]?.length ?? 0) > 0;
  const labelled = [...labels.keys()].filter(isLabelled);
  const parts = partsOf(groups);
  const apart = (row: number, other: number) => parts[row] !== parts[other];
  const open = (members: readonly number[], width: number, from: number, to: number) =>
    openPool(input, members, width, engine, job.signal, (done) => report(from + ((to - from) * done) / rows));

  const among = await open(labelled, firstLabelled, 0, 0.4);
  const all = labelled.length === rows ? among : await open([...ids.keys()], firstAll, 0.4, 0.7);
  const nearest = (pool: Pool, k: number, condition: Condition) =>
    nearestWhere({ ...pool, ...condition, k, rows }, job);
  const labelledIn = tally(labelled.map((row) => parts[row] as number));
  const elsewhere = (row: number) => labelled.length - (labelledIn.get(parts[row] as number) ?? 0);

  await reached(0.7);
  const voters = await nearest(among, keptVoters, { accept: apart, available: elsewhere });
  const votes = await votesOfRows({ nearest: voters, labels, classes, k: tidyVoters }, job);
  const classAt = new Map(classes.map((classId, at) => [classId, at]));
  const rowClasses = labels.map((own) => own.flatMap((label) => classAt.get(label) ?? []));
  // Unlabelled rows take no part in the folds' balance.
  const foldOf = groupedFolds(
    { rowClasses, groups, classCount: classes.length, folds },
    makeRandom(seed).fork('tidy folds'),
  );
  const labelledInFold = tally(labelled.map((row) => foldOf[row] as number));
  const outOfFold = await nearest(among, tidyVoters, {
    accept: (row, other) => foldOf[row] !== foldOf[other],
    available: (row) =>
      isLabelled(row) ? labelled.length - (labelledInFold.get(foldOf[row] as number) ?? 0) : 0,
  });
  const foldVotes = await votesOfRows({ nearest: outOfFold, labels, classes, k: tidyVoters }, job);

  await reached(0.8);
  const inPart = tally(parts);
  const elsewhereAll = await nearest(all, outlierNeighbours, {
    accept: apart,
    available: (row) => rows - (inPart.get(parts[row] as number) ?? 0),
  });
  const sameClass = await nearest(among, outlierNeighbours, sameClassElsewhere(labels, parts));
  await reached(0.85);
  const far = farRows(outlierScores(elsewhereAll), outlierScoresByClass(sameClass, labels));
  await reached(0.9);
  const doubts = labelDoubts({ votes: foldVotes, labels });
  const candidates = [...labels.keys()].filter((row) => !isLabelled(row));
  await reached(0.92);
  const prototypes = await prototypesOf({ data, dim, labels }, classes, job);
  await reached(0.94);
  const between = await betweenClasses({ votes, data, dim, labels, prototypes }, job);
  await reached(0.96);
  const bestSimilarity = (row: number) => {
    const at = row * voters.k;
    return voters.indices[at]! < 0 ? null : voters.similarities[at]!;
  };
  const next = await nextToLabel({ data, dim, candidates, votes, bestSimilarity, count: nextCount }, job);
  await reached(0.98);
  const figures = await setFigures({ votes, labels, groups, seed }, job);
  const alone = labelled.filter((row) => votes[row]?.voters === 0).length;
  return { ids, labels, groups, alone, doubts, far, between, next, voters, figures };
}
