// An adapter as an ONNX model: `embedding` in, `logits` and `probabilities` out.
import { type AdapterLayer, normEpsilon } from '../predict/adapter-shape';
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';
import { type AdapterFacts, exportLayers, modelMetadata } from './adapter-facts';
import { researchNotice } from './notice';
import { type OnnxNode, onnxBytes } from './onnx-file';

/** The first opset with LayerNormalization. */
const opset = 17;

/** The exact GELU, as `adapterLayers` means it; opset 20 has an operator of its own, which older runtimes lack. */
function geluNodes(input: string, output: string): OnnxNode[] {
  const [scaled, curve, share, product] = ['scaled', 'erf', 'share', 'product'].map(
    (part) => `${output}.${part}`,
  );
  return [
    { op: 'Mul', inputs: [input, 'gelu.root'], output: scaled! },
    { op: 'Erf', inputs: [scaled!], output: curve! },
    { op: 'Add', inputs: [curve!, 'gelu.one'], output: share! },
    { op: 'Mul', inputs: [input, share!], output: product! },
    { op: 'Mul', inputs: [product!, 'gelu.half'], output },
  ];
}

function layerNodes(layer: AdapterLayer, input: string, output: string): OnnxNode[] {
  if (layer.kind === 'gelu') return geluNodes(input, output);
  const { name } = layer;
  switch (layer.kind) {
    case 'standardise':
      return [
        { op: 'Sub', inputs: [input, `${name}.mean`], output: `${output}.centred` },
        { op: 'Mul', inputs: [`${output}.centred`, `${name}.scale`], output },
      ];
    case 'dense':
      return [
        { op: 'Gemm', inputs: [input, `${name}.weight`, `${name}.bias`], output, whole: { transB: 1 } },
      ];
    case 'norm':
      return [
        {
          op: 'LayerNormalization',
          inputs: [input, `${name}.weight`, `${name}.bias`],
          output,
          whole: { axis: -1 },
          floats: { epsilon: normEpsilon },
        },
      ];
  }
}

/** The constants of GELU, float32 scalars. */
const geluConstants = [
  ['gelu.root', Math.SQRT1_2],
  ['gelu.one', 1],
  ['gelu.half', 0.5],
] as const;

/**
 * An ONNX file (opset 17, IR 8) of the adapter. Input `embedding`: float32 `n x dim`, rows as the adapter was trained on.
 * Outputs: `logits` and `probabilities` (softmax for `single`, sigmoid for `multi`), float32 `n x classes`. Class names (JSON),
 * task, encoder and notice in `metadata_props`, the notice in `doc_string`. Equal bytes for equal adapters.
 * @throws AppError `invalid-argument` as `exportLayers`.
 */
export function adapterOnnx(adapter: Adapter, facts: AdapterFacts): Uint8Array<ArrayBuffer> {
  const layers = exportLayers(adapter, facts);
  const nodes: OnnxNode[] = [];
  let current = 'embedding';
  for (const [i, layer] of layers.entries()) {
    const next = i === layers.length - 1 ? 'logits' : `layer${i}`;
    nodes.push(...layerNodes(layer, current, next));
    current = next;
  }
  const share = taskOfSpec(adapter.spec) === 'multi' ? 'Sigmoid' : 'Softmax';
  nodes.push({
    op: share,
    inputs: ['logits'],
    output: 'probabilities',
    ...(share === 'Softmax' && { whole: { axis: 1 } }),
  });
  const scalars = layers.some(({ kind }) => kind === 'gelu') ? geluConstants : [];
  const classes = adapter.classes.length;
  return onnxBytes({
    name: 'adapter',
    producerVersion: facts.version,
    doc: `${researchNotice} From embeddings of ${facts.space.encoder} to classes.`,
    opset,
    nodes,
    constants: [
      ...adapter.parameters,
      ...scalars.map(([name, value]) => ({ name, shape: [], data: Float32Array.of(value) })),
    ],
    inputs: [{ name: 'embedding', shape: ['n', adapter.dim] }],
    outputs: ['logits', 'probabilities'].map((name) => ({ name, shape: ['n', classes] })),
    metadata: modelMetadata(adapter, facts),
  });
}
