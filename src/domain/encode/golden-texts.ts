// The self-test of an encoder's text part: texts, the ids the tokeniser in Python made of them, and their vectors.
import { AppError } from '../errors';
import { cosine } from './check-vector';
import type { TokenisedText } from './words';

export interface GoldenText {
  readonly text: string;
  readonly ids: readonly number[];
  readonly knownShare: number;
  readonly vector: Float32Array;
}

interface RawText {
  readonly text?: unknown;
  readonly ids?: unknown;
  readonly knownShare?: unknown;
  readonly vectorBase64?: unknown;
}

function damaged(what: string): never {
  throw new AppError('encoder-damaged', `golden texts: ${what}`, { field: 'golden.texts' });
}

function vectorOf(base64: unknown, dimension: number): Float32Array {
  if (typeof base64 !== 'string') return damaged('a vector is missing');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return bytes.length === dimension * 4
    ? new Float32Array(bytes.buffer)
    : damaged('a vector has the wrong size');
}

/**
 * Reads `texts` of golden.json: `[{text, ids: contextLength numbers, knownShare, vectorBase64: float32 little endian}]`.
 * @throws AppError `encoder-damaged` when there is none, or one does not fit the manifest.
 */
export function parseGoldenTexts(
  json: unknown,
  { dimension, contextLength }: { readonly dimension: number; readonly contextLength: number },
): readonly GoldenText[] {
  const { texts } = (json ?? {}) as { texts?: unknown };
  if (!Array.isArray(texts) || texts.length === 0) return damaged('there are none');
  return texts.map((raw: RawText) => {
    const { text, ids, knownShare, vectorBase64 } = raw ?? {};
    if (typeof text !== 'string' || typeof knownShare !== 'number') return damaged('a text is incomplete');
    if (!Array.isArray(ids) || ids.length !== contextLength || !ids.every(Number.isInteger))
      return damaged('a list of ids has the wrong length');
    return { text, ids, knownShare, vector: vectorOf(vectorBase64, dimension) };
  });
}

/** The first text whose ids or known share the tokeniser does not give as Python did; null when all are equal. */
export function firstOtherIds(
  golden: readonly GoldenText[],
  tokenise: (text: string) => TokenisedText,
): GoldenText | null {
  const other = golden.find(({ text, ids, knownShare }) => {
    const ours = tokenise(text);
    const equal = ours.ids.length === ids.length && ours.ids.every((id, i) => id === ids[i]);
    return !equal || Math.abs(ours.known - knownShare) > 1e-3;
  });
  return other ?? null;
}

/** Lowest cosine of `vectors` (row i for text i) with the stored ones; NaN when a vector holds one. */
export function lowestTextCosine(golden: readonly GoldenText[], vectors: readonly Float32Array[]): number {
  return golden.reduce(
    (lowest, { vector }, i) =>
      Math.min(lowest, cosine(vectors[i] ?? new Float32Array(vector.length), vector)),
    1,
  );
}
