// The prediction table as CSV text.
import { csvText } from '../csv';
import { researchNotice } from './notice';

/** One image; null for a route that has no answer for it. */
export interface PredictionRow {
  readonly id: string;
  /** Base file name; null leaves the column out for all rows. */
  readonly name: string | null;
  readonly label: string;
  /** Names; several are joined by "; ". */
  readonly neighboursAnswer: string;
  /** Cosine similarity of the nearest labelled image. */
  readonly similarity: number | null;
  readonly adapterAnswer: string;
  /** In the order of `classNames`; null without an adapter. */
  readonly probabilities: readonly number[] | null;
  readonly prototypes: {
    readonly answer: string;
    /** Cosine similarity to the mean of the class, and how much more than to the next. */
    readonly similarity: number;
    readonly margin: number;
  } | null;
  /** The nearest group of images (cluster). */
  readonly group: {
    /** What most of its labelled images are. */
    readonly answer: string;
    readonly name: string;
    readonly distance: number;
    /** Share of its images that lie farther out, 0..1. */
    readonly fartherShare: number;
  } | null;
  /** Share of the pairs of routes that name different classes, 0..1; null with fewer than two routes. */
  readonly differ: number | null;
  /** 1 - similarity to the nearest labelled image. */
  readonly distance: number | null;
  /** Farther from the set than its own images are from one another. */
  readonly unlike: boolean;
  readonly words: {
    readonly answer: string;
    /** Similarity share, 0..1. */
    readonly share: number | null;
    readonly unknownWords: string;
  } | null;
}

const notice = `${researchNotice} Probabilities and similarity shares are not calibrated.`;

/** Four places; below zero as a number, since text that begins with a minus is defused as a formula. */
function number(value: number | null | undefined): string | number {
  const text = value?.toFixed(4) ?? '';
  return text.startsWith('-') ? Number(text) : text;
}

interface ColumnGroup {
  /** The part of a row the columns are about: left out where no row has it. */
  readonly of: 'prototypes' | 'group' | 'words' | 'id';
  readonly names: readonly string[];
  readonly cells: (row: PredictionRow) => readonly (string | number)[];
}

const columnGroups: readonly ColumnGroup[] = [
  {
    of: 'prototypes',
    names: ["prototypes' answer", 'prototype similarity', 'prototype margin'],
    cells: ({ prototypes }) => [
      prototypes?.answer ?? '',
      number(prototypes?.similarity),
      number(prototypes?.margin),
    ],
  },
  {
    of: 'group',
    names: ["group's answer", 'group', 'group distance', 'group images farther out'],
    cells: ({ group }) => [
      group?.answer ?? '',
      group?.name ?? '',
      number(group?.distance),
      number(group?.fartherShare),
    ],
  },
  {
    of: 'id',
    names: ['routes differ', 'distance from the set', 'unlike anything here'],
    cells: ({ differ, distance, unlike }) => [
      number(differ),
      number(distance),
      distance === null ? '' : unlike ? 'yes' : 'no',
    ],
  },
  {
    of: 'words',
    names: ["words' answer", 'similarity share', 'unknown words'],
    cells: ({ words }) => [words?.answer ?? '', number(words?.share), words?.unknownWords ?? ''],
  },
];

/**
 * `id, [file,] label, neighbours' answer, similarity, adapter's answer, probability a class, [prototypes,] [group,] routes
 * differ, distance from the set, unlike anything here, [words]`; a notice line first. A route that no row has is left out.
 */
export function predictionsCsv(rows: readonly PredictionRow[], classNames: readonly string[]): string {
  const withNames = rows.some(({ name }) => name !== null);
  const columns = columnGroups.filter(({ of }) => rows.some((row) => row[of] !== null));
  const fields = [
    'id',
    ...(withNames ? ['file'] : []),
    'label',
    "neighbours' answer",
    'similarity',
    "adapter's answer",
    ...classNames.map((name) => `probability ${name}`),
    ...columns.flatMap(({ names }) => names),
  ];
  const data = rows.map((row) => [
    row.id,
    ...(withNames ? [row.name ?? ''] : []),
    row.label,
    row.neighboursAnswer,
    number(row.similarity),
    row.adapterAnswer,
    ...classNames.map((_, i) => number(row.probabilities?.[i])),
    ...columns.flatMap(({ cells }) => cells(row)),
  ]);
  return csvText([notice], fields, data);
}
