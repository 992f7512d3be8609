// Embeddings from a NumPy .npz file: arrays `embeddings` and `ids`, by these or other usual names.
import { parseSpace } from '../encode/embedding-space';
import type { Job } from '../job';
import { floatsOf, type NpyHead, npyHead, npyNumbers, textsOf } from '../npy';
import { unpackedBlob } from './archive';
import type { RawEmbeddings } from './embeddings-file';
import { namedPart } from './embeddings-file-columns';
import { checkSize } from './embeddings-file-rows';
import { maxTableRows, maxTableTextBytes } from './limits';
import { refuseTable } from './table-error';
import { readZipDirectory, type ZipEntry } from './zip-directory';

interface NpyArray extends NpyHead {
  readonly name: string;
  readonly blob: Blob;
}

async function opened(entries: ReadonlyMap<string, ZipEntry>, name: string): Promise<NpyArray> {
  const blob = await unpackedBlob(entries.get(name)!);
  const head = await npyHead(blob).catch(() =>
    refuseTable('kind', 'not an array', { field: name, kind: 'no .npy' }),
  );
  if (head.dtype.endsWith('O')) refuseTable('object-array', 'pickled objects', { field: name });
  if (head.shape.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    refuseTable('shape', 'no usable shape', { field: name });
  }
  return { ...head, name, blob };
}

const sliceNumbers = 1 << 20;

/** @throws AppError `bad-table`: `kind`, `shape`, `order`, `too-many`; `not-finite` is found later. */
async function floatRows(array: NpyArray, job: Job): Promise<{ dim: number; data: Float32Array }> {
  const { name: field, dtype, shape, fortranOrder, start, blob } = array;
  if (dtype !== 'f2' && dtype !== 'f4' && dtype !== 'f8') {
    refuseTable('kind', `values of kind ${dtype}`, { field, kind: dtype });
  }
  const [rows = 0, dim = 0] = shape;
  if (shape.length !== 2)
    refuseTable('shape', shape.join(' x '), { field, have: shape.join(' x '), need: 'n x dim' });
  if (fortranOrder) refuseTable('order', 'Fortran order', { field });
  checkSize(rows, dim, field);
  const bytes = Number(dtype.slice(1));
  if (blob.size !== start + rows * dim * bytes) {
    refuseTable('count', 'not as long as its header says', {
      field,
      have: blob.size - start,
      need: rows * dim * bytes,
    });
  }
  const data = new Float32Array(rows * dim);
  for (let at = 0; at < data.length; at += sliceNumbers) {
    job.report(at, data.length);
    await job.breathe();
    const end = Math.min(data.length, at + sliceNumbers);
    const part = await blob.slice(start + at * bytes, start + end * bytes).arrayBuffer();
    data.set(floatsOf(dtype, part), at);
  }
  return { dim, data };
}

/** One text a row: of a text array, or whole numbers in digits. @throws AppError `bad-table`: `kind`, `shape`, `too-many`. */
async function texts({ name: field, dtype, shape, start, blob }: NpyArray): Promise<string[]> {
  const [count = 1, ...more] = shape;
  const width = /^U(\d+)$/.exec(dtype)?.[1];
  if (width === undefined && !/^[iu][1248]$/.test(dtype)) {
    refuseTable('kind', `values of kind ${dtype}`, { field, kind: dtype });
  }
  if (more.some((size) => size !== 1))
    refuseTable('shape', shape.join(' x '), { field, have: shape.join(' x '), need: 'n' });
  const bytes = count * (width === undefined ? Number(dtype.slice(1)) : 4 * Number(width));
  if (count > maxTableRows || bytes > maxTableTextBytes) {
    refuseTable('too-many', `${bytes} bytes of text`, { have: bytes, need: maxTableTextBytes });
  }
  if (blob.size !== start + bytes) {
    refuseTable('count', 'not as long as its header says', { field, have: blob.size - start, need: bytes });
  }
  if (width === undefined) return Array.from(npyNumbers(await blob.arrayBuffer()), (value) => String(value));
  return textsOf(await blob.slice(start).arrayBuffer(), Number(width));
}

/** The array of embeddings by name, else the only one of floats with two axes. @throws AppError `bad-table` `no-numbers`. */
async function embeddingsIn(entries: ReadonlyMap<string, ZipEntry>): Promise<NpyArray> {
  const named = namedPart('embeddings', [...entries.keys()]);
  if (named !== null) return opened(entries, named);
  const fitting: NpyArray[] = [];
  for (const name of entries.keys()) {
    const array = await opened(entries, name).catch(() => null);
    if (array?.shape.length === 2 && /^f[248]$/.test(array.dtype)) fitting.push(array);
  }
  return fitting.length === 1 ? fitting[0]! : refuseTable('no-numbers', 'no array of embeddings');
}

/** @throws AppError `bad-table`; and as readEmbeddings. */
export async function npzEmbeddings(file: Blob, job: Job): Promise<RawEmbeddings> {
  const arrays = (await readZipDirectory(file)).filter(({ path }) => path.endsWith('.npy'));
  const entries = new Map(arrays.map((entry) => [entry.path.slice(0, -4), entry]));
  const names = [...entries.keys()];
  const { dim, data } = await floatRows(await embeddingsIn(entries), job);
  const read = async (name: string | null) => (name === null ? null : texts(await opened(entries, name)));
  const ids = await read(namedPart('ids', names));
  if (!ids) return refuseTable('no-ids', 'no array of ids');
  const labels = await read(namedPart('labels', names));
  const groups = await read(namedPart('groups', names));
  // Other tools may keep anything under this name.
  const meta = entries.has('meta') ? await read('meta').catch(() => null) : null;
  return {
    ...{ ids, dim, data, ignored: 0, space: parseSpace(meta?.[0] ?? '') },
    ...(labels && { labels }),
    ...(groups && { groups }),
  };
}
