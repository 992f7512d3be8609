// The training worker: adapters are trained here, and whole tables seen through them. A shell; the work is in
// domain/predict.
import { judge } from '../domain/evaluate/judge/judge';
import type { JudgeRequest } from '../domain/evaluate/judge/judge-types';
import { adapterHidden } from '../domain/predict/adapter-hidden';
import { trainAdapter } from '../domain/predict/adapter-train';
import type { Adapter, AdapterTraining } from '../domain/predict/adapter-types';
import { serve, type WorkerJob } from './serve';
import { readyTf } from './tf';

async function train(training: AdapterTraining, job: WorkerJob) {
  const adapter = await trainAdapter(await readyTf(), training, job, {
    onEpoch: (point) => job.emit('epoch', point),
  });
  return { value: adapter, move: adapter.parameters.map(({ data }) => data.buffer as ArrayBuffer) };
}

async function hidden({ adapter, data }: { adapter: Adapter; data: Float32Array }, job: WorkerJob) {
  const value = await adapterHidden(adapter, data, job);
  return { value, move: value ? [value.data.buffer as ArrayBuffer] : [] };
}

async function judged(request: JudgeRequest, job: WorkerJob) {
  const tf = request.approaches.includes('mlp') ? await readyTf() : null;
  return { value: await judge(request, tf, job), move: [] };
}

serve({ hidden, judge: judged, train });
