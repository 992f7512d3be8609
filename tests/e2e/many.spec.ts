// 500 images of 512 x 512 at once: the page stays usable, memory comes back, the rate is printed.

import { expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { makeRandom } from '../../src/domain/random';
import { folderOf } from '../fixtures/builders/folders';
import { Workbench } from './pages/workbench';

const sidePx = 512;
const longestOwnTaskMs = 50;

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
  return encode({ width: sidePx, height: sidePx, channels: 3, depth: 8, data });
}

interface Script {
  readonly ms: number;
  readonly source: string;
  readonly invoker: string;
}

/** Records every script that held the main thread, with the file it came from. */
async function watchScripts(page: Page) {
  await page.addInitScript(() => {
    const scripts: { ms: number; source: string; invoker: string }[] = [];
    Object.assign(window, { heldBy: scripts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        scripts: { duration: number; sourceURL: string; invoker: string }[];
      }[]) {
        for (const { duration, sourceURL, invoker } of entry.scripts) {
          scripts.push({ ms: duration, source: sourceURL.split('/').at(-1) ?? '', invoker });
        }
      }
    }).observe({ type: 'long-animation-frame', buffered: true });
  });
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

test('500 images of 512 x 512 dropped at once', async ({ page }) => {
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

    const scripts = await page.evaluate(() => (window as unknown as { heldBy: Script[] }).heldBy);
    const longest = (list: readonly Script[]) => list.reduce((most, { ms }) => Math.max(most, ms), 0);
    const plotly = scripts.filter(({ source }) => source.startsWith('plotly'));
    const own = scripts.filter(({ source }) => !source.startsWith('plotly'));
    console.log(
      `longest slice on the main thread: ours ${longest(own).toFixed(0)} ms, plotly ${longest(plotly).toFixed(0)} ms`,
    );
    expect(own.filter(({ ms }) => ms > longestOwnTaskMs)).toEqual([]);
    // A decoded image of this size is 0.75 MiB; 500 of them held would be 375 MiB.
    expect(after - before).toBeLessThan(100);
  } finally {
    small.remove();
    large.remove();
  }
});
