// The prediction table's rows: one plain line for each image, ready to sort.
import type { ClassId, ItemId } from '../../domain/types';
import type { Prediction } from '../../state/app-state';
import { unknownClasses } from '../../state/class-words';
import { topClass } from '../../state/top-class';

export type Column =
  | 'name'
  | 'neighbours'
  | 'similarity'
  | 'adapter'
  | 'probability'
  | 'disagreement'
  | 'words'
  | 'share';

export interface PredictionRow {
  readonly id: ItemId;
  readonly name: string;
  readonly neighbours: ClassId | null;
  readonly similarity: number | null;
  readonly unlike: boolean;
  readonly adapter: ClassId | null;
  readonly probability: number | null;
  readonly words: ClassId | null;
  /** Similarity share of the words' answer, 0..1. */
  readonly share: number | null;
  /** The encoder knows no word of one of the classes: the words' answer is not to be relied on. */
  readonly wordsUnknown: boolean;
  /** Total variation distance of the two answers, 0..1; null when one is missing. */
  readonly disagreement: number | null;
}

export function rowOf(prediction: Prediction, name: string): PredictionRow {
  const { id, neighbours, adapter, words } = prediction;
  const top = topClass(adapter);
  return {
    id,
    name,
    neighbours: neighbours?.shares[0]?.classId ?? null,
    similarity: neighbours?.nearest[0]?.similarity ?? null,
    unlike: neighbours?.unlike ?? false,
    adapter: top?.classId ?? null,
    probability: top?.probability ?? null,
    words: words?.shares[0]?.classId ?? null,
    share: words?.shares[0]?.share ?? null,
    wordsUnknown: words !== null && unknownClasses(words).length > 0,
    disagreement: disagreementOf(prediction),
  };
}

/** Half the sum of the differences by class, 0 (same) to 1 (nothing in common); null unless both answers are there. */
export function disagreementOf({ neighbours, adapter }: Prediction): number | null {
  if (neighbours === null || neighbours.shares.length === 0 || adapter === null) return null;
  const shares = new Map(neighbours.shares.map(({ classId, share }) => [classId, share]));
  let sum = 0;
  adapter.classes.forEach((id, i) => {
    sum += Math.abs((adapter.probabilities[i] ?? 0) - (shares.get(id) ?? 0));
    shares.delete(id);
  });
  for (const share of shares.values()) sum += share;
  return Math.min(1, sum / 2);
}

/** A sorted copy; what is missing comes last either way, ties keep their order. Classes sort by their names. */
export function sortRows(
  rows: readonly PredictionRow[],
  column: Column,
  direction: 'ascending' | 'descending',
  nameOfClass: (id: ClassId) => string,
): readonly PredictionRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const sortValue = (row: PredictionRow): string | number | null => {
    const value = row[column];
    const isClass = column === 'neighbours' || column === 'adapter' || column === 'words';
    return value !== null && isClass ? nameOfClass(String(value)) : value;
  };
  return [...rows].sort((a, b) => {
    const x = sortValue(a);
    const y = sortValue(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === 'string' || typeof y === 'string')
      return sign * String(x).localeCompare(String(y), 'en', { numeric: true });
    return sign * (x - y);
  });
}
