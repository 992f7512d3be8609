// The search as state: what is looked for, in which space, what was found. Types and questions; computed in acts/search-acts.ts.
import { stageKey } from '../domain/stage-key';
import type { ClassId, ItemId, Stage } from '../domain/types';
import type { Neighbour } from './answers';
import type { AppState } from './app-state';
import { textStatus } from './class-words';
import { embeddingTable, lastOf, learningItems, tableKey } from './selectors';

/** As the encoder sees images, or as the adapter's last hidden layer does. Words can only be compared with the first. */
export type SearchSpace = 'embedding' | 'adapter';

/** `region`: images marked on the map (or anywhere); what is looked for is like their mean. */
export type SearchQuery =
  | { readonly kind: 'image'; readonly id: ItemId }
  | { readonly kind: 'region'; readonly ids: readonly ItemId[] }
  | { readonly kind: 'words'; readonly text: string };

export interface SearchWish {
  readonly query: SearchQuery;
  readonly space: SearchSpace;
  /** How many are to be found. */
  readonly most: number;
  /** Class whose images (or studies) the outlier score is held against; null: no score. */
  readonly reference: ClassId | null;
}

export interface SearchHit extends Neighbour {
  /** Mean distance to the two nearest of the reference class, 0..2; null where there is none. */
  readonly distance: number | null;
}

export interface Found {
  /** Best first, at most `most`, labelled or not; never what was asked with. */
  readonly hits: readonly SearchHit[];
  /** The outlier score of the image asked with; null for other queries and without a reference. */
  readonly ownDistance: number | null;
  /** Images (rows) that were looked through. */
  readonly among: number;
  /** Of a query in words. */
  readonly unknownWords: readonly string[];
  /** 0..1; 0: the encoder knows none of the words, and nothing can be found. */
  readonly knownShare: number;
}

/** null: nothing is looked for. */
export type SearchState = { readonly wish: SearchWish; readonly stage: Stage<Found> } | null;

/** Why the adapter's space cannot be searched: none trained, a linear one (no hidden layer), or one trained on other vectors. */
export type SpaceLack = 'no-adapter' | 'no-hidden-layer' | 'other-vectors' | null;

/** What the adapter's space lacks; null: it can be searched. */
export function adapterSpaceLack(state: AppState): SpaceLack {
  if (state.adapter.phase !== 'done') return 'no-adapter';
  const { spec, dim } = state.adapter.value;
  if (spec.preset === 'linear') return 'no-hidden-layer';
  return dim === embeddingTable(state).dim ? null : 'other-vectors';
}

const rowsOfClass = lastOf((ids: readonly ItemId[], items: AppState['items'], classId: ClassId) =>
  ids.filter((id) => items.get(id)?.labels.includes(classId)),
);

/** Rows of the table that have a class: what an outlier score is held against. */
export function referenceRows(state: AppState, classId: ClassId): readonly ItemId[] {
  return rowsOfClass(embeddingTable(state).ids, learningItems(state), classId);
}

/** The key what is found now would have. */
export function searchKey(state: AppState, wish: SearchWish): string {
  const { query, space, most, reference } = wish;
  return stageKey({
    query,
    most,
    space,
    table: tableKey(state),
    adapter: space === 'adapter' && state.adapter.phase === 'done' ? state.adapter.key : '',
    tower: query.kind === 'words' ? (textStatus(state)?.sha256 ?? '') : '',
    reference: reference === null ? null : [reference, ...referenceRows(state, reference)],
  });
}
