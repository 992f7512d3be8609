// A Python program of ten lines that runs an exported adapter.
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';
import type { AdapterFacts } from './adapter-facts';
import { researchNotice } from './notice';

/**
 * Reads `embeddings.npz` (arrays `ids` and `embeddings`, as the page saves them; another path as first argument) and prints
 * a line a row: id, answer (each label of at least 0.5 where an image may have several), its probability. Needs numpy and
 * onnxruntime; `model.onnx` is looked for beside the program. A name as JSON writes it is a Python text, too.
 */
export function adapterPython(adapter: Adapter, { classNames, space }: AdapterFacts): string {
  const names = `[${classNames.map((name) => JSON.stringify(name)).join(', ')}]`;
  const multi = taskOfSpec(adapter.spec) === 'multi';
  const answer = multi
    ? '[(c, round(float(p), 4)) for c, p in zip(classes, row) if p >= 0.5]'
    : 'classes[row.argmax()], round(float(row.max()), 4)';
  // For vectors from elsewhere it is what their file said: nothing in it may end the comment it stands in.
  const madeBy = space.sha256.slice(0, 12).replace(/[^\w.-]/g, '');
  return `${[
    `# ${researchNotice}`,
    'import pathlib, sys',
    'import numpy as np, onnxruntime',
    `classes = ${names}`,
    'model = pathlib.Path(__file__).with_name("model.onnx")',
    'table = np.load(sys.argv[1] if len(sys.argv) > 1 else "embeddings.npz", allow_pickle=False)',
    `rows = table["embeddings"].astype(np.float32)  # n x ${adapter.dim}, made by the encoder ${madeBy}`,
    'session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])',
    'for key, row in zip(table["ids"], session.run(["probabilities"], {"embedding": rows})[0]):',
    `    print(key, ${answer}, sep="\\t")`,
  ].join('\n')}\n`;
}
