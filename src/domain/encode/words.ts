// Answers by words: how the vectors of texts become one vector a class, and cosines with it become shares.
import { cosine } from './check-vector';
import { labelMark, type ShareRule } from './text-spec';

/** A text as the encoder's text part takes it. */
export interface TokenisedText {
  /** `contextLength` ids, padded at the end. */
  readonly ids: readonly number[];
  /** Share of the content the encoder knows, see `knownShare`. */
  readonly known: number;
  /** Words of the text the encoder has no token for, each once, in the order of the text. */
  readonly unknownWords: readonly string[];
  /** The text had more tokens than `contextLength`: its end was not read. */
  readonly truncated: boolean;
}

/** The same of many texts, with their vectors: row i belongs to text i. */
export interface EncodedTexts {
  /** `n x dimension`, rows of unit length; a row of zeros for a text the encoder has no vector for (`known` 0). */
  readonly vectors: Float32Array;
  readonly known: readonly number[];
  readonly unknownWords: readonly (readonly string[])[];
  readonly truncated: readonly boolean[];
}

/** Tokenised texts with their vectors (`read.length x dimension`, row i for text i). */
export function withVectors(read: readonly TokenisedText[], vectors: Float32Array): EncodedTexts {
  return {
    vectors,
    known: read.map(({ known }) => known),
    unknownWords: read.map(({ unknownWords }) => unknownWords),
    truncated: read.map(({ truncated }) => truncated),
  };
}

/**
 * Known tokens over all tokens, 0..1; small words count in neither, and padding is not handed in. 0 where nothing is
 * left: a text without content says nothing the encoder could know.
 * @param tokens text and id of each token.
 */
export function knownShare(
  tokens: readonly { readonly text: string; readonly id: number }[],
  unknownId: number,
  smallWords: ReadonlySet<string>,
): number {
  const content = tokens.filter(({ text }) => !smallWords.has(text));
  if (content.length === 0) return 0;
  return content.filter(({ id }) => id !== unknownId).length / content.length;
}

/** Each label in each template, labels first: `labels.length x templates.length` texts, repeated ones once. */
export function filledTemplates(labels: readonly string[], templates: readonly string[]): readonly string[] {
  const texts = labels.flatMap((label) =>
    templates.map((template) => template.replaceAll(labelMark, () => label)),
  );
  return [...new Set(texts)];
}

/**
 * Mean of unit vectors, at unit length again: one vector for several ways to say the same. null for an empty list, and
 * for vectors that cancel out.
 */
export function meanUnitVector(vectors: readonly Float32Array[]): Float32Array | null {
  const [first] = vectors;
  if (!first) return null;
  const sum = new Float64Array(first.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  const norm = Math.hypot(...sum);
  return norm < 1e-6 ? null : Float32Array.from(sum, (value) => value / norm);
}

/**
 * Share of each class for one image, 0..1. With logits `l_c = logitScale * cosine(image, text_c) + logitBias`:
 * softmax gives `exp(l_c) / sum over k of exp(l_k)`, which adds up to 1 and does not depend on the bias (Radford et al.
 * 2021, CLIP); sigmoid gives `1 / (1 + exp(-l_c))`, each class for itself (Zhai et al. 2023, SigLIP). Neither is
 * calibrated.
 * @param image vector of `dim`; @param classes one vector of `dim` a class; null (no vector) has share 0 and takes
 * nothing from the others. [] for no classes.
 */
export function similarityShares(
  image: Float32Array,
  classes: readonly (Float32Array | null)[],
  { logitScale, logitBias, activation }: ShareRule,
): readonly number[] {
  const logits = classes.map((text) =>
    text === null ? Number.NEGATIVE_INFINITY : logitScale * cosine(image, text) + logitBias,
  );
  if (activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  // The largest is taken off first: exp of a scaled cosine may overflow, and the shares stay the same.
  const largest = Math.max(...logits);
  if (largest === Number.NEGATIVE_INFINITY) return logits.map(() => 0);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
