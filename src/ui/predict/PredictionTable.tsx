// The answers as a sortable, virtualised table; rows are selected, and shown, as images are everywhere.
import { useMemo, useState } from 'react';
import {
  Checkbox,
  Collection,
  Column,
  Row,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components';
import type { Prediction } from '../../state/answers';
import { useActions, useApp } from '../../state/context';
import { rowItems } from '../../state/selectors';
import { classNameOf, nameOf } from '../format';
import { useGrowing } from '../use-growing';
import { useView } from '../view-state';
import { SelectCell, ValueCell } from './PredictionCells';
import { routeWords } from './route-words';
import { type Column as ColumnName, columnsOf, rowOf, sortRows } from './rows';

interface ColumnSpec {
  readonly name: string;
  readonly full: string;
  readonly width: number | '1fr';
}

function specOf(column: ColumnName): ColumnSpec {
  switch (column) {
    case 'name':
      return { name: 'Image', full: 'Image', width: 48 };
    case 'differ':
      return { name: 'Differ', full: 'Disagreement of the routes', width: 56 };
    case 'distance':
      return { name: 'Far', full: 'Distance from the set', width: 44 };
    default: {
      const { name, measure } = routeWords[column];
      return { name, full: `${name}: answer and ${measure}`, width: '1fr' };
    }
  }
}

const layoutOptions = { rowHeight: 48, headingHeight: 32 };
const selectWidthPx = 32;

export function PredictionTable({ predictions }: { predictions: readonly Prediction[] }) {
  const names = useApp((state) => state.names);
  const classes = useApp((state) => state.classes);
  const items = useApp(rowItems);
  const selection = useApp((state) => state.selection);
  const { openItem } = useView();
  const { select, focusItem } = useActions();
  const [sort, setSort] = useState<SortDescriptor>({ column: 'differ', direction: 'descending' });

  const rows = useMemo(
    () =>
      predictions.flatMap((entry) => {
        const item = items.get(entry.id);
        return item ? [rowOf(entry, nameOf(names, entry.id), item.labels)] : [];
      }),
    [predictions, names, items],
  );
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const sorted = useMemo(
    () => sortRows(rows, sort.column as ColumnName, sort.direction, (id) => classNameOf(classes, id)),
    [rows, sort, classes],
  );
  const { shown, hasMore, more } = useGrowing(sorted);
  const here = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
      <Table
        className="table"
        style={{ height: Math.min(rows.length, 9) * 48 + 36 }}
        aria-label="Answers"
        sortDescriptor={sort}
        onSortChange={setSort}
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={selection.filter((id) => here.has(id))}
        onSelectionChange={(keys) => {
          const ids = keys === 'all' ? sorted.map(({ id }) => id) : [...keys].map(String);
          select(ids);
          if (ids.length === 1) focusItem(ids[0] ?? null);
        }}
        onRowAction={(key) => openItem(String(key))}
      >
        <TableHeader>
          <Column
            id="select"
            className="column"
            width={selectWidthPx}
            minWidth={selectWidthPx}
            textValue="Selected"
          >
            <Checkbox slot="selection" className="table-check">
              <span className="check-box" aria-hidden="true" />
            </Checkbox>
          </Column>
          {columns.map((id) => {
            const { name, full, width } = specOf(id);
            return (
              <Column
                key={id}
                id={id}
                className="column"
                isRowHeader={id === 'name'}
                allowsSorting
                width={width}
                minWidth={width === '1fr' ? 72 : 40}
                textValue={full}
              >
                {({ sortDirection }) => (
                  <span className="column-name" title={full}>
                    {name}
                    <span aria-hidden="true">
                      {sortDirection ? (sortDirection === 'ascending' ? '↑' : '↓') : ''}
                    </span>
                  </span>
                )}
              </Column>
            );
          })}
        </TableHeader>
        <TableBody>
          <Collection items={shown} dependencies={[columns]}>
            {(row) => (
              <Row id={row.id} className="table-row" textValue={row.name}>
                <SelectCell />
                {columns.map((id) => (
                  <ValueCell key={id} row={row} column={id} />
                ))}
              </Row>
            )}
          </Collection>
          {hasMore && <TableLoadMoreItem onLoadMore={more} isLoading={false} />}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}
