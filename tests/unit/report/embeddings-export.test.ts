// Embeddings out: read back by the page's own readers bit for bit, and the same bytes each time. By NumPy and pyarrow in
// Python: python-exports.test.ts.

import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { readEmbeddings } from '../../../src/domain/intake/embeddings-file';
import { quietJob } from '../../../src/domain/job';
import { embeddingsCsv, floatDigits } from '../../../src/domain/report/embeddings-csv';
import { embeddingsNpz, projectionNpz } from '../../../src/domain/report/embeddings-npz';
import { embeddingsParquet } from '../../../src/domain/report/embeddings-parquet';
import { notebookCsv } from '../../../src/domain/report/notebook-csv';
import { projectionCsv } from '../../../src/domain/report/projection-csv';
import { exportRows } from './export-rows';

const formats = [
  ['CSV', async (rows) => new Blob(await embeddingsCsv(rows, quietJob()))],
  ['NPZ', async (rows) => new Blob([await embeddingsNpz(rows, quietJob())])],
  ['Parquet', async (rows) => new Blob([await embeddingsParquet(rows, quietJob())])],
] satisfies [string, (rows: ReturnType<typeof exportRows>) => Promise<Blob>][];

describe.each(formats)('%s', (format, write) => {
  test('gives ids, labels, groups and every bit of the vectors back, and what they were made by', async () => {
    const rows = exportRows(700, 300);
    const found = await readEmbeddings(await write(rows), quietJob());
    const { ids, labels, groups, dim, space, data } = rows;
    expect(found).toMatchObject({ ids, labels, groups, dim, space, normalised: true, notes: [] });
    expect(Buffer.from(found.data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
  });

  test('the same rows give the same bytes', async () => {
    const bytes = async () => new Uint8Array(await (await write(exportRows(20, 8))).arrayBuffer());
    expect(await bytes()).toEqual(await bytes());
  });

  test('carries the notice; names only when they are given, and then says so', async () => {
    // NumPy's texts are four bytes a letter.
    const text = async (rows: ReturnType<typeof exportRows>) =>
      (await (await write(rows)).text()).replaceAll('\0', '');
    const plain = await text(exportRows(3, 4));
    expect(plain).toContain('Research use only. Not a medical device.');
    expect(plain).not.toContain('Müller');
    const named = await text({ ...exportRows(3, 4), names: ['Müller.png', 'b.png', 'c.png'] });
    expect(named).toContain('they may name people');
    expect(named).toContain('ller.png');
  });

  test('can be cancelled', async () => {
    const stopped = AbortSignal.abort();
    const rows = exportRows(3, 4);
    const run = { CSV: embeddingsCsv, NPZ: embeddingsNpz, Parquet: embeddingsParquet }[format];
    await expect(run?.(rows, quietJob(stopped))).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('digits: as many as give the float back', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(floatDigits(value)) === value).toBe(true);
    }),
  );
  expect(String(floatDigits(Math.fround(0.1)))).toBe('0.1');
});

test('Parquet: a plain reader sees id, label, group and one list of floats', async () => {
  const rows = exportRows(3, 4);
  const { buffer } = await embeddingsParquet(rows, quietJob());
  const [first] = await parquetReadObjects({ file: buffer });
  expect(Object.keys(first ?? {})).toEqual(['id', 'label', 'group', 'embedding']);
  expect(Float32Array.from(first?.embedding)).toEqual(rows.data.slice(0, 4));
});

test('a map as table and as arrays', async () => {
  const rows = [
    { id: 'a', x: Math.fround(-0.1), y: 2, label: 'Red; Blue' },
    { id: 'b', x: 1e-7, y: -3, label: '' },
  ];
  expect(projectionCsv(rows, 'PCA').split('\r\n').slice(2)).toEqual([
    'id,x,y,label',
    'a,-0.1,2,Red; Blue',
    'b,1e-7,-3,',
    '',
  ]);
  const files = unzipSync(await projectionNpz(rows, 'PCA', quietJob()));
  expect(Object.keys(files)).toEqual(['ids.npy', 'labels.npy', 'xy.npy', 'meta.npy']);
  const xy = files['xy.npy']!;
  expect(new Float32Array(xy.slice(xy.length - 16).buffer)).toEqual(Float32Array.of(-0.1, 2, 1e-7, -3));
});

test('the notebook’s three columns, ids where names were not asked for', () => {
  const row = { id: 'a', name: null, answer: 'Red', label: 'Blue' };
  expect(notebookCsv([row]).split('\r\n').slice(1)).toEqual([
    'file_name,zero_shot_pred,ground_truth_label',
    'a,Red,Blue',
    '',
  ]);
  expect(notebookCsv([{ ...row, name: 'x.png' }])).toMatch(/may name people[\s\S]*x\.png,Red,Blue/);
});
