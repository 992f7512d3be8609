// Images as an adapter sees them: its last hidden layer, for a search by what the classes have taught it.
import { type Job, quietJob } from '../job';
import { normaliseRows, rowCount } from '../matrix';
import { adapterForward } from './adapter-predict';
import { adapterLayers, hiddenWidth } from './adapter-shape';
import type { Adapter } from './adapter-types';

export interface HiddenRows {
  readonly dim: number;
  /** `rows x dim`, rows of unit length (a row of zeros stays zero): compare by cosine similarity. */
  readonly data: Float32Array;
}

// About 0.3 ms a row.
const rowsABreath = 16;

/**
 * What stands before the last dense layer, for `rows x adapter.dim` embeddings; no dropout. null for the linear preset,
 * which has no hidden layer. Empty in, no rows out. Reports rows, breathes every 16. Throws `invalid-argument` as
 * `adapterForward`.
 */
export async function adapterHidden(
  adapter: Adapter,
  data: Float32Array,
  job: Job = quietJob(),
): Promise<HiddenRows | null> {
  const { spec, dim, classes } = adapter;
  if (spec.preset === 'linear') return null;
  const forward = adapterForward(adapter, adapterLayers(spec.preset, dim, classes.length).length - 1);
  const rows = rowCount(data, dim);
  const out = new Float32Array(rows * hiddenWidth);
  for (let i = 0; i < rows; i++) {
    if (i % rowsABreath === 0) {
      job.report(i, rows);
      await job.breathe();
    }
    out.set(forward(data.subarray(i * dim, (i + 1) * dim)), i * hiddenWidth);
  }
  job.report(rows, rows);
  return { dim: hiddenWidth, data: normaliseRows(out, hiddenWidth) };
}
