// The Search panel in the built page: by image, by words, marked images, precision, one row a patient; by keyboard, too.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
  benchWithSavedSample,
  classCard,
  expectAccessiblePart,
  pressByKey,
  reachPart,
} from './pages/predict';

async function withSample(page: Page) {
  const bench = await benchWithSavedSample(page);
  await bench.tab('Predict').click();
  await bench.tab('Search').click();
  const panel = page.getByTestId('search-panel');
  await expect(panel).toBeVisible();
  return { bench, panel };
}

test('words, then an image, then the marked ones; all found are marked by one button', async ({ page }) => {
  const { bench, panel } = await withSample(page);
  await panel.getByRole('searchbox', { name: 'Like words' }).fill('sickle cells');
  await page.keyboard.press('Enter');
  const results = panel.getByTestId('search-results');
  await expect(results.getByRole('heading')).toHaveText('Most like the words “sickle cells”');
  const grid = results.getByRole('grid', { name: 'Found images, most alike first' });
  await expect(grid.getByRole('row')).toHaveCount(12);

  // By keyboard: mark the first, search with it, show it large.
  await grid.getByRole('row').first().focus();
  await page.keyboard.press('Space');
  const like = panel.getByRole('button', { name: /^Like .*\.(png|dcm)$/ });
  await like.focus();
  await page.keyboard.press('Enter');
  await expect(results.getByRole('heading')).toHaveText(/^Most like .*\.(png|dcm)$/);
  await expect(results).toContainText('looked through, labelled or not');

  await results.getByRole('button', { name: 'Select all' }).click();
  const region = panel.getByRole('button', { name: 'More like the 12 marked images' });
  await region.click();
  await expect(results.getByRole('heading')).toHaveText('Most like the mean of 12 marked images');
  await expect(grid.getByRole('row')).toHaveCount(12);

  await panel
    .getByRole('button', { name: /^Distance from class/ })
    .or(panel.getByLabel(/Distance from class/))
    .first()
    .click();
  await page.getByRole('option').nth(1).click();
  await expect(grid.getByRole('row').first()).toContainText(/distance 0\.\d{3}/);

  const { violations } = await new AxeBuilder({ page }).include('[data-testid="search-panel"]').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await grid.getByRole('row').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('item')).toBeVisible();
  expect(bench.errors).toEqual([]);
  expect(bench.violations).toEqual([]);
});

test('precision is measured, beside it that of the adapter once there is one', async ({ page }) => {
  const { bench, panel } = await withSample(page);
  await panel.getByRole('button', { name: 'Measure on the labelled images' }).click();
  const table = panel.getByRole('table', { name: /Precision at 1, 3, 5/ });
  await expect(table.getByRole('cell', { name: 'encoder' })).toHaveCount(5);
  await expect(panel.getByTestId('retrieval')).toContainText('same patient left out (24 known)');
  await bench.tab('Train').click();
  await page.getByRole('button', { name: /^Train/ }).click();
  await bench.tab('Predict').click();
  await expect(panel.getByTestId('retrieval')).toContainText('have changed since', { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Measure on the labelled images' }).click();
  await expect(table.getByRole('cell', { name: 'adapter' })).toHaveCount(5);
  await expect(panel.getByTestId('retrieval')).toContainText('not held-out ones');
  expect(bench.errors).toEqual([]);
});

test('one row a patient: the map has a point each, a class given to one goes to all its images', async ({
  page,
}) => {
  const { bench, panel } = await withSample(page);
  await expect(panel.getByTestId('level-choice')).toContainText('100 images of 28 patients');
  await panel
    .getByTestId('level-choice')
    .getByRole('button', { name: /One row/ })
    .click();
  await page.getByRole('option', { name: /^Patient/ }).click();
  const summary = page.getByTestId('map-summary');
  await expect
    .poll(async () => {
      const cells = await summary.locator('tbody tr td:nth-child(2)').allTextContents();
      return cells.reduce((sum, cell) => sum + Number(cell), 0);
    })
    .toBe(28);
  await panel.getByRole('searchbox', { name: 'Like words' }).fill('cells');
  await page.keyboard.press('Enter');
  const row = panel
    .getByRole('grid', { name: /Found images/ })
    .getByRole('row')
    .filter({ hasNotText: 'Unlabelled' })
    .first();
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('row-note')).toContainText('Stands for the 4 images');
  await page.getByRole('button', { name: 'Unlabelled', exact: true }).first().click();
  await expect
    .poll(async () => Object.values((await bench.kept()).labels).filter(({ length }) => length === 0).length)
    .toBe(4 + 4);
  expect(bench.errors).toEqual([]);
});

test('an image finds its own class first, a box on the map becomes a search, precision is in figures', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const image = classCard(page, 'Red cells').getByRole('button', { name: 'Show img-01.png' });
  await pressByKey(image);
  const panel = await reachPart(page, 'Search');
  await pressByKey(panel.getByRole('button', { name: 'Like img-01.png' }));
  const results = panel.getByTestId('search-results');
  const rows = results.getByRole('row');
  await expect(results.getByRole('heading')).toHaveText('Most like img-01.png');
  await expect(rows).toHaveCount(12);
  await expect(rows.first()).toContainText('Red cells');
  // Most alike first, and the image itself is not among them: nothing is alike 1.
  const meters = results.getByRole('meter', { name: /^Similarity of / });
  const alike = await meters.evaluateAll((bars) => bars.map((bar) => Number(bar.ariaValueNow)));
  expect(alike).toHaveLength(12);
  expect(alike).toEqual([...alike].sort((a, b) => b - a));
  expect(alike[0]).toBeLessThan(0.9999);

  for (const [words, said] of [
    ['sickle cells', true],
    ['platelets', false],
  ] as const) {
    await panel.getByRole('searchbox', { name: 'Like words' }).fill(words);
    await pressByKey(panel.getByRole('button', { name: 'Search', exact: true }));
    await expect(results.getByRole('heading')).toHaveText(`Most like the words “${words}”`);
    await expect(rows).toHaveCount(12);
    await expect(results.getByText('The encoder does not know the word: sickle.')).toHaveCount(Number(said));
  }

  await page.getByRole('radio', { name: 'Select by box' }).click();
  const map = await page.getByTestId('map').boundingBox();
  if (!map) throw new Error('the map is not in view');
  await page.mouse.move(map.x + 6, map.y + 6);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width / 2, map.y + map.height - 6, { steps: 8 });
  await page.mouse.up();
  const region = panel.getByRole('button', { name: /^More like the \d+ marked images$/ });
  await expect(region).toBeEnabled();
  const [, marked] = /(\d+)/.exec(await region.innerText()) ?? [];
  expect(Number(marked)).toBeLessThan(100);
  await pressByKey(region);
  await expect(results.getByRole('heading')).toHaveText(`Most like the mean of ${marked} marked images`);
  await expect(rows).toHaveCount(12);

  await pressByKey(panel.getByRole('button', { name: 'Measure on the labelled images' }));
  const mean = panel
    .getByRole('table', { name: /Precision at 1, 3, 5/ })
    .getByRole('row')
    .last();
  await expect(mean.getByRole('cell', { name: /^(0|1)\.\d\d$/ })).toHaveCount(3);
  await expectAccessiblePart(page, 'Search');
  await bench.expectNothingSent();
  expect(bench.errors).toEqual([]);
});
