// The map as CSV text.
import { csvText } from '../csv';
import { floatDigits } from './embeddings-csv';
import { researchNotice } from './notice';

export interface ProjectionRow {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Class names, several joined by "; "; '' unlabelled. */
  readonly label: string;
}

/** `id, x, y, label`; the notice first, then how the map was made ("UMAP of 512 numbers, seed 0"). */
export function projectionCsv(rows: readonly ProjectionRow[], method: string): string {
  const data = rows.map(({ id, x, y, label }) => [id, floatDigits(x), floatDigits(y), label]);
  const lines = [researchNotice, `${method}. Distances on a map are not distances between the images.`];
  return csvText(lines, ['id', 'x', 'y', 'label'], data);
}
