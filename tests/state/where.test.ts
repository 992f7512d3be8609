// "Where it looks": from the file while the tab has it, from the stored preview after a reload, by covering where an
// encoder gives no patches; late answers are dropped, and what no longer fits is not shown.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { encode as png } from 'fast-png';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Where, WhereTarget } from '../../src/state/where';
import { whereOn } from '../../src/state/where';
import { greyDicom } from '../fixtures/builders/greys';
import { blue, fileOf, red } from '../fixtures/builders/pictures';
import { answered, series } from './frames-kit';
import { type CountedEngine, inProcessEngine } from './in-process-engine';
import { drop, many, opened } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** A blue picture whose upper right quarter is red. */
function cornered(name: string) {
  const side = 32;
  const data = new Uint8Array(side * side * 3);
  for (let p = 0; p < side * side; p++) {
    const corner = p % side >= side / 2 && p < (side * side) / 2;
    data.set(corner ? red : blue, p * 3);
  }
  const bytes = png({ width: side, height: side, data, channels: 3, depth: 8 });
  return { path: name, file: fileOf(name, bytes) };
}

async function withCorner(engine: CountedEngine = inProcessEngine()) {
  const bench = await opened(engine);
  const reds = bench.actions.addClass('Red');
  const blues = bench.actions.addClass('Blue');
  await bench.actions.addFiles(many('r', red, 4), { to: 'class', classId: reds });
  await bench.actions.addFiles(many('b', blue, 4, 50), { to: 'class', classId: blues });
  await bench.actions.addFiles([cornered('corner.png')], { to: 'unlabelled' });
  const ids = [...bench.store.getState().items.keys()];
  return { ...bench, reds, blues, id: ids[8] ?? '', aRed: ids[0] ?? '', aBlue: ids[4] ?? '' };
}
type Corner = Pick<Awaited<ReturnType<typeof withCorner>>, 'store' | 'actions'>;

async function looked({ store, actions }: Corner, id: string, target: WhereTarget): Promise<Where> {
  await actions.explainBy(id, target);
  const stage = whereOn(store.getState(), id)?.stage;
  if (stage?.phase !== 'done') throw new Error(`no answer: ${JSON.stringify(stage)}`);
  return stage.value;
}

const brightest = ({ grid: { values } }: Where) => [...values].indexOf(Math.max(...values));
const darkest = ({ grid: { values } }: Where) => [...values].indexOf(Math.min(...values));

/** The engine as one whose encoder gives no patches. */
function without(engine: CountedEngine): CountedEngine {
  return {
    ...engine,
    look: async (input, options) => ({ ...(await engine.look(input, options)), patches: null }),
  };
}

describe('what it is held against', () => {
  test('a red image, red images, the word red, the words of Red: all point at the red quarter', async () => {
    const bench = await withCorner();
    const targets: readonly WhereTarget[] = [
      { kind: 'item', id: bench.aRed },
      { kind: 'class', classId: bench.reds },
      { kind: 'text', text: 'red' },
      { kind: 'words', classId: bench.reds },
    ];
    for (const target of targets) {
      const where = await looked(bench, bench.id, target);
      expect([target.kind, brightest(where)]).toEqual([target.kind, 1]);
      expect(where).toMatchObject({ method: 'patches', madeFrom: { source: 'file', slice: false } });
      expect(where.agreement).toBeCloseTo(1, 6);
      expect(where.scale.flat).toBe(false);
      expect(new Set(where.shades.data).size).toBeGreaterThan(10);
    }
    const toBlue = await looked(bench, bench.id, { kind: 'item', id: bench.aBlue });
    expect(darkest(toBlue)).toBe(1);
  });

  test('words the encoder does not know are named; the image itself is left out of its class', async () => {
    const bench = await withCorner();
    const strange = await looked(bench, bench.id, { kind: 'text', text: 'zorgoid' });
    expect(strange).toMatchObject({ unknownWords: ['zorgoid'], knownShare: 0 });
    const alone = bench.actions.addClass('Alone');
    bench.actions.labelItems([bench.id], alone);
    await bench.actions.explainBy(bench.id, { kind: 'class', classId: alone });
    expect(whereOn(bench.store.getState(), bench.id)?.stage).toMatchObject({
      phase: 'failed',
      error: { code: 'invalid-argument' },
    });
  });
});

describe('what it is made from', () => {
  test('after a reload from the stored preview, which says how near it comes', async () => {
    const first = await withCorner();
    await first.flush();
    const engine = inProcessEngine();
    const second = await opened(engine);
    expect(second.actions.hasFile(first.id)).toBe(false);
    const where = await looked(second, first.id, { kind: 'item', id: first.aRed });
    expect(where.madeFrom).toEqual({ source: 'preview', slice: false });
    // This engine's previews are its inputs, without loss.
    expect(where.agreement).toBeCloseTo(1, 6);
    expect(brightest(where)).toBe(1);
  });

  test('a preview that is another picture shows in the agreement', async () => {
    const first = await withCorner();
    await first.flush();
    const engine = inProcessEngine();
    const other = drop('x.png', blue, 7).file;
    const read: typeof engine.read = (request, options) => engine.read({ ...request, file: other }, options);
    const second = await opened({ ...engine, read });
    const where = await looked(second, first.aRed, { kind: 'item', id: first.aBlue });
    expect(where.agreement).toBeLessThan(0.9);
  });

  test('a file that now holds other pixels is not used: the preview is', async () => {
    const engine = inProcessEngine();
    let changed = false;
    const read: typeof engine.read = (request, options) =>
      engine.read(
        changed && request.name !== 'preview' ? { ...request, file: drop('y.png', red, 5).file } : request,
        options,
      );
    const bench = await withCorner({ ...engine, read });
    changed = true;
    const where = await looked(bench, bench.id, { kind: 'item', id: bench.aRed });
    expect(where.madeFrom.source).toBe('preview');
    expect(brightest(where)).toBe(1);
  });

  test('an image made of many slices shows its middle one, and how far that is from the mean', async () => {
    const bench = await answered(series('1.2.3', 6), { series: 'mean' });
    const [mean] = bench.store.getState().items.keys();
    await bench.actions.addFiles([cornered('corner.png')], { to: 'unlabelled' });
    const other = [...bench.store.getState().items.keys()].at(-1) ?? '';
    const where = await looked(bench, mean ?? '', { kind: 'item', id: other });
    expect(where.madeFrom).toEqual({ source: 'file', slice: true });
    expect(where.agreement).toBeLessThan(0.99);
  });

  test('grey files in the rendering they are shown by', async () => {
    const bench = await opened();
    const files = [1, 2].map((n) => ({
      path: `g${n}.dcm`,
      file: fileOf(`g${n}.dcm`, greyDicom(40 * n, n, [40, 400])),
    }));
    await bench.actions.addFiles(files, { to: 'unlabelled' });
    const [a = '', b = ''] = [...bench.store.getState().items.keys()];
    const where = await looked(bench, a, { kind: 'item', id: b });
    expect(where.madeFrom.source).toBe('file');
    expect(where.agreement).toBeCloseTo(1, 6);
  });
});

describe('an encoder without patches', () => {
  test('parts are covered: the red quarter costs most, the status line counts', async () => {
    const bench = await withCorner(without(inProcessEngine()));
    const seen = new Set<number>();
    bench.store.subscribe(({ jobs }) => {
      for (const { kind, done } of jobs) if (kind === 'look') seen.add(done);
    });
    const where = await looked(bench, bench.id, { kind: 'text', text: 'red' });
    expect(where).toMatchObject({ method: 'occlusion', grid: { rows: 8, columns: 8 } });
    const at = brightest(where);
    expect([at % 8 >= 4, at < 32]).toEqual([true, true]);
    expect(seen.has(64)).toBe(true);
    expect(bench.store.getState().jobs).toEqual([]);
  });

  test('a cancel in the status line takes the question away', async () => {
    const bench = await withCorner(without(inProcessEngine()));
    const running = bench.actions.explainBy(bench.id, { kind: 'item', id: bench.aRed });
    await expect.poll(() => bench.store.getState().jobs[0]?.done ?? 0, { interval: 1 }).toBeGreaterThan(1);
    bench.actions.cancelJob(bench.store.getState().jobs[0]?.id ?? '');
    await running;
    expect(bench.store.getState().where).toBeNull();
    expect(bench.store.getState().notice).toBeNull();
  });
});

describe('late and stale', () => {
  test('the last question stands, whoever answers last; hidden stays hidden', async () => {
    const engine = inProcessEngine();
    let hold: Promise<void> = Promise.resolve();
    const look: typeof engine.look = async (input) => {
      const wait = hold;
      // Deaf to its signal, as a call that is answered already is.
      const answer = await engine.look(input);
      await wait;
      return answer;
    };
    const bench = await withCorner({ ...engine, look });
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const slow = bench.actions.explainBy(bench.id, { kind: 'item', id: bench.aBlue });
    await expect.poll(() => bench.store.getState().where?.stage.phase).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 50));
    hold = Promise.resolve();
    const where = await looked(bench, bench.id, { kind: 'item', id: bench.aRed });
    release();
    await slow;
    const kept = whereOn(bench.store.getState(), bench.id);
    expect(kept?.question.target).toEqual({ kind: 'item', id: bench.aRed });
    expect(kept?.stage).toMatchObject({ phase: 'done', value: { similarity: where.similarity } });

    const another = bench.actions.explainBy(bench.id, { kind: 'item', id: bench.aBlue });
    bench.actions.hideWhere();
    await another;
    expect(bench.store.getState().where).toBeNull();
  });

  test('is not shown on another image, nor once what it was held against has changed', async () => {
    const bench = await withCorner();
    await looked(bench, bench.id, { kind: 'class', classId: bench.reds });
    expect(whereOn(bench.store.getState(), bench.aRed)).toBeNull();
    bench.actions.renameClass(bench.reds, 'Scarlet');
    expect(whereOn(bench.store.getState(), bench.id)).not.toBeNull();
    bench.actions.labelItems([bench.aRed], bench.blues);
    expect(whereOn(bench.store.getState(), bench.id)).toBeNull();

    await looked(bench, bench.id, { kind: 'words', classId: bench.blues });
    bench.actions.setPrompts(bench.blues, ['dark blue']);
    expect(whereOn(bench.store.getState(), bench.id)).toBeNull();
  });
});
