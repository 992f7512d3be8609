// Truth against answer; every cell that is not empty opens its images below and selects them everywhere.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApproachSummary } from '../../domain/evaluate/summary';
import type { ClassId, ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { ClassName } from '../controls/Swatch';
import { classNameOf } from '../format';
import { cellWords } from './evaluate-words';
import { ImageStrip } from './ImageStrip';

interface Props {
  readonly cells: NonNullable<ApproachSummary['confusion']>;
  /** In the order of rows and columns. */
  readonly classes: readonly ClassId[];
  /** More than one repeat: the cells are of the first alone. */
  readonly repeats: number;
}

export function ConfusionTable({ cells, classes, repeats }: Props) {
  const known = useApp((state) => state.classes);
  const { select, focusItem } = useActions();
  const [open, setOpen] = useState<readonly [number, number] | null>(null);
  const nameOf = (at: number) => classNameOf(known, classes[at] ?? null);
  const idsAt = (row: number, column: number): readonly ItemId[] => cells[row]?.[column] ?? [];
  const opened = open === null ? [] : idsAt(...open);
  const show = (row: number, column: number) => {
    const ids = idsAt(row, column);
    setOpen([row, column]);
    select(ids);
    focusItem(ids[0] ?? null);
  };
  return (
    <div className="confusion-part" data-testid="confusion">
      <p className="muted small">Rows: the label. Columns: the answer. A number shows its images.</p>
      <div className="wide-scroll">
        <table className="confusion" data-many={classes.length > 3}>
          <caption className="visually-hidden">Labels against answers</caption>
          <thead>
            <tr>
              <td />
              {classes.map((id) => (
                <th key={id} scope="col">
                  <ClassName id={id} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((id, row) => {
              const inRow = classes.reduce((sum, _, column) => sum + idsAt(row, column).length, 0);
              return (
                <tr key={id}>
                  <th scope="row">
                    <ClassName id={id} />
                  </th>
                  {classes.map((other, column) => (
                    <Cell
                      key={other}
                      n={idsAt(row, column).length}
                      inRow={inRow}
                      isRight={row === column}
                      isOpen={open?.[0] === row && open[1] === column}
                      label={cellWords(idsAt(row, column).length, nameOf(row), nameOf(column))}
                      onPress={() => show(row, column)}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {repeats > 1 && <p className="muted small">{`Of the first of ${repeats} repeats.`}</p>}
      {open !== null && opened.length > 0 && (
        <div role="status">
          <p className="small">{`${cellWords(opened.length, nameOf(open[0]), nameOf(open[1]))}: selected everywhere.`}</p>
          <ImageStrip
            label="Images of this cell"
            images={opened.map((id) => ({ id, about: '', note: '' }))}
          />
        </div>
      )}
    </div>
  );
}

interface CellProps {
  readonly n: number;
  readonly inRow: number;
  readonly isRight: boolean;
  readonly isOpen: boolean;
  readonly label: string;
  readonly onPress: () => void;
}

function Cell({ n, inRow, isRight, isOpen, label, onPress }: CellProps) {
  // As a custom property, so that the mixing stays with the theme.
  const shade = { '--share': inRow === 0 ? 0 : n / inRow } as Record<string, number>;
  const look = isRight ? 'confusion-cell right-answer' : 'confusion-cell';
  return (
    <td className={look} style={shade}>
      {n === 0 ? (
        <span className="muted">0</span>
      ) : (
        <Button
          className="cell-button numbers"
          aria-label={`Select ${label}`}
          aria-pressed={isOpen}
          onPress={onPress}
        >
          {n.toLocaleString('en-US')}
        </Button>
      )}
    </td>
  );
}
