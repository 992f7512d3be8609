// "Where it looks" in the built page: a heat map on the picture by button and by key, with numbers, and off again.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from '@playwright/test';
import { sampleProbes } from '../../src/domain/sample/sample-set';
import { benchWithSample } from './pages/predict';
import { Workbench } from './pages/workbench';

/** How many different colours the canvas shows, and the share of it that is drawn at all. */
function drawn(heat: Locator): Promise<{ colours: number; share: number }> {
  return heat.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    let covered = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      colours.add(((pixels[i] ?? 0) << 16) | ((pixels[i + 1] ?? 0) << 8) | (pixels[i + 2] ?? 0));
      if ((pixels[i + 3] ?? 0) > 0) covered += 1;
    }
    return { colours: colours.size, share: (4 * covered) / pixels.length };
  });
}

test('where an image is like its neighbour, a class and words; Esc and buttons take it off', async ({
  page,
}) => {
  const bench = await benchWithSample(page);
  await page.getByRole('button', { name: 'Show new-1.png' }).click();
  const heat = page.getByTestId('heat');
  const panel = page.getByRole('region', { name: 'Where it looks' });
  const first = page.getByRole('button', { name: /^Show where it is like / }).first();
  await expect(first).toBeVisible();
  await expect(heat).toHaveCount(0);

  await first.focus();
  await page.keyboard.press('Enter');
  await expect(heat).toBeVisible();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  const { colours, share } = await drawn(heat);
  expect(colours).toBeGreaterThan(20);
  expect(share).toBe(1);
  // The canvas lies exactly on the picture.
  const fits = await heat.evaluate((element) => {
    const picture = element.parentElement?.querySelector('img');
    const canvas = element as HTMLCanvasElement;
    return picture?.naturalWidth === canvas.width && picture.naturalHeight === canvas.height;
  });
  expect(fits).toBe(true);
  await expect(panel).toContainText('Similarity of the encoder, not a finding.');
  await expect(panel).toContainText(
    /4 × 4 parts: from −0\.\d{3} to \+0\.\d{3} around their mean of 0\.\d{3}/,
  );
  // Read from the file: nothing to say about a preview.
  await expect(panel).not.toContainText('Computed from');
  const { violations } = await new AxeBuilder({ page }).include('.about-pane').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // Esc takes the map off first, and only then lets go of the image.
  await page.keyboard.press('Escape');
  await expect(heat).toHaveCount(0);
  await expect(page.getByTestId('item')).toBeVisible();

  await panel.getByRole('button', { name: 'Show where…' }).click();
  const menu = page.getByRole('dialog', { name: 'Show where this image is like' });
  await menu
    .getByRole('button', { name: /^Images of / })
    .first()
    .click();
  await expect(heat).toBeVisible();
  await expect(panel).toContainText('most like the images of');
  await panel.getByRole('button', { name: 'Hide' }).click();
  await expect(heat).toHaveCount(0);

  await panel.getByRole('button', { name: 'Show where…' }).click();
  await menu.getByRole('textbox', { name: 'words of your own' }).fill('zqxvwortle');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('zqxvwortle');
  await expect(panel.getByTestId('where')).toContainText(/do not rely on this|knows none of these words/);
  await panel.getByRole('button', { name: 'Hide' }).click();

  await bench.expectNothingSent();
  expect(bench.errors).toEqual([]);
});

test('after a reload the stored preview stands in for the file, and says so where it differs', async ({
  page,
}) => {
  const bench = new Workbench(page);
  await bench.open();
  const [one, two] = [...sampleProbes(3)];
  const files = [one, two].map((probe, i) => ({
    name: `probe-${i}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(probe?.bytes ?? []),
  }));
  await bench.addFiles('Unlabelled', files);
  await bench.intakeDone();
  await bench.saved();
  await page.reload();
  await page.getByRole('button', { name: 'Show probe-0.png' }).click();
  const panel = page.getByRole('region', { name: 'Where it looks' });
  const menu = page.getByRole('dialog', { name: 'Show where this image is like' });
  await panel.getByRole('button', { name: 'Show where…' }).click();
  // The field is there as soon as the encoder has started.
  await expect(menu.getByRole('textbox', { name: 'words of your own' })).toBeVisible({ timeout: 60_000 });
  await menu.getByRole('textbox', { name: 'words of your own' }).fill('cell');
  await menu.getByRole('button', { name: 'Show', exact: true }).click();
  const heat = page.getByTestId('heat');
  await expect(heat).toBeVisible();
  expect((await drawn(heat)).colours).toBeGreaterThan(20);
  // A JPEG of the same picture comes near: if it does not, the sentence below is there with its number.
  const told = await panel
    .getByText(/^Computed from the stored preview: .* cosine similarity of 0\.9\d\.$/)
    .count();
  expect([told, await panel.getByText('Computed from').count()]).toEqual([told, told]);
  expect(bench.errors).toEqual([]);
});
