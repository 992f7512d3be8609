// One labelled image that another one is held against: its picture, its class, how alike the two are.
import { Button } from 'react-aria-components';
import type { ClassId, ItemId } from '../../domain/types';
import type { Neighbour } from '../../state/answers';
import { useApp } from '../../state/context';
import { labelsOfRow } from '../../state/selectors';
import { Bar } from '../controls/Bar';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { nameOf } from '../format';
import { useView } from '../view-state';
import { WhereButton } from './WhereButton';

interface Props {
  readonly of: ItemId;
  readonly neighbour: Neighbour;
  /** The image's own classes: a neighbour without any of them is marked. */
  readonly labels: readonly ClassId[];
  /** First word of the button's name. */
  readonly verb: 'Show' | 'Compare with';
}

export function NeighbourRow({ of, neighbour: { id, similarity }, labels, verb }: Props) {
  const { openItem } = useView();
  const classId = useApp((state) => labelsOfRow(state, id)[0] ?? null);
  const name = useApp((state) => nameOf(state.names, id));
  const counter = labels.length > 0 && classId !== null && !labels.includes(classId);
  return (
    <li>
      <Button className="neighbour" aria-label={`${verb} ${name}`} onPress={() => openItem(id)}>
        <Thumb id={id} sizePx={40} />
        <span className="neighbour-what">
          <ClassName id={classId} />
          <span className="muted small ellipsis">{counter ? `other class · ${name}` : name}</span>
        </span>
        <Bar label={`Similarity of ${name}`} value={similarity} />
      </Button>
      <WhereButton of={of} other={id} name={name} />
    </li>
  );
}
