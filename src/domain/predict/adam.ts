// AdamW in plain TypeScript, in PyTorch's order: one fused pass instead of a dozen tensor operations a step.

export interface AdamOptions {
  readonly learningRate: number;
  /** Decoupled decay a step, times the learning rate. */
  readonly weightDecay: number;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * An optimiser for parameters of the given lengths. `step` changes `parameters` in place by `gradients` (same order and
 * lengths). Loshchilov and Hutter 2019; moments in float32 as PyTorch keeps them, bias corrections in double.
 */
export function makeAdam(lengths: readonly number[], { learningRate, weightDecay }: AdamOptions) {
  const first = lengths.map((length) => new Float32Array(length));
  const second = lengths.map((length) => new Float32Array(length));
  let steps = 0;
  return {
    step(parameters: readonly Float32Array[], gradients: readonly Float32Array[]): void {
      steps++;
      const decay = 1 - learningRate * weightDecay;
      const stepSize = learningRate / (1 - beta1 ** steps);
      const unbias = 1 / Math.sqrt(1 - beta2 ** steps);
      for (let t = 0; t < parameters.length; t++) {
        update(parameters[t]!, gradients[t]!, first[t]!, second[t]!, decay, stepSize, unbias);
      }
    },
  };
}

function update(
  parameter: Float32Array,
  gradient: Float32Array,
  first: Float32Array,
  second: Float32Array,
  decay: number,
  stepSize: number,
  unbias: number,
): void {
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameter[i] = parameter[i]! * decay - (stepSize * m) / (Math.sqrt(v) * unbias + epsilon);
  }
}
