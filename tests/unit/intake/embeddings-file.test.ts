// Embeddings computed elsewhere: what NumPy, pyarrow, pandas and polars write is read; what does not fit is refused by name.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readEmbeddings } from '../../../src/domain/intake/embeddings-file';
import { numberColumns } from '../../../src/domain/intake/embeddings-file-columns';
import { type Job, quietJob } from '../../../src/domain/job';
import { npyFloats, npyTexts } from '../../../src/domain/npy';
import { expectRows, problemOf, tableDim, tableFile, tableIds } from './table-kit';

const read = (file: Blob, job: Job = quietJob()) => readEmbeddings(file, job);
const csv = (text: string) => read(new Blob([text]));

describe('files of NumPy', () => {
  test.each(['f4', 'guessed'])('%s.npz: ids, rows, and that they were scaled', async (name) => {
    const found = await read(tableFile(`${name}.npz`));
    expect(found).toMatchObject({ ids: tableIds, dim: tableDim, normalised: false, space: null });
    expectRows(found.data);
    expect(found.notes.map(({ code }) => code)).toEqual(['scaled-to-unit-length', 'no-space']);
    expect(found.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('half and double precision, other usual names, numbers as ids', async () => {
    const half = await read(tableFile('f2.npz'));
    expect(half.ids).toEqual(tableIds);
    expectRows(half.data);
    const double = await read(tableFile('f8.npz'));
    expect(double.ids).toEqual(['0', '1', '2', '3', '4']);
    expect(double.groups).toEqual(['x', '', 'y', 'x', 'y']);
    expectRows(double.data);
  });

  test('labels come along', async () => {
    expect((await read(tableFile('f4.npz'))).labels).toEqual(['x', '', 'y', 'x', 'y']);
  });

  test.each([
    ['object', 'object-array ids'],
    ['object-rows', 'object-array embeddings'],
    ['integers', 'kind embeddings'],
    ['big-endian', 'kind embeddings'],
    ['fortran', 'order embeddings'],
    ['cube', 'shape embeddings'],
    ['no-ids', 'no-ids'],
    ['fewer-ids', 'count ids'],
    ['no-embeddings', 'no-numbers'],
    ['no-rows', 'no-rows embeddings'],
    ['same-ids', 'same-id'],
    ['empty-id', 'empty-id'],
    ['nan', 'not-finite'],
    ['infinite', 'not-finite'],
    ['zeros', 'zero-row'],
  ])('%s.npz is refused: %s', async (name, problem) => {
    expect(await problemOf(read(tableFile(`${name}.npz`)))).toBe(problem);
  });

  test('an archive that grows without measure is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'embeddings.npy': new Uint8Array(80_000_000), 'ids.npy': npyTexts(['a']) });
    expect(await problemOf(read(new Blob([bomb])))).toBe('expands-past-limit');
  });

  test.each([
    ['more rows than there are bytes', [3000, 4], 'count embeddings'],
    ['more rows than are taken', [2 ** 30, 512], 'too-many'],
    ['more numbers a row than are taken', [4, 100_000], 'too-many'],
  ])('a header that names %s', async (_, shape, problem) => {
    const array = npyFloats(Float32Array.from([1, 2, 3, 4]), shape);
    const zip = zipSync({ 'embeddings.npy': array, 'ids.npy': npyTexts(['a']) }, { level: 0 });
    expect(await problemOf(read(new Blob([zip])))).toBe(problem);
  });

  test('cut off, damaged, not an array: refused, never half-read', async () => {
    const whole = new Uint8Array(await tableFile('f4.npz').arrayBuffer());
    for (let end = 1; end < whole.length; end += 97) {
      expect(await problemOf(read(new Blob([whole.slice(0, end)])))).not.toBe('read');
    }
    const zip = zipSync({ 'embeddings.npy': strToU8('no array'), 'ids.npy': npyTexts(['a']) });
    expect(await problemOf(read(new Blob([zip])))).toBe('kind embeddings');
  });
});

describe('Parquet', () => {
  test.each([
    'list-snappy',
    'list-gzip',
    'list-zstd',
    'list-none',
    'list-lz4',
    'list-brotli',
    'row-groups',
    'list-polars',
  ])('%s.parquet', async (name) => {
    const found = await read(tableFile(`${name}.parquet`));
    expect(found).toMatchObject({ ids: tableIds, dim: tableDim, space: null });
    expectRows(found.data);
  });

  test('a list of fixed size, whole numbers as ids', async () => {
    const found = await read(tableFile('fixed.parquet'));
    expect(found.ids).toEqual(['0', '1', '2', '3', '4']);
    expectRows(found.data);
  });

  test('columns of pandas: the numbered family, another numeric column is left out and told', async () => {
    const found = await read(tableFile('columns-pandas.parquet'));
    expect(found).toMatchObject({ ids: tableIds, dim: tableDim });
    expectRows(found.data);
    expect(found.notes).toContainEqual({ code: 'columns-ignored', count: 1 });
  });

  test.each([
    ['ragged', 'shape embedding'],
    ['holed', 'not-finite'],
    ['no-ids', 'no-ids'],
    ['no-floats', 'no-numbers'],
  ])('%s.parquet is refused: %s', async (name, problem) => {
    expect(await problemOf(read(tableFile(`${name}.parquet`)))).toBe(problem);
  });

  test('cut off or with any byte turned: refused or read, nothing else', async () => {
    const whole = new Uint8Array(await tableFile('list-zstd.parquet').arrayBuffer());
    for (let at = 4; at < whole.length; at += 13) {
      expect(await problemOf(read(new Blob([whole.slice(0, at)])))).not.toBe('read');
      const turned = whole.slice();
      turned[at]! ^= 0xff;
      expect(await problemOf(read(new Blob([turned])))).not.toMatch(/Error/);
    }
  });
});

describe('CSV', () => {
  const rows = 'a,0.6,0.8\nb,-1,0\n';

  test('ids and numbers; unit rows are left as they are', async () => {
    const found = await csv(`id,d0,d1\n${rows}`);
    expect(found).toMatchObject({ ids: ['a', 'b'], dim: 2, normalised: true });
    expect([...found.data]).toEqual([Math.fround(0.6), Math.fround(0.8), -1, 0]);
  });

  test.each([
    ['byte order mark and CRLF', '\ufeffid,d0,d1\r\na,0.6,0.8\r\nb,-1,0\r\n'],
    ['semicolons and decimal commas', 'id;d0;d1\na;0,6;0,8\nb;-1;0\n'],
    ['tabs', 'id\td0\td1\na\t0.6\t0.8\nb\t-1\t0\n'],
    [
      'quotes, comments, an empty line, columns in another order',
      '# note\n\nd1,"id",d0\n"0.8","a",0.6\n0,b,-1\n',
    ],
    ['an unnamed column of ids in front', ',0,1\na,0.6,0.8\nb,-1,0\n'],
    ['exponents', 'id,d0,d1\na,6e-1,8E-1\nb,-1,0.0e0\n'],
    ['a spreadsheet’s own first line', 'sep=;\nid;d0;d1\na;0,6;0,8\nb;-1;0\n'],
  ])('%s', async (_, text) => {
    const found = await csv(text);
    expect(found.ids).toEqual(['a', 'b']);
    expect([...found.data]).toEqual([Math.fround(0.6), Math.fround(0.8), -1, 0]);
  });

  test('UTF-16 and Windows-1252', async () => {
    const text = `id,d0,d1\nä,0.6,0.8\n`;
    const wide = new Uint8Array(Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer);
    expect((await read(new Blob([wide]))).ids).toEqual(['ä']);
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect((await read(new Blob([latin]))).ids).toEqual(['ä']);
  });

  test.each([
    ['a header alone', 'id,d0,d1\n', 'no-rows'],
    ['numbers alone', 'd0,d1\n1,2\n', 'no-ids'],
    ['no numbers', 'id,what\na,b\n', 'no-numbers'],
    ['a word among numbers', `id,d0,d1\n${rows}c,x,1\n`, 'not-finite d0'],
    ['an empty cell', `id,d0,d1\n${rows}c,,1\n`, 'not-finite d0'],
    ['NaN', `id,d0,d1\n${rows}c,NaN,1\n`, 'not-finite d0'],
    ['a cell too many', `id,d0,d1\n${rows}c,1,1,1\n`, 'shape'],
    ['an id twice', `id,d0,d1\n${rows}a,1,1\n`, 'same-id'],
    ['no id', `id,d0,d1\n${rows},1,1\n`, 'empty-id'],
    ['a row of zeros', `id,d0,d1\n${rows}c,0,0\n`, 'zero-row'],
    ['bytes that are no text', 'id\0\0\u0001', 'unknown-format'],
    ['nothing', '', 'empty-file'],
    ['a bare array', '\u0093NUMPY', 'not-finite'],
  ])('%s is refused', async (_, text, problem) => {
    const wanted = text.startsWith('\u0093') ? 'unsupported-format' : problem;
    const bytes = text.startsWith('\u0093') ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : text;
    expect(await problemOf(read(new Blob([bytes])))).toBe(wanted);
  });

  test('a quote that never ends does not run away', async () => {
    const text = `id,d0,d1\n"a,1,2\n${'b,1,2\n'.repeat(1_200_000)}`;
    expect(await problemOf(csv(text))).toBe('quote');
  });

  test('an error names a row and a column, never what stands in it', async () => {
    const error = await csv(`id,d0,d1\nMeier Anna,1,1\nMeier Anna,1,1\n`).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toMatch(/Meier|Anna/);
    expect(error).toMatchObject({ detail: { row: 1 } });
  });
});

describe('reading', () => {
  const long = new Blob([
    `id,d0,d1\n${Array.from({ length: 60_000 }, (_, i) => `r${i},${i + 1},1\n`).join('')}`,
  ]);

  test('breathes and can be cancelled on the way', async () => {
    const stop = new AbortController();
    let breaths = 0;
    const job: Job = {
      ...quietJob(stop.signal),
      breathe: async () => {
        breaths += 1;
        if (breaths === 3) stop.abort();
        await quietJob(stop.signal).breathe();
      },
    };
    await expect(read(long, job)).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaths).toBe(3);
  });

  test('reports what is done, rising to the end', async () => {
    const seen: number[] = [];
    await read(long, { ...quietJob(), report: (done, total) => seen.push(done / total) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

test('the largest numbered family of columns is the embedding, by number', () => {
  expect(numberColumns(['d10', 'd2', 'd1', 'age', 'x1'])).toEqual(['d1', 'd2', 'd10']);
  expect(numberColumns(['1', '0', '2'])).toEqual(['0', '1', '2']);
  expect(numberColumns(['width', 'height'])).toEqual(['width', 'height']);
  expect(numberColumns([])).toEqual([]);
});
