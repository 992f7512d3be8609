// The routes as people read them: their names, what their numbers are, and sentences about how far they agree.
import type { RouteName } from '../../state/route-answers';

export interface RouteWords {
  readonly name: string;
  /** Heading of a narrow column, with soft hyphens where it may break. */
  readonly short: string;
  /** What the number beside a class is. */
  readonly measure: string;
  /** Name of one class's bar. */
  readonly bar: (className: string) => string;
}

export const routeWords: Readonly<Record<RouteName, RouteWords>> = {
  neighbours: {
    name: 'Neighbours',
    short: 'Neigh\u00ADbours',
    measure: 'share of the vote',
    bar: (name) => `Share of the vote for ${name}`,
  },
  prototypes: {
    name: 'Prototypes',
    short: 'Proto\u00ADtypes',
    measure: 'cosine to the class mean',
    bar: (name) => `Likeness to the prototype of ${name}`,
  },
  cluster: {
    name: 'Nearest cluster',
    short: 'Cluster',
    measure: 'share of the cluster',
    bar: (name) => `Share of the nearest cluster for ${name}`,
  },
  adapter: {
    name: 'Adapter',
    short: 'Adapter',
    measure: 'probability',
    bar: (name) => `Adapter's probability for ${name}`,
  },
  words: {
    name: 'Words',
    short: 'Words',
    measure: 'similarity share',
    bar: (name) => `Similarity share of the words for ${name}`,
  },
};

/** Whether the routes agree on one image; null with fewer than two that can be held against each other. */
export function agreementSentence(routes: number, differ: number | null): string | null {
  if (differ === null || routes < 2) return null;
  if (differ === 0) return routes === 2 ? 'Both routes agree.' : `All ${routes} routes agree.`;
  if (routes === 2 && differ === 1) return 'The two routes name different classes.';
  return `The routes differ: disagreement ${differ.toFixed(2)} (share of their pairs that name different classes).`;
}

/** What became of a bulk acceptance of the selected images, or of all. */
export function acceptedSentence(taken: number, asked: number): string {
  const put = `${taken} ${taken === 1 ? 'image was' : 'images were'} put into ${taken === 1 ? 'its class' : 'their classes'}.`;
  const left = asked - taken;
  if (left <= 0) return put;
  return `${put} ${left} ${left === 1 ? 'was' : 'were'} left: no single answer, or in a class already.`;
}
