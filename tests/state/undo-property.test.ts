// Undo after any acts leads back to where they began, redo to where they ended, with reloads in between: images that come and go,
// labels, classes, choices. Without the bin it does not. LIGHTBENCH_SEED looks elsewhere.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppState } from '../../src/state/app-state';
import { makeWorkbench } from '../../src/state/make-workbench';
import { embeddingTable } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { memoryPacks } from '../fixtures/builders/memory-packs';
import { red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { many } from './opened';

type Act =
  | { readonly act: 'drop'; readonly at: number; readonly count: number }
  | { readonly act: 'remove' | 'label' | 'exclude'; readonly image: number; readonly to: number }
  | { readonly act: 'class' | 'level' | 'reload' };

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('drop' as const), at: fc.nat(6), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    act: fc.constantFrom('remove' as const, 'remove' as const, 'label' as const, 'exclude' as const),
    image: fc.nat(8),
    to: fc.nat(2),
  }),
  fc.record({ act: fc.constantFrom('class' as const, 'level' as const, 'reload' as const) }),
);

/** What a person sees of the set, vectors by their bytes: plain data, so that states compare. */
function shown(state: AppState) {
  const { items, classes, settings, names } = state;
  const { ids, data } = embeddingTable(state);
  return JSON.stringify([
    [...items].map(([id, { labels, excluded, serial }]) => [id, labels, excluded, serial, names.get(id)]),
    classes.map(({ id, name }) => [id, name]),
    settings.level,
    ids,
    Array.from(data, (value) => value.toFixed(7)),
  ]);
}

async function play(script: readonly Act[], withBin: boolean): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  const disk = memoryPacks();
  const open = async () => {
    const engine = inProcessEngine();
    const bench = makeWorkbench({
      engine,
      openStorage: async (onLost) => {
        const real = await openProjectStorage(onLost, disk);
        if (withBin) return real;
        // Planted: what is removed is removed, as it was before there was a bin.
        return {
          ...real,
          write: ({ binnedItems = [], removedItems = [], ...rest }) =>
            real.write({ ...rest, removedItems: [...removedItems, ...binnedItems] }),
        };
      },
    });
    await bench.actions.start();
    return { ...bench, engine };
  };
  let bench = await open();
  const reload = async () => {
    await bench.flush();
    bench = await open();
  };
  const states: string[] = [shown(bench.store.getState())];
  for (const act of script) {
    const { actions, store } = bench;
    const { items, classes, settings } = store.getState();
    const ids = [...items.keys()];
    if (act.act === 'drop') await actions.addFiles(many('r', red, act.count, act.at), { to: 'unlabelled' });
    else if (act.act === 'class') actions.addClass('A');
    else if (act.act === 'level')
      actions.changeSettings({ level: settings.level === 'image' ? 'group' : 'image' });
    else if (act.act === 'reload') await reload();
    else if ('image' in act) {
      const id = ids[act.image % Math.max(1, ids.length)];
      if (id === undefined) continue;
      if (act.act === 'remove') await actions.removeItems([id]);
      else if (act.act === 'exclude') actions.setExcluded([id], act.to > 0);
      else actions.labelItems([id], classes[act.to % Math.max(1, classes.length)]?.id ?? null);
    }
    const now = shown(bench.store.getState());
    if (now !== states.at(-1)) states.push(now);
  }
  await reload();
  const past = [...states];
  expect(shown(bench.store.getState())).toBe(past.at(-1));
  const walk = async (way: 'undo' | 'redo', goal: string | undefined) => {
    const can = way === 'undo' ? 'canUndo' : 'canRedo';
    for (let i = 0; i < 40 && bench.store.getState().history[can] !== null; i++) {
      bench.actions[way]();
      if (i % 3 === 1) await reload();
    }
    expect(shown(bench.store.getState())).toBe(goal);
  };
  await walk('undo', past[0]);
  await reload();
  await walk('redo', past.at(-1));
  await reload();
  await walk('undo', past[0]);
  // Nothing that came back was embedded a second time.
  expect(bench.engine.calls.encode).toBe(0);
}

const script = fc.array(acts, { minLength: 3, maxLength: 12 });
const seed = Number(process.env.LIGHTBENCH_SEED ?? 20261201);

test('all the way back, all the way on, and back again', async () => {
  await fc.assert(
    fc.asyncProperty(script, (moves) => play(moves, true)),
    { numRuns: 25, seed, endOnFailure: true },
  );
});

test('twin: without the bin it is not so', async () => {
  const outcome = await fc.check(
    fc.asyncProperty(script, (moves) => play(moves, false)),
    { numRuns: 25, seed, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
});
