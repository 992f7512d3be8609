// Acts on the set: classes, labels, exclusion, removal. All synchronous on the state; autosave writes behind them.
import { isExternal, withPart } from '../../domain/intake/parts';
import type { ClassId, Item, ItemId, LabelClass } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { moved } from '../bin';
import { judgedWith } from '../patch';
import { wholeRows } from '../study-level';
import { marksWithout } from '../tidy-queues';
import { images, withoutItems } from '../undo';
import type { Services } from '../workbench';

interface SetActs
  extends Pick<
    Actions,
    | 'addClass'
    | 'renameClass'
    | 'removeClass'
    | 'labelItems'
    | 'toggleLabel'
    | 'setExcluded'
    | 'markExternal'
    | 'removeItems'
    | 'emptyBin'
  > {
  /** A class that a drop brings: no step of its own, since it belongs to that of the drop. */
  newClass(name?: string): ClassId;
  /** `labelItems` for these images alone: one that stands for a patient or study brings no other with it. */
  labelImages(ids: readonly ItemId[], classId: ClassId | null): void;
}

/** An id never given before, since results keep naming removed classes by theirs; the smallest free swatch. */
function freshClass(classes: readonly LabelClass[], name: string | undefined): LabelClass {
  let swatch = 0;
  while (classes.some((known) => known.swatch === swatch)) swatch += 1;
  const id = `class-${crypto.randomUUID().slice(0, 8)}`;
  return { id, name: name?.trim() || `Class ${classes.length + 1}`, swatch };
}

/** Items with some of them changed; the same map when nothing changes. */
export function withItems(
  items: AppState['items'],
  ids: readonly ItemId[],
  change: (item: Item) => Item,
): AppState['items'] {
  const next = new Map(items);
  for (const id of ids) {
    const item = next.get(id);
    if (item) next.set(id, change(item));
  }
  return next;
}

/** What is selected and looked at, of what is still in the set. */
export function lookingAt(
  { selection, focus, focusAnswer }: AppState,
  items: AppState['items'],
): Pick<AppState, 'selection' | 'focus' | 'focusAnswer'> {
  return {
    selection: selection.filter((id) => items.has(id)),
    focus: focus !== null && !items.has(focus) ? null : focus,
    focusAnswer: focusAnswer && !items.has(focusAnswer.id) ? null : focusAnswer,
  };
}

export function makeSetActs({ store, saver, history }: Services): SetActs {
  const { record } = history;
  const newClass = (name?: string): ClassId => {
    const fresh = freshClass(store.getState().classes, name);
    store.setState((state) => ({ classes: [...state.classes, fresh] }));
    return fresh.id;
  };
  const changeItems = (ids: readonly ItemId[], change: (item: Item) => Item) =>
    store.setState((state) => ({ items: withItems(state.items, ids, change) }));
  const labelImages = (ids: readonly ItemId[], classId: ClassId | null) => {
    const labels = classId === null ? [] : [classId];
    const name = `${classId === null ? 'unlabel' : 'label'} ${images(ids.length)}`;
    record(name, () => changeItems(ids, (item) => ({ ...item, labels })));
  };

  return {
    newClass,
    addClass: (name) => record('add a class', () => newClass(name)),
    renameClass(classId, name) {
      const trimmed = name.trim();
      const known = store.getState().classes.find(({ id }) => id === classId);
      if (!trimmed || known?.name === trimmed) return;
      record('rename a class', () =>
        store.setState((state) => ({
          classes: state.classes.map((known) => (known.id === classId ? { ...known, name: trimmed } : known)),
        })),
      );
    },
    removeClass(classId) {
      record('remove a class', () =>
        store.setState((state) => {
          const members = [...state.items.values()].filter(({ labels }) => labels.includes(classId));
          const without = (item: Item) => ({
            ...item,
            labels: item.labels.filter((label) => label !== classId),
          });
          return {
            classes: state.classes.filter(({ id }) => id !== classId),
            hiddenClasses: state.hiddenClasses.filter((hidden) => hidden !== classId),
            items: withItems(
              state.items,
              members.map(({ id }) => id),
              without,
            ),
          };
        }),
      );
    },
    labelItems: (ids, classId) => labelImages(wholeRows(store.getState(), ids), classId),
    labelImages,
    toggleLabel(ids, classId) {
      const state = store.getState();
      if (!state.classes.some(({ id }) => id === classId)) return;
      const all = wholeRows(state, ids);
      const own = all.flatMap((id) => state.items.get(id) ?? []);
      const held = own.every(({ labels }) => labels.includes(classId));
      const name = `${held ? 'take a class off' : 'put a class on'} ${images(own.length)}`;
      record(name, () =>
        changeItems(all, (item) => {
          const others = item.labels.filter((label) => label !== classId);
          if (held) return { ...item, labels: others };
          // One that has it already keeps the order of its labels: the first is the one it is drawn by.
          return others.length < item.labels.length ? item : { ...item, labels: [...others, classId] };
        }),
      );
    },
    setExcluded(ids, excluded) {
      const name = `${excluded ? 'exclude' : 'take back in'} ${images(ids.length)}`;
      record(name, () => changeItems(ids, (item) => ({ ...item, excluded })));
    },
    markExternal(ids, external) {
      const state = store.getState();
      const own = wholeRows(state, ids).filter((id) => isExternal(state.items.get(id)) !== external);
      const name = external
        ? `put ${images(own.length)} into the external test set`
        : `take ${images(own.length)} out of the external test set`;
      record(name, () => {
        changeItems(own, (item) => withPart(item, external ? 'external' : undefined));
        store.setState(({ items, externalJudged }) => ({
          externalJudged: judgedWith(items, externalJudged),
        }));
      });
    },
    async removeItems(ids) {
      const gone = new Set(ids);
      record(`remove ${images(gone.size)}`, () =>
        store.setState((state) => {
          const { items, bin } = moved(state, [], ids);
          return {
            items,
            bin,
            externalJudged: judgedWith(items, state.externalJudged),
            keptMarks: marksWithout(state.keptMarks, gone),
            ...lookingAt(state, items),
          };
        }),
      );
      await saver.flush();
    },
    async emptyBin(ids) {
      store.setState(({ bin, history }) => {
        const gone = [...(ids ?? bin.keys())].filter((id) => bin.has(id));
        return { history: withoutItems(history, new Set(gone)) };
      });
      await saver.flush();
    },
  };
}
