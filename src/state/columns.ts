// Further facts of images, given as a table, as what they are here: values by item.
import { finderOf } from '../domain/intake/label-table-preview';
import type { ValueTable } from '../domain/intake/value-columns';
import type { ItemId } from '../domain/types';
import type { AppState } from './app-state';

/** A value for some items, by the column's name. */
export type Columns = ReadonlyMap<string, ReadonlyMap<ItemId, string>>;

/** What became of a table. */
export interface ColumnsTold {
  readonly columns: readonly string[];
  /** Images that have a value in any of them, of all. */
  readonly images: number;
  readonly of: number;
  readonly personColumns: readonly string[];
  readonly tooMany: readonly string[];
}

/** The columns by item: a key is an id, or a base file name where the project keeps it; one that fits several fits none. */
export function columnsOf(
  table: ValueTable,
  items: AppState['items'],
  names: AppState['names'],
): { readonly columns: Columns; readonly told: ColumnsTold } {
  const find = finderOf([...items.keys()].map((id) => ({ id, name: names.get(id) ?? null })));
  const found = new Set<ItemId>();
  const columns = table.columns.map(({ name, values }) => {
    const own = new Map<ItemId, string>();
    for (const [key, value] of values) {
      const item = find(key);
      if (item) own.set(item.id, value);
    }
    for (const id of own.keys()) found.add(id);
    return [name, own] as const;
  });
  const { personColumns, tooMany } = table;
  return {
    columns: new Map(columns.filter(([, own]) => own.size > 0)),
    told: {
      columns: columns.flatMap(([name, own]) => (own.size > 0 ? [name] : [])),
      ...{ images: found.size, of: items.size, personColumns, tooMany },
    },
  };
}
