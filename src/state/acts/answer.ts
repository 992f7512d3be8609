// Answers for items by all routes that are ready, side by side: the vote of their nearest labelled images, the means of the
// classes, the nearest group, the adapter's probabilities and the shares of the classes' words.
import { takeRows } from '../../domain/matrix';
import { adapterProbabilities } from '../../domain/predict/adapter-predict';
import { taskOfSpec } from '../../domain/predict/adapter-targets';
import type { Adapter } from '../../domain/predict/adapter-types';
import { type ClassExamples, examplesByClass } from '../../domain/predict/class-examples';
import { voteOfNeighbours } from '../../domain/predict/knn';
import { isUnlike } from '../../domain/predict/likeness';
import { type Prototypes, prototypeSimilarities, prototypesOf } from '../../domain/predict/prototypes';
import type { ClassId, ItemId } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { AdapterAnswer, Neighbour, NeighbourAnswer, Prediction, PrototypeAnswer } from '../answers';
import type { AppState } from '../app-state';
import { comparesWithWords, textStatus } from '../class-words';
import { clusterAnswer } from '../cluster-answer';
import { pageJob } from '../page-job';
import { embeddingTable, learningLabels } from '../selectors';
import { rowIdOf } from '../study-level';
import { answerByWords } from '../words-answer';
import type { Services } from '../workbench';
import { labelledPart, makeFloorOf, neighboursOf } from './labelled-rows';
import type { Texts } from './texts';

function voteFor(state: AppState, nearest: Neighbour[], floor: number | null): NeighbourAnswer | null {
  const [first] = nearest;
  if (!first) return null;
  const { voteNeighbours, voteWeighting } = state.settings;
  const voters = nearest.slice(0, voteNeighbours).map(({ id, similarity }) => ({
    similarity,
    labels: learningLabels(state, id),
  }));
  const classes = state.classes.map(({ id }) => id);
  const { shares } = voteOfNeighbours(voters, classes, voteNeighbours, voteWeighting);
  return { nearest: nearest.slice(0, voteNeighbours), shares, unlike: isUnlike(first.similarity, floor) };
}

/** null with fewer than two classes to compare: one alone would always be the answer. */
function prototypeAnswer(
  prototypes: Prototypes,
  row: Float32Array,
  own: readonly ClassId[],
): PrototypeAnswer | null {
  const similarities = prototypeSimilarities(prototypes, row, own);
  const [first, second] = similarities;
  return first && second ? { similarities, margin: first.similarity - second.similarity } : null;
}

function adapterAnswer(adapter: Adapter | null, row: Float32Array): AdapterAnswer | null {
  if (!adapter || adapter.dim !== row.length) return null;
  const probabilities = Array.from(adapterProbabilities(adapter, row));
  return { task: taskOfSpec(adapter.spec), classes: adapter.classes, probabilities };
}

// Examples and counter-examples kept for each class.
const mostExamples = 3;

function examplesOf(state: AppState, ranked: readonly Neighbour[]): readonly ClassExamples[] {
  return examplesByClass(
    ranked.map((near) => ({ ...near, labels: learningLabels(state, near.id) })),
    state.classes.map(({ id }) => id),
    mostExamples,
  );
}

// Rows answered between two breaths of the page: the adapter takes some 0.3 ms a row.
const rowsABreath = 32;

export interface AnswerOptions extends CallOptions {
  /** Looks through all labelled images for examples and counter-examples of each class: for few items. */
  readonly withExamples?: boolean;
}

export interface Answerer {
  /**
   * Answers for items of the set, in their order; items without a vector are left out. A labelled item neither votes for
   * itself nor is part of the mean it is compared with. An image of a patient or study that is one row is answered as that row.
   */
  answers(ids: readonly ItemId[], options?: AnswerOptions): Promise<readonly Prediction[]>;
}

export function makeAnswerer(services: Services, texts: Texts): Answerer {
  const { store, engine } = services;
  const floorOf = makeFloorOf(services);
  return {
    async answers(ids, { withExamples = false, ...options } = {}) {
      const state = store.getState();
      const table = embeddingTable(state);
      const { dim } = table;
      const rowOf = new Map(table.ids.map((id, row) => [id, row]));
      const asked = ids.filter((id) => rowOf.has(rowIdOf(state, id)));
      if (asked.length === 0) return [];
      const queries = takeRows(
        table.data,
        dim,
        asked.map((id) => rowOf.get(rowIdOf(state, id)) as number),
      );
      const { signal = new AbortController().signal } = options;
      const job = pageJob({ signal, progress: () => undefined });
      const labelled = labelledPart(state, table);
      // One more than asked for, since a labelled item finds itself first.
      const k = (withExamples ? labelled.ids.length : state.settings.voteNeighbours) + 1;
      const some = labelled.ids.length > 0;
      const nearest = some ? await engine.nearest({ queries, table: labelled.data, dim, k }, options) : null;
      const floor = some ? await floorOf(state, labelled, dim, options) : null;
      const classes = state.classes.map(({ id }) => id);
      const prototypes = await prototypesOf({ ...labelled, dim }, classes, job);
      const adapter = state.adapter.phase === 'done' ? state.adapter.value : null;
      const tower = comparesWithWords(state) ? textStatus(state) : null;
      const words = tower && (await texts.readClasses(2));
      const out: Prediction[] = [];
      for (const [i, id] of asked.entries()) {
        if (i % rowsABreath === rowsABreath - 1) await job.breathe();
        signal.throwIfAborted();
        const row = queries.subarray(i * dim, (i + 1) * dim);
        const self = rowIdOf(state, id);
        const near = nearest ? neighboursOf(nearest, i, labelled, self, nearest.k) : [];
        out.push({
          id,
          neighbours: voteFor(state, near, floor),
          prototypes: prototypeAnswer(prototypes, row, learningLabels(state, self)),
          cluster: clusterAnswer(state, row, self),
          adapter: adapterAnswer(adapter, row),
          words: tower && words ? answerByWords(words, tower, row) : null,
          examples: withExamples && some ? examplesOf(state, near) : null,
        });
        if (i % rowsABreath === rowsABreath - 1 || i === asked.length - 1) {
          options.onProgress?.({ done: i + 1, total: asked.length, perSecond: null });
        }
      }
      return out;
    },
  };
}
