// What is saved as tables: which rows of the state, under which names. The writing is the engine's.
import type { EmbeddingRows } from '../domain/report/embeddings-rows';
import type { LabelledRow } from '../domain/report/labels-csv';
import type { NotebookRow } from '../domain/report/notebook-csv';
import type { ProjectionRow } from '../domain/report/projection-csv';
import type { FileContent, FileFormat } from '../domain/report/saved-file';
import type { ClassId, Item, ItemId } from '../domain/types';
import { predictionTable } from './answers-csv';
import type { AppState } from './app-state';
import { comparesWithWords, textStatus } from './class-words';
import { embeddingTable, imageTable, isStale, labelsOfRow, lastOf, projectionKey } from './selectors';
import { embeddingSpaceOf } from './space-facts';
import { answerByWords, type ReadWords, topByWords } from './words-answer';

export type TableKind = Exclude<FileContent['kind'], 'adapter'>;

export interface TableChoice {
  readonly kind: TableKind;
  readonly format: FileFormat;
  /** Base file names beside the codes; the map has none either way. */
  readonly withNames: boolean;
}

/** A file to hand to the browser's downloads. */
export interface SavedFile {
  readonly fileName: string;
  readonly blob: Blob;
}

/** Several labels in one cell, as everywhere in tables. */
const joint = '; ';

function namer({ classes }: Pick<AppState, 'classes'>) {
  const known = new Map(classes.map(({ id, name }) => [id, name]));
  return (ids: readonly ClassId[]) => ids.flatMap((id) => known.get(id) ?? []);
}

const namesOfRows = ({ names }: AppState, ids: readonly ItemId[], withNames: boolean) =>
  withNames ? ids.map((id) => names.get(id) ?? '') : null;

/** One row an image, or a patient or study (by the image that stands for it); null until it is known what made the vectors. */
export function embeddingRows(state: AppState, withNames: boolean): EmbeddingRows | null {
  const space = embeddingSpaceOf(state);
  const table = embeddingTable(state);
  if (!space || table.ids.length === 0) return null;
  const namesOf = namer(state);
  const groups = table.ids.map((id) => state.items.get(id)?.group ?? '');
  return {
    ...table,
    space,
    labels: table.ids.map((id) => namesOf(labelsOfRow(state, id)).join(joint)),
    groups: groups.some((group) => group !== '') ? groups : null,
    names: namesOfRows(state, table.ids, withNames),
  };
}

const inSet = (item: Item | undefined): item is Item => item !== undefined && !item.excluded;

/** Points of the map as it is drawn, those placed afterwards last; [] without one. */
export function mapRows(state: AppState): readonly ProjectionRow[] {
  if (state.projection.phase !== 'done') return [];
  const { ids, xy, placed } = state.projection.value;
  const namesOf = namer(state);
  const points: readonly (readonly [ItemId, number, number])[] = [
    ...ids.map((id, i) => [id, xy[2 * i] ?? 0, xy[2 * i + 1] ?? 0] as const),
    ...Array.from(placed, ([id, [x, y]]) => [id, x, y] as const),
  ];
  return points
    .filter(([id]) => inSet(state.items.get(id)))
    .map(([id, x, y]) => ({ id, x, y, label: namesOf(labelsOfRow(state, id)).join(joint) }));
}

/** How the map was made: "UMAP of 512 numbers, seed 1". */
export function mapMethodOf(state: AppState): string {
  const { projection, settings } = state;
  const method = projection.phase === 'done' ? projection.value.method : settings.mapMethod;
  const old = isStale(projection, () => projectionKey(state)) ? '; the set has changed since' : '';
  const placed = projection.phase === 'done' ? projection.value.placed.size : 0;
  const after = placed > 0 ? `; the last ${placed} rows placed by their neighbours afterwards` : '';
  return `${method.toUpperCase()} of ${embeddingTable(state).dim} numbers, seed ${settings.seed}${after}${old}`;
}

/** All images but excluded ones, single images whatever a row stands for, in the order they came in. */
export function labelRows(state: AppState, withNames: boolean): readonly LabelledRow[] {
  const namesOf = namer(state);
  return [...state.items.values()].filter(inSet).map(({ id, labels, part }) => ({
    id,
    name: withNames ? (state.names.get(id) ?? '') : null,
    labels: namesOf(labels),
    part: part ?? null,
  }));
}

/** Rows answered by words between two breaths. */
const rowsABreath = 128;

/** What the words answer for every image that has a vector, labelled or not. */
export async function wordRows(
  state: AppState,
  words: ReadWords,
  withNames: boolean,
  breathe: (done: number, total: number) => Promise<void>,
): Promise<readonly NotebookRow[]> {
  const tower = textStatus(state);
  const { ids, dim, data } = imageTable(state);
  const namesOf = namer(state);
  const rows: NotebookRow[] = [];
  for (const [row, id] of ids.entries()) {
    if (row % rowsABreath === 0) await breathe(row, ids.length);
    const vector = data.subarray(row * dim, (row + 1) * dim);
    const best = topByWords(tower && answerByWords(words, tower, vector));
    rows.push({
      id,
      name: withNames ? (state.names.get(id) ?? '') : null,
      answer: best === null ? '' : best.classId === null ? 'none of these' : namesOf([best.classId]).join(''),
      label: namesOf(state.items.get(id)?.labels ?? []).join(joint),
    });
  }
  return rows;
}

/** The content of a table but for `words`, whose texts have to be read first; null where there are no rows. */
export function tableContent(
  state: AppState,
  { kind, withNames }: Omit<TableChoice, 'kind'> & { readonly kind: Exclude<TableKind, 'words'> },
): FileContent | null {
  switch (kind) {
    case 'embeddings': {
      const rows = embeddingRows(state, withNames);
      return rows && { kind, rows };
    }
    case 'map': {
      const rows = mapRows(state);
      return rows.length > 0 ? { kind, rows, method: mapMethodOf(state) } : null;
    }
    case 'labels': {
      const rows = labelRows(state, withNames);
      return rows.length > 0 ? { kind, rows } : null;
    }
    case 'answers': {
      const table = predictionTable(state, withNames);
      return table.rows.length > 0 ? { kind, ...table } : null;
    }
  }
}

/** What there is to save; 0 rows: nothing of that kind yet. */
export interface Savable {
  readonly rows: Readonly<Record<TableKind, number>>;
  /** Numbers a row of the embeddings. */
  readonly dim: number;
  readonly labelled: number;
  /** Images that no table has. */
  readonly excluded: number;
}

const counted = lastOf((items: AppState['items']) => {
  const all = [...items.values()];
  const inside = all.filter(inSet);
  const labelled = inside.filter(({ labels }) => labels.length > 0).length;
  return { labels: inside.length, labelled, excluded: all.length - inside.length };
});

const savableNow = lastOf(
  (
    embeddings: number,
    dim: number,
    map: number,
    answers: number,
    words: number,
    items: AppState['items'],
  ) => {
    const { labels, labelled, excluded } = counted(items);
    return { rows: { embeddings, map, labels, answers, words }, dim, labelled, excluded } satisfies Savable;
  },
);

const mapCount = lastOf((projection: AppState['projection'], items: AppState['items']) =>
  projection.phase === 'done'
    ? [...projection.value.ids, ...projection.value.placed.keys()].filter((id) => inSet(items.get(id))).length
    : 0,
);

/** The same object while nothing of it changes. */
export function savable(state: AppState): Savable {
  const { ids, dim } = embeddingTable(state);
  const { predictions, projection, items, classes } = state;
  const byWords = textStatus(state) !== null && comparesWithWords(state) && classes.length >= 2;
  const answers =
    predictions.phase === 'done' ? predictions.value.filter(({ id }) => items.has(id)).length : 0;
  const known = embeddingSpaceOf(state) !== null;
  return savableNow(
    known ? ids.length : 0,
    dim,
    mapCount(projection, items),
    answers,
    byWords ? imageTable(state).ids.length : 0,
    items,
  );
}

const longestName = 60;

/** A name as a part of a file's name: letters and digits of any script, the rest as "-"; `lightbench` where nothing is left. */
export function tidyName(name: string): string {
  const tidy = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = [...tidy.replace(/^-/, '')].slice(0, longestName).join('').replace(/-$/, '');
  return cut || 'lightbench';
}

/** "Blood-cells-embeddings.npz"; a table with file names in it says so in its own. */
export function fileNameOf(
  { projectName }: Pick<AppState, 'projectName'>,
  what: string,
  format: FileFormat,
  withNames = false,
): string {
  return `${tidyName(projectName)}-${what}${withNames ? '-with-file-names' : ''}.${format}`;
}
