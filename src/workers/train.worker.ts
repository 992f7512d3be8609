// The training worker: adapters are trained and asked here. A shell; the work is in domain/predict.
import { adapterProbabilitiesOfMany } from '../domain/predict/adapter-predict';
import { trainAdapter } from '../domain/predict/adapter-train';
import type { Adapter, AdapterTraining } from '../domain/predict/adapter-types';
import { serve, type WorkerJob } from './serve';
import { readyTf } from './tf';

export interface PredictRequest {
  readonly adapter: Adapter;
  /** `rows x dim`. */
  readonly data: Float32Array;
}

async function train(training: AdapterTraining, job: WorkerJob) {
  const adapter = await trainAdapter(await readyTf(), training, job, {
    onEpoch: (point) => job.emit('epoch', point),
  });
  return { value: adapter, move: adapter.parameters.map(({ data }) => data.buffer as ArrayBuffer) };
}

/** Probabilities `rows x classes`. */
async function predict({ adapter, data }: PredictRequest, job: WorkerJob) {
  const probabilities = await adapterProbabilitiesOfMany(adapter, data, job);
  return { value: probabilities, move: [probabilities.buffer as ArrayBuffer] };
}

serve({ train, predict });
