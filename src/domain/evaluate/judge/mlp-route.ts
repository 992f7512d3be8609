// The MLP adapter judged: its default shape and settings, the epoch chosen on the inner part.

import { makeBreather } from '../../explore/cluster/breather';
import type { Job } from '../../job';
import { rowCount, takeRows } from '../../matrix';
import { defaultSpec } from '../../predict/adapter-default';
import type { Tf } from '../../predict/adapter-graph';
import { adapterProbabilities } from '../../predict/adapter-predict';
import { targetsOf } from '../../predict/adapter-targets';
import { trainAdapter } from '../../predict/adapter-train';
import type { Adapter } from '../../predict/adapter-types';
import type { CaseTable } from '../cases';
import { defaultMark, type Route } from './judge-types';

/** Rows answered between two looks at the clock: some ten milliseconds. */
const rowsAStep = 32;

/**
 * Trained on `train` with `inner` as its validation part; without one, all epochs are run. Unlike the other approaches it is not
 * fitted again on both: the epoch that was best is one of this very training, so its test scores come from the same weights.
 * Nothing of `test` is handed to the training.
 */
export function openMlp(table: CaseTable, tf: Tf): Route {
  const { ids, dim, data, task, classes, rowClasses } = table;
  return async (fold, job) => {
    const rows = [...fold.train, ...fold.inner].sort((a, b) => a - b);
    const inner = new Set(fold.inner);
    const labels = rows.map((row) => rowClasses[row]!.map((c) => classes[c]!));
    const adapter = await trainAdapter(
      tf,
      {
        ids: rows.map((row) => ids[row]!),
        dim,
        data: takeRows(data, dim, rows),
        targets: targetsOf(task, labels, classes),
        classes,
        groups: rows.map(() => null),
        validationRows: rows.flatMap((row, place) => (inner.has(row) ? [place] : [])),
        spec: { ...defaultSpec('mlp', fold.seed), task },
      },
      job,
    );
    return {
      inner: await answers(adapter, takeRows(data, dim, fold.inner), job),
      test: await answers(adapter, takeRows(data, dim, fold.test), job),
      choice: { epoch: adapter.bestEpoch, ...defaultMark(fold) },
    };
  };
}

async function answers(adapter: Adapter, data: Float32Array, job: Job): Promise<Float32Array> {
  const { dim, classes } = adapter;
  const rows = rowCount(data, dim);
  const out = new Float32Array(rows * classes.length);
  const breather = makeBreather(job);
  for (let from = 0; from < rows; from += rowsAStep) {
    if (breather.due()) await breather.breathe();
    const part = data.subarray(from * dim, (from + rowsAStep) * dim);
    out.set(adapterProbabilities(adapter, part), from * classes.length);
  }
  return out;
}
