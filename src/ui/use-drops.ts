// One pair of listeners for all drops on the page. An element with `data-drop-class="ID"` (or "" for the unlabelled
// tray) takes files for itself; anywhere else a drop is read as its folders say.
import { useEffect } from 'react';
import type { DropTarget } from '../state/actions';
import { useActions } from '../state/context';
import { isProjectFile } from '../state/project-file';
import { filesOfDrop, type Unread } from './dropped-files';
import { useView } from './view-state';

export function useDrops(onUnread: Unread): void {
  const { addFiles, openProjectFile } = useActions();
  const { showPane } = useView();
  useEffect(() => {
    let marked: HTMLElement | null = null;
    const mark = (element: HTMLElement | null) => {
      if (marked === element) return;
      marked?.removeAttribute('data-drop-over');
      element?.setAttribute('data-drop-over', '');
      marked = element;
    };
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      mark(cardUnder(event) ?? document.documentElement);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) mark(null);
    };
    const drop = (event: DragEvent) => {
      mark(null);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const [only, ...more] = event.dataTransfer.files;
      if (only && more.length === 0 && isProjectFile(only.name)) {
        showPane('set');
        void openProjectFile(only, only.name);
        return;
      }
      void addFiles(filesOfDrop(event.dataTransfer, onUnread), targetOf(cardUnder(event)));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      mark(null);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [addFiles, openProjectFile, showPane, onUnread]);
}

function cardUnder(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop-class]') : null;
}

function targetOf(card: HTMLElement | null): DropTarget {
  const classId = card?.dataset.dropClass;
  if (classId === undefined) return { to: 'folders' };
  return classId === '' ? { to: 'unlabelled' } : { to: 'class', classId };
}
