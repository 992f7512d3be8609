// One cell of the table of answers: the image, what a route says of it, or a number.
import { Cell, Checkbox } from 'react-aria-components';
import { useApp } from '../../state/context';
import type { RouteAnswer } from '../../state/route-answers';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { classNameOf, ratio } from '../format';
import { routeWords } from './route-words';
import type { Column, PredictionRow } from './rows';

export function SelectCell() {
  return (
    <Cell>
      <Checkbox slot="selection" className="table-check">
        <span className="check-box" aria-hidden="true" />
      </Checkbox>
    </Cell>
  );
}

export function ValueCell({ row, column }: { row: PredictionRow; column: Column }) {
  switch (column) {
    case 'name':
      return <NameCell row={row} />;
    case 'differ':
      return <NumberCell value={row.differ} warning={null} />;
    case 'distance':
      return <NumberCell value={row.distance} warning={row.unlike ? 'Not like anything here' : null} />;
    default:
      return <RouteCell answer={row.routes[column]} />;
  }
}

function NameCell({ row }: { row: PredictionRow }) {
  const classes = useApp((state) => state.classes);
  const taken = row.labels.length > 0;
  const label = row.labels.map((id) => classNameOf(classes, id)).join(', ');
  const title = taken ? `${row.name}, in ${label}` : row.name;
  return (
    <Cell textValue={row.name} className={taken ? 'row-taken' : ''}>
      <span title={title}>
        <Thumb id={row.id} sizePx={40} alt={title} />
      </span>
    </Cell>
  );
}

function RouteCell({ answer }: { answer: RouteAnswer | undefined }) {
  if (!answer) return <Cell>–</Cell>;
  const { route, classes, value, counts } = answer;
  const warning = counts
    ? null
    : route === 'words'
      ? 'Unknown words: do not rely on this'
      : 'No image of this cluster has a class';
  return (
    <Cell>
      <span className="route-cell" title={warning ?? routeWords[route].measure}>
        {classes.length === 0 && (counts || route === 'words' ? 'none of these' : '–')}
        {classes.map((id) => (
          <ClassName key={id} id={id} />
        ))}
        {value !== null && (
          <span className={warning === null ? 'muted numbers' : 'bad-text numbers'}>{ratio(value)}</span>
        )}
        {warning !== null && <span className="visually-hidden">{warning}</span>}
      </span>
    </Cell>
  );
}

function NumberCell({ value, warning }: { value: number | null; warning: string | null }) {
  return (
    <Cell className={warning === null ? 'numbers' : 'numbers bad-text'}>
      <span title={warning ?? undefined}>{value === null ? '–' : ratio(value)}</span>
      {warning !== null && <span className="visually-hidden">{warning}</span>}
    </Cell>
  );
}
