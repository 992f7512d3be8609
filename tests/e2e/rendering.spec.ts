// The one rendering decision in a real browser: another windowing makes the map stale and draws it anew, a crop rule drawn
// with the mouse shows on the pictures, presets are offered for CT alone.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { greyDicom } from '../fixtures/builders/greys';
import { tinyBench } from './pages/tiny-encoder';
import { Workbench } from './pages/workbench';

function ctFolder() {
  const files = ['Low', 'High'].flatMap((className, c) =>
    Array.from({ length: 8 }, (_, i): [string, Uint8Array] => [
      `${className}/${i}.dcm`,
      greyDicom(c * 300 - 100, c * 100 + i + 1),
    ]),
  );
  return folderOf('Scans', files);
}

/** The keys of all stored vectors, without hashes: which renderings there are vectors of. */
async function storedRenderings(page: Page): Promise<string[]> {
  const keys = await new Workbench(page).vectorKeys();
  return [...new Set(keys.map((key) => key.split(':')[1] ?? ''))].sort();
}

/** Counts how often the page has said that it draws the map. */
async function watchDrawing(page: Page) {
  await page.evaluate(() => {
    const seen = { drawn: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (document.querySelector('[aria-label="Cancel: Drawing the map"]')) seen.drawn += 1;
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { seen: { drawn: number } }).seen.drawn);
}

test('another windowing renders all images again and redraws the map; a crop rule shows on thumbnails', async ({
  page,
}) => {
  const folder = ctFolder();
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add \d+ image/ }).click();
    await bench.intakeDone();
    await bench.mapDone();
    await bench.saved();
    expect(await storedRenderings(page)).toEqual(['percentile', 'window']);
    const before = await bench.kept();
    const timesDrawn = await watchDrawing(page);

    const panel = page.getByRole('region', { name: 'Rendering' });
    await expect(panel.getByTestId('rendering-now')).toHaveText('automatic');
    await panel.getByRole('button', { name: 'Unfold Rendering' }).click();
    await panel.getByRole('button', { name: /Windowing/ }).click();
    // There is a CT in the set: presets are offered.
    await expect(page.getByRole('option', { name: 'Lung' })).toBeEnabled();
    await page.getByRole('option', { name: 'Percentile 10 to 90' }).click();
    await expect(panel.getByTestId('rendering-after')).toBeVisible();
    await panel.getByRole('button', { name: 'Render 16 images again' }).click();
    await expect(panel.getByTestId('rendering-now')).toHaveText('percentile 10 to 90', { timeout: 60_000 });
    await bench.mapDone();
    await expect(page.locator('.stale-map')).toHaveCount(0, { timeout: 60_000 });
    expect(await timesDrawn()).toBeGreaterThan(0);
    await bench.saved();
    expect(await storedRenderings(page)).toEqual(['percentile', 'percentile-10-90', 'window']);
    const after = await bench.kept();
    expect(after.projection?.ids).toEqual(before.projection?.ids);
    expect(after.projection?.xy).not.toEqual(before.projection?.xy);

    // A name plate in the upper left corner, drawn with the mouse.
    await panel.getByRole('button', { name: 'Crop and black out…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Crop and black out' });
    const box = await dialog.getByTestId('crop-box').boundingBox();
    if (!box) throw new Error('there is nothing to draw on');
    await page.mouse.move(box.x + 1, box.y + 1);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 5 });
    await page.mouse.up();
    const part = dialog.getByRole('group', { name: 'Blacked-out part 1' });
    await expect(part).toBeVisible();
    expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
    // The same by keyboard: a second part by button and number.
    await dialog.getByRole('button', { name: 'Add blacked-out part' }).press('Enter');
    const left = dialog.getByRole('group', { name: 'Blacked-out part 2' }).getByLabel('Left %');
    await left.fill('75');
    await left.press('Tab');
    await dialog.getByRole('button', { name: 'Apply to all images' }).click();
    await expect(panel.getByTestId('rendering-now')).toHaveText('percentile 10 to 90; 2 parts blacked out', {
      timeout: 60_000,
    });
    // What is shown is what is looked at: the corner of a thumbnail is black now.
    const corner = () =>
      page
        .getByTestId('class-card')
        .first()
        .locator('img')
        .first()
        .evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = image.naturalWidth;
          canvas.height = image.naturalHeight;
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(1, 1, 1, 1).data[0] ?? -1;
        });
    await expect.poll(corner).toBeLessThan(24);
    await bench.saved();
    expect((await storedRenderings(page)).some((key) => /^percentile-10-90\+/.test(key))).toBe(true);

    // After a reload the files are gone: another decision waits for them, and dropping them again completes it.
    await page.reload();
    await expect(page.getByRole('button', { name: /^Encoder: .* on (WASM|WebGPU)/ })).toBeVisible({
      timeout: 120_000,
    });
    await panel.getByRole('button', { name: 'Unfold Rendering' }).click();
    await panel.getByRole('button', { name: /Windowing/ }).click();
    await page.getByRole('option', { name: 'Brain' }).click();
    await panel.getByRole('button', { name: 'Render 16 images again' }).click();
    await expect(panel).toContainText('16 images need their files again: drop the same folder');
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add \d+ image/ }).click();
    await expect(panel.getByTestId('rendering-now')).toHaveText('brain window; 2 parts blacked out', {
      timeout: 120_000,
    });
    await bench.saved();
    const kept = await bench.kept();
    expect(kept.counts.items).toBe(16);
    expect(bench.errors).toEqual([]);
    await bench.expectNothingSent();
  } finally {
    folder.remove();
  }
});
