// The prediction table as CSV text.
import { csvText } from './csv';

export interface PredictionRow {
  readonly id: string;
  /** Base file name; null leaves the column out for all rows. */
  readonly name: string | null;
  readonly label: string;
  readonly neighboursAnswer: string;
  /** Cosine similarity of the nearest labelled image. */
  readonly similarity: number | null;
  readonly adapterAnswer: string;
  /** In the order of `classNames`; null without an adapter. */
  readonly probabilities: readonly number[] | null;
  /** Answer by words; null without one. Its columns are left out when no row has one. */
  readonly words: {
    readonly answer: string;
    /** Similarity share, 0..1. */
    readonly share: number | null;
    readonly unknownWords: string;
  } | null;
}

const notice =
  'Research use only. Not a medical device. Probabilities and similarity shares are not calibrated.';

/**
 * `id, [name,] label, neighbours' answer, similarity, adapter's answer, probability a class, [words' answer, similarity
 * share, unknown words]`; a notice line first.
 */
export function predictionsCsv(rows: readonly PredictionRow[], classNames: readonly string[]): string {
  const withNames = rows.some(({ name }) => name !== null);
  const withWords = rows.some(({ words }) => words !== null);
  const fields = [
    'id',
    ...(withNames ? ['file'] : []),
    'label',
    "neighbours' answer",
    'similarity',
    "adapter's answer",
    ...classNames.map((name) => `probability ${name}`),
    ...(withWords ? ["words' answer", 'similarity share', 'unknown words'] : []),
  ];
  const data = rows.map((row) => [
    row.id,
    ...(withNames ? [row.name ?? ''] : []),
    row.label,
    row.neighboursAnswer,
    row.similarity === null ? '' : row.similarity.toFixed(4),
    row.adapterAnswer,
    ...classNames.map((_, i) => row.probabilities?.[i]?.toFixed(4) ?? ''),
    ...(withWords
      ? [row.words?.answer ?? '', row.words?.share?.toFixed(4) ?? '', row.words?.unknownWords ?? '']
      : []),
  ]);
  return csvText([notice], fields, data);
}
