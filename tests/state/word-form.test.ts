// The form of words, "none of these" and the prompt lab: what they change, what they say, what is kept.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultWordForm } from '../../src/domain/encode/word-form';
import { wordingsOf } from '../../src/domain/encode/wordings';
import { AppError } from '../../src/domain/errors';
import { restored } from '../../src/state/acts/project-acts';
import { unknownClasses } from '../../src/state/class-words';
import { isStale, predictionsKey } from '../../src/state/selectors';
import { labLack, wordLabKey } from '../../src/state/word-lab';
import { topByWords } from '../../src/state/words-answer';
import { blue, green, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // Nothing is left of the test before.
  globalThis.indexedDB = new IDBFactory();
});

async function asked(colour: readonly [number, number, number], count = 3) {
  const bench = await withTwoClasses(count);
  await bench.actions.addFiles([drop('new.png', colour, 999)], { to: 'unlabelled' });
  const words = () => bench.store.getState().focusAnswer?.words ?? null;
  await expect.poll(words).toBeTruthy();
  return { ...bench, words };
}

const parts = (modality: string) => ({ parts: { modality, bodyPart: '', view: '' } });

describe('form', () => {
  test('its parts stand before each name, the open image is answered anew, and older answers are stale', async () => {
    const { actions, store, engine } = await asked(red);
    await actions.predictUnlabelled();
    const fresh = () =>
      isStale(store.getState().predictions, () => predictionsKey(store.getState())) === false;
    expect(fresh()).toBe(true);
    const before = store.getState().focusAnswer;
    actions.changeWordForm(parts(' dark '));
    expect(fresh()).toBe(false);
    await expect.poll(() => engine.texts).toEqual(['Red', 'Blue', 'dark Red', 'dark Blue']);
    await expect.poll(() => store.getState().focusAnswer).not.toEqual(before);
    actions.changeWordForm(parts(''));
    expect(fresh()).toBe(true);
  });

  test('a search is not put into it', async () => {
    const { actions, engine } = await asked(red);
    actions.changeWordForm(parts('dark'));
    await actions.searchByWords('blue');
    expect(engine.texts).toContain('blue');
    expect(engine.texts).not.toContain('dark blue');
  });

  test('is kept with the project; a project from before there was one has none', async () => {
    const first = await withTwoClasses(2);
    first.actions.changeWordForm({ ...parts('dark'), none: { on: true, text: 'cells' } });
    await first.flush();
    const second = await opened();
    expect(second.store.getState().settings.words).toEqual({
      ...defaultWordForm,
      ...parts('dark'),
      none: { on: true, text: 'cells' },
    });
    const project = { projectName: 'Old', salt: '0'.repeat(32), classes: [], settings: {}, firstRun: false };
    const old = { project, items: [], names: new Map(), vectors: new Map(), stages: new Map() };
    expect(restored(old).settings?.words).toEqual(defaultWordForm);
  });
});

describe('none of these', () => {
  test('is no part of the answer until it is asked for', async () => {
    const { words } = await asked(green);
    expect(words()?.none).toBeNull();
    expect(topByWords(words())?.classId).not.toBeNull();
  });

  test('has a share of its own, wins for an image of another kind and not for one of a class', async () => {
    const { actions, store, words } = await asked(green);
    actions.changeWordForm({ none: { on: true, text: 'green' } });
    await expect.poll(() => words()?.none).toBeTruthy();
    const answer = words();
    const sum = (answer?.shares ?? []).reduce((all, { share }) => all + share, answer?.none?.share ?? 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(topByWords(answer)).toEqual({ classId: null, share: answer?.none?.share });
    await actions.predictUnlabelled();
    expect(actions.predictionsCsv(false)).toContain('none of these');
    const [labelled] = [...store.getState().items.values()].filter(({ labels }) => labels.length > 0);
    actions.focusItem(labelled?.id ?? '');
    await expect.poll(() => topByWords(words())?.classId).toBe(labelled?.labels[0]);
  });

  test('words the encoder does not know are said', async () => {
    const { actions, words } = await asked(green);
    actions.changeWordForm({ none: { on: true, text: 'something else' } });
    await expect.poll(() => words()?.none).toBeTruthy();
    expect(words()?.none?.knownShare).toBe(0);
    expect(words()?.unknownWords).toEqual(['something', 'else']);
  });
});

/** An engine that has vectors for a few texts and no tower. */
function carryingEngine(...texts: string[]) {
  const engine = inProcessEngine();
  const { start, encodeTexts } = engine;
  return {
    ...engine,
    start: async () => {
      const status = await start();
      return { ...status, text: status.text && { ...status.text, onlyTexts: texts } };
    },
    encodeTexts: async (wanted: readonly string[]) => {
      const read = await encodeTexts(wanted);
      const dim = read.vectors.length / wanted.length;
      const carried = wanted.map((text) => texts.includes(text));
      return {
        vectors: read.vectors.map((value, i) => (carried[Math.floor(i / dim)] ? value : 0)),
        known: carried.map(Number),
        unknownWords: wanted.map((text, i) => (carried[i] ? [] : [text])),
        truncated: wanted.map(() => false),
      };
    },
  };
}

describe('an encoder that only carries texts', () => {
  test('answers for classes it has a text for; another class has share 0 and is flagged', async () => {
    const bench = await opened(carryingEngine('Red', 'Blue'));
    const ids = ['Red', 'Blue', 'Green'].map((name) => bench.actions.addClass(name));
    await bench.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    const words = () => bench.store.getState().focusAnswer?.words;
    await expect.poll(words).toBeTruthy();
    const answer = words();
    if (!answer) throw new Error('no answer');
    expect(answer.shares[0]?.classId).toBe(ids[0]);
    expect(answer.shares[2]).toEqual({ classId: ids[2], share: 0, knownShare: 0 });
    expect(answer.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(unknownClasses(answer)).toEqual([ids[2]]);
    expect(answer.unknownWords).toEqual(['Green']);
  });

  test('a search for a text it does not carry finds nothing and says so', async () => {
    const bench = await opened(carryingEngine('Red', 'Blue'));
    await bench.actions.addFiles(many('x', blue, 2), { to: 'unlabelled' });
    expect((await bench.actions.searchByWords('Red'))?.ids).toHaveLength(2);
    expect(await bench.actions.searchByWords('green')).toEqual({
      ids: [],
      unknownWords: ['green'],
      knownShare: 0,
    });
  });
});

describe('prompt lab', () => {
  test('tries every wording of every class on the labelled images, and is stale when words change', async () => {
    const { actions, store, a, b } = await withTwoClasses(6);
    await actions.addFiles(many('u', green, 2, 500), { to: 'unlabelled' });
    await actions.tryWordings();
    const { wordLab, classes } = store.getState();
    if (wordLab.phase !== 'done') throw new Error(wordLab.phase);
    const { rows, classesWithRows, balancedAccuracy, table, stability } = wordLab.value;
    expect([rows, classesWithRows, balancedAccuracy]).toEqual([12, 2, 1]);
    const wordings = classes.flatMap((entry) => wordingsOf(entry, defaultWordForm).map(({ text }) => text));
    expect(table.map(({ text }) => text)).toEqual(wordings);
    // Capitals are the same word to this encoder; "REDS" is none it knows.
    expect(table.find(({ text }) => text === 'RED')).toMatchObject({
      changed: 0,
      balancedAccuracy: 1,
      prompts: ['RED'],
    });
    expect(table.find(({ text }) => text === 'Reds')).toMatchObject({
      knownShare: 0,
      unknownWords: ['reds'],
    });
    expect(stability.wordings).toBe(wordings.length);
    expect(wordLab.value.stabilityOf.map(({ classId }) => classId)).toEqual([a, b]);
    expect(store.getState().jobs).toEqual([]);
    const stale = () => isStale(store.getState().wordLab, () => wordLabKey(store.getState()));
    expect(stale()).toBe(false);
    actions.setPrompts(a, ['dark red']);
    expect(stale()).toBe(true);
  });

  test('words that are wrong cost balanced accuracy, and the table says what would bring it back', async () => {
    const { actions, store, a } = await withTwoClasses(6);
    // Both classes are then looked for by one word: every image is of the first.
    actions.setPrompts(a, ['blue']);
    await actions.tryWordings();
    const { wordLab } = store.getState();
    if (wordLab.phase !== 'done') throw new Error(wordLab.phase);
    expect(wordLab.value.balancedAccuracy).toBe(0.5);
    const name = wordLab.value.table.find(({ classId, kind }) => classId === a && kind === 'name');
    expect(name).toMatchObject({ text: 'Red', balancedAccuracy: 1, changed: 6 });
    actions.setPrompts(a, name?.prompts ?? []);
    await actions.tryWordings();
    expect(store.getState().wordLab).toMatchObject({ phase: 'done', value: { balancedAccuracy: 1 } });
  });

  test('says what is missing, and does nothing then', async () => {
    const bench = await opened();
    expect(labLack(bench.store.getState())).toBe('two-classes');
    bench.actions.addClass('Red');
    bench.actions.addClass('Blue');
    expect(labLack(bench.store.getState())).toBe('labelled');
    await bench.actions.tryWordings();
    expect(bench.store.getState().wordLab).toEqual({ phase: 'empty' });
    const engine = inProcessEngine();
    const mute = await opened({ ...engine, start: async () => ({ ...(await engine.start()), text: null }) });
    expect(labLack(mute.store.getState())).toBe('no-texts');
  });

  test('a cancel leaves what was there, a tower that fails is said', async () => {
    const { actions, store, engine } = await withTwoClasses(4);
    await expect.poll(() => store.getState().texts.size).toBe(2);
    const run = actions.tryWordings();
    const [job] = store.getState().jobs;
    expect(job).toMatchObject({ kind: 'words', unit: 'wordings' });
    actions.cancelJob(job?.id ?? '');
    await run;
    expect(store.getState().wordLab).toEqual({ phase: 'empty' });
    engine.encodeTexts = async () => {
      throw new AppError('encoder-damaged', 'other bytes', { file: 'text.int8.onnx' });
    };
    await actions.tryWordings();
    expect(store.getState().wordLab).toMatchObject({ phase: 'failed', error: { code: 'encoder-damaged' } });
  });
});
