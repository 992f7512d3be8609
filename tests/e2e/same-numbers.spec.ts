// The same image gives the same numbers: bit for bit, whatever the order, the neighbours, the threads or the reload.
import { readdirSync } from 'node:fs';
import { type Browser, expect, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { Workbench } from './pages/workbench';

const golden = 'tests/fixtures/golden/encode';
const files = readdirSync(golden)
  .filter((name) => /^\d\d-.*\.(png|jpg)$/.test(name))
  .map((name) => `${golden}/${name}`);

/** Vectors by file name of `dropped`, in a fresh browser profile. */
async function vectorsOf(
  browser: Browser,
  url: string,
  dropped: readonly string[],
  check?: (bench: Workbench) => Promise<void>,
  processors?: number,
) {
  const context = await browser.newContext();
  if (processors !== undefined)
    await context.addInitScript((value) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value });
    }, processors);
  const bench = new Workbench(await context.newPage());
  await bench.open(url);
  await bench.addFiles('Unlabelled', [...dropped]);
  await bench.intakeDone();
  await expect(bench.report()).toContainText(`${dropped.length} added`);
  await bench.saved();
  await check?.(bench);
  const { names, vectors } = await bench.kept();
  await context.close();
  return Object.fromEntries(Object.entries(names).map(([id, name]) => [name, vectors[id]]));
}

test('order, neighbours and threads leave vectors bit-equal', async ({ browser }) => {
  const forward = await vectorsOf(
    browser,
    `${servers.app}/?backend=wasm`,
    files,
    async ({ page }) => {
      await expect(
        page.getByRole('button', { name: /^Encoder: / }).filter({ hasText: '2 threads' }),
      ).toBeVisible();
    },
    3,
  );
  expect(Object.keys(forward)).toHaveLength(24);
  // Without the isolation headers there is one thread, and the page says so; the order is turned round as well.
  const oneThread = await vectorsOf(
    browser,
    `${servers.withoutPolicy}/?backend=wasm`,
    files.toReversed(),
    async ({ page }) => {
      await expect(page.getByText('WebAssembly runs on 1 thread here')).toBeVisible();
    },
  );
  expect(oneThread).toEqual(forward);
  const some = files.filter((_, i) => i % 5 === 0);
  const alone = await vectorsOf(browser, `${servers.app}/?backend=wasm`, some);
  for (const [name, vector] of Object.entries(alone)) expect([name, vector]).toEqual([name, forward[name]]);
});
