// Tables that leave the page, read back by other readers than ours where there are some: what stands in them, what never does.
import 'fake-indexeddb/auto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { beforeEach, describe, expect, test } from 'vitest';
import { readEmbeddings } from '../../src/domain/intake/embeddings-file';
import { quietJob } from '../../src/domain/job';
import { savable, type TableChoice, tidyName } from '../../src/state/exports';
import { embeddingTable } from '../../src/state/selectors';
import { green, red } from '../fixtures/builders/pictures';
import { withRows } from './imported-kit';
import { drop, many, opened, withTwoClasses } from './opened';
import { withOutside } from './parts-kit';
import { byGroup } from './people-kit';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Pick<Awaited<ReturnType<typeof opened>>, 'store' | 'actions'>;

async function saved({ actions }: Bench, choice: Omit<TableChoice, 'withNames'>, withNames = false) {
  const file = await actions.saveTable({ ...choice, withNames });
  if (!file) throw new Error('nothing was saved');
  return file;
}

function cellsOf(text: string) {
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    comments: '#',
    skipEmptyLines: true,
  });
  return { fields: meta.fields ?? [], rows: data };
}

const csvOf = async (bench: Bench, kind: TableChoice['kind'], withNames = false) =>
  cellsOf(await (await saved(bench, { kind, format: 'csv' }, withNames)).blob.text());

/** Two classes, three without one, one of them excluded, of names that are hard to write. */
async function withHardNames() {
  const bench = await withTwoClasses(6);
  const { actions, a, b } = bench;
  actions.renameClass(a, '=cmd|A1');
  actions.renameClass(b, 'Blau; "ü" 😀');
  const files = ['__proto__.png', '=1+1.png', 'Doe^Jane.png'].map((name, i) => drop(name, green, 700 + i));
  await actions.addFiles(files, { to: 'unlabelled' });
  const gone = [...bench.store.getState().items.values()].at(-1)!.id;
  actions.setExcluded([gone], true);
  return { ...bench, gone };
}

describe('embeddings', () => {
  test('every format gives back the rows in use, bit for bit, with labels; excluded images are in none', async () => {
    const bench = await withHardNames();
    const { ids, data } = embeddingTable(bench.store.getState());
    expect(ids).toHaveLength(14);
    for (const format of ['csv', 'npz', 'parquet'] as const) {
      const { blob, fileName } = await saved(bench, { kind: 'embeddings', format });
      expect(fileName).toBe(`Untitled-project-embeddings.${format}`);
      const found = await readEmbeddings(blob, quietJob());
      expect([format, found.ids]).toEqual([format, ids]);
      // A negative zero is written as zero in CSV.
      expect(found.data.every((value, i) => value === data[i])).toBe(true);
      expect(found.labels?.slice(0, 7)).toEqual([...Array(6).fill('=cmd|A1'), 'Blau; "ü" 😀']);
      expect(found.space).toMatchObject({ encoder: 'pixels-16', level: 'image' });
      expect((await blob.text()).replaceAll('\0', '')).not.toContain('Doe^Jane');
    }
  });

  test('Parquet by a plain reader; file names only when asked for, in the table and in its name', async () => {
    const bench = await withHardNames();
    const plain = await saved(bench, { kind: 'embeddings', format: 'parquet' });
    const [first] = await parquetReadObjects({ file: await plain.blob.arrayBuffer() });
    expect(Object.keys(first ?? {})).toEqual(['id', 'label', 'embedding']);
    const named = await saved(bench, { kind: 'embeddings', format: 'parquet' }, true);
    const rows = await parquetReadObjects({ file: await named.blob.arrayBuffer() });
    expect(rows.map(({ file }) => file)).toContain('__proto__.png');
    expect(named.fileName).toBe('Untitled-project-embeddings-with-file-names.parquet');
  });

  test('by patient: a row each, with its group', async () => {
    const bench = await byGroup();
    const { rows, fields } = await csvOf(bench, 'embeddings');
    expect(fields.slice(0, 4)).toEqual(['id', 'label', 'group', 'd0']);
    const { items } = bench.store.getState();
    expect(rows).toHaveLength(4);
    expect(rows.map(({ group }) => group)).toEqual(rows.map(({ id }) => items.get(id ?? '')?.group ?? ''));
  });

  test('vectors from elsewhere carry the space they came with', async () => {
    const bench = await withRows();
    const { blob } = await saved(bench, { kind: 'embeddings', format: 'npz' });
    expect((await readEmbeddings(blob, quietJob())).space?.encoder).toBe('MedImageInsight');
  });

  const python = process.env.LIGHTBENCH_PYTHON ?? 'python3';
  const hasNumpy = spawnSync(python, ['-c', 'import numpy']).status === 0;
  test.skipIf(!hasNumpy)('NumPy reads the NPZ without pickle', async () => {
    const bench = await withHardNames();
    const folder = mkdtempSync(join(tmpdir(), 'lightbench-saved-'));
    const path = join(folder, 'embeddings.npz');
    const { blob } = await saved(bench, { kind: 'embeddings', format: 'npz' });
    writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));
    const program =
      'import numpy, sys, json; t = numpy.load(sys.argv[1], allow_pickle=False); print(json.dumps([t["ids"].tolist(), str(t["embeddings"].dtype), t["embeddings"].astype(float).ravel().tolist()]))';
    const { stdout } = spawnSync(python, ['-c', program, path], { encoding: 'utf8', maxBuffer: 1 << 26 });
    rmSync(folder, { recursive: true });
    const { ids, data } = embeddingTable(bench.store.getState());
    expect(JSON.parse(stdout)).toEqual([ids, 'float32', [...data].map((value) => value + 0)]);
  });
});

describe('other tables', () => {
  test('the map: the points as they are drawn, and how they were made', async () => {
    const bench = await withHardNames();
    await bench.actions.drawMap();
    const { projection } = bench.store.getState();
    if (projection.phase !== 'done') throw new Error('no map');
    const { rows } = await csvOf(bench, 'map', true);
    expect(rows.map(({ id }) => id)).toEqual(projection.value.ids);
    expect(Math.fround(Number(rows[2]?.x))).toBe(projection.value.xy[4]);
    const file = await saved(bench, { kind: 'map', format: 'csv' }, true);
    // A map has no column of names.
    expect(file.fileName).toBe('Untitled-project-map.csv');
    expect(await file.blob.text()).toMatch(/# (UMAP|PCA) of 768 numbers, seed 1\. Distances/);
    const arrays = await saved(bench, { kind: 'map', format: 'npz' });
    expect(arrays.blob.size).toBeGreaterThan(500);
  });

  test('labels: a column a label, parts, no excluded image', async () => {
    const bench = await withOutside();
    bench.actions.setExcluded([bench.fresh], true);
    const { rows, fields } = await csvOf(bench, 'labels');
    expect(fields).toEqual(['id', 'label']);
    expect(rows).toHaveLength(15);
    bench.actions.markExternal(bench.outside, true);
    const marked = await csvOf(bench, 'labels');
    expect(marked.rows.filter(({ part }) => part === 'external').map(({ id }) => id)).toEqual(bench.outside);
    expect(marked.rows).toHaveLength(15);
  });

  test('answers and answers by words, the second with every image', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles(many('new', red, 2, 300), { to: 'unlabelled' });
    expect(await bench.actions.saveTable({ kind: 'answers', format: 'csv', withNames: false })).toBeNull();
    await bench.actions.predictUnlabelled();
    const answers = await csvOf(bench, 'answers');
    expect(answers.rows.map((row) => row["neighbours' answer"])).toEqual(['Red', 'Red']);
    const { rows, fields } = await csvOf(bench, 'words', true);
    expect(fields).toEqual(['file_name', 'zero_shot_pred', 'ground_truth_label']);
    expect(rows).toHaveLength(14);
    expect(rows.map((row) => row.zero_shot_pred)).toEqual([
      ...Array(6).fill('Red'),
      ...Array(6).fill('Blue'),
      'Red',
      'Red',
    ]);
    expect(rows[6]).toEqual({ file_name: 'b-0.png', zero_shot_pred: 'Blue', ground_truth_label: 'Blue' });
  });

  test('what there is to save is counted before; an empty project has nothing', async () => {
    const empty = await opened();
    expect(savable(empty.store.getState()).rows).toEqual({
      ...{ embeddings: 0, map: 0, labels: 0, answers: 0, words: 0 },
    });
    for (const kind of ['embeddings', 'map', 'labels', 'answers', 'words'] as const) {
      expect(await empty.actions.saveTable({ kind, format: 'csv', withNames: false })).toBeNull();
    }
    const bench = await withHardNames();
    const found = savable(bench.store.getState());
    expect(found).toMatchObject({ dim: 768, labelled: 12, excluded: 1 });
    expect(found.rows).toMatchObject({ embeddings: 14, labels: 14, words: 14, answers: 0 });
    expect(savable({ ...bench.store.getState(), focus: null })).toBe(found);
  });

  test('a cancel saves nothing and tells nothing; a fault is told', async () => {
    const bench = await withTwoClasses(6);
    const choice = { kind: 'embeddings', format: 'csv', withNames: false } as const;
    const waiting = bench.actions.saveTable(choice);
    bench.actions.cancelJob(bench.store.getState().jobs[0]!.id);
    expect(await waiting).toBeNull();
    expect(bench.store.getState().notice).toBeNull();
    expect(await bench.actions.saveTable({ ...choice, kind: 'labels', format: 'npz' })).toBeNull();
    expect(bench.store.getState().notice?.code).toBe('invalid-argument');
  });
});

test.each([
  ['Blood cells (2026)', 'Blood-cells-2026'],
  ['  ../..\\etc: passwd ', 'etc-passwd'],
  ['Zellen 😀 ü', 'Zellen-ü'],
  ['???', 'lightbench'],
  ['', 'lightbench'],
  ['a'.repeat(99), 'a'.repeat(60)],
])('a project called %j is saved under %j', (name, tidy) => {
  expect(tidyName(name)).toBe(tidy);
});
