// Answers by words: there without a single label, honest about what the encoder does not know, kept with the project.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors';
import { restored } from '../../src/state/acts/project-acts';
import { textStatus, unknownClasses, wordsOfClass } from '../../src/state/class-words';
import { isStale, predictionsKey } from '../../src/state/selectors';
import type { SavedProject } from '../../src/storage/project-storage';
import { blue, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

async function withNamedClasses(...names: string[]) {
  const bench = await opened();
  const ids = names.map((name) => bench.actions.addClass(name));
  await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
  return { ...bench, ids };
}

describe('answers by words', () => {
  test('two named classes are enough: no image has a label', async () => {
    const { store, ids } = await withNamedClasses('Red cells', 'Blue cells');
    await expect.poll(() => store.getState().focusAnswer?.words).toBeTruthy();
    const answer = store.getState().focusAnswer;
    expect(answer?.neighbours).toBeNull();
    expect(answer?.adapter).toBeNull();
    expect(answer?.words?.shares.map(({ classId }) => classId)).toEqual(ids);
    expect(answer?.words?.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(answer?.words?.unknownWords).toEqual([]);
  });

  test('one class alone has no answer', async () => {
    const { store } = await withNamedClasses('Red');
    await expect.poll(() => store.getState().focusAnswer).toBeTruthy();
    expect(store.getState().focusAnswer?.words).toBeNull();
  });

  test('a class whose words are unknown is answered and flagged', async () => {
    const { store, ids } = await withNamedClasses('Zorgoid', 'Blue frobs');
    await expect.poll(() => store.getState().focusAnswer?.words).toBeTruthy();
    const words = store.getState().focusAnswer?.words;
    if (!words) throw new Error('no answer');
    expect(words.unknownWords).toEqual(['zorgoid', 'frobs']);
    expect(unknownClasses(words)).toEqual([ids[0]]);
    expect(words.shares.find(({ classId }) => classId === ids[1])?.knownShare).toBe(0.5);
  });

  test("a class's own words stand in for its name, and the open image is answered anew", async () => {
    const { actions, store, ids } = await withNamedClasses('Zorgoid', 'Blue');
    actions.setPrompts(ids[0] ?? '', [' red ', '', 'dark red', 'red']);
    expect(store.getState().classes[0]?.prompts).toEqual(['red', 'dark red']);
    await expect.poll(() => store.getState().focusAnswer?.words?.unknownWords).toEqual([]);
    expect(store.getState().focusAnswer?.words?.shares[0]?.classId).toBe(ids[0]);
    actions.renameClass(ids[1] ?? '', 'Quux');
    await expect.poll(() => store.getState().focusAnswer?.words?.unknownWords).toEqual(['quux']);
  });

  test('no text is read twice in a tab', async () => {
    const { actions, store, engine } = await withNamedClasses('Red', 'Blue');
    await expect.poll(() => store.getState().focusAnswer?.words).toBeTruthy();
    await actions.addFiles(many('x', blue, 4), { to: 'unlabelled' });
    await actions.predictUnlabelled();
    expect([...engine.texts].sort()).toEqual(['Blue', 'Red']);
    expect(store.getState().texts.size).toBe(2);
  });

  test('stand beside the others in the table and in the CSV, and are old when words change', async () => {
    const { actions, store, a } = await withTwoClasses();
    await actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await actions.predictUnlabelled();
    const csv = actions.predictionsCsv(false).split('\r\n');
    expect(csv[1]).toMatch(/,words' answer,similarity share,unknown words$/);
    expect(csv[2]).toMatch(/,Red,[01]\.\d{4},$/);
    const fresh = () => isStale(store.getState().predictions, () => predictionsKey(store.getState()));
    expect(fresh()).toBe(false);
    actions.setPrompts(a, ['dark red']);
    expect(fresh()).toBe(true);
  });

  test('a text tower that fails costs only its own answers, is not tried again by itself, and can be retried', async () => {
    const engine = inProcessEngine();
    const whole = engine.encodeTexts;
    let tries = 0;
    const failing = {
      ...engine,
      encodeTexts: async () => {
        tries += 1;
        throw new AppError('encoder-damaged', 'other bytes', { file: 'text.int8.onnx' });
      },
    };
    const bench = await opened(failing);
    const a = bench.actions.addClass('Red');
    bench.actions.addClass('Blue');
    await bench.actions.addFiles(many('r', red, 3), { to: 'class', classId: a });
    await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await expect.poll(() => bench.store.getState().focusAnswer?.neighbours).toBeTruthy();
    expect(bench.store.getState().focusAnswer?.words).toBeNull();
    expect(bench.store.getState().textsError?.code).toBe('encoder-damaged');
    expect(tries).toBe(1);
    failing.encodeTexts = whole as typeof failing.encodeTexts;
    await bench.actions.retryWords();
    expect(bench.store.getState().textsError).toBeNull();
    expect(bench.store.getState().focusAnswer?.words?.shares[0]?.classId).toBe(a);
  });

  test('an encoder without a text tower answers as before', async () => {
    const engine = inProcessEngine();
    const bench = await opened({ ...engine, start: async () => ({ ...(await engine.start()), text: null }) });
    bench.actions.addClass('Red');
    bench.actions.addClass('Blue');
    await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await expect.poll(() => bench.store.getState().focusAnswer).toBeTruthy();
    expect(bench.store.getState().focusAnswer?.words).toBeNull();
    expect(await bench.actions.searchByWords('red')).toBeNull();
    expect(engine.texts).toEqual([]);
  });
});

describe('search by words', () => {
  test('gives the images most like a text, best first, and says what it does not know', async () => {
    const { actions, store, a } = await withTwoClasses(8);
    const found = await actions.searchByWords('red frobs');
    expect(found?.ids).toHaveLength(12);
    const labels = found?.ids.map((id) => store.getState().items.get(id)?.labels[0]);
    expect(labels?.slice(0, 8)).toEqual(new Array(8).fill(a));
    expect(found).toMatchObject({ unknownWords: ['frobs'], knownShare: 0.5 });
    expect(await actions.searchByWords('  ')).toBeNull();
  });

  test('finds nothing in an empty set', async () => {
    const { actions } = await opened();
    expect((await actions.searchByWords('red'))?.ids).toEqual([]);
  });
});

describe('kept', () => {
  test("a class's words come back after a reload, and so do the answers", async () => {
    const first = await withTwoClasses(3);
    await first.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    first.actions.setPrompts(first.a, ['dark red', 'red']);
    await first.actions.predictUnlabelled();
    await first.flush();
    const second = await opened();
    const { classes, predictions, texts, settings } = second.store.getState();
    expect(classes[0]?.prompts).toEqual(['dark red', 'red']);
    expect(predictions).toEqual(first.store.getState().predictions);
    expect(isStale(predictions, () => predictionsKey(second.store.getState()))).toBe(false);
    // What the encoder knows of the words stands on the cards at once.
    const tower = textStatus(second.store.getState());
    if (!tower || !classes[0]) throw new Error('no tower');
    expect(wordsOfClass(texts, classes[0], tower, settings.words)).toMatchObject({
      knownShare: 1,
      unknownWords: [],
    });
  });

  test('a project from before there were words still opens', () => {
    const old: SavedProject = {
      project: {
        projectName: 'Old',
        salt: '0'.repeat(32),
        classes: [{ id: 'k', name: 'Red', swatch: 0 }],
        settings: {},
        firstRun: false,
      },
      items: [],
      names: new Map(),
      vectors: new Map(),
      stages: new Map([['predictions', { key: 'x', value: [{ id: 'a', neighbours: null, adapter: null }] }]]),
    };
    expect(restored(old).predictions).toMatchObject({ value: [{ id: 'a', words: null }] });
  });
});
