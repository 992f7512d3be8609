// An adapter out, as a ZIP that was checked, and in again: only where it fits.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultRendering } from '../../src/domain/intake/rendering';
import { isOld } from '../../src/state/adapters';
import { blue, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof opened>>;

const otherRendering = { ...defaultRendering, windowing: { by: 'percentile', low: 10, high: 90 } } as const;

const sentences = { rendering: () => [{ name: 'Windowing', value: 'none' }] };

async function trained() {
  const bench = await withTwoClasses(8);
  bench.actions.choosePreset('linear');
  await bench.actions.trainAdapter();
  const [kept] = bench.store.getState().adapters;
  if (!kept) throw new Error('not trained');
  return { ...bench, kept };
}

async function savedZip({ actions }: Bench, id: string) {
  const saved = await actions.saveAdapter(id, sentences);
  if (!saved) throw new Error('not saved');
  const files = unzipSync(new Uint8Array(await saved.blob.arrayBuffer()));
  const text = (path: string) => new TextDecoder().decode(files[path]);
  return { ...saved, files, text };
}

const notice = ({ store }: Bench) => store.getState().notice;

describe('out', () => {
  test('all its forms, under a tidy name, with classes, space and how well the file agrees', async () => {
    const bench = await trained();
    bench.actions.renameAdapter(bench.kept.id, 'Linear: "first"');
    const { fileName, files, text } = await savedZip(bench, bench.kept.id);
    expect(fileName).toBe('Untitled-project-adapter-Linear-first.zip');
    expect(Object.keys(files).sort()).toEqual([
      'MODEL_CARD.md',
      'README.txt',
      'adapter.json',
      'example.py',
      'model.onnx',
      'tfjs/model.json',
      'tfjs/weights.bin',
    ]);
    expect(text('README.txt')).toMatch(/run by ONNX Runtime on 16 rows of the set/);
    expect(text('MODEL_CARD.md')).toContain('Raw 16 x 16 pixels');
    expect(text('MODEL_CARD.md')).toContain('Windowing: none');
    expect(text('MODEL_CARD.md')).toContain('Not evaluated');
    expect(JSON.parse(text('adapter.json'))).toMatchObject({
      classNames: ['Red', 'Blue'],
      space: { encoder: 'pixels-16', rendering: bench.kept.space?.rendering },
    });
    for (const path of Object.keys(files)) expect(text(path)).not.toMatch(/r-\d\.png/);
  });

  test('the card has the figures of its kind of adapter while they are fresh', async () => {
    const bench = await trained();
    bench.actions.changeEvaluation({ approaches: ['linear'] });
    await bench.actions.evaluate();
    const { text } = await savedZip(bench, bench.kept.id);
    expect(text('MODEL_CARD.md')).toMatch(/Balanced accuracy \| /);
    expect(text('MODEL_CARD.md')).toContain('logistic regressions');
    bench.actions.toggleLabel([...bench.store.getState().items.keys()].slice(0, 1), bench.b);
    const old = await savedZip(bench, bench.kept.id);
    expect(old.text('MODEL_CARD.md')).toContain('Not evaluated');
  });

  test('a file that answers otherwise is not saved, and that is said', async () => {
    const engine = inProcessEngine();
    const { checkAdapter } = engine;
    const planted = {
      ...engine,
      // The runtime is given a model whose biases are those of another adapter.
      checkAdapter: (request: Parameters<typeof checkAdapter>[0]) => {
        const parameters = request.adapter.parameters.map((own) =>
          own.name === 'head.bias' ? { ...own, data: own.data.map((value) => value + 0.1) } : own,
        );
        return checkAdapter({ ...request, adapter: { ...request.adapter, parameters } });
      },
    };
    const bench = await opened(planted);
    for (const [name, colour, from] of [
      ['Red', red, 0],
      ['Blue', blue, 100],
    ] as const) {
      const classId = bench.actions.addClass(name);
      await bench.actions.addFiles(many(name, colour, 6, from), { to: 'class', classId });
    }
    await bench.actions.trainAdapter();
    const [kept] = bench.store.getState().adapters;
    expect(await bench.actions.saveAdapter(kept!.id, sentences)).toBeNull();
    expect(notice(bench)).toMatchObject({ code: 'adapter-unfit', detail: { why: 'differs' } });
  });

  test('one of an older project, whose rendering nobody knows any more, is not saved', async () => {
    const bench = await trained();
    const { space: _space, ...older } = bench.kept;
    bench.store.setState({ adapters: [older] });
    expect(await bench.actions.saveAdapter(older.id, sentences)).not.toBeNull();
    bench.actions.labelItems([...bench.store.getState().items.keys()].slice(0, 1), bench.b);
    expect(await bench.actions.saveAdapter(older.id, sentences)).toBeNull();
    expect(notice(bench)?.detail.why).toBe('unknown-space');
  });
});

describe('in', () => {
  test('back in its own project it is the one it was: same numbers, name and key, not old', async () => {
    const bench = await trained();
    const { blob } = await savedZip(bench, bench.kept.id);
    expect(await bench.actions.loadAdapter(blob)).toBe(bench.kept.name);
    expect(bench.store.getState().adapters).toEqual([bench.kept]);
    await bench.actions.removeAdapter(bench.kept.id);
    await bench.actions.loadAdapter(blob);
    const [again] = bench.store.getState().adapters;
    expect(again).toEqual({ ...bench.kept, id: again!.id });
    expect(isOld(bench.store.getState(), again!)).toBe(false);
    expect(bench.store.getState().adapter).toMatchObject({ phase: 'done', value: again!.adapter });
  });

  test('in another project it takes the classes of its names, in its own order, and answers', async () => {
    const from = await trained();
    const { blob, files } = await savedZip(from, from.kept.id);
    globalThis.indexedDB = new IDBFactory();
    const bench = await opened();
    const [b, a] = ['Blue', 'Red'].map((name) => bench.actions.addClass(name)) as [string, string];
    await bench.actions.addFiles([drop('x.png', red, 990)], { to: 'unlabelled' });
    expect(await bench.actions.loadAdapter(blob)).toBe('Linear');
    const [kept] = bench.store.getState().adapters;
    expect(kept?.adapter.classes).toEqual([a, b]);
    expect(kept?.trainedOn).toEqual({
      images: from.kept.trainedOn.images,
      groups: from.kept.trainedOn.groups,
    });
    expect(isOld(bench.store.getState(), kept!)).toBe(true);
    const [item] = bench.store.getState().items.keys();
    bench.actions.focusItem(item!);
    await expect
      .poll(() => bench.store.getState().focusAnswer?.adapter?.probabilities?.[0])
      .toBeGreaterThan(0.5);
    // The file in the archive does as well.
    expect(
      await bench.actions.loadAdapter(new Blob([files['adapter.json'] as Uint8Array<ArrayBuffer>])),
    ).not.toBeNull();
  });

  test.each([
    [
      'classes',
      async (bench: Bench) => bench.actions.renameClass(bench.store.getState().classes[0]!.id, 'Rot'),
    ],
    [
      'encoder',
      async ({ store }: Bench) =>
        store.setState(({ settings }) => ({ settings: { ...settings, rendering: otherRendering } })),
    ],
  ] as const)('one that does not fit is refused, and nothing changes: %s', async (why, change) => {
    const bench = await trained();
    const { blob } = await savedZip(bench, bench.kept.id);
    await change(bench);
    const before = bench.store.getState().adapters;
    expect(await bench.actions.loadAdapter(blob)).toBeNull();
    expect(notice(bench)).toMatchObject({ code: 'adapter-unfit', detail: { why } });
    expect(bench.store.getState().adapters).toBe(before);
  });

  test.each([
    ['an image', () => new Blob(['\x89PNG'])],
    ['an archive of something else', () => new Blob([zipSync({ 'a.txt': new Uint8Array(3) })])],
    ['nothing', () => new Blob([])],
    ['half an archive', (zip: Blob) => zip.slice(0, zip.size >> 1)],
  ])('%s is refused with a sentence', async (_, make) => {
    const bench = await trained();
    const { blob } = await savedZip(bench, bench.kept.id);
    expect(await bench.actions.loadAdapter(make(blob))).toBeNull();
    expect(['adapter-unfit', 'empty-file', 'truncated']).toContain(notice(bench)?.code);
    expect(bench.store.getState().adapters).toEqual([bench.kept]);
  });
});
