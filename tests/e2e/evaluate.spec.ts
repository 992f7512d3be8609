// Which approach should I use? One button, the same held-out patients for all, and a report that opens with no network.
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { type Download, expect, type Page, test } from '@playwright/test';
import { expectAccessibleNarrow } from './pages/accessible';
import { benchWithSavedSample } from './pages/predict';

const panelOf = (page: Page) => page.getByRole('region', { name: 'Evaluation', exact: true });

async function judged(page: Page) {
  const bench = await benchWithSavedSample(page);
  await bench.tab('Evaluate').click();
  const panel = panelOf(page);
  await expect(panel.getByTestId('evaluate-parts')).toContainText(/learns from .* images of .* patients/);
  await panel.getByRole('button', { name: 'Which approach should I use?' }).click();
  await expect(panel.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });
  return { bench, panel };
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('all approaches are judged on the same patients, told in a sentence, and every number opens its images', async ({
  page,
}) => {
  const { bench, panel } = await judged(page);
  await expect(panel.getByTestId('verdict')).toContainText(/95 % interval/);
  await expect(panel.getByTestId('verdict')).toContainText(/with 24 patients/);
  const rows = panel.getByTestId('approaches').getByRole('row');
  // A head and six approaches.
  await expect(rows).toHaveCount(7);
  await expect(panel.getByTestId('evaluation-plan')).toContainText('no patient is on both sides');

  await panel
    .getByTestId('confusion')
    .getByRole('button', { name: /^Select / })
    .first()
    .click();
  await expect(page.getByRole('list', { name: 'Images of this cell' })).toBeVisible();
  await expect(panel.getByTestId('confusion')).toContainText('selected everywhere');

  await panel.getByRole('button', { name: 'Test for signal' }).click();
  await expect(panel.getByTestId('signal')).toContainText(/shuffles/, { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Look for shortcuts' }).click();
  await expect(panel.getByTestId('guards')).toContainText(/16 x 16/, { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Show me the cheat' }).click();
  await expect(panel.getByTestId('cheat')).toContainText(/point/, { timeout: 120_000 });

  const { violations } = await new AxeBuilder({ page }).include('section[aria-label="Evaluation"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await bench.saved();
  await page.reload();
  await bench.tab('Evaluate').click();
  await expect(panel.getByTestId('verdict')).toBeVisible();
  await expect(panel.getByTestId('evaluation-stale')).toHaveCount(0);
  await expectAccessibleNarrow(page, 'evaluate');
  await expect(panel.getByTestId('verdict')).toBeVisible();
  await bench.expectNothingSent();
});

test('the report is one file that opens with no network, without names; its twin holds the numbers; another label makes it old', async ({
  page,
  context,
}) => {
  const { bench, panel } = await judged(page);
  const save = async (name: string) => {
    const coming = page.waitForEvent('download');
    await panel.getByRole('button', { name }).first().click();
    return coming;
  };
  const html = await textOf(await save('Save report (HTML)'));
  const json = JSON.parse(await textOf(await save('Save data (JSON)')));
  expect(json.summary.approaches).toHaveLength(6);
  expect(json.recipe.plan.folds).toHaveLength(5);
  expect(json.encoder.tableSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(html).not.toContain('.png');
  expect(html).not.toContain('<script');
  const svg = await textOf(await save('Save as SVG: ROC curve of Platelets'));
  expect(svg).toContain('Research use only. Not a medical device.');

  const reader = await context.newPage();
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await context.setOffline(true);
  await reader.setContent(html);
  await expect(reader.getByText('Research use only.', { exact: false }).first()).toBeVisible();
  await expect(reader.getByRole('heading', { name: /Limits/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: reader }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(asked.filter((url) => !url.startsWith('data:') && url !== 'about:blank')).toEqual([]);

  await context.setOffline(false);
  await page
    .getByTestId('class-card')
    .first()
    .getByRole('button', { name: /^Show / })
    .first()
    .click();
  await page.keyboard.press('Digit2');
  await bench.tab('Evaluate').click();
  await expect(panel.getByTestId('evaluation-stale')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Save report (HTML)' })).toBeDisabled();
});
