// What each route says of an item: plain data, kept with the predictions and shown side by side.
import type { AdapterTask } from '../domain/predict/adapter-types';
import type { ClassExamples } from '../domain/predict/class-examples';
import type { PrototypeSimilarity } from '../domain/predict/prototypes';
import type { ClassId, ItemId } from '../domain/types';

export interface Neighbour {
  readonly id: ItemId;
  /** Cosine similarity, -1..1. */
  readonly similarity: number;
}

/** What the neighbours say of one item. */
export interface NeighbourAnswer {
  /** Nearest labelled items, best first, at most k; never the item itself. */
  readonly nearest: readonly Neighbour[];
  /** Share of the vote by class, best first; sums to 1. */
  readonly shares: readonly { readonly classId: ClassId; readonly share: number }[];
  /** True when the best similarity is below the set's own 1st percentile: "not like anything here". */
  readonly unlike: boolean;
}

/** What the means of the classes say of one item, which is in none of them itself. */
export interface PrototypeAnswer {
  /** By class, best first; at least two. */
  readonly similarities: readonly PrototypeSimilarity[];
  /** The first's less the second's similarity, 0..2. */
  readonly margin: number;
}

/** The group (cluster) an item lies in or nearest to. */
export interface ClusterAnswer {
  readonly cluster: number;
  readonly name: string;
  /** To the centre, in the embedding space (Euclidean). */
  readonly distance: number;
  /** Share of the members that lie farther from the centre, 0..1. */
  readonly fartherShare: number;
  /** Labelled members by class, most first; [] where none has a label. */
  readonly composition: readonly { readonly classId: ClassId; readonly count: number }[];
}

export interface AdapterAnswer {
  /** `single`: the probabilities add up to 1. `multi`: each label for itself, those above 0.5 are the answer. */
  readonly task: AdapterTask;
  readonly classes: readonly ClassId[];
  /** In the order of `classes`. Not calibrated. */
  readonly probabilities: readonly number[];
}

/** What the words of the classes say of one image. */
export interface WordsAnswer {
  /**
   * Similarity share by class, best first (see domain/encode/words.ts), and the share of the class's words that the
   * encoder knows, 0..1.
   */
  readonly shares: readonly {
    readonly classId: ClassId;
    readonly share: number;
    readonly knownShare: number;
  }[];
  /** The share of "none of these"; null or absent (as in older projects): not asked for. */
  readonly none?: { readonly share: number; readonly knownShare: number } | null;
  /** Words of any class, or of "none of these", that the encoder does not know. */
  readonly unknownWords: readonly string[];
}

/** A text the encoder has read. */
export interface KnownText {
  /** Unit length, comparable with the images' vectors; null: the encoder has none for it. */
  readonly vector: Float32Array | null;
  /** Share of its content words that the encoder knows, 0..1. */
  readonly known: number;
  readonly unknownWords: readonly string[];
  readonly truncated: boolean;
}

/** All routes' answers for one item; null where a route is not ready. */
export interface Prediction {
  readonly id: ItemId;
  readonly neighbours: NeighbourAnswer | null;
  readonly prototypes: PrototypeAnswer | null;
  readonly cluster: ClusterAnswer | null;
  readonly adapter: AdapterAnswer | null;
  /** Needs no labels: there with two classes and a text tower, else null. */
  readonly words: WordsAnswer | null;
  /** Examples and counter-examples of each class; for the item in focus only, else null. */
  readonly examples: readonly ClassExamples[] | null;
}

/** An answer as it may have been kept: an older version knows fewer routes, and adapters of one answer only. */
export type KeptPrediction = Pick<Prediction, 'id' | 'neighbours'> &
  Partial<Omit<Prediction, 'adapter'>> & {
    readonly adapter: (Omit<AdapterAnswer, 'task'> & Partial<AdapterAnswer>) | null;
  };

/** A kept answer as one of today. */
export function todaysPrediction(kept: KeptPrediction): Prediction {
  const { prototypes = null, cluster = null, words = null, examples = null, adapter, ...rest } = kept;
  return {
    ...rest,
    prototypes,
    cluster,
    adapter: adapter && { task: 'single', ...adapter },
    words,
    examples,
  };
}
