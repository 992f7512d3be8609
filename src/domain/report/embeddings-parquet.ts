// Embeddings as a Parquet file. The one importer of hyparquet-writer.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { spaceText } from '../encode/embedding-space';
import type { Job } from '../job';
import { type EmbeddingRows, textColumns } from './embeddings-rows';
import { namesNotice, researchNotice } from './notice';

const textColumn = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'REQUIRED',
});

/** A list of floats by the three levels of the format's LogicalTypes, nothing in it null. */
const listColumn: readonly SchemaElement[] = [
  { name: 'embedding', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
];

/** One row group: the library writes it without a breath. */
const numbersAGroup = 1 << 16;

/**
 * Columns `id`, `label`, [`group`,] [`file`] as text and `embedding` as a list of floats, which pandas, pyarrow and polars read
 * as such; the notice under the key `notice` and what the vectors were made by under `lightbench`. Text is compressed by
 * snappy; floats are not, it gains nothing. The same rows give the same bytes. Breathes and reports rows.
 */
export async function embeddingsParquet(rows: EmbeddingRows, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const { dim, data, ids, space, names } = rows;
  const texts = textColumns(rows);
  const root: SchemaElement = { name: 'root', num_children: texts.length + 1 };
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [root, ...texts.map(([name]) => textColumn(name)), ...listColumn],
    createdBy: 'Lightbench',
    kvMetadata: [
      { key: 'notice', value: researchNotice },
      ...(names ? [{ key: 'names', value: namesNotice }] : []),
      { key: 'lightbench', value: spaceText(space) },
    ],
  });
  const rowsAGroup = Math.max(1, Math.floor(numbersAGroup / Math.max(1, dim)));
  for (let from = 0; from < ids.length; from += rowsAGroup) {
    job.report(from, ids.length);
    await job.breathe();
    const to = Math.min(ids.length, from + rowsAGroup);
    const vectors = Array.from({ length: to - from }, (_, i) =>
      Array.from(data.subarray((from + i) * dim, (from + i + 1) * dim)),
    );
    await file.write({
      rowGroupSize: rowsAGroup,
      columnData: [
        ...texts.map(([name, values]) => ({ name, data: values.slice(from, to) })),
        { name: 'embedding', data: vectors, encoding: 'PLAIN', codec: 'UNCOMPRESSED', statistics: false },
      ],
    });
  }
  await file.finish();
  job.report(ids.length, ids.length);
  return new Uint8Array(writer.getBuffer());
}
