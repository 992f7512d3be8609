// Undo and redo: one step of the history, and what has to follow on any change of the set.
import type { Actions } from '../actions';
import type { EvaluationSettings } from '../evaluation';
import { stepped } from '../undo';
import type { Services } from '../workbench';
import { lookingAt } from './set-acts';

export function makeUndoActs(
  { store }: Services,
  after: { setChanged(regroup: boolean): void; evaluationStepped(before: EvaluationSettings): void },
): Pick<Actions, 'undo' | 'redo'> {
  const go = (way: 'undo' | 'redo') => {
    const state = store.getState();
    const next = stepped(state, way);
    if (!next) return;
    const known = new Set(next.classes.map(({ id }) => id));
    const regroup = next.settings.groupRule !== state.settings.groupRule;
    store.setState({
      ...next,
      ...lookingAt(state, next.items),
      hiddenClasses: state.hiddenClasses.filter((id) => known.has(id)),
    });
    after.setChanged(regroup);
    after.evaluationStepped(state.settings.evaluation);
  };
  return { undo: () => go('undo'), redo: () => go('redo') };
}
