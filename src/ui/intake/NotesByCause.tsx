// Notes of all images grouped by cause; a cause selects its images.
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { ItemId, NoteCode } from '../../domain/types';
import type { AppState } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { noteHeading } from '../note-words';

/** Items by note code, most frequent first; an item counts once for a cause. */
export function notesByCause(items: AppState['items']): readonly (readonly [NoteCode, readonly ItemId[]])[] {
  const causes = new Map<NoteCode, ItemId[]>();
  for (const { id, notes } of items.values()) {
    for (const code of new Set(notes.map((note) => note.code))) {
      const list = causes.get(code);
      if (list) list.push(id);
      else causes.set(code, [id]);
    }
  }
  return [...causes].sort((a, b) => b[1].length - a[1].length);
}

export function NotesByCause() {
  const items = useApp((state) => state.items);
  const causes = useMemo(() => notesByCause(items), [items]);
  const { select } = useActions();
  if (causes.length === 0) return null;
  return (
    <>
      <h3>Notes on the images of the set</h3>
      <ul className="causes">
        {causes.map(([code, ids]) => (
          <li key={code}>
            <Button className="cause" onPress={() => select(ids)}>
              <span className="numbers">{ids.length}</span>
              <span>{noteHeading(code)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
