// What lies where on the map: one group of points for each class, answer, patient or cluster. Pure.
import type { ClassId, Item, ItemId, LabelClass } from '../../domain/types';
import type { Prediction } from '../../state/answers';
import type { ColourBy, Projection } from '../../state/app-state';
import { type Clustering, clusterName, clusterSwatches } from '../../state/clusters';
import { groupNoun } from '../../state/group-noun';
import { routeAnswer } from '../../state/route-answers';
import { classOf } from '../../state/selectors';
import { capital } from '../format';

/** Stands for "no class" in `hiddenClasses`. */
export const noClass = '';

export interface PointGroup {
  readonly key: string;
  readonly name: string;
  /** Colour and shape; null = grey open circle. */
  readonly swatch: number | null;
  /** Whose legend entry hides it; null when it cannot be hidden. */
  readonly hides: ClassId | null;
  /** Answers, not labels: drawn lighter. */
  readonly answered: boolean;
  readonly ids: ItemId[];
  /** Images that have this class as well, but are drawn in the group of their first. */
  readonly also: ItemId[];
  /** Those of `ids` that are of the external test set: drawn hollow with a dot. */
  readonly external: ItemId[];
  readonly x: number[];
  readonly y: number[];
}

export interface MapInput {
  readonly projection: Projection;
  readonly items: ReadonlyMap<ItemId, Item>;
  readonly classes: readonly LabelClass[];
  readonly predictions: readonly Prediction[];
  /** Clusters; null until they were found. */
  readonly clusters: Clustering | null;
  readonly colourBy: ColourBy;
}

/** Positions of all items that are in the set: the projection's rows, then those placed afterwards. */
export function positions({
  projection,
  items,
}: Pick<MapInput, 'projection' | 'items'>): ReadonlyMap<ItemId, readonly [number, number]> {
  const at = new Map<ItemId, readonly [number, number]>();
  const put = (id: ItemId, x: number | undefined, y: number | undefined) => {
    const item = items.get(id);
    if (item && !item.excluded && Number.isFinite(x) && Number.isFinite(y))
      at.set(id, [x as number, y as number]);
  };
  projection.ids.forEach((id, i) => {
    put(id, projection.xy[2 * i], projection.xy[2 * i + 1]);
  });
  for (const [id, [x, y]] of projection.placed) put(id, x, y);
  return at;
}

/** Groups in the order of the legend, empty ones left out. */
export function pointGroups(input: MapInput, at = positions(input)): readonly PointGroup[] {
  const groups = new Map<string, PointGroup>();
  const start = (key: string, name: string, swatch: number | null, hides: ClassId | null, answered = false) =>
    groups.set(key, { key, name, swatch, hides, answered, ids: [], also: [], external: [], x: [], y: [] });

  const keyOf = starts[input.colourBy](input, start);
  for (const [id, [x, y]] of at) {
    const item = input.items.get(id);
    const group = item && groups.get(keyOf(item));
    if (!group) continue;
    group.ids.push(id);
    if (item.part === 'external') group.external.push(id);
    group.x.push(x);
    group.y.push(y);
    if (group.hides === null) continue;
    for (const label of item.labels) {
      const other = groups.get(`class ${label}`);
      if (other && other !== group) other.also.push(id);
    }
  }
  return [...groups.values()].filter(({ ids, also }) => ids.length + also.length > 0);
}

type Start = (
  key: string,
  name: string,
  swatch: number | null,
  hides: ClassId | null,
  answered?: boolean,
) => void;

function startClasses({ classes, predictions, colourBy }: MapInput, start: Start): (item: Item) => string {
  for (const { id, name, swatch } of classes) start(`class ${id}`, name, swatch, id);
  const answers = new Map<ItemId, ClassId>();
  if (colourBy === 'prediction') {
    for (const { id, name, swatch } of classes) start(`answer ${id}`, `${name} (answer)`, swatch, id, true);
    for (const prediction of predictions) {
      const answer = bestAnswer(prediction);
      if (answer !== null) answers.set(prediction.id, answer);
    }
  }
  start('none', 'Unlabelled', null, noClass);
  return (item) => {
    const label = classOf(item);
    if (label !== null) return `class ${label}`;
    const answer = answers.get(item.id);
    return answer === undefined ? 'none' : `answer ${answer}`;
  };
}

function startClusters({ clusters }: MapInput, start: Start): (item: Item) => string {
  const keys = new Map<ItemId, string>();
  if (clusters) {
    const swatches = clusterSwatches(clusters);
    const numbers = [...new Set(clusters.labels)].filter((cluster) => cluster >= 0).sort((a, b) => a - b);
    for (const cluster of numbers) {
      const swatch = swatches.get(cluster);
      if (swatch !== undefined) start(`cluster ${cluster}`, clusterName(clusters, cluster), swatch, null);
    }
    start('smaller', 'Smaller clusters', null, null);
    start('noise', clusterName(clusters, -1), null, null);
    for (const [row, id] of clusters.ids.entries()) {
      const cluster = clusters.labels[row] as number;
      keys.set(id, cluster < 0 ? 'noise' : swatches.has(cluster) ? `cluster ${cluster}` : 'smaller');
    }
  }
  start('new', 'In no cluster yet', null, null);
  return ({ id }) => keys.get(id) ?? 'new';
}

const starts: Readonly<Record<ColourBy, (input: MapInput, start: Start) => (item: Item) => string>> = {
  class: startClasses,
  prediction: startClasses,
  group: startGroups,
  cluster: startClusters,
};

/**
 * The adapter's answer if there is one, else that of the neighbours, else that by words if all classes are known; the first
 * of several labels.
 */
export function bestAnswer(prediction: Prediction): ClassId | null {
  const route = prediction.adapter ? 'adapter' : prediction.neighbours ? 'neighbours' : 'words';
  const answer = routeAnswer(prediction, route);
  return answer?.counts ? (answer.classes[0] ?? null) : null;
}

const mostGroups = 24;

function startGroups({ items }: MapInput, start: Start): (item: Item) => string {
  const counts = new Map<string, number>();
  for (const { group } of items.values()) if (group !== null) counts.set(group, (counts.get(group) ?? 0) + 1);
  const shown = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostGroups);
  shown.forEach(([group], i) => {
    start(`group ${group}`, group, i, null);
  });
  const { one, many } = groupNoun(Array.from(items.values(), ({ groupSource }) => groupSource));
  start('other', `Other ${many}`, null, null);
  start('none', `${capital(one)} unknown`, null, null);
  const known = new Set(shown.map(([group]) => group));
  return ({ group }) => (group === null ? 'none' : known.has(group) ? `group ${group}` : 'other');
}
