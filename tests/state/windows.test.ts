// Two windows of one project: one writes, the other looks; who takes over starts from what was saved.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeWorkbench } from '../../src/state/make-workbench';
import { lookingActs } from '../../src/state/windows-gate';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many } from './opened';
import { type FakeWindow, fakeBrowser } from './windows-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const roleOf = ({ store }: FakeWindow) => store.getState().window.role;
const namesOf = ({ store }: FakeWindow) => store.getState().classes.map(({ name }) => name);
const writes = (window: FakeWindow) => expect.poll(() => roleOf(window)).toBe('writer');

/** Two windows: the first has two images and a class, saved, and writes. */
async function twoWindows() {
  const browser = fakeBrowser();
  const first = browser.window();
  await first.actions.start();
  await first.actions.addFiles(many('r', red, 2), { to: 'unlabelled' });
  first.actions.addClass('A');
  await first.flush();
  const second = browser.window();
  await second.actions.start();
  return { browser, first, second, ids: [...first.store.getState().items.keys()] as [string, string] };
}

describe('two windows', () => {
  test('the second sees all and changes nothing: not its state, not what is kept', async () => {
    const { browser, first, second, ids } = await twoWindows();
    expect([roleOf(first), roleOf(second)]).toEqual(['writer', 'reader']);
    const { items, classes, settings } = second.store.getState();
    expect([...items.keys()]).toEqual(ids);
    const [{ id: a = '' } = {}] = classes;
    expect(second.actions.addClass('B')).toBe('');
    second.actions.labelItems(ids, a);
    second.actions.renameProject('Other');
    second.actions.changeSettings({ seed: 9 });
    second.actions.undo();
    await second.actions.removeItems(ids);
    await second.actions.addFiles([drop('b.png', blue, 5)], { to: 'unlabelled' });
    expect(second.store.getState()).toMatchObject({ items, classes, settings });
    expect(second.store.getState().window).toMatchObject({ role: 'reader', refused: 7 });
    // Looking goes on.
    second.actions.select([ids[0]]);
    second.actions.focusItem(ids[1]);
    second.actions.changeSettings({ theme: 'dark' });
    expect(second.store.getState()).toMatchObject({ selection: [ids[0]], focus: ids[1] });
    expect(second.store.getState().settings.theme).toBe('dark');
    await second.flush();
    first.crash();
    second.crash();
    const third = browser.window();
    await third.actions.start();
    expect(third.store.getState()).toMatchObject({ settings, classes });
  });

  test('acts that may be used while looking are acts', () => {
    const bench = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    for (const name of lookingActs) expect([name, typeof bench.actions[name]]).toEqual([name, 'function']);
  });

  test('taking over brings what waited in the other one, which only looks from then on', async () => {
    const { first, second } = await twoWindows();
    first.actions.addClass('waits');
    await second.actions.takeOver();
    await writes(second);
    expect(roleOf(first)).toBe('reader');
    expect(namesOf(second)).toEqual(['A', 'waits']);
    second.actions.addClass('B');
    expect(first.actions.addClass('never')).toBe('');
    await second.flush();
    await first.actions.takeOver();
    await writes(first);
    expect(namesOf(first)).toEqual(['A', 'waits', 'B']);
    expect(roleOf(second)).toBe('reader');
    first.actions.undo();
    expect(namesOf(first)).toEqual(['A', 'waits']);
  });

  test('when the first is gone the second goes on from what was saved', async () => {
    const { first, second } = await twoWindows();
    first.actions.addClass('saved');
    await first.flush();
    first.crash();
    await writes(second);
    expect(namesOf(second)).toEqual(['A', 'saved']);
    second.actions.addClass('B');
    await second.flush();
    expect(second.store.getState().save.phase).toBe('saved');
  });

  test('one that cannot save what waits keeps the project; asked again it is taken all the same', async () => {
    const browser = fakeBrowser();
    let full = false;
    const first = browser.window({
      change: (real) => ({
        ...real,
        write: (change) =>
          full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : real.write(change),
      }),
    });
    await first.actions.start();
    first.actions.addClass('A');
    await first.flush();
    const second = browser.window();
    await second.actions.start();
    full = true;
    first.actions.addClass('unsaved');
    await second.actions.takeOver();
    expect(second.store.getState().window).toMatchObject({ role: 'reader', taking: 'unsaved-there' });
    expect(roleOf(first)).toBe('writer');
    expect(first.store.getState().save.phase).toBe('failed');
    await second.actions.takeOver();
    await writes(second);
    expect(namesOf(second)).toEqual(['A']);
    await expect.poll(() => first.store.getState().window).toMatchObject({ role: 'reader', lost: true });
    // What is only there can still be looked at.
    expect(namesOf(first)).toEqual(['A', 'unsaved']);
  });

  test('one that was frozen while another took over writes nothing when it wakes', async () => {
    const { first, second } = await twoWindows();
    first.actions.addClass('stale');
    first.freeze();
    await second.actions.takeOver();
    await writes(second);
    second.actions.addClass('B');
    await second.flush();
    first.wake();
    await expect.poll(() => roleOf(first)).toBe('reader');
    first.actions.renameProject('stale');
    await first.flush();
    second.actions.renameProject('mine');
    await second.flush();
    expect(second.store.getState().save.phase).toBe('saved');
    const third = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    await third.actions.start();
    expect(third.store.getState().classes.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(third.store.getState().projectName).toBe('mine');
  });

  test('a window that lost the lock unnoticed is stopped by the mark of the other in the storage', async () => {
    const alone = () => makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    const [first, second] = [alone(), alone()];
    await first.actions.start();
    first.actions.addClass('A');
    await first.flush();
    await second.actions.start();
    first.actions.addClass('stale');
    await first.flush();
    expect(first.store.getState().window).toMatchObject({ role: 'reader', lost: true });
    second.actions.addClass('B');
    await second.flush();
    const third = alone();
    await third.actions.start();
    expect(third.store.getState().classes.map(({ name }) => name)).toEqual(['A', 'B']);
  });
});
