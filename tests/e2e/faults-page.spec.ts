// F10, F18, F20 to F22, F29, F30: workers that do not start, files and code that are gone, clocks that jump, a map whose graphics
// are lost, a download that fails. Each is told in a sentence or goes unnoticed, and nothing that was kept is lost.
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { firstSamples } from '../fixtures/builders/sample-files';
import { expectKept } from './pages/faults';
import { fetched } from './pages/fetched';
import { dropSmallSet, openWithSmallSet } from './pages/small-set';
import { tinyBench } from './pages/tiny-encoder';
import { Workbench } from './pages/workbench';

/** A row of the refused files, by its name and sentence; short lists are unfolded, rows out of sight are not drawn. */
async function expectRefused(bench: Workbench, row: RegExp): Promise<void> {
  const refused = bench.report().getByRole('grid', { name: 'Refused files' });
  await refused.scrollIntoViewIfNeeded();
  await expect(refused.getByRole('row', { name: row })).toBeVisible();
}

const addClass = async (page: Page) => {
  await page.getByRole('button', { name: /^Add class/ }).click();
  await page.keyboard.press('Escape');
};

for (const [how, answer] of [
  ['is not there (404)', { status: 404, body: 'not found' }],
  ['throws before it is ready', { contentType: 'text/javascript', body: 'throw new Error("planted");' }],
] as const) {
  for (const kind of ['encode', 'decode', 'keep'] as const) {
    test(`F10: the script of the ${kind} worker ${how}: said, and what was kept is there`, async ({
      page,
    }) => {
      const bench = await openWithSmallSet(page, 4);
      const before = await bench.kept();
      await page.route(new RegExp(`${kind}\\.worker.*\\.js`), (route) => route.fulfill(answer));
      await page.reload();
      await expect(page.getByTestId('class-card').first()).toBeVisible();
      if (kind === 'encode') {
        await page.getByRole('button', { name: 'Encoder: failed' }).click({ timeout: 60_000 });
        await expect(page.getByText(/Reload the page|Try again/).first()).toBeVisible();
        await page.keyboard.press('Escape');
      } else if (kind === 'decode') {
        const png = Buffer.from(firstSamples(9, 1)[0]?.bytes ?? []);
        await bench.addFiles('Unlabelled', [{ name: 'one.png', mimeType: 'image/png', buffer: png }]);
        await expect(bench.report()).toContainText('1 file', { timeout: 60_000 });
        await expectRefused(bench, /^one\.png: A background part of the page/);
      } else {
        // Without a worker that writes packs the database keeps blobs, too.
        await expect(page.getByRole('button', { name: /^Encoder: .* on/ })).toBeVisible({ timeout: 60_000 });
        await dropSmallSet(bench, 8);
        expect((await bench.kept()).counts).toMatchObject({ items: 8, vectors: 8, pictures: 16 });
      }
      await addClass(page);
      await bench.saved();
      await expectKept(bench, before);
    });
  }
}

test('F10: the runtime comes under another MIME type: the encoder starts all the same', async ({ page }) => {
  await page.route(/\.wasm$/, async (route) => {
    const response = await fetched(route);
    const headers = { ...response.headers(), 'content-type': 'application/octet-stream' };
    await route.fulfill({ response, headers });
  });
  const bench = await openWithSmallSet(page, 4);
  expect((await bench.kept()).counts.items).toBe(4);
});

test('F18: the code that draws the map is gone from the site: said on the map, the rest works', async ({
  page,
}) => {
  await page.route(/assets\/plotly.*\.js/, (route) => route.fulfill({ status: 404, body: 'gone' }));
  const bench = await openWithSmallSet(page);
  await expect(
    page.getByRole('alert').filter({ hasText: 'draws the map could not be loaded' }),
  ).toBeVisible();
  await addClass(page);
  await bench.saved();
  expect((await bench.kept()).counts.items).toBe(12);
});

test('F20: the clock jumps back to 1970 and on to next year: order, rates and undo do not care', async ({
  page,
}) => {
  await page.addInitScript(() => {
    let shift = 0;
    const own = Date.now;
    Date.now = () => own() + shift;
    addEventListener('planted-clock', (event) => {
      shift = (event as CustomEvent<number>).detail;
    });
  });
  const jump = (to: number) =>
    page.evaluate((ms) => dispatchEvent(new CustomEvent('planted-clock', { detail: ms })), to);
  const bench = await openWithSmallSet(page, 4);
  await jump(-Date.now());
  await addClass(page);
  const more = dropSmallSet(bench, 8);
  await jump(400 * 86_400_000);
  await more;
  await expect(page.locator('body')).not.toContainText(/NaN|Infinity|-\d+(\.\d+)?\/s/);
  await jump(-3_600_000);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toHaveAccessibleName(/^Undo: add 4 images/);
  await undo.click();
  await expect(undo).toHaveAccessibleName('Undo: add a class');
  await bench.saved();
  await page.reload();
  await bench.saved();
  expect((await bench.kept()).counts.items).toBe(4);
  await expect(undo).toHaveAccessibleName('Undo: add a class');
});

test('F21: files deleted or changed after the drop, before they are read: each is named, the others come in', async ({
  page,
}) => {
  const bench = await tinyBench(page);
  await bench.open();
  const files = firstSamples(3, 40);
  const folder = folderOf(
    'Cells',
    files.map(({ bytes }, i) => [`All/file-${i}.png`, bytes] as const),
  );
  try {
    await bench.drop([folder.path]);
    const add = page.getByRole('button', { name: /^Add 40 images/ });
    await expect(add).toBeVisible();
    // The last of the list: the reader is not there yet.
    rmSync(join(folder.path, 'All/file-38.png'));
    writeFileSync(join(folder.path, 'All/file-39.png'), 'no longer a picture');
    utimesSync(join(folder.path, 'All/file-39.png'), new Date(), new Date(Date.now() + 5000));
    await add.click();
    await bench.intakeDone();
    const report = bench.report();
    await expect(report).toContainText('40 files: 38 added');
    await expect(report).toContainText('2 refused');
    await expectRefused(bench, /^file-38\.png: The file could not be opened/);
    await expectRefused(bench, /^file-39\.png: /);
    await bench.saved();
    expect((await bench.kept()).counts.items).toBe(38);
  } finally {
    folder.remove();
  }
});

/** Colours that stand on the map's own canvases or in its SVG: more than one where points are drawn. */
const painted = (page: Page) =>
  page.evaluate(() => {
    const map = document.querySelector('[data-testid="map"]');
    if (!map) return 0;
    const svg = map.querySelectorAll('.scatterlayer .point').length;
    let pixels = 0;
    for (const canvas of map.querySelectorAll('canvas')) {
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext('2d');
      if (!context || canvas.width === 0) continue;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 3; i < data.length; i += 4) pixels += (data[i] ?? 0) > 0 ? 1 : 0;
    }
    return svg + pixels;
  });

const loseContext = (page: Page) =>
  page.evaluate(() => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-testid="map"] canvas'))
      canvas.getContext('webgl')?.getExtension('WEBGL_lose_context')?.loseContext();
  });

test('F22: the graphics of the map are lost, again, and taken by seventeen others: points are drawn each time', async ({
  page,
}) => {
  // A lost canvas keeps what was drawn only where it is asked to; so that the check sees what a person sees.
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      options?: object,
    ) {
      const kept = kind.startsWith('webgl') ? { ...options, preserveDrawingBuffer: true } : options;
      return Reflect.apply(own, this, [kind, kept]);
    } as typeof own;
  });
  const bench = await openWithSmallSet(page);
  await bench.mapDone();
  await expect.poll(() => painted(page)).toBeGreaterThan(10);
  await loseContext(page);
  await expect.poll(() => painted(page)).toBeGreaterThan(10);
  await page.evaluate(() => {
    const others = Array.from({ length: 17 }, () => document.createElement('canvas').getContext('webgl'));
    Object.assign(window, { others });
  });
  await expect.poll(() => painted(page)).toBeGreaterThan(10);
  await loseContext(page);
  await expect.poll(() => painted(page)).toBeGreaterThan(10);
  await expect(page.getByTestId('map')).toHaveAttribute('data-renderer', /scatter/);

  // Twin: with the event held back the map stays empty, and the check sees it.
  const blank = await page.context().newPage();
  await page.close();
  await blank.addInitScript(() => {
    addEventListener('webglcontextlost', (event) => event.stopImmediatePropagation(), { capture: true });
  });
  const second = new Workbench(blank, bench.url);
  await second.open();
  await second.mapDone();
  await expect.poll(() => blank.getByTestId('map').getAttribute('data-renderer')).toBe('scattergl');
  await loseContext(blank);
  await blank.waitForTimeout(1000);
  await expect(blank.getByTestId('map')).toHaveAttribute('data-renderer', 'scattergl');
  expect(
    await blank.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(
        '[data-testid="map"] canvas.gl-canvas, [data-testid="map"] canvas',
      );
      return canvas?.getContext('webgl')?.isContextLost() ?? null;
    }),
  ).toBe(true);
});

test('F29: a file that cannot be written is told of, and the set stays as it is', async ({ page }) => {
  const bench = await openWithSmallSet(page, 4);
  const before = await bench.kept();
  await page.evaluate(() => {
    URL.createObjectURL = () => {
      throw new DOMException('planted', 'QuotaExceededError');
    };
  });
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await page.getByRole('button', { name: 'Save labels as CSV' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/could not be (saved|written)/).first()).toBeVisible();
  await expectKept(bench, before);
});

test('F30: no computation draws from Math.random', async ({ page }) => {
  // Libraries of the page may want an id; what computes runs in workers.
  for (const kind of ['encode', 'decode', 'analyse', 'train'])
    await page.route(new RegExp(`${kind}\\.worker.*\\.js`), async (route) => {
      const response = await fetched(route);
      const plant = 'Math.random = () => { throw new Error("planted: Math.random was asked"); };';
      await route.fulfill({ response, body: `${plant}\n${await response.text()}` });
    });
  const bench = await openWithSmallSet(page, 32);
  await bench.mapDone();
  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByTestId('kept-adapter')).toHaveCount(1, { timeout: 60_000 });
  expect((await bench.kept()).projection?.ids).toHaveLength(32);
});
