// One network under training: its parameters, one optimiser step, and its answers for held-out rows. tfjs is handed in.
import { makeAdam } from './adam';
import { logitsOf, lossOf, type Tf } from './adapter-graph';
import { type LossRule, lossAt } from './adapter-loss';
import { type AdapterLayer, isTrained } from './adapter-shape';
import { targetWidth } from './adapter-targets';
import type { AdapterSpec, ParameterTensor } from './adapter-types';

export interface Batch {
  /** `rows x dim`. */
  readonly input: Float32Array;
  /** As in `AdapterTraining`; at least one row. */
  readonly targets: Int32Array;
}

export interface NetworkSetup {
  readonly layers: readonly AdapterLayer[];
  /** What it starts from; copied. */
  readonly parameters: readonly ParameterTensor[];
  readonly rule: LossRule;
  readonly spec: Pick<AdapterSpec, 'learningRate' | 'weightDecay'>;
  /** Factors of the hidden activations, drawn anew for each gradient; null: no dropout. */
  readonly mask: ((length: number) => Float32Array) | null;
}

export interface Network {
  /** The batch's loss with the present parameters and a fresh mask, and its gradient by each trained parameter, by name. */
  gradientsAt(batch: Batch): { loss: number; gradients: ReadonlyMap<string, Float32Array> };
  /** One AdamW step; gives the batch's loss before it. */
  step(batch: Batch): number;
  /** Loss and logits (`rows x classes`) with the present parameters, without mask. */
  evaluate(batch: Batch): { loss: number; logits: Float32Array };
  /** A copy of the present parameters. */
  snapshot(): ParameterTensor[];
}

/**
 * A network under training. The parameters live here as plain arrays and are handed to tfjs for each step, so nothing has
 * to be disposed of and a cancelled training leaves no tensor behind.
 */
export function makeNetwork(tf: Tf, { layers, parameters, rule, spec, mask }: NetworkSetup): Network {
  const held = parameters.map(({ name, shape, data }) => ({ name, shape, data: data.slice() }));
  const trained = held.filter(({ name }) => isTrained(name));
  const fixed = held.filter(({ name }) => !isTrained(name));
  const adam = makeAdam(
    trained.map(({ data }) => data.length),
    spec,
  );
  const tensorOf = ({ data, shape }: { data: Float32Array; shape: readonly number[] }) =>
    tf.tensor(data, [...shape], 'float32');

  const forward = (
    { input, targets }: Batch,
    tensors: readonly ReturnType<typeof tensorOf>[],
    drop: NetworkSetup['mask'],
  ) => {
    const table = new Map(trained.map(({ name }, t) => [name, tensors[t]!]));
    for (const constant of fixed) table.set(constant.name, tensorOf(constant));
    const rows = targets.length / targetWidth(rule.task, rule.classCount);
    const logits = logitsOf(tf, layers, table, tf.tensor2d(input, [rows, input.length / rows]), drop);
    return { logits, loss: lossOf(tf, logits, (values) => lossAt(values, targets, rule)) };
  };

  const gradientsAt: Network['gradientsAt'] = (batch) => {
    let loss = Number.NaN;
    const gradients = new Map<string, Float32Array>();
    // Nothing is returned from inside: tidy would look through every number for tensors (measured: 13 of 17 s).
    tf.tidy(() => {
      const differentiate = tf.valueAndGrads((...tensors) => forward(batch, tensors, mask).loss);
      const { value, grads } = differentiate(trained.map(tensorOf));
      loss = value.dataSync()[0]!;
      for (const [t, gradient] of grads.entries()) {
        gradients.set(trained[t]!.name, gradient.dataSync() as Float32Array);
      }
    });
    return { loss, gradients };
  };

  return {
    gradientsAt,
    step(batch) {
      const { loss, gradients } = gradientsAt(batch);
      adam.step(
        trained.map(({ data }) => data),
        trained.map(({ name }) => gradients.get(name)!),
      );
      return loss;
    },
    evaluate(batch) {
      let answer = { loss: Number.NaN, logits: new Float32Array(0) };
      tf.tidy(() => {
        const { logits, loss } = forward(batch, trained.map(tensorOf), null);
        answer = { loss: loss.dataSync()[0]!, logits: Float32Array.from(logits.dataSync()) };
      });
      return answer;
    },
    snapshot: () => held.map(({ name, shape, data }) => ({ name, shape, data: data.slice() })),
  };
}
