// F01 to F05: the graphics device is lost, absent, too small, or wrong. The processor takes over or a new worker does, the page says
// which, and every image comes in.
import { expect, type Page, test } from '@playwright/test';
import {
  before,
  changeCode,
  changePage,
  expectKept,
  expectWhole,
  instead,
  plantIn,
  silence,
  withoutCure,
  workerOf,
} from './pages/faults';
import { dropSmallSet } from './pages/small-set';
import { serveTinyEncoder } from './pages/tiny-encoder';
import { Workbench } from './pages/workbench';

const onTheGpu = '/?backend=webgpu&encoder=tiny';
test.beforeEach(({ page }) => serveTinyEncoder(page));

const onWasm = (page: Page) => page.getByRole('button', { name: /^Encoder: .* on WASM/ });
const onGpu = (page: Page) => page.getByRole('button', { name: /^Encoder: .* on WebGPU/ });
const notUsed = (page: Page) => page.getByText(/^WebGPU is not used: /);

/** The device of the worker, for a test to destroy. */
const keepDevice = `
  const ask = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...given) {
    self.device = await ask.apply(this, given);
    return self.device;
  };`;
const destroyDevice = (page: Page) =>
  workerOf(page, 'encode').evaluate(() =>
    (self as unknown as { device: { destroy(): void } }).device.destroy(),
  );

test('F01: the GPU is lost between two runs: a new worker goes on, every image comes in', async ({
  page,
}) => {
  await plantIn(page, 'encode', keepDevice);
  const bench = new Workbench(page);
  await bench.open(onTheGpu);
  await expect(onGpu(page)).toBeVisible();
  await destroyDevice(page);
  await dropSmallSet(bench, 2);
  await expectWhole(bench, 2);
});

test('F01: the GPU is lost between two drops and in the middle of one: a new worker goes on, every image comes in', async ({
  page,
}) => {
  await plantIn(page, 'encode', keepDevice);
  const bench = new Workbench(page);
  await bench.open(onTheGpu);
  await expect(onGpu(page)).toBeVisible();
  await dropSmallSet(bench, 2);
  const kept = await bench.kept();
  const first = workerOf(page, 'encode');
  await destroyDevice(page);
  const drop = dropSmallSet(bench, 4);
  await expect.poll(async () => (await bench.kept()).counts.items, { timeout: 90_000 }).toBeGreaterThan(2);
  expect(workerOf(page, 'encode')).not.toBe(first);
  await destroyDevice(page);
  await drop;
  await expectKept(bench, kept);
  await expectWhole(bench, 4);
  await expect(onGpu(page)).toBeVisible();
});

test('F01: twin: without the new worker the images of that drop do not come in', async ({ page }) => {
  await plantIn(page, 'encode', keepDevice);
  await changePage(page, withoutCure);
  await page.clock.install();
  const bench = new Workbench(page);
  await bench.open(onTheGpu);
  await destroyDevice(page);
  // The runtime may hang on a device that is gone: the drop is not waited for, the limit of silence is let pass.
  const drop = dropSmallSet(bench, 2).catch(() => 'given up');
  await expect(page.getByRole('button', { name: /^Cancel: Reading/ })).toBeVisible();
  await silence(page);
  expect((await bench.kept()).counts.items).toBeLessThan(2);
  await page.close();
  await drop;
});

for (const [what, script, why] of [
  [
    'F02: no graphics at all',
    "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => undefined });",
    'no graphics adapter',
  ],
  ['F02: no adapter', 'GPU.prototype.requestAdapter = async () => null;', 'no graphics adapter'],
  [
    'F02: asking for an adapter fails',
    "GPU.prototype.requestAdapter = () => Promise.reject(new TypeError('planted'));",
    'no graphics adapter',
  ],
  [
    'F03: the device is refused for its limits',
    "GPUAdapter.prototype.requestDevice = async () => { throw new DOMException('maxBufferSize', 'OperationError'); };",
    'could not be started',
  ],
  [
    'F03: buffers of 64 kB at most',
    // The browser itself refuses what is far too large, as it does on a small device.
    `const make = GPUDevice.prototype.createBuffer;
     GPUDevice.prototype.createBuffer = function (given) {
       return make.call(this, given.size > 65536 ? { ...given, size: 2 ** 44, mappedAtCreation: false } : given);
     };`,
    'could not be started',
  ],
  [
    'F08: the runtime refuses to start on the GPU, with a bare number',
    'GPUDevice.prototype.createBuffer = () => { throw 7; };',
    'could not be started',
  ],
] as const) {
  test(`${what}: the processor is used, the page says why, and every image comes in`, async ({ page }) => {
    await plantIn(page, 'encode', script);
    const bench = new Workbench(page);
    await bench.open(onTheGpu);
    await onWasm(page).click();
    await expect(notUsed(page)).toContainText(why);
    await page.keyboard.press('Escape');
    await dropSmallSet(bench, 4);
    await expectWhole(bench, 4);
  });
}

test('F04: a GPU without half precision is used as it is; twin of F02 and F03: and nothing is said where nothing is planted', async ({
  page,
}) => {
  // What an adapter does not have must not be asked for: the browser would refuse the device.
  await changeCode(
    page,
    'encode',
    before(`
      const features = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'features').get;
      Object.defineProperty(GPUAdapter.prototype, 'features', {
        get() { return new Set([...features.call(this)].filter((name) => name !== 'shader-f16')); },
      });
      const ask = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = function (wanted) {
        self.askedFor = [...(wanted?.requiredFeatures ?? [])];
        if (self.askedFor.includes('shader-f16')) return Promise.reject(new TypeError('shader-f16'));
        return ask.call(this, wanted);
      };`),
  );
  const bench = new Workbench(page);
  await bench.open(onTheGpu);
  await onGpu(page).click();
  await expect(page.getByText(/^passed on \d+ images/)).toBeVisible();
  await expect(notUsed(page)).toHaveCount(0);
  const asked = await workerOf(page, 'encode').evaluate(
    () => (self as unknown as { askedFor: string[] }).askedFor,
  );
  expect(asked).not.toContain('shader-f16');
});

test('F04: twin: a worker that asks for half precision all the same gets no device, and that is seen', async ({
  page,
}) => {
  await changeCode(
    page,
    'encode',
    before(`
      const ask = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = function (wanted) {
        if (wanted?.requiredFeatures?.includes('shader-f16') && !this.features.has('shader-f16'))
          return Promise.reject(new TypeError('shader-f16'));
        return ask.call(this, wanted);
      };`),
    instead(
      /requiredFeatures:\w+\.filter\(\w+=>\w+\.features\.has\(\w+\)\)/,
      "requiredFeatures:['shader-f16']",
    ),
  );
  const bench = new Workbench(page);
  await bench.open(onTheGpu);
  await expect(onGpu(page)).toHaveCount(0);
});

/** F05 itself stands in vectors.spec.ts: every compute shader takes the smaller where it should take the larger. */
test('@slow F05: twin: without the self-test the GPU that computes wrong numbers is used', async ({
  page,
}) => {
  await changeCode(
    page,
    'encode',
    before(`
      const whole = GPUDevice.prototype.createShaderModule;
      GPUDevice.prototype.createShaderModule = function (given) {
        return whole.call(this, { ...given, code: given.code.replaceAll('max(', 'min(') });
      };`),
    instead(/\w+>0&&\w+>=\.9999&&\w+<=\.001/, 'true'),
  );
  const bench = new Workbench(page);
  await bench.open('/?backend=webgpu');
  await expect(onGpu(page)).toBeVisible();
});
