// Judging approaches from the state: the same held-out people for all, kept, stale when it should be, told anew without judging.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppState } from '../../src/state/app-state';
import { casesOf, evaluationKey, planKind, plannedOf } from '../../src/state/cases';
import { isStale } from '../../src/state/selectors';
import { blue, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { opened } from './opened';
import { ofPerson } from './people-kit';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const people = ['ann', 'bob', 'cyr', 'dan', 'eve', 'fay'];

/** Six people a class, two images each, grouped by the names of their files. */
async function twoClasses(engine = inProcessEngine()) {
  const bench = await opened(engine);
  const { actions } = bench;
  const classes = [
    ['Red', red, 1],
    ['Blue', blue, 1000],
  ] as const;
  for (const [name, colour, seed] of classes) {
    const classId = actions.addClass(name);
    const files = people.flatMap((person, i) => ofPerson(`${name}-${person}`, colour, 2, seed + 10 * i));
    await actions.addFiles(files, { to: 'class', classId });
  }
  await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
  // The MLP takes its time without a fast runtime, and is judged in tests of its own.
  actions.changeEvaluation({ approaches: ['prototypes', 'neighbours', 'linear'], folds: 3 });
  return bench;
}

function judgedIn({ evaluation }: AppState) {
  if (evaluation.phase !== 'done') throw new Error(`the evaluation is ${evaluation.phase}`);
  return evaluation.value;
}

describe('judging approaches', () => {
  test('all are judged on the same people, none of whom is learnt from while held out', async () => {
    const { actions, store } = await twoClasses();
    await actions.evaluate();
    const { judged, summary, cases, groupsKnown } = judgedIn(store.getState());
    expect(judged.records.map(({ approach }) => approach)).toEqual(['prototypes', 'neighbours', 'linear']);
    expect(groupsKnown).toBe(true);
    expect(summary.groups).toBe(12);
    expect(summary.rows).toBe(24);
    for (const { train, inner, test: held } of judged.plan.folds) {
      const learnt = new Set([...train, ...inner].map((row) => cases.groups[row]));
      expect(held.some((row) => learnt.has(cases.groups[row] as string))).toBe(false);
    }
    // Red and blue pictures: whoever errs here is broken.
    expect(summary.verdict?.recommended).toBe('prototypes');
    expect(summary.approaches.map(({ figures }) => figures.balancedAccuracy.value)).toEqual([1, 1, 1]);
  });

  test('without groups each image counts as one, and that is said', async () => {
    const { actions, store } = await twoClasses();
    await actions.leaveGroupsUnknown();
    await actions.evaluate();
    const { groupsKnown, summary } = judgedIn(store.getState());
    expect([groupsKnown, summary.groups]).toEqual([false, null]);
  });

  test('another label makes it stale; another positive class is told anew from the same answers', async () => {
    const { actions, store } = await twoClasses();
    await actions.evaluate();
    const first = judgedIn(store.getState());
    const [red1, blue1] = first.cases.classes as [string, string];
    expect(first.summary.positive).toBe(blue1);
    actions.changeEvaluation({ positive: red1, prevalence: 0.1 });
    await expect.poll(() => judgedIn(store.getState()).summary.positive).toBe(red1);
    const told = judgedIn(store.getState());
    expect(told.summary.prevalence).toBe(0.1);
    expect(told.judged).toBe(first.judged);
    const stale = () => isStale(store.getState().evaluation, () => evaluationKey(store.getState()));
    expect(stale()).toBe(false);
    actions.labelItems([first.cases.ids[0] as string], blue1);
    expect(stale()).toBe(true);
  });

  test('it is kept with the project', async () => {
    const { actions, store, flush } = await twoClasses();
    await actions.evaluate();
    await actions.testSignal();
    await flush();
    const again = await opened();
    expect(judgedIn(again.store.getState())).toEqual(judgedIn(store.getState()));
    expect(again.store.getState().signal).toEqual(store.getState().signal);
    expect(isStale(again.store.getState().evaluation, () => evaluationKey(again.store.getState()))).toBe(
      false,
    );
  });

  test('a cancel leaves what stood before', async () => {
    const { actions, store } = await twoClasses();
    await actions.evaluate();
    const before = store.getState().evaluation;
    const running = actions.evaluate();
    await expect.poll(() => store.getState().jobs.some(({ kind }) => kind === 'evaluate')).toBe(true);
    for (const { id } of store.getState().jobs) actions.cancelJob(id);
    await running;
    expect(store.getState().evaluation).toEqual(before);
  });

  test('a class of one person cannot be held out: a typed failure that names it', async () => {
    const { actions, store } = await opened();
    for (const [name, colour, who] of [
      ['Red', red, people],
      ['Blue', blue, ['solo']],
    ] as const) {
      const classId = actions.addClass(name);
      await actions.addFiles(
        who.flatMap((person, i) => ofPerson(`${name}-${person}`, colour, 3, 10 * i + name.length * 1000)),
        { to: 'class', classId },
      );
    }
    await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
    await actions.evaluate();
    const { evaluation } = store.getState();
    expect(evaluation).toMatchObject({
      phase: 'failed',
      error: { code: 'too-few-items', detail: { class: 1, groups: 1 } },
    });
  });
});

describe('signal', () => {
  test('red against blue is no chance', async () => {
    const { actions, store } = await twoClasses();
    await actions.testSignal();
    const { signal } = store.getState();
    if (signal.phase !== 'done') throw new Error(signal.phase);
    expect(signal.value.signals.map(({ p }) => p < 0.05)).toEqual([true, true]);
  });
});

describe('what is judged on', () => {
  test('external images are judged once each time, and counted; nothing is learnt from them', async () => {
    const { actions, store } = await twoClasses();
    const { table } = casesOf(store.getState(), 'folds');
    const outside = table.ids.filter((_, row) => row % 4 < 2);
    actions.markExternal(outside, true);
    expect(planKind(store.getState())).toBe('folds');
    actions.changeEvaluation({ plan: 'external' });
    expect(planKind(store.getState())).toBe('external');
    const planned = plannedOf(store.getState());
    if ('error' in planned) throw new Error(planned.error.message);
    const [fold] = planned.plan.folds;
    const now = casesOf(store.getState(), 'external').table;
    expect(fold?.test.map((row) => now.ids[row]).sort()).toEqual([...outside].sort());
    expect(store.getState().externalJudged).toBe(0);
    await actions.evaluate();
    await actions.evaluate();
    expect(judgedIn(store.getState()).summary.kind).toBe('external');
    expect(store.getState().externalJudged).toBe(2);
  });
});
