// One network under training: its parameters, one optimiser step, and its answers for held-out rows. tfjs is handed in.
import { makeAdam } from './adam';
import { crossEntropy, logitsOf, type Tf } from './adapter-graph';
import { type AdapterLayer, isTrained } from './adapter-shape';
import type { AdapterSpec, ParameterTensor } from './adapter-types';

export interface Batch {
  /** `rows x dim`. */
  readonly input: Float32Array;
  /** Class index of each row. */
  readonly targets: Int32Array;
  /** Weight of each row in the loss. */
  readonly weights: Float32Array;
}

export interface Network {
  /** One AdamW step; gives the batch's loss before it. */
  step(batch: Batch): number;
  /** Loss and logits (`rows x classes`) with the present parameters. */
  evaluate(batch: Batch): { loss: number; logits: Float32Array };
  /** A copy of the present parameters. */
  snapshot(): ParameterTensor[];
}

/**
 * A network of `layers` starting from `parameters`. The parameters live here as plain arrays and are handed to tfjs for
 * each step, so nothing has to be disposed of and a cancelled training leaves no tensor behind.
 */
export function makeNetwork(
  tf: Tf,
  layers: readonly AdapterLayer[],
  parameters: readonly ParameterTensor[],
  classCount: number,
  spec: AdapterSpec,
): Network {
  const held = parameters.map(({ name, shape, data }) => ({ name, shape, data: data.slice() }));
  const trained = held.filter(({ name }) => isTrained(name));
  const fixed = held.filter(({ name }) => !isTrained(name));
  const adam = makeAdam(
    trained.map(({ data }) => data.length),
    spec,
  );
  const tensorOf = ({ data, shape }: { data: Float32Array; shape: readonly number[] }) =>
    tf.tensor(data, [...shape], 'float32');

  const forward = (batch: Batch, tensors: readonly ReturnType<typeof tensorOf>[]) => {
    const table = new Map(trained.map(({ name }, t) => [name, tensors[t]!]));
    for (const constant of fixed) table.set(constant.name, tensorOf(constant));
    const rows = batch.targets.length;
    const input = tf.tensor2d(batch.input, [rows, batch.input.length / rows]);
    const oneHot = new Float32Array(rows * classCount);
    for (const [row, target] of batch.targets.entries()) oneHot[row * classCount + target] = 1;
    const logits = logitsOf(tf, layers, table, input);
    const loss = crossEntropy(
      tf,
      logits,
      tf.tensor2d(oneHot, [rows, classCount]),
      tf.tensor1d(batch.weights),
    );
    return { logits, loss };
  };

  return {
    step(batch) {
      let loss = Number.NaN;
      let gradients: Float32Array[] = [];
      // Nothing is returned from inside: tidy would look through every number for tensors (measured: 13 of 17 s).
      tf.tidy(() => {
        const differentiate = tf.valueAndGrads((...tensors) => forward(batch, tensors).loss);
        const { value, grads } = differentiate(trained.map(tensorOf));
        loss = value.dataSync()[0]!;
        gradients = grads.map((gradient) => gradient.dataSync() as Float32Array);
      });
      adam.step(
        trained.map(({ data }) => data),
        gradients,
      );
      return loss;
    },
    evaluate(batch) {
      let answer = { loss: Number.NaN, logits: new Float32Array(0) };
      tf.tidy(() => {
        const { logits, loss } = forward(batch, trained.map(tensorOf));
        answer = { loss: loss.dataSync()[0]!, logits: Float32Array.from(logits.dataSync()) };
      });
      return answer;
    },
    snapshot: () => held.map(({ name, shape, data }) => ({ name, shape, data: data.slice() })),
  };
}
