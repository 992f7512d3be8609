// F10, the rest of it (scripts that do not start: faults-page.spec.ts; workers that throw: crash.spec.ts): workers that end without a
// word, and messages that do not come through.
import { expect, type Page, test } from '@playwright/test';
import { changePage, expectKept, expectWhole, silence, withoutCure } from './pages/faults';
import { dropSmallSet, openWithSmallSet } from './pages/small-set';

for (const kind of ['encode', 'keep'] as const) {
  test(`F10: the ${kind} worker ends without a word: a new one takes over, every image comes in`, async ({
    page,
  }) => {
    await page.clock.install();
    const bench = await openWithSmallSet(page, 4);
    const before = await bench.kept();
    for (const worker of page.workers().filter((one) => one.url().includes(`${kind}.worker`)))
      await worker.evaluate(() => self.close());
    const more = dropSmallSet(bench, 8);
    await silence(page);
    await page.clock.resume();
    await more;
    await expectKept(bench, before);
    await expectWhole(bench, 8);
  });
}

/** The next answer of the encode worker cannot be read by the page. */
const unreadable = () => {
  const Own = window.Worker;
  window.Worker = class extends Own {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', (event) => {
        const scope = window as unknown as { planted: boolean };
        // A sign of life may go lost; the next one comes by itself.
        if (!scope.planted || !String(url).includes('encode.worker') || event.data?.isEvent) return;
        scope.planted = false;
        event.stopImmediatePropagation();
        this.dispatchEvent(new MessageEvent('messageerror'));
      });
    }
  };
};
const spoilNext = (page: Page) => page.evaluate(() => Object.assign(window, { planted: true }));

test('F10: an answer of a worker does not come through (onmessageerror): it is asked for again', async ({
  page,
}) => {
  await page.addInitScript(unreadable);
  await page.clock.install();
  const bench = await openWithSmallSet(page, 4);
  const before = await bench.kept();
  await spoilNext(page);
  const more = dropSmallSet(bench, 8);
  await expect.poll(() => page.evaluate(() => 'planted' in window && window.planted)).toBe(false);
  await silence(page);
  await page.clock.resume();
  await more;
  await expectKept(bench, before);
  await expectWhole(bench, 8);
});

test('F10: twin: without the second try in a new worker that image does not come in', async ({ page }) => {
  await page.addInitScript(unreadable);
  await changePage(page, withoutCure);
  await page.clock.install();
  const bench = await openWithSmallSet(page, 4);
  await spoilNext(page);
  const more = dropSmallSet(bench, 8);
  await expect.poll(() => page.evaluate(() => 'planted' in window && window.planted)).toBe(false);
  await silence(page);
  await page.clock.resume();
  await more;
  expect((await bench.kept()).counts.items).toBeLessThan(8);
});
