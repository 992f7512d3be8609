// Two windows under random interleavings of acts, take-overs, crashes and freezes: what is kept is what the acknowledged acts
// come to, one after the other. Without the lock, or without the fence behind it, it is not. LIGHTBENCH_SEED looks elsewhere.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppState } from '../../src/state/app-state';
import { red } from '../fixtures/builders/pictures';
import { many } from './opened';
import { type FakeWindow, fakeBrowser, type Planted } from './windows-kit';

type Act =
  | { readonly act: 'class'; readonly name: string }
  | { readonly act: 'label'; readonly image: number; readonly to: number }
  | { readonly act: 'exclude'; readonly image: number; readonly excluded: boolean }
  | { readonly act: 'undo' }
  | { readonly act: 'redo' };
type Step =
  | { readonly do: 'act'; readonly act: Act }
  | { readonly do: 'save' | 'take' | 'crash' | 'freeze' | 'wake' };
type Move = Step & { readonly window: 0 | 1 };

/** The set as far as acts of this test change it: plain data, so that states compare. */
interface Shown {
  readonly classes: readonly string[];
  readonly images: readonly { readonly label: string | null; readonly excluded: boolean }[];
}

const imageCount = 3;

/** What acts come to, one after the other, by snapshots: written apart from the code under test. */
function outcome(acts: readonly Act[]): Shown {
  const bare = Array.from({ length: imageCount }, () => ({ label: null, excluded: false }));
  let now: Shown = { classes: [], images: bare };
  // The images themselves came by an act, too.
  let past: Shown[] = [{ classes: [], images: [] }];
  let future: Shown[] = [];
  const withImage = (at: number, change: Partial<Shown['images'][number]>): Shown => {
    return { ...now, images: now.images.map((image, i) => (i === at ? { ...image, ...change } : image)) };
  };
  const changed = (act: Exclude<Act, { readonly act: 'undo' | 'redo' }>): Shown => {
    if (act.act === 'class') return { ...now, classes: [...now.classes, act.name] };
    if (act.act === 'exclude') return withImage(act.image, { excluded: act.excluded });
    return withImage(act.image, { label: now.classes[act.to % now.classes.length] ?? null });
  };
  for (const act of acts) {
    if (act.act === 'undo' || act.act === 'redo') {
      const [from, to] = act.act === 'undo' ? [past, future] : [future, past];
      const next = from.pop();
      if (!next) continue;
      to.push(now);
      now = next;
      continue;
    }
    const next = changed(act);
    if (JSON.stringify(next) === JSON.stringify(now)) continue;
    past = [...past, now];
    future = [];
    now = next;
  }
  return now;
}

function shown({ classes, items }: AppState): Shown {
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  const inOrder = [...items.values()].sort((a, b) => a.serial - b.serial);
  return {
    classes: classes.map(({ name }) => name),
    images: inOrder.map(({ labels, excluded }) => {
      return { label: labels[0] === undefined ? null : (nameOf.get(labels[0]) ?? null), excluded };
    }),
  };
}

function perform({ store, actions }: FakeWindow, act: Act): void {
  const { classes, items } = store.getState();
  const ids = [...items.values()].sort((a, b) => a.serial - b.serial).map(({ id }) => id);
  if (act.act === 'class') actions.addClass(act.name);
  else if (act.act === 'label')
    actions.labelItems([ids[act.image] as string], classes[act.to % classes.length]?.id ?? null);
  else if (act.act === 'exclude') actions.setExcluded([ids[act.image] as string], act.excluded);
  else actions[act.act]();
}

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('class' as const), name: fc.constantFrom('A', 'B', 'C') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('label' as const),
      image: fc.nat(imageCount - 1),
      to: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('exclude' as const),
      image: fc.nat(imageCount - 1),
      excluded: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom({ act: 'undo' as const }, { act: 'redo' as const }) },
);
const windows = fc.constantFrom(0 as const, 1 as const);
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('act' as const), act: acts, window: windows }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('save' as const, 'save' as const, 'take' as const, 'take' as const),
      window: windows,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('crash' as const, 'freeze' as const, 'wake' as const),
      window: windows,
    }),
  },
);

const saved = ({ store }: FakeWindow) => store.getState().save.phase === 'saved';
const isWriter = ({ store }: FakeWindow) => store.getState().window.role === 'writer';

/**
 * Plays the moves; throws where what is kept is not what the acknowledged acts come to. @returns false where nobody can know: the
 * one that wrote has crashed, and nobody is awake to go on.
 */
async function play(script: readonly Move[], planted: Planted = {}): Promise<boolean> {
  globalThis.indexedDB = new IDBFactory();
  const browser = fakeBrowser(planted);
  /** Acknowledged by "Saved", in order. */
  let ledger: Act[] = [];
  const opened = async () => {
    const window = browser.window();
    await window.actions.start();
    return { window, pending: [] as Act[] };
  };
  const first = await opened();
  await first.window.actions.addFiles(many('r', red, imageCount), { to: 'unlabelled' });
  await first.window.flush();
  const places = [first, await opened()];
  const everyWindow = new Set(places.map(({ window }) => window));
  /** Of what a lost window had not been told to be saved, any beginning may have been written. */
  const settle = (kept: Shown, unsure: readonly Act[]) => {
    const ends = unsure.map((_, i) => [...ledger, ...unsure.slice(0, i + 1)]);
    const found = [[...ledger], ...ends].find((acts) => {
      return JSON.stringify(outcome(acts)) === JSON.stringify(kept);
    });
    expect(found ? kept : [kept, ledger, unsure]).toEqual(kept);
    ledger = found ?? ledger;
  };
  const acknowledge = (place: (typeof places)[number]) => {
    ledger.push(...place.pending);
    place.pending = [];
  };

  try {
    for (const move of script) {
      const place = places[move.window]!;
      const other = places[1 - move.window]!;
      const { window } = place;
      const awake = window.life.state === 'runs';
      if (move.do === 'freeze' && awake) window.freeze();
      else if (move.do === 'wake' && window.life.state === 'frozen') {
        window.wake();
        // One that was robbed in its sleep learns it now; one that was not writes on.
        await new Promise((resolve) => setTimeout(resolve, 20));
      } else if (move.do === 'act' && awake) {
        perform(window, move.act);
        if (isWriter(window)) place.pending.push(move.act);
      } else if (move.do === 'save' && awake) {
        await window.flush();
        if (isWriter(window) && saved(window)) acknowledge(place);
      } else if (move.do === 'take' && awake && !isWriter(window)) {
        await window.actions.takeOver();
        await expect.poll(() => isWriter(window) && saved(window), { timeout: 5000 }).toBe(true);
        // One that runs has saved what waited; of a frozen one nobody knows.
        if (other.window.life.state === 'runs') acknowledge(other);
        settle(shown(window.store.getState()), other.pending);
        other.pending = [];
      } else if (move.do === 'crash') {
        window.crash();
        const wasWriter = place.pending;
        const next = await opened();
        everyWindow.add(next.window);
        places[move.window] = next;
        const heir = [next, other].find(({ window }) => isWriter(window) && window.life.state === 'runs');
        if (heir && wasWriter.length > 0) {
          await expect.poll(() => saved(heir.window), { timeout: 5000 }).toBe(true);
          settle(shown(heir.window.store.getState()), wasWriter);
        } else if (wasWriter.length > 0) return false;
      }
    }
    for (const place of places) {
      if (place.window.life.state === 'frozen') place.window.wake();
      await place.window.flush();
    }
    for (const place of places) {
      await expect.poll(() => saved(place.window), { timeout: 5000 }).toBe(true);
      if (isWriter(place.window)) acknowledge(place);
    }
    for (const window of everyWindow) window.crash();
    const last = await opened();
    everyWindow.add(last.window);
    expect(shown(last.window.store.getState())).toEqual(outcome(ledger));
    return true;
  } finally {
    for (const window of everyWindow) window.crash();
  }
}

const script = fc.array(moves, { minLength: 4, maxLength: 16 });

test('P6: what is kept is a serial order of the acknowledged acts', async () => {
  let held = 0;
  await fc.assert(
    fc.asyncProperty(script, async (moves) => {
      held += Number(await play(moves));
    }),
    { numRuns: 40 },
  );
  // Most runs get as far as the check, or it says nothing.
  expect(held).toBeGreaterThan(20);
});

test('P6, twin: without the lock it is not', async () => {
  const outcome = await fc.check(
    fc.asyncProperty(script, async (moves) => void (await play(moves, { lockless: true }))),
    { numRuns: 40, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
});

const asleep: readonly Move[] = [
  { do: 'act', act: { act: 'class', name: 'A' }, window: 0 },
  { do: 'save', window: 0 },
  { do: 'act', act: { act: 'class', name: 'B' }, window: 0 },
  { do: 'freeze', window: 0 },
  { do: 'take', window: 1 },
  { do: 'act', act: { act: 'class', name: 'C' }, window: 1 },
  { do: 'save', window: 1 },
  { do: 'wake', window: 0 },
];

test('P6, F17: one that wakes with something to write writes nothing; without the fence it would', async () => {
  await play(asleep);
  await expect(play(asleep, { fenceless: true })).rejects.toThrow();
});
