// What leaves the page of an adapter answers as the adapter does: ONNX by the runtime's build for Node, graph models by
// TensorFlow.js' own loader. By onnxruntime in Python: python-exports.test.ts.
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { adapterForward, adapterProbabilities } from '../../../src/domain/predict/adapter-predict';
import type { Adapter } from '../../../src/domain/predict/adapter-types';
import { agreementWith } from '../../../src/domain/report/adapter-agreement';
import { readAdapterFile } from '../../../src/domain/report/adapter-archive';
import { adapterBundle } from '../../../src/domain/report/adapter-bundle';
import { misfits, readAdapterJson } from '../../../src/domain/report/adapter-file';
import { adapterOnnx } from '../../../src/domain/report/adapter-onnx';
import { adapterTfjs } from '../../../src/domain/report/adapter-tfjs';
import { wasmTf } from '../predict/tf-node';
import {
  adapterCase,
  adapterCases,
  adapterFacts,
  caseDim,
  caseRows,
  hardNames,
  runOnnx,
} from './adapter-cases';

const rows = caseRows(9);
let tf: Awaited<ReturnType<typeof wasmTf>>;

beforeAll(async () => {
  tf = await wasmTf();
});

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

function logitsOf(adapter: Adapter): number[] {
  const forward = adapterForward(adapter);
  return Array.from({ length: rows.length / caseDim }, (_, i) => [
    ...forward(rows.subarray(i * caseDim, (i + 1) * caseDim)),
  ]).flat();
}

async function loadFromMemory(files: {
  model: string;
  weights: Uint8Array<ArrayBuffer>;
}): Promise<GraphModel> {
  const { modelTopology, weightsManifest, signature } = JSON.parse(files.model);
  const weightSpecs = weightsManifest.flatMap(({ weights }: { weights: object[] }) => weights);
  const artifacts = { modelTopology, signature, weightSpecs, weightData: files.weights.buffer };
  return loadGraphModel({ load: async () => artifacts });
}

describe.each(adapterCases)('%s, %s', (preset, task) => {
  const adapter = adapterCase(preset, task);

  test('ONNX: logits and probabilities are the adapter’s to 1e-5', async () => {
    const answers = await runOnnx(adapterOnnx(adapter, adapterFacts), rows, caseDim);
    expect(furthest(answers.probabilities, adapterProbabilities(adapter, rows))).toBeLessThan(1e-5);
    expect(furthest(answers.logits, logitsOf(adapter))).toBeLessThan(1e-5);
    const agreement = await agreementWith(adapter, rows, answers);
    expect(agreement).toMatchObject({ rows: 9, agrees: true });
    // The other task's probabilities, from the same logits, do not pass.
    const other = adapterProbabilities(
      { ...adapter, spec: { ...adapter.spec, task: task === 'multi' ? 'single' : 'multi' } },
      rows,
    );
    expect((await agreementWith(adapter, rows, { ...answers, probabilities: other })).agrees).toBe(false);
  });

  test('graph model: logits and probabilities are the adapter’s to 1e-5', async () => {
    const model = await loadFromMemory(adapterTfjs(adapter, adapterFacts));
    const input = tf.tensor2d(rows, [9, caseDim]);
    const [logits, probabilities] = model.execute(input, ['logits', 'probabilities']) as [
      typeof input,
      typeof input,
    ];
    expect(furthest(await probabilities.data(), adapterProbabilities(adapter, rows))).toBeLessThan(1e-5);
    expect(furthest(await logits.data(), logitsOf(adapter))).toBeLessThan(1e-5);
  });

  test('adapter.json gives the adapter and its facts back', async () => {
    const agreement = { rows: 9, probability: 0, logit: 0, agrees: true };
    const zip = await adapterBundle({ adapter, facts: adapterFacts, card: '# Card', agreement }, quietJob());
    const read = readAdapterJson(new TextDecoder().decode(unzipSync(zip)['adapter.json']));
    expect(read).toEqual({ adapter, facts: adapterFacts });
  });
});

describe('the comparer', () => {
  const adapter = adapterCase('linear', 'single');
  const probabilities = adapterProbabilities(adapter, rows);
  const logits = logitsOf(adapter);

  test('own answers agree; one probability off by 2e-5, one logit off by a thousandth, a missing or absent number do not', async () => {
    const off = (values: ArrayLike<number>, by: number) =>
      Array.from(values, (value, i) => (i === 5 ? value + by : value));
    expect((await agreementWith(adapter, rows, { logits, probabilities })).agrees).toBe(true);
    const wrong = [
      { logits, probabilities: off(probabilities, 2e-5) },
      { logits: off(logits, 1e-3), probabilities },
      { logits, probabilities: off(probabilities, Number.NaN) },
      { logits: logits.slice(1), probabilities },
      { logits: [], probabilities: [] },
    ];
    for (const answers of wrong) expect((await agreementWith(adapter, rows, answers)).agrees).toBe(false);
  });

  test('no rows are no agreement', async () => {
    const none = await agreementWith(adapter, new Float32Array(0), { logits: [], probabilities: [] });
    expect(none).toMatchObject({ rows: 0, agrees: false });
  });
});

describe('the archive', () => {
  const adapter = adapterCase('mlp', 'multi');
  const bundle = (agrees: boolean) => ({
    adapter,
    facts: adapterFacts,
    card: '# Card',
    agreement: { rows: 9, probability: 1e-7, logit: 1e-6, agrees },
  });

  test('holds the same bytes each time, and the notice in each text', async () => {
    const [first, second] = [
      await adapterBundle(bundle(true), quietJob()),
      await adapterBundle(bundle(true), quietJob()),
    ];
    expect(first).toEqual(second);
    const files = unzipSync(first);
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'MODEL_CARD.md',
      'model.onnx',
      'example.py',
      'adapter.json',
      'tfjs/model.json',
      'tfjs/weights.bin',
    ]);
    for (const path of ['README.txt', 'model.onnx', 'example.py', 'adapter.json', 'tfjs/model.json']) {
      expect(new TextDecoder().decode(files[path])).toContain('Research use only. Not a medical device.');
    }
  });

  test('is not made of a model that answers otherwise', async () => {
    await expect(adapterBundle(bundle(false), quietJob())).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('needs a name for each class', () => {
    const facts = { ...adapterFacts, classNames: ['one'] };
    expect(() => adapterOnnx(adapter, facts)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('adapter.json from elsewhere', () => {
  const adapter = adapterCase('linear', 'single');
  const read = { adapter, facts: adapterFacts };
  const place = { space: adapterFacts.space, dim: caseDim, classNames: hardNames };

  test('fits the same encoder, length and classes, and says what differs', () => {
    expect(misfits(read, place)).toEqual([]);
    expect(misfits(read, { ...place, dim: 512 })).toEqual(['dim']);
    expect(misfits(read, { ...place, classNames: hardNames.slice(1) })).toEqual(['classes']);
    expect(misfits(read, { ...place, space: { ...place.space, sha256: 'cd' } })).toEqual(['encoder']);
    expect(misfits(read, { ...place, space: { ...place.space, rendering: 'window' } })).toEqual(['encoder']);
  });

  const bundled = () => {
    const agreement = { rows: 9, probability: 0, logit: 0, agrees: true };
    return adapterBundle({ adapter, facts: adapterFacts, card: '', agreement }, quietJob());
  };
  const stored = async () => JSON.parse(new TextDecoder().decode(unzipSync(await bundled())['adapter.json']));
  type Stored = Awaited<ReturnType<typeof stored>>;
  type Refused = [string, (file: Stored) => string, string];

  test.each([
    ['no JSON', () => '{', 'not-one'],
    ['another format', (file) => JSON.stringify({ ...file, format: 'other' }), 'not-one'],
    ['a newer version', (file) => JSON.stringify({ ...file, formatVersion: 2 }), 'newer'],
    ['null', () => 'null', 'not-one'],
    [
      'another dimension',
      (file) => JSON.stringify({ ...file, adapter: { ...file.adapter, dim: 25 } }),
      'damaged',
    ],
    ['a class less', (file) => JSON.stringify({ ...file, classNames: ['one'] }), 'damaged'],
    [
      'an unknown preset',
      (file) => JSON.stringify({ ...file, adapter: { ...file.adapter, spec: {} } }),
      'damaged',
    ],
    ['a cut parameter', (file) => JSON.stringify(file).replace(/"data":"...../, '"data":"'), 'damaged'],
    ['no space', (file) => JSON.stringify({ ...file, space: 1 }), 'damaged'],
    ...[{ curve: 7 }, { bestEpoch: '<b>' }, { trainingIds: [1] }, { elapsedMs: null }, { classes: {} }].map(
      (part) =>
        [
          JSON.stringify(part),
          (file: Stored) => JSON.stringify({ ...file, adapter: { ...file.adapter, ...part } }),
          'damaged',
        ] satisfies Refused,
    ),
  ] satisfies Refused[])('%s is refused', async (_, change, why) => {
    const text = change(await stored());
    const fault = { code: 'adapter-unfit', detail: expect.objectContaining({ why }) };
    expect(() => readAdapterJson(text)).toThrow(expect.objectContaining(fault));
  });

  test('what is not known of a file is left behind', async () => {
    const file = await stored();
    const text = JSON.stringify({ ...file, adapter: { ...file.adapter, extra: 1 } }).replace(
      '"extra"',
      '"__proto__"',
    );
    expect(readAdapterJson(text)).toEqual(read);
  });

  test('the archive, the file in it, and neither', async () => {
    const zip = await bundled();
    const json = unzipSync(zip)['adapter.json'] as Uint8Array<ArrayBuffer>;
    expect(await readAdapterFile(new Blob([zip]), quietJob())).toEqual(read);
    expect(await readAdapterFile(new Blob([json]), quietJob())).toEqual(read);
    const other = new Blob([zipSync({ 'other.json': json })]);
    await expect(readAdapterFile(other, quietJob())).rejects.toMatchObject({ detail: { why: 'not-one' } });
    const cut = new Blob([zip.slice(0, zip.length / 2)]);
    await expect(readAdapterFile(cut, quietJob())).rejects.toMatchObject({ code: 'truncated' });
    const none = readAdapterFile(new Blob([]), quietJob());
    await expect(none).rejects.toMatchObject({ code: 'empty-file' });
  });
});
