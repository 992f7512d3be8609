// All of an adapter as one archive, to be used elsewhere or read back here.
import { AppError } from '../errors';
import type { Job } from '../job';
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';
import type { AdapterAgreement } from './adapter-agreement';
import type { AdapterFacts } from './adapter-facts';
import { adapterJson } from './adapter-file';
import { adapterOnnx } from './adapter-onnx';
import { adapterPython } from './adapter-python';
import { adapterTfjs } from './adapter-tfjs';
import { researchNotice } from './notice';
import { zipBytes } from './zip';

export interface AdapterBundle {
  readonly adapter: Adapter;
  readonly facts: AdapterFacts;
  /** The model card, in Markdown. */
  readonly card: string;
  /** Of `adapterOnnx(adapter, facts)` run by the runtime, on rows of the set. */
  readonly agreement: AdapterAgreement;
}

function readme({ adapter, facts, agreement }: AdapterBundle): string {
  const { encoder, sha256, rendering, level } = facts.space;
  const row = level === 'group' ? 'a group (a patient, or what stands in for one)' : 'an image';
  const several = taskOfSpec(adapter.spec) === 'multi';
  return `${researchNotice}

Adapter "${facts.name}": from an embedding (${adapter.dim} numbers) to ${adapter.classes.length} classes.
Classes, in the order of the outputs: ${facts.classNames.map((name) => JSON.stringify(name)).join(', ')}.
${several ? 'An image may have several labels: each probability stands for itself.' : 'The probabilities of a row add up to 1.'} They are not calibrated.

Its input is ${row} as the encoder ${encoder} gives it (weights SHA-256 ${sha256}; rendering ${rendering}), scaled to unit length.
Embeddings of any other encoder or preprocessing give meaningless answers.

model.onnx         ONNX, opset 17: input "embedding" (float32, n x ${adapter.dim}), outputs "logits" and "probabilities".
                   Before saving it was run by ONNX Runtime on ${agreement.rows} rows of the set: probabilities within ${agreement.probability.toExponential(1)} of the page's.
tfjs/              the same for TensorFlow.js: tf.loadGraphModel('tfjs/model.json'). Compared with the page's by the project's tests, not here.
example.py         runs model.onnx: python example.py embeddings.npz (save the embeddings as NPZ on the page)
adapter.json       settings, parameters and learning curve, for reading it back into the page.
MODEL_CARD.md      what it is, how it was trained and judged, its limits.
`;
}

/**
 * A ZIP archive: README.txt, MODEL_CARD.md, model.onnx, example.py, adapter.json, tfjs/model.json, tfjs/weights.bin. Equal
 * bytes for equal input.
 * @throws AppError `invalid-argument` {probability, logit} where the ONNX model does not answer as the adapter does: it is
 *   not offered then.
 */
export async function adapterBundle(bundle: AdapterBundle, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const { adapter, facts, card, agreement } = bundle;
  if (!agreement.agrees) {
    const { probability, logit } = agreement;
    throw new AppError('invalid-argument', 'The ONNX model answers otherwise.', { probability, logit });
  }
  const tfjs = adapterTfjs(adapter, facts);
  const text = new TextEncoder();
  const files: [string, Uint8Array][] = [
    ['README.txt', text.encode(readme(bundle))],
    ['MODEL_CARD.md', text.encode(card)],
    ['model.onnx', adapterOnnx(adapter, facts)],
    ['example.py', text.encode(adapterPython(adapter, facts))],
    ['adapter.json', text.encode(adapterJson(adapter, facts))],
    ['tfjs/model.json', text.encode(tfjs.model)],
    ['tfjs/weights.bin', tfjs.weights],
  ];
  return zipBytes(
    files.map(([path, bytes]) => ({ path, bytes })),
    job,
  );
}
