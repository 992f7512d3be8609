// Small tables of embeddings: files made by other tools (tests/fixtures/golden/tables/make_tables.py), and what they hold.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';

const folder = resolve(import.meta.dirname, '../../fixtures/golden/tables');

export const tableFile = (name: string) => new Blob([readFileSync(resolve(folder, name))]);

export const tableIds = ['a', 'b-2', 'ü 3', '😀', '__proto__'];
export const tableDim = 6;

/** The rows of make_tables.py's formula, scaled to unit length. */
export function tableRows(): Float32Array {
  const rows = tableIds.map((_, i) =>
    Array.from({ length: tableDim }, (_, d) => (((7 * i + 3 * d) % 11) - 5) / 8),
  );
  return Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row))));
}

export function expectRows(data: Float32Array): void {
  const wanted = tableRows();
  expect(data).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(data[i]).toBeCloseTo(value, 6);
}

/** What an error of a table says, in one line: "count ids". */
export async function problemOf(reading: Promise<unknown>): Promise<string> {
  const thrown = await reading.then(
    () => null,
    (error: { code?: string; detail?: Record<string, unknown> }) => error,
  );
  if (!thrown) return 'read';
  const { problem, field } = thrown.detail ?? {};
  return thrown.code === 'bad-table'
    ? [problem, field].filter(Boolean).join(' ')
    : (thrown.code ?? String(thrown));
}
