// P5: the ledger of the soak is able to see what it is there for: a lost act, acts out of order, a step of undo that is gone.
import { describe, expect, it } from 'vitest';
import { type Act, type Model, modelOf, performed, reached, type Shown } from '../../../tools/soak/model';

const start: Shown = {
  projectName: 'Project',
  classes: ['First', 'Second'],
  images: { 'a.png': { label: 'First', excluded: false }, 'b.png': { label: 'Second', excluded: false } },
};

/** The states that acts lead to, the first of them before any. */
function statesOf(...acts: readonly Act[]): Model[] {
  const states = [modelOf(start)];
  for (const act of acts) states.push(performed(states.at(-1) as Model, act));
  return states;
}
const keptOf = ({ now, past }: Model) => ({ shown: now, steps: { past: past.length } });
const toSecond: Act = { act: 'label', image: 'a.png', to: 1 };
const excludeB: Act = { act: 'exclude', image: 'b.png' };

describe('the ledger of the soak', () => {
  const states = statesOf(toSecond, excludeB, { act: 'rename', to: 'Other' });

  it('takes every state from the last acknowledged one on, and says which it is', () => {
    for (const at of [1, 2, 3]) expect(reached(states, 1, keptOf(states[at] as Model), 0)).toBe(at);
  });

  it('sees that an acknowledged act is gone', () => {
    expect(reached(states, 2, keptOf(states[1] as Model), 0)).toBe(-1);
  });

  it('sees a later act that is kept without the one before it', () => {
    const [, later] = statesOf(excludeB);
    expect(reached(states, 0, keptOf(later as Model), 0)).toBe(-1);
  });

  it('sees that two acts are gone though they cancel each other, by the steps of undo', () => {
    const toggled = statesOf(excludeB, excludeB);
    expect(reached(toggled, 2, keptOf(toggled[2] as Model), 0)).toBe(2);
    expect(reached(toggled, 2, keptOf(toggled[0] as Model), 0)).toBe(-1);
  });

  it('counts the steps that were there before the round', () => {
    const { shown, steps } = keptOf(states[2] as Model);
    expect(reached(states, 0, { shown, steps: { past: steps.past + 5 } }, 5)).toBe(2);
    expect(reached(states, 0, { shown, steps }, 5)).toBe(-1);
  });
});
