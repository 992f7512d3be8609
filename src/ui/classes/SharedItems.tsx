// How many images of a class are in another one as well; they stand in the cards of each.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { count } from '../format';

export function SharedItems({ ids, name }: { ids: readonly ItemId[]; name: string }) {
  const items = useApp((state) => state.items);
  const { select } = useActions();
  const shared = useMemo(() => ids.filter((id) => (items.get(id)?.labels.length ?? 0) > 1), [ids, items]);
  if (shared.length === 0) return null;
  const said = `${count(shared.length, 'image')} also in another class`;
  return (
    <div className="row between small">
      <span className="muted numbers">{said}</span>
      <Button
        className="link-button"
        aria-label={`Select of ${name}: ${said}`}
        onPress={() => select(shared)}
      >
        Select
      </Button>
    </div>
  );
}
