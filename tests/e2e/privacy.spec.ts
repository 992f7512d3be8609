// Promise: nothing is sent. Six kinds of leak are tried with the policy and without it, from page and workers; the build
// is scanned for addresses; the privacy panel says what is checked, readable and accessible.
import { expect, type Page, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { scanFolder, unknownIn } from '../../tools/scan-build.mjs';
import { expectAccessiblePage } from './pages/accessible';
import { buildFolder, openPrivacy } from './pages/privacy';
import { keepOwnFunctions, leakFromPage, leakFromWorker, listen } from './pages/ways-out';
import { Workbench } from './pages/workbench';

const held = ['beacon', 'fetch', 'image', 'import'];
const notHeld = ['webrtc', 'window'];
const fromWorker = ['worker-fetch', 'worker-import', 'worker-request'];

const workerOf = (page: Page, kind: string) => {
  const found = page.workers().find((worker) => worker.url().includes(`${kind}.worker`));
  if (!found) throw new Error(`no ${kind} worker`);
  return found;
};

test('P1: six kinds of leak: stopped here, and each one heard where its guard is missing', async ({
  page,
  browser,
}) => {
  const other = await listen();
  await keepOwnFunctions(page);
  const bench = new Workbench(page);
  await bench.open();
  await leakFromPage(page, other);
  for (const kind of ['decode', 'encode', 'analyse', 'train', 'keep'])
    await leakFromWorker(workerOf(page, kind), other);
  expect(other.heard()).toEqual([]);

  // The page itself goes nowhere, even told to.
  await page.evaluate((to) => {
    location.href = `${to}/leave?id=1`;
  }, other.url);
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = `${to}/leave?id=2`;
    document.body.append(link);
    link.click();
  }, other.url);
  await page.waitForTimeout(500);
  expect(page.url()).toBe(`${servers.app}/`);
  expect(other.heard()).toEqual([]);

  // No policy stops the last two: with the browser's own functions, from before the page shut them, they go out.
  await leakFromPage(page, other, true);
  expect(other.heard()).toEqual(notHeld);
  // The record of requests sees the window, not WebRTC: that one only its listener hears.
  await expect(bench.expectNothingSent()).rejects.toThrow();

  const planted = await (await browser.newContext()).newPage();
  await keepOwnFunctions(planted);
  await new Workbench(planted).open(servers.withoutPolicy);
  const otherToo = await listen();
  await leakFromPage(planted, otherToo, true);
  // The chip counts what the browser lists: here it says so.
  await expect(
    planted.getByRole('button', { name: /^Privacy: \d+ requests? to other sites$/ }),
  ).toBeVisible();
  await leakFromWorker(workerOf(planted, 'encode'), otherToo);
  expect(otherToo.heard()).toEqual([...held, ...notHeld, ...fromWorker].sort());
  await planted.context().close();
  await Promise.all([other.close(), otherToo.close()]);
});

test('no address in the build that nobody has reviewed', async ({ browserName: _ }, info) => {
  const build = buildFolder(info);
  expect(scanFolder(build).length).toBeGreaterThan(20);
  expect(unknownIn(build)).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the panel says what is checked, accessible and within the window, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme: scheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const bench = new Workbench(page);
    await bench.open();
    const panel = await openPrivacy(page);
    await expect(panel).toContainText('The site sends a policy (Content-Security-Policy) with its files');
    await expect(panel.getByTestId('canary').getByText('stopped by policy')).toHaveCount(5);
    await expect(panel.getByTestId('doors').getByText('function shut by the page')).toHaveCount(3);
    await expect(panel.getByTestId('ledger')).toContainText(
      /^This page, .*\d+ requests for its own files, to 127\.0\.0\.1:\d+; to nobody else/,
    );
    await panel.getByRole('button', { name: /^First load: \d+\.\d MB in \d+ files$/ }).click();
    await expect(panel.getByRole('table', { name: 'Files of the first load' })).toContainText(
      'image.int8.onnx',
    );
    await expect(panel.getByText(/^And \d+\.\d MB more where a graphics processor is used/)).toBeVisible();
    await panel.getByRole('button', { name: 'Headers of this address: 8 of 8 as meant' }).click();
    await panel.getByRole('button', { name: /^Places where text became script/ }).click();
    await expect(panel.getByTestId('sinks')).toContainText('Worker constructor');
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await expectAccessiblePage(page, `privacy at ${width}`);
      const sideways = await panel.evaluate((node) => node.scrollWidth - node.clientWidth);
      expect([width, sideways]).toEqual([width, 0]);
    }
    await context.close();
  });
}
