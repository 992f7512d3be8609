// The adapter's layers and loss as tfjs operations, each with its own gradient written out. tfjs is handed in.
// Own gradients, since the wasm back end has a fast product only for operands that are not transposed and the built-in
// gradient of matMul asks for the slow one; tfjs' registry of gradients (30 kB) then need not be shipped either.
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { LossAt } from './adapter-loss';
import { type AdapterLayer, normEpsilon } from './adapter-shape';

/** What training needs of tfjs: named one by one, so that a bundle holds these and not the whole library. */
export type Tf = Pick<
  typeof tfjs,
  | 'add'
  | 'customGrad'
  | 'erf'
  | 'exp'
  | 'matMul'
  | 'mean'
  | 'mul'
  | 'rsqrt'
  | 'square'
  | 'sub'
  | 'sum'
  | 'tensor'
  | 'tensor2d'
  | 'tidy'
  | 'transpose'
  | 'valueAndGrads'
  | 'zerosLike'
>;

/** Parameters by name, as stored. */
export type TensorTable = ReadonlyMap<string, Tensor>;

interface Differentiable {
  readonly value: Tensor;
  /** Tensors the gradient needs; kept until it has run. */
  readonly keep: Tensor[];
  /** Gradients for each input, in order, from that of the value and the kept tensors. */
  readonly back: (dy: Tensor, kept: Tensor[]) => Tensor[];
}

function operation(tf: Tf, inputs: Tensor[], run: () => Differentiable): Tensor2D {
  const differentiable = tf.customGrad((...given) => {
    const save = given.at(-1) as (tensors: Tensor[]) => void;
    const { value, keep, back } = run();
    save(keep);
    return { value, gradFunc: back };
  });
  return differentiable(...inputs) as Tensor2D;
}

/**
 * x Wᵀ + b with W `out x in`. Written so that the large W is packed once a step at most: as left operand it is read as
 * it lies, and the first layer (`below` false) needs no gradient of its input.
 */
function dense(tf: Tf, x: Tensor2D, weight: Tensor2D, bias: Tensor, below: boolean): Tensor2D {
  return operation(tf, [x, weight, bias], () => ({
    value: tf.add(tf.transpose(tf.matMul(weight, tf.transpose(x))), bias),
    keep: [x, weight],
    back: (dy, kept) => {
      const [input, w] = kept as [Tensor2D, Tensor2D];
      const down = dy as Tensor2D;
      const dx = below ? tf.matMul(down, w) : tf.zerosLike(input);
      return [dx, tf.matMul(tf.transpose(down), input), tf.sum(down, 0)];
    },
  }));
}

function gelu(tf: Tf, x: Tensor2D): Tensor2D {
  const share = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
  return operation(tf, [x], () => ({
    value: tf.mul(x, share),
    keep: [x, share],
    back: (dy, kept) => {
      const [input, below] = kept as [Tensor, Tensor];
      const density = tf.mul(tf.exp(tf.mul(tf.square(input), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [tf.mul(dy, tf.add(below, tf.mul(input, density)))];
    },
  }));
}

function layerNorm(tf: Tf, x: Tensor2D, weight: Tensor, bias: Tensor): Tensor2D {
  return operation(tf, [x, weight, bias], () => {
    const centred = tf.sub(x, tf.mean(x, 1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), normEpsilon));
    const unit = tf.mul(centred, inverse);
    return {
      value: tf.add(tf.mul(unit, weight), bias),
      keep: [unit, inverse, weight],
      back: (dy, kept) => {
        const [u, inv, w] = kept as [Tensor, Tensor, Tensor];
        const du = tf.mul(dy, w);
        const along = tf.mul(u, tf.mean(tf.mul(du, u), 1, true));
        const dx = tf.mul(inv, tf.sub(tf.sub(du, tf.mean(du, 1, true)), along));
        return [dx, tf.sum(tf.mul(dy, u), 0), tf.sum(dy, 0)];
      },
    };
  });
}

/** x times the mask, number by number. */
function masked(tf: Tf, x: Tensor2D, mask: Float32Array): Tensor2D {
  const factors = tf.tensor2d(mask, x.shape);
  return operation(tf, [x], () => ({
    value: tf.mul(x, factors),
    keep: [factors],
    back: (dy, kept) => [tf.mul(dy, kept[0]!)],
  }));
}

/**
 * Logits `rows x classes` of `rows x dim` inputs. `mask`, where given, is asked for `rows * width` factors after each
 * hidden activation: the dropout of a training step.
 */
export function logitsOf(
  tf: Tf,
  layers: readonly AdapterLayer[],
  table: TensorTable,
  input: Tensor2D,
  mask: ((length: number) => Float32Array) | null = null,
): Tensor2D {
  const firstDense = layers.findIndex(({ kind }) => kind === 'dense');
  return layers.reduce<Tensor2D>((x, layer, index) => {
    const next = apply(tf, layer, table, x, index > firstDense);
    return mask && layer.kind === 'gelu' ? masked(tf, next, mask(next.size)) : next;
  }, input);
}

function apply(tf: Tf, layer: AdapterLayer, table: TensorTable, x: Tensor2D, below: boolean): Tensor2D {
  const named = (part: string): Tensor => table.get(layer.kind === 'gelu' ? part : `${layer.name}.${part}`)!;
  switch (layer.kind) {
    // No parameter stands before it, so it needs no gradient.
    case 'standardise':
      return tf.mul(tf.sub(x, named('mean')), named('scale'));
    case 'dense':
      return dense(tf, x, named('weight') as Tensor2D, named('bias'), below);
    case 'gelu':
      return gelu(tf, x);
    case 'norm':
      return layerNorm(tf, x, named('weight'), named('bias'));
  }
}

/** The loss of logits as a scalar that can be differentiated; its value and gradient are worked out by `judge`. */
export function lossOf(tf: Tf, logits: Tensor2D, judge: (logits: Float32Array) => LossAt): Tensor {
  return operation(tf, [logits], () => {
    const { loss, gradient } = judge(logits.dataSync() as Float32Array);
    return {
      value: tf.tensor(loss, []),
      keep: [tf.tensor2d(gradient, logits.shape)],
      back: (dy, kept) => [tf.mul(kept[0]!, dy)],
    };
  });
}
