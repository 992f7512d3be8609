// Whether an exported model answers as the adapter does: asked before it is offered.
import { type Job, quietJob } from '../job';
import { rowCount } from '../matrix';
import { adapterForward } from '../predict/adapter-predict';
import { probabilitiesOf } from '../predict/adapter-shares';
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';

/** What a model says of rows: both `rows x classes`. */
export interface ModelAnswers {
  readonly logits: ArrayLike<number>;
  readonly probabilities: ArrayLike<number>;
}

export interface AdapterAgreement {
  readonly rows: number;
  /** Largest difference of a probability. */
  readonly probability: number;
  /** Largest difference of a logit, over the larger of 1 and the logit's size: float32 holds no more. */
  readonly logit: number;
  /** Both are at most `agreementLimit`, for at least one row. */
  readonly agrees: boolean;
}

export const agreementLimit = 1e-5;

/** About 5 ms. */
const rowsABreath = 16;

/**
 * Holds a model's answers for `rows x adapter.dim` embeddings against the adapter's own, computed here. Answers of another
 * length, and any that are not numbers, do not agree; neither does a table without rows.
 */
export async function agreementWith(
  adapter: Adapter,
  data: Float32Array,
  answers: ModelAnswers,
  job: Job = quietJob(),
): Promise<AdapterAgreement> {
  const forward = adapterForward(adapter);
  const task = taskOfSpec(adapter.spec);
  const rows = rowCount(data, adapter.dim);
  const classes = adapter.classes.length;
  let [probability, logit] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (row % rowsABreath === 0) await job.breathe();
    const logits = forward(data.subarray(row * adapter.dim, (row + 1) * adapter.dim));
    const shares = probabilitiesOf(task, logits);
    for (let c = 0; c < classes; c++) {
      const at = row * classes + c;
      const size = Math.max(1, Math.abs(logits[c]!));
      // Written so that what is missing or no number comes out as infinitely far.
      probability = Math.max(probability, distance(answers.probabilities[at], shares[c]!));
      logit = Math.max(logit, distance(answers.logits[at], logits[c]!) / size);
    }
  }
  const fits = [answers.logits, answers.probabilities].every(({ length }) => length === rows * classes);
  const agrees = rows > 0 && fits && probability <= agreementLimit && logit <= agreementLimit;
  return { rows, probability, logit, agrees };
}

function distance(said: number | undefined, meant: number): number {
  const apart = Math.abs((said ?? Number.NaN) - meant);
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}
