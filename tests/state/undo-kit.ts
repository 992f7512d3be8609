// What the tests of undo share: what it is about, a list of acts of every kind, a reload.
import type { AppState } from '../../src/state/app-state';
import { opened, type withTwoClasses } from './opened';

/** What undo is about: images with labels, exclusion and part, in their order; classes, kept marks, what is computed. */
export function shown({ items, classes, keptMarks, projectName, settings }: AppState) {
  const { level, words, voteNeighbours, evaluation } = settings;
  return {
    items: [...items].map(([id, { labels, excluded, part }]) => [id, labels, excluded, part ?? null]),
    classes,
    keptMarks: [...keptMarks].sort(),
    choices: { projectName, level, words, voteNeighbours, evaluation },
  };
}

export type Bench = Awaited<ReturnType<typeof opened>>;

/** The same project as a page that is opened anew has it. */
export async function reloaded({ flush }: Pick<Bench, 'flush'>): Promise<Bench> {
  await flush();
  return opened();
}

/** One act of each kind on a set of at least eight images; each changes something, and is one step. */
export function actsOfEveryKind({
  actions,
  store,
  a,
  b,
}: Awaited<ReturnType<typeof withTwoClasses>>): (() => unknown)[] {
  const ids = [...store.getState().items.keys()];
  return [
    () => actions.labelItems(ids.slice(0, 3), b),
    () => actions.setExcluded(ids.slice(2, 4), true),
    () => actions.renameClass(a, 'Crimson'),
    () => actions.setPrompts(b, ['blue cells']),
    () => actions.toggleLabel(ids.slice(5, 6), a),
    () => actions.removeItems(ids.slice(0, 2)),
    () => actions.keepAsIs([`far ${ids[2]}`, `far ${ids[3]}`]),
    () => actions.markExternal(ids.slice(6, 7), true),
    () => actions.changeSettings({ level: 'group' }),
    () => actions.changeSettings({ voteNeighbours: 7 }),
    () => actions.changeEvaluation({ positive: a }),
    () => actions.changeEvaluation({ folds: 4 }),
    () => actions.renameProject('Cells'),
    () => actions.addClass('New'),
    () => actions.removeClass(b),
    () => actions.labelItems(ids.slice(3, 5), null),
  ];
}
