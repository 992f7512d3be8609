// An exported adapter on the runtime, held against the adapter it was made of.

import type { Job } from '../domain/job';
import { type AdapterAgreement, agreementWith } from '../domain/report/adapter-agreement';
import type { CheckAdapterRequest } from './engine';
import { createSession, floatTensor } from './ort';

/** Runs the model on all rows at once and compares. Throws the runtime's own error for a model it does not take. */
export async function checkOnRuntime(
  { onnx, adapter, data }: CheckAdapterRequest,
  job: Job,
): Promise<AdapterAgreement> {
  const session = await createSession(onnx, { backend: 'wasm', threads: 1 });
  try {
    const { dim } = adapter;
    const { logits, probabilities } = await session.run({
      embedding: floatTensor(data, [data.length / dim, dim]),
    });
    const answers = {
      logits: (logits?.data ?? []) as ArrayLike<number>,
      probabilities: (probabilities?.data ?? []) as ArrayLike<number>,
    };
    return await agreementWith(adapter, data, answers, job);
  } finally {
    await session.release();
  }
}
