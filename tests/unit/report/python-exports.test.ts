// What the page saves is read by NumPy, onnxruntime and (where it is installed) pyarrow: tools/check_exports.py. The
// interpreter is named by LIGHTBENCH_PYTHON, else python3; without numpy, onnx and onnxruntime there it is skipped, and says so.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseGolden } from '../../../src/domain/encode/golden';
import { writePng } from '../../../src/domain/intake/png-writer';
import { quietJob } from '../../../src/domain/job';
import { npyFloats } from '../../../src/domain/npy';
import { adapterForward, adapterProbabilities } from '../../../src/domain/predict/adapter-predict';
import { adapterOnnx } from '../../../src/domain/report/adapter-onnx';
import { adapterPython } from '../../../src/domain/report/adapter-python';
import { embeddingsCsv } from '../../../src/domain/report/embeddings-csv';
import { embeddingsNpz } from '../../../src/domain/report/embeddings-npz';
import { embeddingsParquet } from '../../../src/domain/report/embeddings-parquet';
import { zipBytes } from '../../../src/domain/report/zip';
import { shippedFolder, shippedJson, shippedManifest } from '../encode/shipped-tower';
import { adapterCase, adapterCases, adapterFacts, caseDim, caseRows } from './adapter-cases';
import { exportRows } from './export-rows';

const python = process.env.LIGHTBENCH_PYTHON ?? 'python3';
const there = spawnSync(python, ['-c', 'import numpy, onnx, onnxruntime']).status === 0;
if (!there)
  console.warn(`Skipped: ${python} has no numpy, onnx and onnxruntime (name one by LIGHTBENCH_PYTHON).`);

const withPictures = there && spawnSync(python, ['-c', 'import PIL']).status === 0;
if (there && !withPictures) console.warn(`Skipped in part: ${python} has no Pillow.`);

const job = quietJob();
let folder = '';

async function writeTable(to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const rows = exportRows(40, 33);
  const { ids, labels, groups, dim, space } = rows;
  writeFileSync(join(to, 'embeddings.npz'), await embeddingsNpz(rows, job));
  writeFileSync(join(to, 'embeddings.csv'), (await embeddingsCsv(rows, job)).join(''));
  writeFileSync(join(to, 'embeddings.parquet'), await embeddingsParquet(rows, job));
  writeFileSync(
    join(to, 'wanted.json'),
    JSON.stringify({ ids, labels, groups, dim, encoder: space.encoder }),
  );
  writeFileSync(join(to, 'wanted.f32'), new Uint8Array(rows.data.buffer));
}

async function writeAdapter(to: string, [preset, task]: (typeof adapterCases)[number]): Promise<void> {
  mkdirSync(to, { recursive: true });
  const count = 11;
  const adapter = adapterCase(preset, task);
  const data = caseRows(count);
  const forward = adapterForward(adapter);
  const row = (i: number) => data.subarray(i * caseDim, (i + 1) * caseDim);
  const logits = Array.from({ length: count }, (_, i) => [...forward(row(i))]).flat();
  const arrays: [string, Float32Array, number][] = [
    ['rows', data, caseDim],
    ['logits', Float32Array.from(logits), adapter.classes.length],
    ['probabilities', adapterProbabilities(adapter, data), adapter.classes.length],
  ];
  const files = arrays.map(([name, values, width]) => ({
    path: `${name}.npy`,
    bytes: npyFloats(values, [count, width]),
  }));
  writeFileSync(join(to, 'wanted.npz'), await zipBytes(files, job));
  writeFileSync(join(to, 'model.onnx'), adapterOnnx(adapter, adapterFacts));
  writeFileSync(join(to, 'example.py'), adapterPython(adapter, adapterFacts));
  const table = {
    ...exportRows(count, caseDim),
    data,
    ids: Array.from(logits.slice(0, count), (_, i) => `id${i}`),
  };
  writeFileSync(join(to, 'embeddings.npz'), await embeddingsNpz(table, job));
}

function check(): { status: number | null; text: string } {
  const script = resolve(import.meta.dirname, '../../../tools/check_exports.py');
  const { status, stdout, stderr } = spawnSync(python, [script, folder], { encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lightbench-exports-'));
  await writeTable(join(folder, 'table'));
  for (const own of adapterCases) await writeAdapter(join(folder, 'adapters', own.join('-')), own);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the program is ten lines', () => {
  const text = adapterPython(adapterCase('linear', 'single'), adapterFacts);
  expect(text.trimEnd().split('\n')).toHaveLength(10);
});

test.skipIf(!there)('NumPy, onnxruntime and the program read all of it as it was meant', () => {
  const { status, text } = check();
  expect(text).toMatch(/npz: as meant/);
  for (const own of adapterCases) expect(text).toMatch(new RegExp(`${own.join('-')}: 11 rows within`));
  expect(status).toBe(0);
});

test.skipIf(!there)('the check sees a model that answers otherwise', async () => {
  const adapter = adapterCase('linear', 'single');
  const parameters = adapter.parameters.map((own) =>
    own.name === 'head.bias' ? { ...own, data: own.data.map((value) => value + 1e-3) } : own,
  );
  const planted = adapterOnnx({ ...adapter, parameters }, adapterFacts);
  writeFileSync(join(folder, 'adapters', 'linear-single', 'model.onnx'), planted);
  expect(check().status).not.toBe(0);
});

test.skipIf(!withPictures)(
  'the program of docs/formats.md goes from a picture to the adapter’s answer',
  async () => {
    const { dimension, files } = shippedManifest;
    const adapter = adapterCase('mlp', 'single', dimension);
    const facts = { ...adapterFacts, space: { ...adapterFacts.space, sha256: files.image.sha256 } };
    const programs = readFileSync('docs/formats.md', 'utf8').matchAll(/```python\n([\s\S]*?)```/g);
    const program = [...programs]
      .map(([, text]) => text as string)
      .find((text) => text.includes('manifest.json'));
    const to = join(folder, 'chain');
    mkdirSync(to);
    writeFileSync(join(to, 'chain.py'), program ?? '');
    writeFileSync(join(to, 'model.onnx'), adapterOnnx(adapter, facts));
    // The golden vector was made by the encoder's own Python chain.
    const [golden] = parseGolden(shippedJson(files.golden.path), shippedManifest);
    writeFileSync(join(to, 'picture.png'), await writePng(golden!.picture));
    const paths = [join(to, 'chain.py'), shippedFolder, to, join(to, 'picture.png')];
    const { stdout, stderr } = spawnSync(python, ['-X', 'utf8', ...paths], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const wanted = adapterProbabilities(adapter, golden!.vector);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(wanted.length);
    for (const [c, line] of lines.entries()) {
      expect(Number(line.split('\t').at(-1))).toBeCloseTo(wanted[c]!, 3);
    }
  },
);
