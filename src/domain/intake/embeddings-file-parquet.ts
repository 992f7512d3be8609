// Embeddings from a Parquet file: a column of ids, and one list column or columns of floats. The one importer of hyparquet.
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
} from 'hyparquet';
import { compressors, decompressZstd } from 'hyparquet-compressors';
import { parseSpace } from '../encode/embedding-space';
import type { Job } from '../job';
import type { RawEmbeddings } from './embeddings-file';
import { namedPart, numberColumns } from './embeddings-file-columns';
import { checkSize } from './embeddings-file-rows';
import { refuse } from './guard';
import { freeInflatedBytes, maxFileBytes, maxInflation } from './limits';
import { refuseTable } from './table-error';

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

/** A page says how long it will be; one that says too much, or is longer than it says, is refused. */
function capped(decompress: Decompress): Decompress {
  return (input, outputLength) => {
    const bomb = outputLength > freeInflatedBytes && outputLength > input.length * maxInflation;
    if (bomb || outputLength > maxFileBytes) {
      refuse('expands-past-limit', `a page of ${outputLength} bytes`, { limit: freeInflatedBytes });
    }
    return decompress(input, outputLength);
  };
}

const unpackers = Object.fromEntries(
  Object.entries({
    ...compressors,
    // Given where to write, it stops at the end of that.
    ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)),
  } as Record<string, Decompress>).map(([codec, decompress]) => [codec, capped(decompress)]),
);

/** Numbers of one row group of a list column: they become plain arrays before they are copied. */
const mostListNumbers = 2 ** 26;

interface Column {
  readonly name: string;
  readonly kind: 'float' | 'floats' | 'text' | 'other';
}

function columnsOf(metadata: FileMetaData): Column[] {
  const isFloat = ({ type, logical_type }: { type?: string; logical_type?: { type: string } }) =>
    type === 'FLOAT' || type === 'DOUBLE' || logical_type?.type === 'FLOAT16';
  return parquetSchema(metadata).children.map(({ element, children }) => {
    let leaf = children[0];
    while (leaf?.children[0]) leaf = leaf.children[0];
    const text = ['BYTE_ARRAY', 'INT32', 'INT64'].includes(element.type ?? '');
    const kind = leaf
      ? isFloat(leaf.element)
        ? 'floats'
        : 'other'
      : isFloat(element)
        ? 'float'
        : text
          ? 'text'
          : 'other';
    return { name: element.name, kind };
  });
}

/** Refuses by the footer's word alone, before any page is read. */
function checkPages(metadata: FileMetaData, used: readonly string[]): void {
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data } of columns) {
      const field = meta_data?.path_in_schema[0];
      if (!meta_data || field === undefined || !used.includes(field)) continue;
      const { codec, num_values, path_in_schema } = meta_data;
      if (codec !== 'UNCOMPRESSED' && !unpackers[codec]) {
        refuseTable('compression', `compressed by ${codec}`, { field, kind: codec });
      }
      if (path_in_schema.length > 1 && num_values > mostListNumbers) {
        refuseTable('too-many', 'a row group', { have: Number(num_values), need: mostListNumbers });
      }
    }
  }
}

interface Scan {
  readonly rows: number;
  /** Hands a column over, part by part, from its first row on. */
  column(name: string, take: (values: ArrayLike<unknown>, from: number) => void): Promise<void>;
}

async function scanOf(file: AsyncBuffer, metadata: FileMetaData, columns: string[], job: Job): Promise<Scan> {
  const scan = await parquetScan({ file, metadata, columns, compressors: unpackers, geoparquet: false });
  return {
    rows: Number(metadata.num_rows),
    async column(name, take) {
      for (const range of scan.ranges) {
        await job.breathe();
        take(await scan.readColumn({ column: name, ...range }), range.rowStart);
      }
    },
  };
}

async function texts(scan: Scan, name: string | null): Promise<string[] | null> {
  if (name === null) return null;
  const out = new Array<string>(scan.rows).fill('');
  await scan.column(name, (values, from) => {
    for (let i = 0; i < values.length; i++) out[from + i] = values[i] == null ? '' : String(values[i]);
  });
  return out;
}

/** One list column: as many numbers in each row as in the first. */
async function fromList(scan: Scan, name: string): Promise<{ dim: number; data: Float32Array }> {
  let dim = 0;
  let data = new Float32Array(0);
  await scan.column(name, (values, from) => {
    for (let i = 0; i < values.length; i++) {
      const own = values[i] as ArrayLike<number> | null;
      if (dim === 0) {
        dim = own?.length ?? 0;
        checkSize(scan.rows, dim, name);
        data = new Float32Array(scan.rows * dim);
      }
      if (own?.length !== dim) {
        refuseTable('shape', 'another length', {
          field: name,
          row: from + i,
          have: own?.length ?? 0,
          need: dim,
        });
      }
      // What is missing becomes NaN, and is refused as such.
      data.set(
        Float32Array.from(own, (value) => (value == null ? Number.NaN : value)),
        (from + i) * dim,
      );
    }
  });
  return { dim, data };
}

async function fromColumns(scan: Scan, names: readonly string[], job: Job) {
  checkSize(scan.rows, names.length, 'embeddings');
  const dim = names.length;
  const data = new Float32Array(scan.rows * dim).fill(Number.NaN);
  for (const [d, name] of names.entries()) {
    job.report(d, dim);
    await scan.column(name, (values, from) => {
      for (let i = 0; i < values.length; i++) {
        if (values[i] != null) data[(from + i) * dim + d] = Number(values[i]);
      }
    });
  }
  return { dim, data };
}

/** @throws AppError `bad-table`, `expands-past-limit`; what the library throws is the caller's to name. */
export async function parquetEmbeddings(file: Blob, job: Job): Promise<RawEmbeddings> {
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    slice: (start, end) => file.slice(start, end).arrayBuffer(),
  };
  const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
  const columns = columnsOf(metadata);
  const named = (kind: Column['kind']) => columns.filter((own) => own.kind === kind).map(({ name }) => name);
  const [lists, floats, words] = [named('floats'), named('float'), named('text')];
  const list = namedPart('embeddings', lists) ?? (lists.length === 1 ? (lists[0] as string) : null);
  const numbers = list === null ? numberColumns(floats) : [list];
  if (numbers.length < (list === null ? 2 : 1)) refuseTable('no-numbers', 'no columns of floats');
  const [id, label, group] = (['ids', 'labels', 'groups'] as const).map((part) => namedPart(part, words));
  if (!id) return refuseTable('no-ids', 'no column of ids');
  const used = [...numbers, id, label, group].filter((name) => name != null);
  checkPages(metadata, used);
  const scan = await scanOf(buffer, metadata, used, job);
  checkSize(scan.rows, 2, list ?? 'embeddings');
  const { dim, data } = await (list === null ? fromColumns(scan, numbers, job) : fromList(scan, list));
  const ids = (await texts(scan, id)) as string[];
  const labels = await texts(scan, label ?? null);
  const groups = await texts(scan, group ?? null);
  const meta = metadata.key_value_metadata?.find(({ key }) => key === 'lightbench')?.value;
  return {
    ...{ ids, dim, data, space: parseSpace(meta ?? '') },
    ignored: list === null ? floats.length - numbers.length : 0,
    ...(labels && { labels }),
    ...(groups && { groups }),
  };
}
