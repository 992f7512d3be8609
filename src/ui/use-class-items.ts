// The images of one class as a list that keeps its identity while its members stay the same, so that adding an image
// to one class does not draw the others again.
import { useMemo } from 'react';
import type { ClassId, ItemId } from '../domain/types';
import type { AppState } from '../state/app-state';
import { useApp } from '../state/context';
import { itemsByClass } from '../state/selectors';

const none: readonly ItemId[] = [];

export function useClassItems(classId: ClassId | null): readonly ItemId[] {
  const select = useMemo(() => {
    let last = none;
    return (state: AppState) => {
      const next = itemsByClass(state).get(classId) ?? none;
      if (next !== last && !(next.length === last.length && next.every((id, i) => id === last[i])))
        last = next;
      return last;
    };
  }, [classId]);
  return useApp(select);
}
