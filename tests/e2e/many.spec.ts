// 500 images of 512 x 512 at once: the page stays usable, memory comes back, the rate is printed.

import { expect, type Page, test } from '@playwright/test';
import { makeRandom } from '../../src/domain/random';
import { folderOf } from '../fixtures/builders/folders';
import { quickPng } from '../fixtures/builders/quick-png';
import { heldScripts, watchScripts } from './pages/held-scripts';
import { Workbench } from './pages/workbench';

const sidePx = 512;
/** What we aim at for our own slices: printed, since a busy machine stretches every time. */
const aimedMs = 50;
/** What slices over that may come to, together, of the time that the drop takes: both are stretched alike. */
const mostHeld = 0.15;

/** Smooth two-colour waves, each image its own: cheap to write, real work to read. */
function wavePng(seed: number): Uint8Array {
  const random = makeRandom(seed);
  const [fx, fy, phase] = [random.uniform() * 0.08, random.uniform() * 0.08, random.uniform() * 6];
  const data = new Uint8Array(sidePx * sidePx * 3);
  for (let y = 0, p = 0; y < sidePx; y++) {
    for (let x = 0; x < sidePx; x++, p += 3) {
      const wave = Math.round((Math.sin(x * fx + y * fy + phase) + 1) * 15) * 8;
      data[p] = wave;
      data[p + 1] = 255 - wave;
      data[p + 2] = seed % 2 ? 200 : 40;
    }
  }
  return quickPng(sidePx, sidePx, data);
}

async function memoryMiB(page: Page): Promise<number> {
  const bytes = await page.evaluate(async () => {
    const measure = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measure.measureUserAgentSpecificMemory()).bytes;
  });
  return bytes / 2 ** 20;
}

test('P18: 500 images of 512 x 512 dropped at once: the page stays usable', async ({ page }) => {
  test.setTimeout(600_000);
  const count = 500;
  const file = (i: number) => [`class-${i % 2}/wave-${String(i).padStart(3, '0')}.png`, wavePng(i)] as const;
  const small = folderOf(
    'Warm-up',
    Array.from({ length: 20 }, (_, i) => file(1000 + i)),
  );
  const large = folderOf(
    'Waves',
    Array.from({ length: count }, (_, i) => file(i)),
  );
  try {
    await watchScripts(page);
    const bench = new Workbench(page);
    await bench.open();
    const take = async (folder: string) => {
      await bench.drop([folder]);
      await page.getByRole('button', { name: /^Add \d+ image/ }).click();
      const began = Date.now();
      await bench.intakeDone(500_000);
      const elapsed = Date.now() - began;
      await bench.mapDone();
      await bench.saved();
      return elapsed;
    };
    // The first images load codecs, the encoder's memory and plotly: memory is compared after that.
    await take(small.path);
    await bench.dismissReport();
    const before = await memoryMiB(page);
    const elapsedMs = await take(large.path);
    await expect(bench.report()).toContainText(`${count} files: ${count} added`);
    const after = await memoryMiB(page);
    console.log(
      `500 images of 512 x 512: ${((1000 * count) / elapsedMs).toFixed(1)} images/s, memory ${before.toFixed(0)} -> ${after.toFixed(0)} MiB`,
    );

    const { own, plotlyMs } = await heldScripts(page);
    const over = own.filter(({ ms }) => ms > aimedMs).length;
    console.log(
      `main thread: longest slice of ours ${own[0]?.ms.toFixed(0) ?? '< 50'} ms, ${over} over ${aimedMs} ms; plotly's longest draw ${plotlyMs.toFixed(0)} ms`,
    );
    for (const { ms, invoker, source } of own.slice(0, 4))
      console.log(`  ${ms.toFixed(0)} ms: ${invoker}, ${source}`);
    const heldMs = own.reduce((sum, { ms }) => sum + (ms > aimedMs ? ms : 0), 0);
    expect(heldMs / elapsedMs).toBeLessThan(mostHeld);
    // A decoded image of this size is 0.75 MiB; 500 of them held would be 375 MiB.
    expect(after - before).toBeLessThan(100);
  } finally {
    small.remove();
    large.remove();
  }
});
