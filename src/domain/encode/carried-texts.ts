// Texts whose vectors an encoder's folder carries: answers by words without a text model, for these texts and no others.
import { AppError } from '../errors';
import { rowCount } from '../matrix';
import { checkedUnitVector } from './check-vector';

/** Row i of `vectors` (`n x dimension`, unit length) belongs to `texts[i]`. */
export interface CarriedTexts {
  readonly texts: readonly string[];
  readonly vectors: Float32Array;
}

/** What two texts have in common when they are taken for one: lower case, one space between words, none around. */
export function sameText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * Reads the file of vectors: float32 little endian, `texts.length x dimension`; each row is brought to unit length.
 * @throws AppError `encoder-damaged` naming `files.textVectors` for another size, a number that is not finite or a row of zeros.
 */
export function parseCarriedTexts(
  bytes: Uint8Array,
  texts: readonly string[],
  dimension: number,
): CarriedTexts {
  const damaged = (what: string) =>
    new AppError('encoder-damaged', `carried texts: ${what}`, { field: 'files.textVectors' });
  if (bytes.length !== texts.length * dimension * 4) throw damaged('length');
  const vectors = new Float32Array(bytes.slice().buffer);
  for (let row = 0; row < rowCount(vectors, dimension); row++) {
    const at = row * dimension;
    try {
      vectors.set(checkedUnitVector(vectors.subarray(at, at + dimension), dimension), at);
    } catch (thrown) {
      throw damaged(`row ${row}: ${String(thrown)}`);
    }
  }
  return { texts, vectors };
}
