// The answers as a sortable, virtualised table; a row shows its image.
import { useMemo, useState } from 'react';
import {
  Cell,
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
import type { Prediction } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { classNameOf, nameOf, ratio } from '../format';
import { useGrowing } from '../use-growing';
import { useView } from '../view-state';
import { type Column as ColumnName, type PredictionRow, rowOf, sortRows } from './rows';

const columns: readonly {
  readonly id: ColumnName;
  readonly name: string;
  readonly full: string;
  readonly width: number | '1fr';
}[] = [
  { id: 'name', name: 'Image', full: 'Image', width: 48 },
  { id: 'neighbours', name: 'Neighbours', full: "Neighbours' answer", width: '1fr' },
  { id: 'similarity', name: 'Alike', full: 'Similarity of the best neighbour', width: 44 },
  { id: 'adapter', name: 'Adapter', full: "Adapter's answer", width: '1fr' },
  { id: 'probability', name: 'Prob.', full: 'Probability from the adapter, not calibrated', width: 44 },
  { id: 'disagreement', name: 'Differ', full: 'Disagreement of the two answers', width: 48 },
];

const layoutOptions = { rowHeight: 48, headingHeight: 32 };

export function PredictionTable({ predictions }: { predictions: readonly Prediction[] }) {
  const names = useApp((state) => state.names);
  const classes = useApp((state) => state.classes);
  const items = useApp((state) => state.items);
  const focus = useApp((state) => state.focus);
  const { openItem } = useView();
  const { select, focusItem } = useActions();
  const [sort, setSort] = useState<SortDescriptor>({ column: 'disagreement', direction: 'descending' });

  const rows = useMemo(
    () => predictions.filter(({ id }) => items.has(id)).map((entry) => rowOf(entry, nameOf(names, entry.id))),
    [predictions, names, items],
  );
  const sorted = useMemo(
    () => sortRows(rows, sort.column as ColumnName, sort.direction, (id) => classNameOf(classes, id)),
    [rows, sort, classes],
  );
  const { shown, hasMore, more } = useGrowing(sorted);
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
      <Table
        className="table"
        style={{ height: Math.min(rows.length, 9) * 48 + 36 }}
        aria-label="Answers"
        sortDescriptor={sort}
        onSortChange={setSort}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={focus !== null && rows.some(({ id }) => id === focus) ? [focus] : []}
        onSelectionChange={(keys) => {
          const id = keys === 'all' ? undefined : [...keys][0];
          if (id === undefined) return;
          select([String(id)]);
          focusItem(String(id));
        }}
        onRowAction={(key) => openItem(String(key))}
      >
        <TableHeader>
          {columns.map(({ id, name, full, width }) => (
            <Column
              key={id}
              id={id}
              className="column"
              isRowHeader={id === 'name'}
              allowsSorting
              width={width}
              minWidth={40}
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
          ))}
        </TableHeader>
        <TableBody>
          <Collection items={shown}>{(row) => <PredictionLine row={row} />}</Collection>
          {hasMore && <TableLoadMoreItem onLoadMore={more} isLoading={false} />}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}

function PredictionLine({ row }: { row: PredictionRow }) {
  const number = (value: number | null) => (value === null ? '–' : ratio(value));
  return (
    <Row id={row.id} className="table-row" textValue={row.name}>
      <Cell textValue={row.name}>
        <span title={row.name}>
          <Thumb id={row.id} sizePx={40} alt={row.name} />
        </span>
      </Cell>
      <Cell>{row.neighbours === null ? '–' : <ClassName id={row.neighbours} />}</Cell>
      <Cell className={row.unlike ? 'numbers bad-text' : 'numbers'}>
        <span title={row.unlike ? 'Not like anything here' : undefined}>{number(row.similarity)}</span>
      </Cell>
      <Cell>{row.adapter === null ? '–' : <ClassName id={row.adapter} />}</Cell>
      <Cell className="numbers">{number(row.probability)}</Cell>
      <Cell className="numbers">{number(row.disagreement)}</Cell>
    </Row>
  );
}
