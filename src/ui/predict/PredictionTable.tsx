// The answers as a sortable, virtualised table; a row shows its image.
import { useMemo, useState } from 'react';
import {
  Cell,
  Column,
  Row,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';
import type { Prediction } from '../../state/app-state';
import { useApp } from '../../state/context';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { classNameOf, nameOf, ratio } from '../format';
import { useView } from '../view-state';
import { type Column as ColumnName, type PredictionRow, rowOf, sortRows } from './rows';

const columns: readonly {
  readonly id: ColumnName;
  readonly name: string;
  readonly full: string;
  readonly width: number;
}[] = [
  { id: 'name', name: 'Image', full: 'Image', width: 52 },
  { id: 'neighbours', name: 'Neighbours', full: "Neighbours' answer", width: 84 },
  { id: 'similarity', name: 'Alike', full: 'Similarity of the best neighbour', width: 46 },
  { id: 'adapter', name: 'Adapter', full: "Adapter's answer", width: 84 },
  { id: 'probability', name: 'Prob.', full: 'Probability from the adapter, not calibrated', width: 46 },
  { id: 'disagreement', name: 'Differ', full: 'Disagreement of the two answers', width: 48 },
];

const layoutOptions = { rowHeight: 48, headingHeight: 32 };

export function PredictionTable({ predictions }: { predictions: readonly Prediction[] }) {
  const names = useApp((state) => state.names);
  const classes = useApp((state) => state.classes);
  const items = useApp((state) => state.items);
  const focus = useApp((state) => state.focus);
  const { openItem } = useView();
  const [sort, setSort] = useState<SortDescriptor>({ column: 'disagreement', direction: 'descending' });

  const rows = useMemo(
    () => predictions.filter(({ id }) => items.has(id)).map((entry) => rowOf(entry, nameOf(names, entry.id))),
    [predictions, names, items],
  );
  const sorted = useMemo(
    () => sortRows(rows, sort.column as ColumnName, sort.direction, (id) => classNameOf(classes, id)),
    [rows, sort, classes],
  );
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
        selectedKeys={focus === null ? [] : [focus]}
        onSelectionChange={(keys) => {
          const id = keys === 'all' ? undefined : [...keys][0];
          if (id !== undefined) openItem(String(id));
        }}
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
              textValue={full}
            >
              {({ sortDirection }) => (
                <span className="column-name" title={full}>
                  {name}
                  <span aria-hidden="true">
                    {sortDirection ? (sortDirection === 'ascending' ? ' ↑' : ' ↓') : ''}
                  </span>
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody items={sorted} dependencies={[classes]}>
          {(row) => <PredictionLine row={row} />}
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
