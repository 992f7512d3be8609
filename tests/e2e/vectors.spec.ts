// The browser's vectors against ONNX Runtime in Python, from the image file on; and a wrong GPU is caught.
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { fetched } from './pages/fetched';
import { serveTinyEncoder } from './pages/tiny-encoder';
import { Workbench } from './pages/workbench';

const golden = 'tests/fixtures/golden/encode';

interface Index {
  readonly dimension: number;
  readonly images: readonly { readonly file: string }[];
}

function reference(): { readonly files: string[]; readonly vectors: Float32Array[] } {
  const { images, dimension } = JSON.parse(readFileSync(`${golden}/index.json`, 'utf8')) as Index;
  const bytes = readFileSync(`${golden}/vectors.bin`);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const files = images.map(({ file }) => `${golden}/${file}`);
  return { files, vectors: files.map((_, i) => all.slice(i * dimension, (i + 1) * dimension)) };
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] ?? 0) * (b[i] ?? 0);
    aa += (a[i] ?? 0) ** 2;
    bb += (b[i] ?? 0) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Lowest cosine over the golden images (every so manieth of them), dropped as files on the page at `url`. */
async function lowestCosine(page: Page, url: string, every = 1): Promise<number> {
  const all = reference();
  const files = all.files.filter((_, i) => i % every === 0);
  const vectors = all.vectors.filter((_, i) => i % every === 0);
  const bench = new Workbench(page);
  await bench.open(url);
  await bench.addFiles('Unlabelled', files);
  await bench.intakeDone(170_000);
  await expect(bench.report()).toContainText(`${files.length} files: ${files.length} added`);
  await bench.saved();
  const kept = await bench.kept();
  const byName = new Map(Object.entries(kept.names).map(([id, name]) => [name, kept.vectors[id] ?? []]));
  const cosines = files.map((file, i) =>
    cosine(byName.get(file.split('/').at(-1) ?? '') ?? [], vectors[i] ?? []),
  );
  return Math.min(...cosines);
}

test('WASM: cosine at least 0.9999 on 24 golden images', async ({ page }) => {
  const lowest = await lowestCosine(page, '/?backend=wasm');
  console.log(`WASM against ONNX Runtime in Python: lowest cosine ${lowest.toFixed(8)}`);
  expect(lowest).toBeGreaterThanOrEqual(0.9999);
});

// A device drawn by the processor takes two seconds an image; eight more, and the parts of two, are in the self-test that it has passed.
test('WebGPU on the software adapter: cosine at least 0.9999 on 3 golden images', async ({ page }) => {
  const lowest = await lowestCosine(page, '/?backend=webgpu', 8);
  await expect(page.getByRole('button', { name: /^Encoder: .* on WebGPU/ })).toBeVisible();
  console.log(`WebGPU (software adapter) against ONNX Runtime in Python: lowest cosine ${lowest.toFixed(8)}`);
  expect(lowest).toBeGreaterThanOrEqual(0.9999);
});

test('F05: a GPU that computes wrong numbers is not used, and the page says so', async ({ page }) => {
  // The planted fault: products in the compute shaders of the encode worker take a factor from the wrong place.
  const plant = `
    const whole = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (given) {
      return whole.call(this, { ...given, code: given.code.replaceAll('ACached.x', 'ACached.y') });
    };`;
  await page.route(/encode\.worker.*\.js/, async (route) => {
    const response = await fetched(route);
    await route.fulfill({ response, body: `${plant}\n${await response.text()}` });
  });
  await serveTinyEncoder(page);
  const bench = new Workbench(page);
  await bench.open('/?backend=webgpu&encoder=tiny');
  const chip = page.getByRole('button', { name: /^Encoder: .* on WASM/ });
  await expect(chip).toBeVisible();
  await chip.click();
  // The note says what was measured on the GPU, over as many images as the self-test of the back end in use.
  const note = page.getByText(/self-test did not agree/);
  await expect(note).toContainText(
    /Measured on WebGPU, \d+ images: lowest cosine (-?\d\.\d{6}|not a number), largest difference (\d\.\de[+-]\d+|not a number)\./,
  );
  const told = (await note.textContent()) ?? '';
  const [, cases, cosineOnGpu] =
    /Measured on WebGPU, (\d+) images: lowest cosine (-?\d\.\d{6})?/.exec(told) ?? [];
  expect(cosineOnGpu === undefined || Number(cosineOnGpu) < 0.9999).toBe(true);
  await expect(
    page.getByText(new RegExp(`^passed on ${cases} images: lowest cosine 1\\.000000`)),
  ).toBeVisible();
  console.log(told);
});
