// A file of embeddings from elsewhere on its way in: what it holds, and the ways in which it may be taken.
import type { ErrorFacts } from '../domain/errors';
import type { EmbeddingsNote } from '../domain/intake/embeddings-file';
import type { ImportedRows } from '../domain/intake/imported-rows';
import { finderOf, findWithAnyEnding } from '../domain/intake/label-table-preview';
import type { Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { windowRule } from './selectors';
import { encoderSpace, importedSpaceOf, joinsEncoder, type ProjectSpace } from './space';

/**
 * `add`: the rows are of the space in use, or the set is empty. `same-encoder`: neither the file nor the space in use says what
 * made it; a person may vouch that it was the same. `new-space`: all that is computed goes by this file's vectors from then on.
 */
export type ImportWay = 'add' | 'same-encoder' | 'new-space';

export interface OfferedRows {
  readonly rows: number;
  readonly dim: number;
  /** The encoder that the file names, by its own word; null: it names none. */
  readonly madeBy: string | null;
  /** The rows become vectors of the encoder that runs here. */
  readonly ofEncoder: boolean;
  /** Different labels, and rows that have one. */
  readonly labels: number;
  readonly labelled: number;
  /** More different labels than could be classes: they are left out. */
  readonly labelsLeftOut: boolean;
  /** Different groups; 0: the file has none. */
  readonly groups: number;
  /** Rows that are an item of the set, by id or file name. */
  readonly known: number;
  /** Items of the set that no row stands for: in a new space they have no vector. */
  readonly without: number;
  readonly notes: readonly EmbeddingsNote[];
  /** Likeliest first. */
  readonly ways: readonly ImportWay[];
}

export type EmbeddingsOffer =
  | { readonly phase: 'reading'; readonly fileName: string }
  | { readonly phase: 'failed'; readonly fileName: string; readonly error: ErrorFacts }
  | { readonly phase: 'ready'; readonly fileName: string; readonly found: OfferedRows }
  | {
      readonly phase: 'done';
      readonly fileName: string;
      readonly rows: number;
      /** Rows taken in (fewer where it was cancelled): items that are new, and items that were there. */
      readonly added: number;
      readonly known: number;
    };

/** More different labels than this are no classes but names, numbers or remarks. */
export const mostClasses = 256;

/** The item that each row is of: by the row's id as it came before, else by the item's id or file name; null: a new one. */
export function itemsOfRows(
  { items, names }: Pick<AppState, 'items' | 'names'>,
  rows: Pick<ImportedRows, 'ids' | 'hashes'>,
): readonly (ItemId | null)[] {
  const byHash = new Map(Array.from(items.values(), ({ pixelHash, id }) => [pixelHash, id]));
  const find = finderOf(Array.from(items.keys(), (id) => ({ id, name: names.get(id) ?? null })));
  const taken = new Set<ItemId>();
  const known = rows.hashes.map((hash) => byHash.get(hash) ?? null);
  for (const id of known) if (id !== null) taken.add(id);
  return known.map((id, row) => {
    const found = id ?? findWithAnyEnding(find, rows.ids[row] as string)?.id ?? null;
    if (id !== null || found === null || taken.has(found)) return id;
    taken.add(found);
    return found;
  });
}

/** The space that the rows of a file would be in. */
export function spaceOfRows(state: AppState, rows: ImportedRows): ProjectSpace {
  return joinsEncoder(state, rows, windowRule(state.items)) ? encoderSpace : importedSpaceOf(rows);
}

function waysOf(state: AppState, rows: ImportedRows): readonly ImportWay[] {
  const { space } = state.settings;
  const own = spaceOfRows(state, rows);
  if (state.items.size === 0) return ['add'];
  if (own.kind === 'encoder') return space.kind === 'encoder' ? ['add'] : ['new-space'];
  if (space.kind === 'encoder') return ['new-space'];
  if (space.sha256 === own.sha256) return space.dim === own.dim ? ['add'] : [];
  return !space.declared && !own.declared && space.dim === own.dim
    ? ['new-space', 'same-encoder']
    : ['new-space'];
}

const differentIn = (values: readonly (string | null)[] | undefined) =>
  new Set(values?.filter((value) => value !== null && value !== '')).size;

/** What a person is shown before anything is taken. */
export function offerOf(state: AppState, rows: ImportedRows): OfferedRows {
  const known = itemsOfRows(state, rows).filter((id) => id !== null);
  const labels = differentIn(rows.labels);
  return {
    rows: rows.ids.length,
    dim: rows.dim,
    madeBy: rows.space?.encoder ?? null,
    ofEncoder: spaceOfRows(state, rows).kind === 'encoder',
    labels,
    labelled: rows.labels?.filter((label) => label !== '').length ?? 0,
    labelsLeftOut: labels > mostClasses,
    groups: differentIn(rows.groups),
    known: known.length,
    without: [...state.items.values()].filter((item: Item) => !item.excluded).length - countIn(state, known),
    notes: rows.notes,
    ways: waysOf(state, rows),
  };
}

function countIn({ items }: AppState, ids: readonly ItemId[]): number {
  return ids.filter((id) => items.get(id)?.excluded === false).length;
}
