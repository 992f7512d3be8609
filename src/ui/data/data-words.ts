// The tables of the Data panel in words: what each is for, how many rows it has, what has to be done before there are any.
import type { FileFormat } from '../../domain/report/saved-file';
import type { AppState } from '../../state/app-state';
import type { Savable, TableKind } from '../../state/exports';
import { count } from '../format';

export type TableFormat = Exclude<FileFormat, 'zip'>;

export const formatNames: Readonly<Record<TableFormat, string>> = {
  csv: 'CSV',
  npz: 'NPZ',
  parquet: 'Parquet',
};

interface TableWords {
  readonly title: string;
  /** What the file is for. */
  readonly what: string;
  readonly formats: readonly TableFormat[];
}

export const tableFacts: Readonly<Record<TableKind, TableWords>> = {
  embeddings: {
    title: 'Embeddings',
    what: 'With labels and groups, for NumPy, pandas, R or this page.',
    formats: ['csv', 'npz', 'parquet'],
  },
  map: { title: 'Map', what: 'Where each stands on the map, x and y.', formats: ['csv', 'npz'] },
  labels: {
    title: 'Labels',
    what: 'With parts of the set; can be edited and loaded again.',
    formats: ['csv'],
  },
  answers: { title: 'Answers', what: 'What each approach says of what has no label.', formats: ['csv'] },
  words: {
    title: 'Answers by words',
    what: 'For every image, in the columns of the notebook: file_name, zero_shot_pred, ground_truth_label.',
    formats: ['csv'],
  },
};

/** In the place of the rows, where there are none yet. */
export const emptyWords: Readonly<Record<TableKind, string>> = {
  embeddings: 'No embeddings yet: add images first.',
  map: 'No map yet: it is drawn once there are images.',
  labels: 'No images yet.',
  answers: 'None yet: press Answer in the Predict tab.',
  words: 'None: two classes are needed, and an encoder that knows words.',
};

/** "1,200 images, 980 labelled". */
export function rowsWords(
  kind: TableKind,
  { rows, dim, labelled }: Savable,
  level: AppState['settings']['level'],
): string {
  const n = rows[kind];
  if (kind === 'embeddings') return `${count(n, 'row')} of ${count(dim, 'number')}`;
  if (kind === 'map') return count(n, 'point');
  if (kind === 'labels') return `${count(n, 'image')}, ${labelled.toLocaleString('en-US')} labelled`;
  return count(n, kind === 'answers' && level === 'group' ? 'row' : 'image');
}

/** What no table has, and what stands in the place of names. */
export function leftOutSentence({ excluded }: Pick<Savable, 'excluded'>): string {
  const ids = 'Images and patients stand in them by made-up codes.';
  if (excluded === 0) return ids;
  return `${count(excluded, 'excluded image')} ${excluded === 1 ? 'is' : 'are'} left out of all tables. ${ids}`;
}
