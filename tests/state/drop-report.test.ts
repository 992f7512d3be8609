// What a drop leaves behind: counts that add up to the files dropped, a table without names, what stands out in the set.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { dropSummary, mayCarryText, setChecks } from '../../src/state/set-checks';
import { explain } from '../../src/ui/messages';
import { noteSentence } from '../../src/ui/note-words';
import { blue, fileOf, green, noisyPng, red } from '../fixtures/builders/pictures';
import { dicomObject, type Elements, ramp, words, writePart } from '../fixtures/intake/dicom-object';
import { drop, many, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const sentences = {
  note: noteSentence,
  refusal: (error: Parameters<typeof explain>[0]) => explain(error).sentence,
};

async function mixedDrop() {
  const bench = await opened();
  const classId = bench.actions.addClass('=Red');
  const files = [
    ...many('secret', red, 3),
    // A lying ending: added with a note.
    { path: 'secret.jpg', file: fileOf('secret.jpg', noisyPng(green, 50)) },
    drop('again.png', red, 0),
    { path: 'broken.png', file: fileOf('broken.png', noisyPng(red, 60).slice(0, 60)) },
    { path: 'letter.txt', file: fileOf('letter.txt', 'Dear colleague') },
    { path: 'Thumbs.db', file: fileOf('Thumbs.db', 'x') },
  ];
  await bench.actions.addFiles(files, { to: 'class', classId });
  const { intake } = bench.store.getState();
  if (intake.phase !== 'done') throw new Error(intake.phase);
  return { ...bench, intake, classId };
}

describe('summary', () => {
  test('each file dropped has one end, junk among them', async () => {
    const { intake } = await mixedDrop();
    const summary = dropSummary(intake.ends);
    expect(summary.total).toBe(8);
    expect(summary.counts).toMatchObject({ in: 3, noted: 1, repeated: 1, refused: 2, aside: 1 });
    expect(summary.noted.map(({ code, files }) => [code, files])).toEqual([['extension-differs', 1]]);
    expect(intake).toMatchObject({ added: 4, merged: 1, refused: 2, dropped: 8 });
  });

  test('a cancelled batch adds up, too', async () => {
    const { actions, store } = await opened();
    const running = actions.addFiles(many('x', green, 60), { to: 'unlabelled' });
    await expect
      .poll(() => store.getState().jobs.find(({ kind }) => kind === 'read')?.done ?? 0)
      .toBeGreaterThan(3);
    actions.cancelJob(store.getState().jobs[0]?.id ?? '');
    await running;
    const { intake } = store.getState();
    if (intake.phase !== 'done') throw new Error(intake.phase);
    const { counts, total } = dropSummary(intake.ends);
    expect(total).toBe(60);
    expect(counts.cancelled).toBeGreaterThan(0);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(60);
  });
});

describe('notes as CSV', () => {
  test('names stand in it only when they are wanted; a class name is no formula', async () => {
    const { actions } = await mixedDrop();
    const bare = actions.notesCsv(false, sentences);
    expect(bare.split('\r\n')[0]).toBe('# Research use only. Not a medical device.');
    expect(bare).not.toMatch(/secret|again|broken|letter|Thumbs/);
    expect(bare).toMatch(/file 6,refused,truncated,/);
    expect(bare).toMatch(/file 8,aside,,,/);
    expect(bare).toMatch(/,repeated,same-file-twice,/);
    expect(bare).toMatch(/,noted,extension-differs,.*"'=Red"/);
    const named = actions.notesCsv(true, sentences);
    for (const name of ['secret-0.png', 'secret.jpg', 'broken.png', 'letter.txt', 'Thumbs.db'])
      expect(named).toContain(name);
    // Two comments, a header, a row a file (none has two causes), the end.
    expect(named.split('\r\n')).toHaveLength(2 + 1 + 8 + 1);
  });

  test('is empty but for its head when there was no drop', async () => {
    const { actions } = await opened();
    expect(actions.notesCsv(true, sentences).split('\r\n')).toHaveLength(3);
  });
});

describe('DICOM', () => {
  const object = (set: Elements, seed: number) => {
    const pixels = Uint16Array.from(ramp, (value) => (value + seed) % 4096);
    return dicomObject({ set: { ...set, PixelData: words(pixels) }, before: { Modality: dates } });
  };
  const planted = { PatientName: 'Canary^Name', PatientID: 'CANARY-17' };
  const dates = writePart({
    tag: 0x00080020,
    vr: 'DA',
    value: new TextEncoder().encode('19010203'),
    length: 8,
  });

  test('name, number and dates stand in nothing that is kept, shown or saved', async () => {
    const { actions, store } = await opened();
    const bytes = object(planted, 1);
    // The builder has put them in; else this test would guard nothing.
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/19010203[\s\S]*CANARY-17/);
    const files = [
      { path: 'a.dcm', file: fileOf('a.dcm', bytes) },
      { path: 'cut.dcm', file: fileOf('cut.dcm', bytes.slice(0, -100)) },
    ];
    await actions.addFiles(files, { to: 'unlabelled' });
    const { items, intake, refusals, folderNames, settings, groupQuestion } = store.getState();
    expect([...items.values()].map(({ groupSource }) => groupSource)).toEqual(['patient']);
    const shown = [[...items], intake, refusals, [...folderNames], settings, groupQuestion];
    const csv = actions.notesCsv(true, sentences);
    expect(csv).toContain('a.dcm');
    expect(`${JSON.stringify(shown)}${csv}`).not.toMatch(/canary|19010203/i);
  });

  test('a rule by name never takes an image from the patient its file names', async () => {
    const { actions, store } = await opened();
    const files = Array.from({ length: 4 }, (_, i) => {
      const name = `P${i % 2}_${i}.dcm`;
      return { path: name, file: fileOf(name, object({ ...planted, PatientID: `CANARY-${i >> 1}` }, i)) };
    });
    await actions.addFiles(files, { to: 'unlabelled' });
    const groups = () => [...store.getState().items.values()].map(({ group }) => group);
    const before = groups();
    expect(new Set(before).size).toBe(2);
    await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'all' });
    expect(groups()).toEqual(before);
  });

  test('scouts, ultrasound and declared text are known by their headers', async () => {
    const { actions, store } = await opened();
    const kinds: Elements[] = [
      { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER', Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' },
      { Modality: 'US', SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1' },
      { Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', BurnedInAnnotation: 'YES' },
      { Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' },
    ];
    const files = kinds.map((set, i) => ({
      path: `${i}.dcm`,
      file: fileOf(`${i}.dcm`, object(set, 10 + i)),
    }));
    await actions.addFiles(files, { to: 'unlabelled' });
    const seen = [...store.getState().items.values()].map((item) => [
      item.dicom?.localizer ?? false,
      mayCarryText(item),
    ]);
    expect(seen).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });
});

describe('what stands out', () => {
  test('duplicates, and those in two classes', async () => {
    const { actions, store } = await opened();
    const [a, b] = [actions.addClass('A'), actions.addClass('B')];
    await actions.addFiles(many('x', red, 3), { to: 'class', classId: a });
    await actions.addFiles([drop('twice.png', red, 0)], { to: 'class', classId: a });
    await actions.addFiles([drop('both.png', red, 1)], { to: 'class', classId: b });
    const checks = setChecks(store.getState().items);
    expect(checks.repeated).toHaveLength(2);
    expect(checks.acrossClasses).toHaveLength(1);
    const [both] = checks.acrossClasses;
    expect(store.getState().items.get(both ?? '')?.labels).toEqual([a, b]);
    // Sorted into one class by the person: no longer in two.
    actions.labelItems([both ?? ''], b);
    expect(setChecks(store.getState().items).acrossClasses).toEqual([]);
  });

  test('text in the pixels by class, whatever said so', async () => {
    const { actions, store } = await opened();
    const classId = actions.addClass('A');
    await actions.addFiles(many('x', blue, 3), { to: 'class', classId });
    const items = new Map(store.getState().items);
    const [first, second] = [...items.values()];
    if (!first || !second) throw new Error('no items');
    items.set(first.id, { ...first, notes: [{ code: 'burned-in-text-possible', detail: {} }] });
    const dicom = { modality: 'US', mayCarryText: 'ultrasound' } as NonNullable<typeof first.dicom>;
    items.set(second.id, { ...second, dicom });
    expect(setChecks(items).byClass.get(classId)).toMatchObject({ images: 3, text: [first.id, second.id] });
  });
});
