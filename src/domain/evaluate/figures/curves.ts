// Curves for the screen and the report: ROC, precision and recall, and what leaving the unsure rows unanswered buys.
import type { AnsweredCases } from '../cases';
import type { CurvePoint } from '../summary';
import { rankClass } from './ranked-class';

interface Step {
  /** Rows at or above a threshold that have the class, and that lack it. */
  readonly found: number;
  readonly wrong: number;
}

/** Counts at each distinct score, from the highest down; all rows are in the last. */
function steps(cases: AnsweredCases, classAt: number): readonly Step[] {
  const { has, ends } = rankClass(cases, classAt);
  let found = 0;
  let at = 0;
  return Array.from(ends, (end) => {
    for (; at < end; at++) found += has[at]!;
    return { found, wrong: end - found };
  });
}

/** `points` without those that `isBetween` says lie on the straight line from the last one kept to the next. */
function withoutCollinear<T>(points: readonly T[], isBetween: (from: T, point: T, to: T) => boolean): T[] {
  const kept: T[] = [];
  points.forEach((point, i) => {
    const from = kept.at(-1);
    const to = points[i + 1];
    if (from === undefined || to === undefined || !isBetween(from, point, to)) kept.push(point);
  });
  return kept;
}

/**
 * ROC curve of one class against the rest: x = 1 - specificity, y = sensitivity, from (0, 0) to (1, 1), points on a straight
 * line between others left out. [] where no row has the class or none lacks it.
 */
export function rocPoints(cases: AnsweredCases, classAt: number): readonly CurvePoint[] {
  const all = steps(cases, classAt);
  const { found: having, wrong: lacking } = all.at(-1) ?? { found: 0, wrong: 0 };
  if (having === 0 || lacking === 0) return [];
  const corners = withoutCollinear([{ found: 0, wrong: 0 }, ...all], (from, point, to) => {
    const [right, up] = [point.wrong - from.wrong, point.found - from.found];
    return right * (to.found - point.found) === up * (to.wrong - point.wrong);
  });
  return corners.map(({ found, wrong }) => ({ x: wrong / lacking, y: found / having }));
}

/**
 * Precision (y) by recall (x) of one class against the rest, down to the threshold that says the class of every row. It
 * begins at recall 0 with the precision of the highest threshold, not at 1, which no threshold has. Points inside a level or
 * upright stretch are left out; between points nothing may be read off (Davis and Goadrich 2006). [] where no row has the
 * class or none lacks it.
 */
export function precisionRecallPoints(cases: AnsweredCases, classAt: number): readonly CurvePoint[] {
  const all = steps(cases, classAt);
  const { found: having, wrong: lacking } = all.at(-1) ?? { found: 0, wrong: 0 };
  if (having === 0 || lacking === 0) return [];
  const points = all.map(({ found, wrong }) => ({ x: found / having, y: found / (found + wrong) }));
  return withoutCollinear(
    [{ x: 0, y: points[0]!.y }, ...points],
    (from, point, to) => (from.x === point.x && point.x === to.x) || (from.y === point.y && point.y === to.y),
  );
}

/** Fewest rows a share is given of, and most points of the curve. */
const fewestAnswered = 10;
const mostPoints = 200;

/** How sure the answer to a row is: the largest score; `multi`: that of its least sure label, p or 1 - p. */
function surenessOf({ task, classCount }: AnsweredCases, scores: Float64Array, row: number): number {
  const line = scores.subarray(row * classCount, (row + 1) * classCount);
  if (task === 'single') return Math.max(...line);
  return Math.min(...line.map((score) => Math.max(score, 1 - score)));
}

/**
 * Reject option: x = share of the rows answered, surest first, y = share of those answered right (`multi`: with every label
 * right). Rows as sure as one another are answered together. From ten rows on, at most 200 points, the last one all rows.
 * @param scores what sureness is read from: temperature-scaled scores may be held against one another across folds.
 */
export function rejectCurve(
  cases: AnsweredCases,
  scores: Float64Array = cases.scores,
): readonly CurvePoint[] {
  const rows = cases.rows.length;
  const { classCount, truth, said } = cases;
  const sureness = Float64Array.from({ length: rows }, (_, row) => surenessOf(cases, scores, row));
  const order = Int32Array.from(sureness.keys()).sort((a, b) => sureness[b]! - sureness[a]! || a - b);
  const points: CurvePoint[] = [];
  let right = 0;
  let due = fewestAnswered;
  order.forEach((row, at) => {
    const start = row * classCount;
    if (truth.subarray(start, start + classCount).every((own, c) => own === said[start + c])) right += 1;
    const answered = at + 1;
    const next = order[answered];
    if (next !== undefined && sureness[next] === sureness[row]) return;
    if (answered < due && answered < rows) return;
    if (answered < fewestAnswered) return;
    points.push({ x: answered / rows, y: right / answered });
    due = Math.max(
      answered + 1,
      fewestAnswered + ((rows - fewestAnswered) * points.length) / (mostPoints - 1),
    );
  });
  return points;
}
