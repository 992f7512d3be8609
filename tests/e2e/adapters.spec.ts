// Two labels on one image, from keys and from the menu; the task that follows from it; adapters side by side, and a reload.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { benchWithSavedSample } from './pages/predict';

test('an image in two classes, an adapter before and one after, compared, used, renamed and kept', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);

  const train = async () => {
    await bench.tab('Train').click();
    await page.getByRole('button', { name: 'Train adapter' }).click();
  };
  const adapters = page.getByRole('region', { name: 'Kept adapters' });
  await train();
  await expect(adapters.getByTestId('kept-adapter')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.getByTestId('task-reason')).toContainText('one answer an image');

  const card = page.getByTestId('class-card').first();
  await card
    .getByRole('button', { name: /^Show / })
    .nth(0)
    .click();
  await page.keyboard.press('Shift+Digit2');
  await expect(card).toContainText('1 image also in another class');
  await card
    .getByRole('button', { name: /^Show / })
    .nth(1)
    .click();
  await page.getByRole('button', { name: 'Also in…' }).click();
  await page.getByRole('menuitemcheckbox').nth(1).click();
  await page.keyboard.press('Escape');
  await expect(card).toContainText('2 images also in another class');

  await bench.tab('Train').click();
  await expect(page.getByTestId('task-reason')).toContainText('2 images carry two labels');
  await train();
  await expect(adapters.getByTestId('kept-adapter')).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByRole('list', { name: /kept out, by class/ })).toContainText('without it');
  await expect(adapters).toContainText('not a held-out figure');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await adapters.getByRole('textbox', { name: 'Adapter name' }).first().fill('One answer');
  await page.keyboard.press('Enter');
  await adapters.getByRole('button', { name: 'Use One answer' }).click();
  const first = adapters.getByTestId('kept-adapter').first();
  await expect(first).toContainText('in use');
  await expect(first).toContainText('Trained on other images or labels than now.');
  await bench.saved();

  await page.reload();
  await bench.tab('Train').click();
  await expect(first.getByRole('textbox', { name: 'Adapter name' })).toHaveValue('One answer');
  await expect(first).toContainText('in use');
  await adapters.getByRole('button', { name: 'Remove One answer' }).click();
  await adapters.getByRole('button', { name: /Press again to remove/ }).click();
  await expect(adapters.getByTestId('kept-adapter')).toHaveCount(1);
});
