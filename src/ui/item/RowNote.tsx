// What an image is where a row is all images of what may not be parted: the one that stands for it, or one of those behind it.
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { groupNoun } from '../../state/group-noun';
import { membersOfRow, mixedRows, rowIdOf } from '../../state/study-level';
import { useView } from '../view-state';

export function RowNote({ id }: { id: ItemId }) {
  const row = useApp((state) => rowIdOf(state, id));
  const mixed = useApp((state) => mixedRows(state).includes(row));
  const noun = useApp((state) => groupNoun([state.items.get(id)?.groupSource ?? null]));
  const members = useApp((state) => membersOfRow(state, row));
  const { select } = useActions();
  const { openItem } = useView();
  if (members === null || members.length < 2) return null;
  return (
    <p className="muted small" data-testid="row-note">
      {row === id
        ? `Stands for the ${members.length} images of one ${noun.one}: a class given to it is given to all. `
        : `One of ${members.length} images of one ${noun.one}; the answers are of all of them together. `}
      {mixed && 'Its images are in different classes, so it counts as unlabelled. '}
      <Button className="link-button" onPress={() => select(members)}>
        Select them all
      </Button>
      {row !== id && (
        <>
          {' '}
          <Button className="link-button" onPress={() => openItem(row)}>
            Show the one that stands for them
          </Button>
        </>
      )}
    </p>
  );
}
