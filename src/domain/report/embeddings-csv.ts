// Embeddings as CSV text.
import { csvLines, csvText } from '../csv';
import type { Job } from '../job';
import { type EmbeddingRows, exportLines, textColumns } from './embeddings-rows';

/** Eight digits where they give the float32 back, else nine, which always do; a negative zero becomes zero. */
export function floatDigits(value: number): number {
  const short = Number(value.toPrecision(8));
  return Math.fround(short) === value ? short : Number(value.toPrecision(9));
}

/** About 10 ms of writing. */
const numbersABreath = 1 << 13;

/**
 * `id, label, [group,] [file,] d0, d1 ...` in parts to be joined (or put into one Blob): comment lines and header, then rows.
 * Reading the numbers as float32 gives the embeddings back, bit for bit (but for the sign of a zero). Breathes and reports rows.
 */
export async function embeddingsCsv(rows: EmbeddingRows, job: Job): Promise<string[]> {
  const { dim, data, ids } = rows;
  const texts = textColumns(rows);
  const numbers = Array.from({ length: dim }, (_, d) => `d${d}`);
  const parts = [csvText(exportLines(rows), [...texts.map(([name]) => name), ...numbers], [])];
  const rowsAPart = Math.max(1, Math.floor(numbersABreath / Math.max(1, dim)));
  for (let from = 0; from < ids.length; from += rowsAPart) {
    job.report(from, ids.length);
    await job.breathe();
    const to = Math.min(ids.length, from + rowsAPart);
    const lines = Array.from({ length: to - from }, (_, i) => [
      ...texts.map(([, column]) => column[from + i] ?? ''),
      ...Array.from(data.subarray((from + i) * dim, (from + i + 1) * dim), floatDigits),
    ]);
    parts.push(csvLines(lines));
  }
  job.report(ids.length, ids.length);
  return parts;
}
