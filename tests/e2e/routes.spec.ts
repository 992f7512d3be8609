// All routes side by side in the built page: evidence for one image, a table of new ones that are accepted in bulk.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { sampleProbes } from '../../src/domain/sample/sample-set';
import { benchWithSavedSample } from './pages/predict';

async function accessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('an image is answered by all routes, each that is not ready with a button that gets it; new ones are accepted', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);

  await page.getByRole('button', { name: 'Show new-1.png' }).click();
  const answers = page.getByRole('region', { name: 'Answers' });
  await expect(answers.getByRole('columnheader', { name: /^Prototypes/ })).toBeVisible();
  await expect(answers.getByRole('meter', { name: /^Likeness to the prototype of/ })).toHaveCount(4);
  await expect(page.getByRole('list', { name: 'Counter-examples' }).getByRole('listitem')).toHaveCount(3);

  await expect(answers.getByRole('columnheader', { name: /^Cluster/ })).toHaveCount(0);
  await answers.getByRole('button', { name: 'Find clusters' }).click();
  await expect(answers.getByRole('columnheader', { name: /^Cluster/ })).toBeVisible({ timeout: 60_000 });
  await answers.getByRole('button', { name: 'Train adapter' }).click();
  await expect(answers.getByRole('columnheader', { name: /^Adapter/ })).toBeVisible({ timeout: 60_000 });
  await expect(answers.getByRole('button', { name: 'Train adapter' })).toHaveCount(0);
  await expect(page.getByTestId('agreement')).toContainText('Distance from the set');
  await accessible(page);

  await bench.tab('Predict').click();
  const fresh = page.getByRole('region', { name: 'New images' });
  const chooser = page.waitForEvent('filechooser');
  await fresh.getByRole('button', { name: 'Choose images…' }).click();
  const [probe] = [...sampleProbes(7)];
  if (!probe) throw new Error('no probe');
  await (await chooser).setFiles([
    { name: 'late.png', mimeType: 'image/png', buffer: Buffer.from(probe.bytes) },
  ]);
  await bench.tab('Predict').click();
  await page.getByRole('button', { name: /^Answer for 5 unlabelled images/ }).click();
  const grid = page.getByRole('grid', { name: 'Answers' });
  await expect(grid.getByRole('row')).toHaveCount(6);
  for (const column of ['Far', 'Differ']) {
    await grid.getByRole('columnheader', { name: column }).click();
    await expect(grid.getByRole('columnheader', { name: column })).toHaveAttribute('aria-sort', /ending/);
  }

  // Those the routes differ most on come first, so that some they agree on are left for the end.
  await grid.getByRole('columnheader', { name: 'Differ' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Differ' })).toHaveAttribute('aria-sort', 'descending');

  // By keyboard alone: the first row is marked, a second one with Shift, and their answers are accepted.
  await grid.getByRole('row').nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const accept = page.getByRole('region', { name: 'Accept answers' });
  await accept.getByRole('button', { name: 'Accept into class (2)' }).focus();
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect(accept.getByRole('status')).toContainText('2 images were put into their classes.');
  await expect(accept.getByRole('button', { name: 'Accept into class (0)' })).toBeDisabled();
  const all = accept.getByRole('button', { name: /^Accept all where all routes agree \([1-5]\)/ });
  await all.click();
  await expect(accept.getByRole('status')).toContainText(/put into (its class|their classes)\./);
  await bench.expectNothingSent();
  expect(bench.errors).toEqual([]);
});
