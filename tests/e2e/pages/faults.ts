// Faults planted in workers, where no script of a test reaches by itself: prepended to the worker's own script on its way in.
import { expect, type Page } from '@playwright/test';
import { dropSmallSet } from './small-set';
import type { Workbench } from './workbench';

/** Runs `script` before the code of every worker of that kind, those started later among them. */
export async function plantIn(page: Page, kind: string, script: string): Promise<void> {
  await page.route(new RegExp(`${kind}\\.worker.*\\.js`), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** Sets what the planted script looks at, in the worker that runs now; a worker started later does not have it. */
export async function turnOn(page: Page, kind: string, what: string | null): Promise<void> {
  const worker = page.workers().find((one) => one.url().includes(`${kind}.worker`));
  if (!worker) throw new Error(`no ${kind} worker`);
  await worker.evaluate((value) => {
    (self as unknown as { planted: string | null }).planted = value;
  }, what);
}

/** Every copy of one vector (512 float32) out of the runtime's memory becomes what `planted` says. */
export const wrongOutputs = `
  self.planted = null;
  const own = Uint8Array.prototype.set;
  Uint8Array.prototype.set = function (from, at) {
    own.call(this, from, at);
    if (self.planted === null || this.byteLength !== 2048) return;
    const out = new Float32Array(this.buffer, this.byteOffset, 512);
    if (self.planted === 'nan') out.fill(NaN);
    if (self.planted === 'zeros') out.fill(0);
    if (self.planted === 'constant') out.fill(0.25);
  };`;

/** All that was saved is there as it was. */
export async function expectKept(
  bench: Workbench,
  before: Awaited<ReturnType<Workbench['kept']>>,
): Promise<void> {
  const now = await bench.kept();
  for (const [id, vector] of Object.entries(before.vectors)) expect(now.vectors[id]).toEqual(vector);
  for (const [id, labels] of Object.entries(before.labels)) expect(now.labels[id]).toEqual(labels);
  expect(Object.values(now.vectors).every((vector) => vector.length === 512)).toBe(true);
}

/** Drops the first `count` images of the small set and waits until they are in and saved. */
export async function addMore(bench: Workbench, count: number): Promise<void> {
  await dropSmallSet(bench, count);
}
