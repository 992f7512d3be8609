// "Show where" beside a neighbour: pressed while that heat map is shown.
import { ToggleButton } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { whereLack, whereOn } from '../../state/where';

interface Props {
  /** The image that is looked at. */
  readonly of: ItemId;
  /** The one it is held against, and its name. */
  readonly other: ItemId;
  readonly name: string;
}

export function WhereButton({ of, other, name }: Props) {
  const { explainBy, hideWhere } = useActions();
  const shown = useApp((state) => {
    const target = whereOn(state, of)?.question.target;
    return target?.kind === 'item' && target.id === other;
  });
  const lacks = useApp((state) => whereLack(state, of) !== null);
  if (lacks) return null;
  return (
    <ToggleButton
      className="link-button where-button"
      aria-label={`Show where it is like ${name}`}
      isSelected={shown}
      onChange={(on) => (on ? void explainBy(of, { kind: 'item', id: other }) : hideWhere())}
    >
      {shown ? 'Hide' : 'Show where'}
    </ToggleButton>
  );
}
