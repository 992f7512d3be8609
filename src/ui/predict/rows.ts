// The prediction table's rows: one plain line for each image, ready to sort.
import type { ClassId, ItemId } from '../../domain/types';
import type { Prediction } from '../../state/answers';
import {
  disagreementIn,
  distanceFromSet,
  type RouteAnswer,
  type RouteName,
  routeAnswers,
  routeNames,
} from '../../state/route-answers';

export type Column = 'name' | RouteName | 'differ' | 'distance';

export interface PredictionRow {
  readonly id: ItemId;
  readonly name: string;
  /** Classes it has been put into by now. */
  readonly labels: readonly ClassId[];
  /** By route; absent where a route is not ready. */
  readonly routes: Readonly<Partial<Record<RouteName, RouteAnswer>>>;
  /** Disagreement of the routes, 0..1; null with fewer than two. */
  readonly differ: number | null;
  /** How far their shares lie apart, 0..1; null where fewer than two have shares. */
  readonly variation: number | null;
  /** 1 - the best similarity to a labelled image; null without one. */
  readonly distance: number | null;
  readonly unlike: boolean;
}

export function rowOf(prediction: Prediction, name: string, labels: readonly ClassId[]): PredictionRow {
  return {
    id: prediction.id,
    name,
    labels,
    routes: Object.fromEntries(routeAnswers(prediction).map((answer) => [answer.route, answer])),
    ...disagreementIn(prediction),
    distance: distanceFromSet(prediction),
    unlike: prediction.neighbours?.unlike ?? false,
  };
}

/** The image, disagreement and distance, the routes that answer for at least one of the rows. */
export function columnsOf(rows: readonly PredictionRow[]): readonly Column[] {
  const ready = routeNames.filter((route) => rows.some(({ routes }) => routes[route]));
  return ['name', 'differ', 'distance', ...ready];
}

type SortValue = string | number | null;

const isRoute = (column: Column): column is RouteName => (routeNames as readonly string[]).includes(column);

/** What a row is sorted by, the second value where the first is level; null is missing. */
function sortValues(
  row: PredictionRow,
  column: Column,
  nameOfClass: (id: ClassId) => string,
): readonly [SortValue, SortValue] {
  if (isRoute(column)) {
    const answer = row.routes[column];
    if (!answer) return [null, null];
    return [answer.classes.map(nameOfClass).join(', ') || 'none of these', answer.value];
  }
  return column === 'differ' ? [row.differ, row.variation] : [row[column], null];
}

function compare(x: SortValue, y: SortValue, sign: number): number {
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  if (typeof x === 'string' || typeof y === 'string')
    return sign * String(x).localeCompare(String(y), 'en', { numeric: true });
  return sign * (x - y);
}

/**
 * A sorted copy; what is missing comes last either way, ties keep their order. Routes sort by the names of their classes,
 * then by the number behind them; disagreement by the classes named, then by the shares.
 */
export function sortRows(
  rows: readonly PredictionRow[],
  column: Column,
  direction: 'ascending' | 'descending',
  nameOfClass: (id: ClassId) => string,
): readonly PredictionRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, values: sortValues(row, column, nameOfClass) }));
  keyed.sort(({ values: [a, a2] }, { values: [b, b2] }) => compare(a, b, sign) || compare(a2, b2, sign));
  return keyed.map(({ row }) => row);
}
