// The Words panel in the built page: form, "none of these", prompt lab, by keyboard, with what is missing said.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { benchWithSavedSample } from './pages/predict';
import { Workbench } from './pages/workbench';

async function openPanel(page: Page, bench: Workbench) {
  await bench.tab('Predict').click();
  await bench.tab('Words').click();
  const panel = page.getByTestId('words-panel');
  await expect(panel).toBeVisible();
  return panel;
}

async function expectNoViolation(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include('[data-testid="words-panel"]').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('an empty project: says that two classes are needed, and the button adds one', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  const panel = await openPanel(page, bench);
  const missing = panel.getByTestId('words-missing');
  await expect(missing).toContainText('two classes');
  await missing.getByRole('button', { name: 'Add a class' }).click();
  await missing.getByRole('button', { name: 'Add a class' }).click();
  await expect(missing).toHaveCount(0);
  await expect(panel.getByTestId('lab-missing')).toContainText('put some images into their classes');
  await expectNoViolation(page);
  expect(bench.errors).toEqual([]);
});

test('the sample set: parts before the names, none of these, and other wordings tried and taken over', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const panel = await openPanel(page, bench);

  // By keyboard: fill the first part, leave the field with Enter.
  await panel.getByRole('textbox', { name: 'Kind of image (modality)' }).focus();
  await page.keyboard.type('light microscopy');
  await page.keyboard.press('Enter');
  const texts = panel.getByRole('list', { name: 'Words of the classes' });
  await expect(texts.getByRole('listitem').first()).toContainText('“light microscopy ');

  await panel.getByText('Allow the answer “none of these”').click();
  await panel.getByRole('textbox', { name: 'Words for “none of these”' }).fill('something else');
  await page.keyboard.press('Enter');
  await expect(panel.getByTestId('none-flag')).toContainText('does not know the words: something, else');

  const run = panel.getByRole('button', { name: 'Try other wordings' });
  await run.focus();
  await page.keyboard.press('Enter');
  const result = panel.getByTestId('lab-result');
  await expect(result).toContainText('none of these figures is a held-out one', { timeout: 60_000 });
  await expect(result).toContainText(/Balanced accuracy|balanced accuracy/);
  const fold = result.getByRole('button', { expanded: false }).first();
  await fold.focus();
  await page.keyboard.press('Enter');
  const table = result.getByRole('table').first();
  await expect(table.getByRole('row')).not.toHaveCount(1);
  await expectNoViolation(page);
  await table.getByRole('button', { name: /^Use / }).first().click();
  await expect(panel.getByText('Words, labels or images have changed since')).toBeVisible();

  await bench.saved();
  await page.reload();
  const again = await openPanel(page, bench);
  await expect(again.getByRole('textbox', { name: 'Kind of image (modality)' })).toHaveValue(
    'light microscopy',
  );
  await bench.expectNothingSent();
  expect(bench.errors).toEqual([]);
});

test('an encoder that only carries texts answers for classes named by one of them', async ({ page }) => {
  const folder = 'public/encoders/lightbench-v2';
  const json = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  const golden = json('golden.json').texts as { text: string; vectorBase64: string }[];
  const carried = golden.filter(({ text }) => ['Platelets', 'HeadCT'].includes(text));
  const vectors = Buffer.concat(carried.map(({ vectorBase64 }) => Buffer.from(vectorBase64, 'base64')));
  const { files, text, ...manifest } = json('manifest.json');
  const { text: _model, tokenizer: _tokenizer, ...kept } = files;
  const sha256 = createHash('sha256').update(vectors).digest('hex');
  const changed = {
    ...manifest,
    files: { ...kept, textVectors: { path: 'texts.f32', bytes: vectors.length, sha256 } },
    text: { ...text, carried: carried.map((entry) => entry.text) },
  };
  const context = page.context();
  await context.route('**/manifest.json', (route) => route.fulfill({ json: changed }));
  await context.route('**/texts.f32', (route) => route.fulfill({ body: vectors }));
  const bench = new Workbench(page);
  await bench.open();
  const panel = await openPanel(page, bench);
  await expect(panel.getByTestId('carried-texts')).toContainText('vectors for 2 texts');
  for (const [at, name] of ['Platelets', 'headct', 'Hand'].entries()) {
    await page.getByRole('button', { name: 'Add class' }).click();
    await page.getByRole('textbox', { name: 'Class name' }).nth(at).fill(name);
    await page.keyboard.press('Enter');
  }
  const texts = panel.getByRole('list', { name: 'Words of the classes' });
  await expect(texts.getByTestId('word-flag')).toHaveCount(1);
  await expect(texts.getByRole('listitem').last()).toContainText('does not know the word: Hand');
  expect(bench.errors).toEqual([]);
});
