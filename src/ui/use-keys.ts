// Runs the commands of the key table.
import { useEffect, useRef } from 'react';
import type { ItemId } from '../domain/types';
import type { AppState } from '../state/app-state';
import { useActions, useApp } from '../state/context';
import { classOf, itemsByClass } from '../state/selectors';
import { whereOn } from '../state/where';
import { type KeyCommand, rowOf } from './keys';
import { useView } from './view-state';

/** Id of the search field; `/` goes there. */
export const searchFieldId = 'search';

export function useKeys(): void {
  const actions = useActions();
  const view = useView();
  const state = useApp((whole) => whole);
  // Where the arrow keys have been; a fresh walk starts when another image is opened.
  const walk = useRef<readonly ItemId[]>([]);
  const latest = useRef({ actions, view, state });
  useEffect(() => {
    latest.current = { actions, view, state };
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const row = rowOf(event);
      if (row === null) return;
      if (run(row.command, event)) event.preventDefault();
    };

    const go = (id: ItemId | undefined): boolean => {
      if (id === undefined) return false;
      latest.current.actions.select([id]);
      latest.current.actions.focusItem(id);
      return true;
    };

    const run = (command: KeyCommand, { key, code }: KeyboardEvent): boolean => {
      const { actions, view, state } = latest.current;
      const { selection, focus } = state;
      switch (command) {
        case 'label': {
          const target = state.classes[Number(key) - 1];
          if (target === undefined || selection.length === 0) return false;
          actions.labelItems(selection, target.id);
          return true;
        }
        case 'alsoLabel': {
          const target = state.classes[Number(code.slice(-1)) - 1];
          if (target === undefined || selection.length === 0) return false;
          actions.toggleLabel(selection, target.id);
          return true;
        }
        case 'unlabel':
          if (selection.length > 0) actions.labelItems(selection, null);
          return selection.length > 0;
        case 'exclude':
          if (selection.length > 0)
            actions.setExcluded(
              selection,
              selection.some((id) => !state.items.get(id)?.excluded),
            );
          return selection.length > 0;
        case 'next':
          return go(besides(state, 1));
        case 'previous':
          return go(besides(state, -1));
        case 'nearest': {
          if (focus === null || state.focusAnswer?.id !== focus) return false;
          if (walk.current.at(-1) !== focus) walk.current = [focus];
          const next = state.focusAnswer.neighbours?.nearest.find(({ id }) => !walk.current.includes(id))?.id;
          if (next !== undefined) walk.current = [...walk.current, next];
          return go(next);
        }
        case 'back':
          if (walk.current.length < 2) return false;
          walk.current = walk.current.slice(0, -1);
          return go(walk.current.at(-1));
        case 'open':
          if (selection[0] !== undefined) view.openItem(selection[0]);
          return selection.length > 0;
        case 'lasso':
          view.takeTool(view.tool === 'lasso' ? 'pan' : 'lasso');
          return true;
        case 'fit':
          view.fitMap();
          return true;
        case 'search':
          document.getElementById(searchFieldId)?.focus();
          return true;
        case 'train':
          view.showTab('train');
          void actions.trainAdapter();
          return true;
        case 'evaluate':
          view.showTab('evaluate');
          return true;
        case 'undo':
          actions.undo();
          return true;
        case 'redo':
          actions.redo();
          return true;
        case 'letGo':
          if (focus !== null && whereOn(state, focus) !== null) {
            actions.hideWhere();
            return true;
          }
          actions.select([]);
          actions.focusItem(null);
          view.takeTool('pan');
          return true;
        case 'help':
          view.showHelp(true);
          return true;
      }
    };

    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** The image `step` places on in the focused image's class. */
function besides(state: AppState, step: 1 | -1): ItemId | undefined {
  const item = state.focus === null ? undefined : state.items.get(state.focus);
  if (item === undefined) return undefined;
  const list = itemsByClass(state).get(classOf(item)) ?? [];
  return list[list.indexOf(item.id) + step];
}
