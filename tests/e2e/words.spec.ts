// Answers by words in the built page: there without a label, flagged where the encoder does not know a word, searchable.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, type Route, test } from '@playwright/test';
import { sampleProbes } from '../../src/domain/sample/sample-set';
import { fetched } from './pages/fetched';
import { Workbench } from './pages/workbench';

const manifest: object = JSON.parse(readFileSync('public/encoders/lightbench-v2/manifest.json', 'utf8'));
/** The shipped encoder has a text tower, or the page must say that it has none. */
const shipped = 'text' in manifest;

const nonsense = 'zqxvwortle';

function probe(seed: number) {
  const [first] = [...sampleProbes(seed)];
  if (!first) throw new Error('no probe');
  return { name: `s${seed}.png`, mimeType: 'image/png', buffer: Buffer.from(first.bytes) };
}

async function addClass(page: Page, at: number, name: string) {
  await page.getByRole('button', { name: 'Add class' }).click();
  const field = page.getByRole('textbox', { name: 'Class name' }).nth(at);
  await field.fill(name);
  await field.press('Enter');
}

/** The words' column as numbers, one a class. */
async function shares(answers: Locator): Promise<number[]> {
  const meters = await answers.getByRole('meter', { name: /^Similarity share of the words/ }).all();
  return Promise.all(meters.map(async (meter) => Number(await meter.getAttribute('aria-valuenow'))));
}

if (shipped) {
  test('two named classes and one image: an answer by words, a flag for a word the encoder does not know', async ({
    page,
  }) => {
    const bench = new Workbench(page);
    await bench.open();
    await addClass(page, 0, 'Red cells');
    await addClass(page, 1, 'White cells');
    await bench.addFiles('Unlabelled', [probe(3)]);
    await bench.intakeDone();

    const answers = page.getByRole('region', { name: 'Answers' });
    await expect(answers.getByRole('columnheader', { name: /Words/ })).toBeVisible();
    await expect(answers.getByRole('meter', { name: /^Similarity share/ })).toHaveCount(2);
    expect((await shares(answers)).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    const headline = page.getByTestId('answer-headline');
    await expect(headline).toContainText(/share 0\.\d\d/);
    await expect(page.getByTestId('unknown-words')).toHaveCount(0);

    // By keyboard alone: fold the field out, type, leave it.
    await page.getByRole('button', { name: 'Words for White cells' }).focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Words for this class' });
    await expect(field).toHaveAttribute('placeholder', 'White cells');
    await field.fill(nonsense);
    await field.press('Control+Enter');
    await expect(page.getByTestId('word-flag')).toContainText(`does not know the word: ${nonsense}`);
    await expect(page.getByTestId('unknown-words')).toContainText('do not rely on the answer by words');
    await expect(headline).toContainText('no answer');
    await expect(headline).toContainText('unknown words');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

    await bench.tab('Predict').click();
    await page.getByRole('button', { name: /^Answer for 1 unlabelled image/ }).click();
    const grid = page.getByRole('grid', { name: /Answers/ });
    await expect(grid.getByRole('columnheader')).toHaveCount(5);
    await expect(grid.getByRole('row')).toHaveCount(2);

    await bench.saved();
    await page.reload();
    await expect(page.getByTestId('word-flag')).toContainText(nonsense, { timeout: 60_000 });
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  });

  test('a search that no name answers offers the images most like its words', async ({ page }) => {
    const bench = new Workbench(page);
    await bench.open();
    await page.getByRole('button', { name: 'Try the sample set' }).first().click();
    await bench.intakeDone();
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('stain');
    const offer = page.getByTestId('search-offer');
    await offer.getByRole('button', { name: 'Images most like “stain”' }).click();
    await expect(offer).toContainText('12 images most like “stain” selected.');
    await expect(page.getByRole('heading', { name: '12 images selected' })).toBeAttached();
    await search.fill(nonsense);
    await search.press('Enter');
    await expect(offer).toContainText('Unknown words: do not rely on this.');
    await search.press('Escape');
    await expect(offer).toHaveCount(0);
    expect(bench.errors).toEqual([]);
  });

  test('a text model that is cut short never answers, costs nothing else, and is read again when asked', async ({
    page,
  }) => {
    const bench = new Workbench(page);
    const cut = async (route: Route) => {
      const whole = await fetched(route);
      await route.fulfill({ response: whole, body: (await whole.body()).subarray(0, 1000) });
    };
    await page.context().route('**/text.int8.onnx', cut);
    await bench.open();
    await addClass(page, 0, 'Red cells');
    await addClass(page, 1, 'White cells');
    await bench.addFiles('Red cells', [probe(4)]);
    await bench.addFiles('Unlabelled', [probe(3)]);
    await bench.intakeDone();
    const answers = page.getByRole('region', { name: 'Answers' });
    await expect(answers.getByRole('meter', { name: /^Share of the vote/ })).toHaveCount(2);
    await expect(answers.getByRole('alert')).toContainText(
      'No answer by words. The encoder file is not the one',
    );
    await expect(answers.getByRole('meter', { name: /^Similarity share/ })).toHaveCount(0);
    await page.context().unroute('**/text.int8.onnx', cut);
    await answers.getByRole('button', { name: 'Try again' }).click();
    await expect(answers.getByRole('meter', { name: /^Similarity share/ })).toHaveCount(2);
    expect(bench.errors).toEqual([]);
  });
} else {
  test('an encoder without a text tower says so and answers as before', async ({ page }) => {
    const bench = new Workbench(page);
    await bench.open();
    await addClass(page, 0, 'Red cells');
    await addClass(page, 1, 'White cells');
    await bench.addFiles('Red cells', [probe(4)]);
    await bench.addFiles('Unlabelled', [probe(3)]);
    await bench.intakeDone();
    const answers = page.getByRole('region', { name: 'Answers' });
    await expect(answers.getByRole('meter', { name: /^Share of the vote/ })).toHaveCount(2);
    await expect(answers.getByText('This encoder has no text tower')).toBeVisible();
    await page.getByRole('button', { name: 'Words for Red cells' }).click();
    const card = page.getByTestId('class-card').first();
    await expect(card.getByText('This encoder has no text tower')).toBeVisible();
    expect(bench.errors).toEqual([]);
  });
}
