// F01 to F09: the graphics device, the runtime and its outputs fail. What was saved stays, what came out wrong is never kept, the
// work goes on or says why not.
import { expect, type Page, test } from '@playwright/test';
import { expectKept, plantIn, turnOn, wrongOutputs } from './pages/faults';
import { dropSmallSet, openWithSmallSet } from './pages/small-set';
import { Workbench } from './pages/workbench';

const onWasm = (page: Page) => page.getByRole('button', { name: /^Encoder: .* on WASM/ });
const whole = async (bench: Workbench, items: number) => {
  const { counts, vectors } = await bench.kept();
  expect(counts).toMatchObject({ items, vectors: items, pictures: 2 * items });
  const norms = Object.values(vectors).map((vector) => Math.hypot(...vector));
  for (const norm of norms) expect(norm).toBeCloseTo(1, 4);
};

const keepDevice = `
  const ask = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...given) {
    self.device = await ask.apply(this, given);
    return self.device;
  };`;

test('F01: the graphics device is lost between and during runs: a new worker takes over and every image comes in', async ({
  page,
}) => {
  await plantIn(page, 'encode', keepDevice);
  const bench = new Workbench(page);
  await bench.open('/?backend=webgpu');
  await expect(page.getByRole('button', { name: /^Encoder: .* on WebGPU/ })).toBeVisible();
  const lose = async () => {
    const worker = page.workers().find((one) => one.url().includes('encode.worker'));
    await worker?.evaluate(() => (self as unknown as { device: { destroy(): void } }).device.destroy());
  };
  await lose();
  const first = dropSmallSet(bench, 6);
  await expect.poll(async () => (await bench.kept()).counts.items, { timeout: 90_000 }).toBeGreaterThan(1);
  await lose();
  await first;
  await whole(bench, 6);
});

for (const [what, script] of [
  [
    'F02: no graphics at all',
    "Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }); Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => undefined });",
  ],
  ['F02: no adapter', 'GPU.prototype.requestAdapter = async () => null;'],
  [
    'F03: limits that are too small',
    "GPUAdapter.prototype.requestDevice = async () => { throw new DOMException('maxBufferSize', 'OperationError'); };",
  ],
] as const) {
  test(`${what}: the processor is used, with a word why`, async ({ page }) => {
    await plantIn(
      page,
      'encode',
      script.replace("Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });", ''),
    );
    const bench = new Workbench(page);
    await bench.open('/?backend=webgpu');
    await onWasm(page).click();
    await expect(page.getByText(/^WebGPU is not used: /)).toBeVisible();
    await page.keyboard.press('Escape');
    await dropSmallSet(bench, 4);
    await whole(bench, 4);
  });
}

test('F04: a graphics adapter without half precision is used as it is', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open('/?backend=webgpu');
  const half = await page.evaluate(async () => {
    type Adapter = { features: ReadonlySet<string> } | null;
    const { gpu } = navigator as unknown as { gpu: { requestAdapter(): Promise<Adapter> } };
    return (await gpu.requestAdapter())?.features.has('shader-f16');
  });
  // The adapter of this browser has none; where it has, the encoder asks for none either.
  test.skip(half !== false, 'this adapter has half precision');
  await expect(page.getByRole('button', { name: /^Encoder: .* on WebGPU/ })).toBeVisible();
});

for (const wrong of ['nan', 'zeros', 'constant'] as const) {
  test(`F06: the runtime answers with ${wrong}: none of it is kept, a new worker goes on`, async ({
    page,
  }) => {
    await plantIn(page, 'encode', wrongOutputs);
    const bench = await openWithSmallSet(page, 4);
    const before = await bench.kept();
    await turnOn(page, 'encode', wrong);
    await dropSmallSet(bench, 12);
    await expectKept(bench, before);
    await whole(bench, 12);
    const { vectors } = await bench.kept();
    expect(new Set(Object.values(vectors).map((vector) => vector.slice(0, 8).join())).size).toBe(12);
  });
}

test('F06: twin: what is wrong in every worker is refused by name and sentence; without the check it would be kept', async ({
  page,
}) => {
  // Right for the self-test, wrong from the first image on, in each new worker, too.
  await plantIn(page, 'encode', `${wrongOutputs} setTimeout(() => { self.planted = 'nan'; }, 6000);`);
  const bench = new Workbench(page);
  await bench.open();
  await page.waitForTimeout(6500);
  const [file] = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d')?.fillRect(8, 8, 30, 20);
    return [[...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]];
  });
  const png = { name: 'one.png', mimeType: 'image/png', buffer: Buffer.from(file ?? []) };
  const worker = () => page.workers().find((one) => one.url().includes('encode.worker'));
  const spoil = () =>
    worker()?.evaluate(() => {
      const scope = self as unknown as { planted: string };
      scope.planted = 'nan';
    });
  await spoil();
  const timer = setInterval(() => void spoil()?.catch(() => undefined), 50);
  await bench.addFiles('Unlabelled', [png]);
  await bench.intakeDone();
  clearInterval(timer);
  const { counts } = await bench.kept();
  // Refused, or, where the new worker got through before it was spoilt, right.
  if (counts.items === 0) await expect(bench.report()).toContainText('The encoder returned invalid numbers');
  else await whole(bench, 1);
  expect(bench.errors).toEqual([]);

  // The twin: the same page without the check of outputs.
  const open = await page.context().newPage();
  await open.route(/encode\.worker.*\.js/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const patched = body
      .replace(/Number\.isFinite\(\w+\)\s*\|\|/g, 'true||')
      .replace(/!Number\.isFinite\(\w+\)/g, 'false');
    expect(patched).not.toBe(body);
    await route.fulfill({ response, body: `${wrongOutputs}\n${patched}` });
  });
  await page.close();
  const unguarded = new Workbench(open);
  await unguarded.open();
  await turnOn(open, 'encode', 'nan');
  await unguarded.addFiles('Unlabelled', [{ ...png, name: 'two.png', buffer: Buffer.from(png.buffer) }]);
  await unguarded.intakeDone();
  await unguarded.saved();
  const kept = await unguarded.kept();
  const spoilt = Object.values(kept.vectors).some((vector) =>
    vector.some((value) => !Number.isFinite(value)),
  );
  expect(counts.items === 0 ? spoilt : true).toBe(true);
});

test('F07: a run that never ends is ended, and the image comes in by a new worker', async ({ page }) => {
  // The runtime of the first worker hangs once told to; later workers are well.
  await plantIn(
    page,
    'encode',
    `self.planted = null;
     const own = self.postMessage.bind(self);
     self.postMessage = (message, ...rest) => { if (self.planted !== 'hangs') own(message, ...rest); };`,
  );
  await page.clock.install();
  const bench = await openWithSmallSet(page, 4);
  const before = await bench.kept();
  await turnOn(page, 'encode', 'hangs');
  const more = dropSmallSet(bench, 8);
  await expect(page.getByRole('button', { name: /^Cancel: Reading/ })).toBeVisible();
  // Two minutes of silence, and some for the worker to be ended.
  for (let i = 0; i < 8; i++) {
    await page.clock.runFor(20_000);
    await page.waitForTimeout(200);
  }
  await page.clock.resume();
  await more;
  await expectKept(bench, before);
  await whole(bench, 8);
});

for (const [how, script] of [
  [
    'F08: the runtime refuses to start, with a bare number',
    'for (const name of ["instantiate", "instantiateStreaming"]) WebAssembly[name] = () => Promise.reject(7);',
  ],
  [
    'F09: no memory for the runtime',
    "WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };",
  ],
] as const) {
  test(`${how}: said in a sentence; the kept set is there, to look at and to save`, async ({ page }) => {
    const bench = await openWithSmallSet(page, 4);
    const before = await bench.kept();
    await plantIn(page, 'encode', script);
    await page.reload();
    const chip = page.getByRole('button', { name: 'Encoder: failed' });
    await chip.click({ timeout: 60_000 });
    await expect(
      page.getByText(
        /can run the encoder neither on WebAssembly nor on WebGPU|The encoder file could not be loaded/,
      ),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('class-card').first()).toBeVisible();
    await page.getByRole('button', { name: /^Add class/ }).click();
    await page.keyboard.press('Escape');
    await bench.saved();
    await expectKept(bench, before);
    expect(Object.keys((await bench.kept()).classes)).toHaveLength(Object.keys(before.classes).length + 1);
  });
}
