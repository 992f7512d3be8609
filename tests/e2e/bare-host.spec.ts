// Hosts that send no headers: the service worker stands in before any worker starts, or the page says that nothing does.
// Also what it refuses to keep, and how a newer build waits for its turn.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { securityHeaders } from '../../headers';
import { writeWorker } from '../../src/sw/plugin';
import { serveStatic } from '../fixtures/builders/static-server';
import { buildFolder, keptForOffline, openPrivacy } from './pages/privacy';
import { Workbench } from './pages/workbench';

test.use({ serviceWorkers: 'allow' });

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());

/** Paths below the page that any cache of the site holds. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        paths.push(url.slice(new URL('.', location.href).href.length));
    return paths;
  });

test('one reload, no worker before it, then the policy on every file, worker scripts too', async ({
  page,
}, info) => {
  const server = await serveStatic(buildFolder(info));
  const loads: string[] = [];
  page.on('framenavigated', () => loads.push('load'));
  page.on('worker', (worker) => loads.push(new URL(worker.url()).pathname));
  const bench = new Workbench(page);
  await bench.open(server.url);
  expect(loads.slice(0, 2)).toEqual(['load', 'load']);
  expect(loads.filter((entry) => entry === 'load')).toHaveLength(2);
  expect(loads.filter((entry) => entry.includes('encode.worker'))).toHaveLength(1);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  for (const worker of page.workers().filter((candidate) => candidate.url().includes('.worker-')))
    expect([worker.url(), await worker.evaluate(() => crossOriginIsolated)]).toEqual([worker.url(), true]);

  const files = await page.evaluate(async () => {
    const { files } = (await (await fetch('files.json')).json()) as { files: { path: string }[] };
    return Promise.all(
      files.map(async ({ path }) => [path, [...(await fetch(path)).headers]] as [string, [string, string][]]),
    );
  });
  expect(files.length).toBeGreaterThan(25);
  for (const [path, found] of files) {
    const headers = new Map(found);
    for (const [name, value] of Object.entries(securityHeaders))
      expect([path, name, headers.get(name.toLowerCase())]).toEqual([path, name, value]);
  }
  await bench.expectNothingSent();
  const panel = await openPrivacy(page);
  await expect(panel).toContainText('the service worker puts it on every file of the program');
  await expect(panel).toContainText('The service worker itself is not held');
  await expect(panel).toContainText('Headers of this address: 8 of 8 as meant');

  // Nothing but the files of the build, and other encoders, is ever asked of the site.
  const before = server.asked.length;
  const answers = await page.evaluate(async () => {
    const end = (request: Promise<Response>) =>
      request.then(
        ({ status }) => status,
        () => 'stopped',
      );
    return Promise.all([
      end(fetch('notes/patients.csv?q=1')),
      end(fetch('../elsewhere.json')),
      end(fetch('index.html', { method: 'POST', body: 'a picture' })),
      end(fetch('encoders/another/manifest.json')),
    ]);
  });
  expect(answers).toEqual([404, 'stopped', 'stopped', 404]);
  expect(server.asked.slice(before)).toEqual(['encoders/another/manifest.json']);
  const ledger = panel.getByTestId('ledger');
  await expect(ledger).toContainText('1 request asked of the site');
  await expect(ledger).toContainText('2 refused and not sent');
  await expect(ledger).toContainText('9 bytes of bodies');

  const client = await page.context().newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '')).toMatchObject({ name: 'Lightbench', display: 'standalone' });
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // A test's browser window is a private one, which installs nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
  expect(bench.errors).toEqual([]);
  await server.stop();
});

test('F25: where no service worker is possible the page goes on and says that nothing is enforced', async ({
  browser,
}, info) => {
  const server = await serveStatic(buildFolder(info));
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  let loads = 0;
  page.on('framenavigated', () => (loads += 1));
  await new Workbench(page).open(server.url);
  expect(loads).toBe(1);
  await expect(page.getByText('policy not enforced here')).toBeVisible();
  const panel = await openPrivacy(page);
  await expect(panel).toContainText('Not enforced here. The site sends no policy, and no service worker');
  await expect(panel).toContainText('the encoder runs on one thread');
  await expect(panel.getByTestId('canary').getByText('not enforced here')).toHaveCount(5);
  await expect(panel).toContainText('Headers of this address: 0 of 8 as meant');
  await expect(panel).toContainText('no service worker is in charge of this window');
  await context.close();
  await server.stop();
});

test('F19: a stale file, and a page instead of a file, are refused, not kept, and named', async ({
  page,
}, info) => {
  const server = await serveStatic(buildFolder(info));
  for (const [path, other] of [
    ['encoders/lightbench-v2/image.int8.onnx', 'bytes of another build'],
    ['graphs/product.onnx', null],
  ] as const) {
    server.swapped.clear();
    server.swapped.set(path, other);
    await page.goto(server.url);
    const panel = await openPrivacy(page);
    await expect(panel).toContainText(`${path} on the site is not the file of this build`);
    await expect(panel).toContainText('Not enforced here. The site sends no policy, and its files could not');
    expect(await keptPaths(page)).not.toContain(path);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  }
  // Mended on the site: the next visit is the first one that holds.
  server.swapped.clear();
  await new Workbench(page).open(server.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await keptPaths(page)).toContain('graphs/product.onnx');
  await server.stop();
});

/** A copy of the build with one more file and another title, listed and hashed as a build is. */
function newerBuild(build: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'newer-'));
  cpSync(build, folder, { recursive: true });
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<title>Lightbench<', '<title>Lightbench, newer<'));
  writeFileSync(join(folder, 'assets/only-newer.js'), '// newer\n');
  const worker = readFileSync(join(build, 'sw.js'), 'utf8');
  writeWorker(folder, worker.slice(worker.indexOf('\n') + 1));
  return folder;
}

test('F18: a newer build is fetched and waits; it takes over only when asked, idle, and in the last window', async ({
  page,
  context,
}, info) => {
  const server = await serveStatic(buildFolder(info));
  const newer = newerBuild(buildFolder(info));
  const bench = new Workbench(page);
  await bench.open(server.url);
  await keptForOffline(page);
  const [old] = await cacheNames(page);
  const offer = page.getByText(/^A new version is ready/);

  server.serve(newer);
  const asked = server.asked.length;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  await expect(offer).toBeVisible({ timeout: 30_000 });
  // Only what is new was fetched; the rest came out of the older copy.
  expect(server.asked.slice(asked).sort()).toEqual(['assets/only-newer.js', 'index.html', 'sw.js']);
  expect(await cacheNames(page)).toHaveLength(2);
  const title = () =>
    page.evaluate(async () => /<title>(.*)</.exec(await (await fetch('index.html')).text())?.[1]);
  expect(await title()).toBe('Lightbench');

  // Not while something is at work.
  await page.getByRole('button', { name: 'Try the sample set' }).first().click();
  await expect(page.getByRole('button', { name: /^Cancel: / }).first()).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page
    .getByRole('button', { name: /^Cancel: / })
    .first()
    .click();
  await expect(offer).toBeVisible({ timeout: 60_000 });
  const { counts } = await bench.kept();

  const other = await context.newPage();
  await new Workbench(other).open(server.url);
  expect(await other.title()).toBe('Lightbench');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByText(/another window still works with this one/)).toBeVisible();
  expect(await title()).toBe('Lightbench');
  await other.close();

  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.title().catch(() => '')).toBe('Lightbench, newer');
  await expect.poll(() => cacheNames(page), { timeout: 30_000 }).toHaveLength(1);
  expect(await cacheNames(page)).not.toContain(old);
  expect((await bench.kept()).counts).toEqual(counts);
  expect(bench.errors).toEqual([]);
  rmSync(newer, { recursive: true });
  await server.stop();
});
