// Outlier score by references: how far an image or study lies from the references nearest to it.
import { AppError } from '../errors';
import type { NearestTable } from '../types';

/** How many nearest references the score is the mean of. */
export const referencesCounted = 2;

/**
 * Mean distance (1 - cosine, 0..2) of each query to its two nearest references, as in Microsoft's healthcareai-examples
 * (outlier score by reference studies); with one reference the distance to that one; null where there is none.
 * @param nearest `queries x k`: neighbours of the queries among the references, best first; k of 3 lets a query that is
 * itself a reference still have two others.
 * @param self the reference that each query is, as a row of the references; -1: none. It is left out.
 * @throws AppError `invalid-argument` where the lists do not fit together.
 */
export function referenceDistances(
  { k, indices, similarities }: NearestTable,
  self: readonly number[],
): readonly (number | null)[] {
  if (indices.length !== self.length * k) {
    throw new AppError('invalid-argument', 'an outlier score was asked for with lists that do not fit');
  }
  return self.map((own, query) => {
    let sum = 0;
    let counted = 0;
    for (let at = query * k; at < (query + 1) * k && counted < referencesCounted; at++) {
      if (indices[at]! < 0) break;
      if (indices[at] === own) continue;
      sum += 1 - similarities[at]!;
      counted += 1;
    }
    return counted > 0 ? sum / counted : null;
  });
}
