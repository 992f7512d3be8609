// An adapter as a TensorFlow.js graph model: model.json and its weights.
import { concat } from '../intake/bytes';
import { type AdapterLayer, normEpsilon } from '../predict/adapter-shape';
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';
import { type AdapterFacts, exportLayers, modelMetadata } from './adapter-facts';

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

const float = { T: { type: 'DT_FLOAT' } };
const sizes = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

const scalar = (name: string, value: number): Weight => ({
  name,
  shape: [],
  dtype: 'float32',
  data: Float32Array.of(value),
});

/** What the layers need beside their parameters. */
const constants: readonly Weight[] = [
  scalar('gelu.root', Math.SQRT1_2),
  scalar('gelu.one', 1),
  scalar('gelu.half', 0.5),
  scalar('norm.epsilon', normEpsilon),
  { name: 'norm.axis', shape: [1], dtype: 'int32', data: Int32Array.of(1) },
];

/** Names the steps of one layer and chains them: `step('Mul', 'x', 'y')` gives the name of its result. */
function chain(nodes: GraphNode[], output: string) {
  let count = 0;
  return (op: string, input: readonly string[], attr: GraphNode['attr'] = float, last = false): string => {
    count += 1;
    const name = last ? output : `${output}.${count}`;
    nodes.push({ name, op, input, attr });
    return name;
  };
}

function pushLayer(nodes: GraphNode[], layer: AdapterLayer, x: string, output: string): void {
  const step = chain(nodes, output);
  const last = (op: string, ...input: readonly string[]) => step(op, input, float, true);
  switch (layer.kind) {
    case 'standardise':
      last('Mul', step('Sub', [x, `${layer.name}.mean`]), `${layer.name}.scale`);
      return;
    case 'gelu': {
      const share = step('AddV2', [step('Erf', [step('Mul', [x, 'gelu.root'])]), 'gelu.one']);
      last('Mul', step('Mul', [x, share]), 'gelu.half');
      return;
    }
    case 'dense': {
      const attr = { ...float, transpose_a: { b: false }, transpose_b: { b: true } };
      last('AddV2', step('MatMul', [x, `${layer.name}.weight`], attr), `${layer.name}.bias`);
      return;
    }
    case 'norm': {
      const attr = { ...float, Tidx: { type: 'DT_INT32' }, keep_dims: { b: true } };
      const centred = step('Sub', [x, step('Mean', [x, 'norm.axis'], attr)]);
      const variance = step('Mean', [step('Square', [centred]), 'norm.axis'], attr);
      const scale = step('Rsqrt', [step('AddV2', [variance, 'norm.epsilon'])]);
      const unit = step('Mul', [step('Mul', [centred, scale]), `${layer.name}.weight`]);
      last('AddV2', unit, `${layer.name}.bias`);
    }
  }
}

function constNode({ name, shape, dtype }: Weight): GraphNode {
  const type = dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT';
  return {
    name,
    op: 'Const',
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: sizes(shape) } } },
  };
}

export interface TfjsFiles {
  /** The text of model.json, which names the other file `weights.bin` beside it. */
  readonly model: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/**
 * A graph model for `tf.loadGraphModel` of TensorFlow.js 4. Input `embedding` (float32 `n x dim`), outputs `logits` and
 * `probabilities` (`n x classes`); class names, task, encoder and notice in `userDefinedMetadata`.
 * @throws AppError `invalid-argument` as `exportLayers`.
 */
export function adapterTfjs(adapter: Adapter, facts: AdapterFacts): TfjsFiles {
  const layers = exportLayers(adapter, facts);
  const weights: Weight[] = [
    ...adapter.parameters.map(({ name, shape, data }) => ({ name, shape, data, dtype: 'float32' as const })),
    ...constants.filter(({ name }) => layers.some(({ kind }) => name.startsWith(kind))),
  ];
  const input = { dtype: { type: 'DT_FLOAT' }, shape: { shape: sizes([-1, adapter.dim]) } };
  const nodes: GraphNode[] = [
    { name: 'embedding', op: 'Placeholder', attr: input },
    ...weights.map(constNode),
  ];
  let current = 'embedding';
  for (const [i, layer] of layers.entries()) {
    const next = i === layers.length - 1 ? 'logits' : `layer${i}`;
    pushLayer(nodes, layer, current, next);
    current = next;
  }
  const share = taskOfSpec(adapter.spec) === 'multi' ? 'Sigmoid' : 'Softmax';
  nodes.push({ name: 'probabilities', op: share, input: ['logits'], attr: float });
  const port = (name: string, size: number) => ({
    [name]: { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: sizes([-1, size]) },
  });
  const classes = adapter.classes.length;
  const model = {
    format: 'graph-model',
    generatedBy: `Lightbench ${facts.version}`,
    convertedBy: null,
    signature: {
      inputs: port('embedding', adapter.dim),
      outputs: { ...port('logits', classes), ...port('probabilities', classes) },
    },
    userDefinedMetadata: Object.fromEntries(modelMetadata(adapter, facts)),
    modelTopology: { node: nodes, library: {}, versions: { producer: 1882, minConsumer: 12 } },
    weightsManifest: [
      { paths: ['weights.bin'], weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) },
    ],
  };
  const bytes = weights.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { model: JSON.stringify(model), weights: concat(bytes) };
}
