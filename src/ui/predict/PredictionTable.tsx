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

interface ColumnSpec {
  readonly id: ColumnName;
  readonly name: string;
  readonly full: string;
  readonly width: number | '1fr';
}

const number = (value: number | null) => (value === null ? '–' : ratio(value));

const specs: Readonly<Record<ColumnName, Omit<ColumnSpec, 'id'>>> = {
  name: { name: 'Image', full: 'Image', width: 48 },
  neighbours: { name: 'Neighbours', full: "Neighbours' answer", width: '1fr' },
  similarity: { name: 'Alike', full: 'Similarity of the best neighbour', width: 44 },
  adapter: { name: 'Adapter', full: "Adapter's answer", width: '1fr' },
  probability: { name: 'Prob.', full: 'Probability from the adapter, not calibrated', width: 44 },
  disagreement: { name: 'Differ', full: 'Disagreement of neighbours and adapter', width: 48 },
  words: { name: 'Words', full: "Words' answer", width: '1fr' },
  share: { name: 'Share', full: 'Similarity share of the words, not calibrated', width: 44 },
};

/** Without words: each answer with its number. With them the answers stand side by side first, the numbers after them. */
function columnsFor(rows: readonly PredictionRow[]): readonly ColumnSpec[] {
  const withWords = rows.some(({ words }) => words !== null);
  const withAdapter = rows.some(({ adapter }) => adapter !== null);
  const ids: readonly ColumnName[] = !withWords
    ? ['name', 'neighbours', 'similarity', 'adapter', 'probability', 'disagreement']
    : withAdapter
      ? ['name', 'neighbours', 'adapter', 'words', 'similarity', 'probability', 'share', 'disagreement']
      : ['name', 'neighbours', 'words', 'similarity', 'share'];
  return ids.map((id) => ({ id, ...specs[id] }));
}

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
  const columns = useMemo(() => columnsFor(rows), [rows]);
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
          ))}
        </TableHeader>
        <TableBody>
          <Collection items={shown} dependencies={[columns]}>
            {(row) => (
              <Row id={row.id} className="table-row" textValue={row.name}>
                {columns.map(({ id }) => (
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

function ValueCell({ row, column }: { row: PredictionRow; column: ColumnName }) {
  switch (column) {
    case 'name':
      return (
        <Cell textValue={row.name}>
          <span title={row.name}>
            <Thumb id={row.id} sizePx={40} alt={row.name} />
          </span>
        </Cell>
      );
    case 'neighbours':
    case 'adapter':
    case 'words':
      return <Cell>{row[column] === null ? '–' : <ClassName id={row[column]} />}</Cell>;
    case 'similarity':
      return <NumberCell value={row.similarity} warning={row.unlike ? 'Not like anything here' : null} />;
    case 'share': {
      const warning = row.wordsUnknown ? 'Unknown words: do not rely on this' : null;
      return <NumberCell value={row.share} warning={warning} />;
    }
    default:
      return <NumberCell value={row[column]} warning={null} />;
  }
}

function NumberCell({ value, warning }: { value: number | null; warning: string | null }) {
  return (
    <Cell className={warning === null ? 'numbers' : 'numbers bad-text'}>
      <span title={warning ?? undefined}>{number(value)}</span>
      {warning !== null && <span className="visually-hidden">{warning}</span>}
    </Cell>
  );
}
