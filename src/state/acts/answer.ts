// Answers for items: the vote of their nearest labelled images, the adapter's probabilities and the shares of the
// classes' words, side by side.

import { similarityShares } from '../../domain/encode/words';
import { takeRows } from '../../domain/matrix';
import { adapterProbabilities } from '../../domain/predict/adapter-predict';
import type { Adapter } from '../../domain/predict/adapter-types';
import { voteOfNeighbours } from '../../domain/predict/knn';
import { isUnlike, likenessFloor } from '../../domain/predict/likeness';
import type { EmbeddingTable, ItemId, NearestTable } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { AppState, Neighbour, NeighbourAnswer, Prediction, WordsAnswer } from '../app-state';
import { type ClassWords, textStatus } from '../class-words';
import { embeddingTable, encoderSha256, labelledRuleName } from '../selectors';
import type { Services } from '../workbench';
import type { Texts } from './texts';

interface Labelled {
  readonly ids: readonly ItemId[];
  readonly data: Float32Array;
}

function labelledPart(state: AppState, table: EmbeddingTable): Labelled {
  const rows = table.ids.flatMap((id, row) => ((state.items.get(id)?.labels.length ?? 0) > 0 ? [row] : []));
  return { ids: rows.map((row) => table.ids[row] as ItemId), data: takeRows(table.data, table.dim, rows) };
}

/** Rows of one query as neighbours, the item itself left out, at most k. */
function neighboursOf(
  nearest: NearestTable,
  query: number,
  labelled: Labelled,
  self: ItemId,
  k: number,
): Neighbour[] {
  const out: Neighbour[] = [];
  for (let t = query * nearest.k; t < (query + 1) * nearest.k && out.length < k; t++) {
    const id = labelled.ids[nearest.indices[t] as number];
    if (id !== undefined && id !== self) out.push({ id, similarity: nearest.similarities[t] as number });
  }
  return out;
}

/** Finds the floor of likeness once for a set of labelled items and remembers it. */
function makeFloorOf({ engine }: Services) {
  let last: { readonly of: string; readonly floor: number | null } | null = null;
  return async (
    state: AppState,
    labelled: Labelled,
    dim: number,
    options: CallOptions,
  ): Promise<number | null> => {
    // The same images have other vectors under another rendering or encoder.
    const of = `${labelledRuleName(state)} ${encoderSha256(state)} ${labelled.ids.join(',')}`;
    if (last?.of === of) return last.floor;
    const { data } = labelled;
    const nearest = await engine.nearest({ queries: data, table: data, dim, k: 2 }, options);
    const best = labelled.ids.flatMap((id, i) =>
      neighboursOf(nearest, i, labelled, id, 1).map((n) => n.similarity),
    );
    last = { of, floor: likenessFloor(best) };
    return last.floor;
  };
}

function voteFor(state: AppState, nearest: Neighbour[], floor: number | null): NeighbourAnswer | null {
  const [first] = nearest;
  if (!first) return null;
  const voters = nearest.map(({ id, similarity }) => ({
    similarity,
    labels: state.items.get(id)?.labels ?? [],
  }));
  const classes = state.classes.map(({ id }) => id);
  const { shares } = voteOfNeighbours(voters, classes, state.settings.voteNeighbours);
  return { nearest, shares, unlike: isUnlike(first.similarity, floor) };
}

function adapterAnswer(adapter: Adapter | null, row: Float32Array): Prediction['adapter'] {
  if (!adapter || adapter.dim !== row.length) return null;
  return { classes: adapter.classes, probabilities: Array.from(adapterProbabilities(adapter, row)) };
}

function wordsAnswer(
  state: AppState,
  words: readonly ClassWords[] | null,
  row: Float32Array,
): WordsAnswer | null {
  const tower = textStatus(state);
  // Words tell classes apart: one class alone would have all of the share.
  if (!tower || !words || words.length < 2 || words[0]?.vector.length !== row.length) return null;
  const shares = similarityShares(
    row,
    words.map(({ vector }) => vector),
    tower,
  );
  return {
    shares: words
      .map(({ classId, knownShare }, i) => ({ classId, share: shares[i] as number, knownShare }))
      .sort((a, b) => b.share - a.share),
    unknownWords: [...new Set(words.flatMap(({ unknownWords }) => unknownWords))],
  };
}

// Rows answered between two breaths of the page: the adapter takes some 0.3 ms a row.
const rowsABreath = 32;

export interface Answerer {
  /** Answers for items of the set, in their order; items without a vector are left out. */
  answers(ids: readonly ItemId[], options?: CallOptions): Promise<readonly Prediction[]>;
}

export function makeAnswerer(services: Services, texts: Texts): Answerer {
  const { store, engine } = services;
  const floorOf = makeFloorOf(services);
  return {
    async answers(ids, options = {}) {
      const state = store.getState();
      const table = embeddingTable(state);
      const { dim } = table;
      const rowOf = new Map(table.ids.map((id, row) => [id, row]));
      const asked = ids.filter((id) => rowOf.has(id));
      if (asked.length === 0) return [];
      const queries = takeRows(
        table.data,
        dim,
        asked.map((id) => rowOf.get(id) as number),
      );
      const labelled = labelledPart(state, table);
      // One more than asked for, since a labelled item finds itself first.
      const k = state.settings.voteNeighbours + 1;
      const some = labelled.ids.length > 0;
      const nearest = some ? await engine.nearest({ queries, table: labelled.data, dim, k }, options) : null;
      const floor = some ? await floorOf(state, labelled, dim, options) : null;
      const adapter = state.adapter.phase === 'done' ? state.adapter.value : null;
      const words = await texts.readClasses(2);
      const out: Prediction[] = [];
      for (const [i, id] of asked.entries()) {
        if (i % rowsABreath === rowsABreath - 1) await new Promise((resolve) => setTimeout(resolve));
        options.signal?.throwIfAborted();
        const row = queries.subarray(i * dim, (i + 1) * dim);
        const near = nearest ? neighboursOf(nearest, i, labelled, id, state.settings.voteNeighbours) : [];
        out.push({
          id,
          neighbours: voteFor(state, near, floor),
          adapter: adapterAnswer(adapter, row),
          words: wordsAnswer(state, words, row),
        });
        if (i % rowsABreath === rowsABreath - 1 || i === asked.length - 1) {
          options.onProgress?.({ done: i + 1, total: asked.length, perSecond: null });
        }
      }
      return out;
    },
  };
}
