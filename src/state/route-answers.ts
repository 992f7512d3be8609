// One item's answers route by route in one form, so that they can be compared, sorted, written and taken over.

import { isExternal } from '../domain/intake/parts';
import { type Disagreement, disagreementOf, type Said } from '../domain/predict/disagreement';
import type { ClassId, ItemId } from '../domain/types';
import type { AdapterAnswer, Prediction } from './answers';
import type { AppState } from './app-state';
import { restsOnUnknown, topByWords } from './words-answer';

export type RouteName = 'neighbours' | 'prototypes' | 'cluster' | 'adapter' | 'words';

/** In the order they are shown. */
export const routeNames: readonly RouteName[] = ['neighbours', 'prototypes', 'cluster', 'adapter', 'words'];

export interface RouteAnswer extends Said {
  readonly route: RouteName;
  /**
   * What stands behind the classes named. Neighbours: share of the vote. Prototypes: cosine similarity. Cluster: share of
   * its labelled images. Adapter: probability. Words: similarity share. null where there is none.
   */
  readonly value: number | null;
  /**
   * False for an answer not to be held against others: words of which the encoder does not know all, a group without a
   * labelled image.
   */
  readonly counts: boolean;
}

// Shares closer than this differ by the order of a sum only.
const tieWidth = 1e-9;

/** The classes at the head of a list, best first, that are level with the first. */
function level(list: readonly { readonly classId: ClassId; readonly share: number }[]): readonly ClassId[] {
  const best = list[0]?.share ?? 0;
  return list.filter(({ share }) => best - share <= tieWidth).map(({ classId }) => classId);
}

const shareMap = (list: readonly { readonly classId: ClassId; readonly share: number }[]) =>
  new Map(list.map(({ classId, share }) => [classId, share]));

/**
 * What an adapter names: for one answer an image the most probable class (the first of equals); for several labels all
 * above 0.5, most probable first, perhaps none. With the probability of the first, or the highest one where none is named.
 */
export function namedByAdapter({ task, classes, probabilities }: AdapterAnswer): {
  readonly classes: readonly ClassId[];
  readonly probability: number | null;
} {
  const ranked = classes
    .map((classId, i) => ({ classId, probability: probabilities[i] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  const named = task === 'multi' ? ranked.filter(({ probability }) => probability > 0.5) : ranked.slice(0, 1);
  return { classes: named.map(({ classId }) => classId), probability: ranked[0]?.probability ?? null };
}

type Routes = {
  readonly [Route in RouteName]: (prediction: Prediction) => Omit<RouteAnswer, 'route'> | null;
};

const routes: Routes = {
  neighbours({ neighbours }) {
    if (!neighbours || neighbours.shares.length === 0) return null;
    const { shares } = neighbours;
    return {
      classes: level(shares),
      value: shares[0]?.share ?? null,
      shares: shareMap(shares),
      counts: true,
    };
  },
  prototypes({ prototypes }) {
    const best = prototypes?.similarities[0];
    return best ? { classes: [best.classId], value: best.similarity, shares: null, counts: true } : null;
  },
  cluster({ cluster }) {
    if (!cluster) return null;
    const total = cluster.composition.reduce((sum, { count }) => sum + count, 0);
    const parts = cluster.composition.map(({ classId, count }) => ({ classId, share: count / total }));
    const value = parts[0]?.share ?? null;
    return { classes: level(parts), value, shares: shareMap(parts), counts: total > 0 };
  },
  adapter({ adapter }) {
    if (!adapter) return null;
    const { classes, probability } = namedByAdapter(adapter);
    const shares = new Map(adapter.classes.map((classId, i) => [classId, adapter.probabilities[i] ?? 0]));
    // Independent probabilities are no shares.
    return { classes, value: probability, shares: adapter.task === 'single' ? shares : null, counts: true };
  },
  words({ words }) {
    const best = topByWords(words);
    if (!words || !best) return null;
    const classes = best.classId === null ? [] : [best.classId];
    return {
      classes,
      value: best.share,
      shares: shareMap(words.shares),
      counts: !restsOnUnknown(words),
    };
  },
};

/** One route's answer; null where it is not ready. */
export function routeAnswer(prediction: Prediction, route: RouteName): RouteAnswer | null {
  const answer = routes[route](prediction);
  return answer && { route, ...answer };
}

/** The answers of all routes that are ready, in the order of `routeNames`. */
export function routeAnswers(prediction: Prediction): readonly RouteAnswer[] {
  return routeNames.flatMap((route) => routeAnswer(prediction, route) ?? []);
}

/** How far the routes that count lie apart; see domain/predict/disagreement.ts. */
export function disagreementIn(prediction: Prediction): Disagreement {
  return disagreementOf(routeAnswers(prediction).filter(({ counts }) => counts));
}

/** 1 - the best similarity to a labelled image, 0..2; null where no image is labelled. */
export function distanceFromSet({ neighbours }: Prediction): number | null {
  const best = neighbours?.nearest[0];
  return best ? 1 - best.similarity : null;
}

/** The one class that all routes that count name, at least two of them; null where there is none. */
export function agreedClass(prediction: Prediction): ClassId | null {
  const answers = routeAnswers(prediction).filter(({ counts }) => counts);
  const [first] = answers;
  if (!first || answers.length < 2) return null;
  const [classId] = first.classes;
  if (classId === undefined) return null;
  return answers.every(({ classes }) => classes.length === 1 && classes[0] === classId) ? classId : null;
}

export interface Acceptable {
  /** Images by the class they would go into. */
  readonly byClass: ReadonlyMap<ClassId, readonly ItemId[]>;
  /** Images by a further label they would get; only from an adapter of several labels. */
  readonly also: ReadonlyMap<ClassId, readonly ItemId[]>;
  readonly count: number;
}

/**
 * What can be taken over into classes: of `predictions`, those of images that are still here, unlabelled and not external
 * (what is judged must not be labelled by what is judged), with exactly
 * one class named, by an adapter of several labels at least one, that is still there. `by` a route: its own answer. `by`
 * `all`: `agreedClass`, images unlike anything here left out.
 */
export function acceptable(
  { items, classes }: Pick<AppState, 'items' | 'classes'>,
  predictions: readonly Prediction[],
  by: RouteName | 'all',
): Acceptable {
  const known = new Set(classes.map(({ id }) => id));
  const byClass = new Map<ClassId, ItemId[]>();
  const also = new Map<ClassId, ItemId[]>();
  const put = (lists: Map<ClassId, ItemId[]>, classId: ClassId, id: ItemId) => {
    const ids = lists.get(classId);
    if (ids) ids.push(id);
    else lists.set(classId, [id]);
  };
  let count = 0;
  for (const prediction of predictions) {
    const named = by === 'all' ? agreedUnlessUnlike(prediction) : takenFrom(prediction, by);
    const [first, ...more] = named.filter((classId) => known.has(classId));
    const item = items.get(prediction.id);
    if (first === undefined || item?.labels.length !== 0 || isExternal(item)) continue;
    put(byClass, first, prediction.id);
    for (const classId of more) put(also, classId, prediction.id);
    count += 1;
  }
  return { byClass, also, count };
}

function agreedUnlessUnlike(prediction: Prediction): readonly ClassId[] {
  const agreed = prediction.neighbours?.unlike ? null : agreedClass(prediction);
  return agreed === null ? [] : [agreed];
}

function takenFrom(prediction: Prediction, route: RouteName): readonly ClassId[] {
  const answer = routeAnswer(prediction, route);
  if (!answer?.counts) return [];
  const several = route === 'adapter' && prediction.adapter?.task === 'multi';
  return several || answer.classes.length === 1 ? answer.classes : [];
}
