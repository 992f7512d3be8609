// Would more patients help? Figures of the fast routes taught by fewer groups than there are, and a cautious look ahead.
import { makeBreather } from '../../explore/cluster/breather';
import { type Job, quietJob } from '../../job';
import { groupedFolds } from '../../predict/grouped-folds';
import { rowsByGroup } from '../../predict/row-groups';
import { makeRandom, type Random } from '../../random';
import type { CaseTable } from '../cases';
import {
  type FastRoute,
  type Lesson,
  lessonAccuracy,
  lessonsOf,
  type Question,
  questionsOf,
} from './fast-routes';
import type { SignalInput } from './permutation';
import { atNumber, fitPowerLaw } from './power-law';

/** Taught by a share of the groups that the largest lesson teaches. */
export interface LearningPoint {
  /** 0.1 .. 1. */
  readonly share: number;
  /** Groups and rows taught, means over folds and draws. */
  readonly groups: number;
  readonly rows: number;
  /** Balanced accuracy, 0..1: mean and standard deviation over the draws (0 for one draw). */
  readonly mean: number;
  readonly spread: number;
}

/** What twice the groups taught would come to by the law fitted to the points. */
export interface Projection {
  readonly groups: number;
  readonly value: number;
  /** Balanced accuracy of the law for ever more groups. */
  readonly ceiling: number;
  readonly explained: number;
}

/** Why nothing is projected: under five points; no rise of a point in the hundred; the law explains under four fifths. */
export type NoProjection = 'too-few-points' | 'no-rise' | 'poor-fit';

export interface LearningCurve {
  readonly approach: FastRoute;
  readonly points: readonly LearningPoint[];
  readonly projection: Projection | null;
  /** null where there is a projection. */
  readonly why: NoProjection | null;
}

const folds = 5;
const shares = [0.1, 0.2, 0.4, 0.6, 0.8, 1];
const fewestPoints = 5;
const leastRise = 0.01;
const leastExplained = 0.8;

/** Groups in random order, the classes (of their first rows) in each stretch as in the whole: every start is a stratum. */
function teachingOrder(groups: readonly number[][], rowClasses: CaseTable['rowClasses'], random: Random) {
  const counts = new Map<string, number>();
  const placed = random.shuffle(groups).map((rows) => {
    const key = rowClasses[rows[0]!]!.join();
    const place = counts.get(key) ?? 0;
    counts.set(key, place + 1);
    return { rows, key, place: place + random.uniform() };
  });
  return placed
    .map(({ rows, key, place }) => ({ rows, at: place / counts.get(key)! }))
    .sort((a, b) => a.at - b.at)
    .map(({ rows }) => rows);
}

const teachesAll = ({ classCount, classOf }: Question, { taught }: Lesson) =>
  new Set(taught.map((row) => classOf[row])).size === classCount;

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The look ahead from points (at most twice the groups of the last), or why there is none. */
export function projectionOf(points: readonly LearningPoint[]): Pick<LearningCurve, 'projection' | 'why'> {
  const none = (why: NoProjection) => ({ projection: null, why });
  if (points.length < fewestPoints) return none('too-few-points');
  const law = fitPowerLaw(points.map(({ groups, mean }) => ({ x: groups, y: mean })));
  const [first, last] = [points[0]!.groups, points.at(-1)!.groups];
  if (law === null || atNumber(law, last) - atNumber(law, first) < leastRise) return none('no-rise');
  if (law.explained < leastExplained) return none('poor-fit');
  const groups = 2 * last;
  const { ceiling, explained } = law;
  return { projection: { groups, value: atNumber(law, groups), ceiling, explained }, why: null };
}

/**
 * Learning curves of the routes: five grouped folds, each taught by the first 10, 20, 40, 60, 80 and 100 % of its training
 * groups in one random order (so the smaller are in the larger), asked the same held-out rows. Repeated `draws` times with
 * other folds and orders. A share that leaves a class untaught in some lesson is left out. Reports in draws, breathes.
 */
export async function learningCurves(
  input: SignalInput,
  job: Job = quietJob(),
): Promise<readonly LearningCurve[]> {
  const { table, alike, routes, draws, seed } = input;
  const { task, rowClasses, groups } = table;
  const classCount = table.classes.length;
  const questions = questionsOf(task, rowClasses, classCount);
  const random = makeRandom(seed).fork('learning curve');
  const figures = shares.map(() => routes.map((): number[] => []));
  const sizes = shares.map(() => ({ groups: [] as number[], rows: [] as number[] }));
  const breather = makeBreather(job);
  for (let draw = 0; draw < draws; draw++) {
    const own = random.fork(`draw ${draw}`);
    const foldOf = groupedFolds({ rowClasses, groups, classCount, folds }, own);
    const whole = lessonsOf(foldOf, folds).map(({ taught, asked }) => {
      const known = new Set(taught);
      const teaching = rowsByGroup(groups).filter(([first]) => known.has(first!));
      return { order: teachingOrder(teaching, rowClasses, own), asked };
    });
    for (const [at, share] of shares.entries()) {
      if (breather.due()) await breather.breathe();
      const taken = whole.map(({ order }) => order.slice(0, Math.max(1, Math.round(share * order.length))));
      const lessons = whole.map(({ asked }, fold) => ({ taught: taken[fold]!.flat(), asked }));
      if (!lessons.every((lesson) => questions.every((question) => teachesAll(question, lesson)))) continue;
      sizes[at]!.groups.push(meanOf(taken.map((own) => own.length)));
      sizes[at]!.rows.push(meanOf(lessons.map(({ taught }) => taught.length)));
      for (const [r, route] of routes.entries()) {
        const figure = lessonAccuracy(route, alike, questions, lessons);
        if (figure !== null) figures[at]![r]!.push(figure);
      }
    }
    job.report(draw + 1, draws);
  }
  return routes.map((approach, r) => {
    const points = shares.flatMap((share, at): LearningPoint[] => {
      const values = figures[at]![r]!;
      // Only where each draw had it: else the easy draws alone would speak.
      if (values.length < draws || values.length === 0) return [];
      const mean = meanOf(values);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const spread = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
      const { groups, rows } = sizes[at]!;
      return [{ share, groups: meanOf(groups), rows: meanOf(rows), mean, spread }];
    });
    return { approach, points, ...projectionOf(points) };
  });
}
