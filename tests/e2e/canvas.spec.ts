// The canvas canary: silent in a browser that gives back what is put on a canvas; said aloud, and acted on, in one that does not.
import { expect, type Page, test } from '@playwright/test';
import { blue, noisyPng } from '../fixtures/builders/pictures';
import { fetched } from './pages/fetched';
import { Workbench } from './pages/workbench';

/** Puts a fault into each decode worker before its own code runs. */
async function plant(page: Page, levels: number) {
  const fault = `{
    const real = OffscreenCanvasRenderingContext2D.prototype.getImageData;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
      const image = real.apply(this, args);
      for (let i = 0; i < image.data.length; i += 40) image.data[i] ^= ${levels};
      return image;
    };
  };\n`;
  let planted = 0;
  await page.context().route(/decode\.worker.*\.js/, async (route) => {
    const response = await fetched(route);
    planted += 1;
    await route.fulfill({ response, body: fault + (await response.text()) });
  });
  return () => planted;
}

/** A 24-bit BMP of one colour: a format that only the browser decodes. */
function bmp(side: number): Buffer {
  const row = side * 3;
  const bytes = Buffer.alloc(54 + row * side);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(side, 18);
  bytes.writeInt32LE(side, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.writeUInt32LE(row * side, 34);
  for (let i = 54; i < bytes.length; i++) bytes[i] = (i * 31) % 256;
  return bytes;
}

const files = [
  { name: 'a.bmp', mimeType: 'image/bmp', buffer: bmp(32) },
  { name: 'b.png', mimeType: 'image/png', buffer: Buffer.from(noisyPng(blue, 1)) },
];

test('F23: an exact canvas says nothing and notes nothing', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  await bench.addFiles('Unlabelled', files);
  await bench.intakeDone();
  await expect(bench.report()).toContainText('2 files: 2 added');
  await expect(page.getByRole('alert').filter({ hasText: 'This browser' })).toHaveCount(0);
  await expect(bench.report()).not.toContainText('Changed a little by the browser');
});

test('F23: noise of a level: said, and what came through the canvas is noted', async ({ page }) => {
  const planted = await plant(page, 1);
  const bench = new Workbench(page);
  await bench.open();
  await expect(page.getByRole('alert').filter({ hasText: 'adds noise' })).toBeVisible();
  expect(planted()).toBeGreaterThan(0);
  await bench.addFiles('Unlabelled', files);
  await bench.intakeDone();
  await expect(bench.report()).toContainText('2 files: 2 added');
  await bench
    .report()
    .getByRole('button', { name: /added, with a note/ })
    .click();
  const notes = bench.report().getByRole('list', { name: 'Notes by cause' });
  await expect(notes.getByRole('listitem')).toHaveText([/^1Changed a little by the browser/]);
  await page.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
  await expect(page.getByRole('dialog').getByText(/adds noise/)).toBeVisible();
});

test('other pixels altogether: said, browser formats refused, the others exact with pictures', async ({
  page,
}) => {
  await plant(page, 255);
  const bench = new Workbench(page);
  await bench.open();
  await expect(page.getByRole('alert').filter({ hasText: 'does not let a page read' })).toBeVisible();
  await bench.addFiles('Unlabelled', files);
  await bench.intakeDone();
  await expect(bench.report()).toContainText('2 files: 1 added, 1 refused');
  await expect(bench.report().getByRole('grid', { name: 'Refused files' })).toContainText('a.bmp');
  await bench.saved();
  // The thumbnail was made without a canvas and is a picture.
  const thumb = page.getByRole('button', { name: 'Show b.png' }).locator('img').first();
  await expect
    .poll(() => thumb.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
});
