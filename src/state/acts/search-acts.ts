// Search: the images most like one image, like the mean of several, or like a text, among all of the set.

import { tidyText } from '../../domain/encode/word-form';
import { filledTemplates, meanUnitVector } from '../../domain/encode/words';
import { errorFacts } from '../../domain/errors';
import { referenceDistances, referencesCounted } from '../../domain/explore/reference-distance';
import { takeRows } from '../../domain/matrix';
import type { EmbeddingTable, ItemId } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { Actions } from '../actions';
import type { Neighbour } from '../answers';
import type { AppState } from '../app-state';
import { type TextWords, textStatus, wordsOfTexts } from '../class-words';
import { notify } from '../jobs';
import { type Found, referenceRows, type SearchQuery, type SearchWish, searchKey } from '../search';
import { embeddingTable, meanTable } from '../selectors';
import { rowIdOf } from '../study-level';
import type { Services } from '../workbench';
import type { HiddenTable } from './hidden-table';
import type { Texts } from './texts';

type SearchActs = Pick<Actions, 'findLike' | 'closeSearch' | 'searchByWords'>;

/** How many images a search from the search box selects. */
const mostHits = 12;
/** One more than counts, since an image of the reference class finds itself. */
const referencesAsked = referencesCounted + 1;

const nothing: Found = { hits: [], ownDistance: null, among: 0, unknownWords: [], knownShare: 1 };

/** Rows of the table that a query is made of: of a text none. */
function rowsAsked(state: AppState, query: SearchQuery, rowOf: ReadonlyMap<ItemId, number>): number[] {
  const ids = query.kind === 'image' ? [query.id] : query.kind === 'region' ? query.ids : [];
  return [...new Set(ids.flatMap((id) => rowOf.get(rowIdOf(state, id)) ?? []))];
}

const rowAt = ({ data, dim }: EmbeddingTable, row: number) => data.subarray(row * dim, (row + 1) * dim);

export function makeSearchActs(
  { store, engine, jobs }: Services,
  texts: Texts,
  hiddenTable: HiddenTable,
): SearchActs {
  /** A text that is looked for, read as a class's own words would be, but without the project's parts before it. */
  const readText = async (text: string): Promise<TextWords | null> => {
    const tower = textStatus(store.getState());
    const query = tidyText(text);
    if (!tower || query === '') return null;
    const wanted = filledTemplates([query], tower.templates);
    const read = await texts.read(wanted);
    return read && wordsOfTexts(read, wanted, tower);
  };

  /** The rows most like `vector`, best first, those in `besides` left out. */
  const nearestTo = async (
    vector: Float32Array,
    { ids, data, dim }: EmbeddingTable,
    besides: readonly number[],
    most: number,
    options: CallOptions,
  ): Promise<readonly Neighbour[]> => {
    const out = new Set(besides);
    const k = Math.min(ids.length, most + out.size);
    if (k === 0) return [];
    const { indices, similarities } = await engine.nearest({ queries: vector, table: data, dim, k }, options);
    return Array.from(indices, (row, i) => ({ row, similarity: similarities[i] as number }))
      .filter(({ row }) => row >= 0 && !out.has(row))
      .slice(0, most)
      .map(({ row, similarity }) => ({ id: ids[row] as ItemId, similarity }));
  };

  /** Outlier scores of some rows; null each where the wish names no reference. */
  const scores = async (
    state: AppState,
    wish: SearchWish,
    table: EmbeddingTable,
    rowOf: ReadonlyMap<ItemId, number>,
    rows: readonly number[],
    options: CallOptions,
  ): Promise<readonly (number | null)[]> => {
    const references =
      wish.reference === null
        ? []
        : referenceRows(state, wish.reference).flatMap((id) => rowOf.get(id) ?? []);
    if (references.length === 0 || rows.length === 0) return rows.map(() => null);
    const { data, dim } = table;
    const nearest = await engine.nearest(
      { queries: takeRows(data, dim, rows), table: takeRows(data, dim, references), dim, k: referencesAsked },
      options,
    );
    const at = new Map(references.map((row, i) => [row, i]));
    return referenceDistances(
      nearest,
      rows.map((row) => at.get(row) ?? -1),
    );
  };

  const find = async (wish: SearchWish, options: CallOptions): Promise<Found> => {
    const { query, most, space } = wish;
    const text = query.kind === 'words' ? await readText(query.text) : null;
    const state = store.getState();
    const byAdapter = space === 'adapter' && query.kind !== 'words';
    const table = byAdapter
      ? await hiddenTable(state, options)
      : query.kind === 'words'
        ? meanTable(state)
        : embeddingTable(state);
    if (!table) return nothing;
    const rowOf = new Map(table.ids.map((id, row) => [id, row]));
    const asked = rowsAsked(state, query, rowOf);
    const vector = text ? text.vector : meanUnitVector(asked.map((row) => rowAt(table, row)));
    const said = text && { unknownWords: text.unknownWords, knownShare: text.knownShare };
    if (!vector) return { ...nothing, ...said };
    const found = await nearestTo(vector, table, asked, most, options);
    const rows = found.map(({ id }) => rowOf.get(id) as number);
    const own = query.kind === 'image' ? asked : [];
    const distances = await scores(state, wish, table, rowOf, [...rows, ...own], options);
    return {
      ...nothing,
      ...said,
      hits: found.map((hit, i) => ({ ...hit, distance: distances[i] ?? null })),
      ownDistance: distances[rows.length] ?? null,
      among: table.ids.length - asked.length,
    };
  };

  return {
    closeSearch() {
      jobs.cancelAll('search');
      store.setState({ search: null });
    },
    async findLike(wish) {
      jobs.cancelAll('search');
      const before = store.getState().search;
      const key = searchKey(store.getState(), wish);
      const mine = { wish, stage: { phase: 'running' as const, key, done: 0, total: 0 } };
      store.setState({ search: mine });
      // A later search has taken over, or this one was closed.
      const stands = () => store.getState().search === mine;
      try {
        const value = await jobs.run('search', 'images', 0, ({ signal }) => find(wish, { signal }));
        if (!stands()) return;
        const done = value && { wish, stage: { phase: 'done' as const, key, value } };
        store.setState({ search: done ?? (before?.stage.phase === 'running' ? null : before) });
      } catch (thrown) {
        if (stands())
          store.setState({ search: { wish, stage: { phase: 'failed', key, error: errorFacts(thrown) } } });
      }
    },
    async searchByWords(text) {
      const words = await readText(text);
      if (!words) return null;
      const { vector, unknownWords, knownShare } = words;
      if (vector === null) return { ids: [], unknownWords, knownShare };
      try {
        const found = await nearestTo(vector, meanTable(store.getState()), [], mostHits, {});
        return { ids: found.map(({ id }) => id), unknownWords, knownShare };
      } catch (thrown) {
        notify(store, thrown);
        return null;
      }
    },
  };
}
