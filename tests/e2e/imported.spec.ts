// Embeddings computed elsewhere, as a user brings them: dropped, offered, explored without a picture, kept; then the pictures.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { madeRows, npzOf } from '../fixtures/builders/embedding-tables';
import { folderOf } from '../fixtures/builders/folders';
import { noisyPng, red } from '../fixtures/builders/pictures';
import { loadInto, openData } from './pages/data';
import { heldScripts, watchScripts } from './pages/held-scripts';
import { Workbench } from './pages/workbench';

/** Enough to be taken in by batches; another number by hand (10,000 was tried). */
const many = Number(process.env.LIGHTBENCH_ROWS ?? 2000);
const told = many.toLocaleString('en-US');
const sheetName = 'Embeddings from elsewhere';

/** Rows of three labels and some hundred groups, as MedImageInsight would fill them. */
async function bigFile(count: number, dim: number) {
  const rows = madeRows(count, dim).map((row, i) => ({
    ...row,
    label: ['Round', 'Sickle', 'Other'][i % 3]!,
    group: `patient-${i % 412}`,
  }));
  const blob = await npzOf(rows);
  return Buffer.from(await blob.arrayBuffer());
}

test('vectors by the thousand, of 1,024 numbers: offered, added, explored and kept without a picture', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const folder = folderOf('cluster', [['embeddings.npz', await bigFile(many, 1024)]]);
  try {
    await watchScripts(page);
    const bench = new Workbench(page);
    await bench.open();
    await bench.drop([`${folder.path}/embeddings.npz`]);
    const sheet = page.getByRole('region', { name: sheetName });
    await expect(sheet.getByTestId('embeddings-offer')).toHaveText(
      `${told} vectors of 1,024 numbers, 3 labels, 412 groups, from MedImageInsight (said by the file).`,
      { timeout: 120_000 },
    );
    const began = Date.now();
    await sheet.getByRole('button', { name: `Add ${told} vectors` }).click();
    await expect(sheet.getByRole('status')).toHaveText(`${told} rows taken in: ${told} new.`, {
      timeout: 200_000,
    });
    const addedMs = Date.now() - began;
    // The first map; the neighbour map of so many takes a minute or more, and nothing waits for it.
    await expect(page.getByTestId('map')).toHaveAttribute('data-points', String(many), { timeout: 120_000 });
    await bench.saved();
    const { own } = await heldScripts(page);
    const longest = own
      .slice(0, 5)
      .map(({ ms, source, invoker }) => `${ms.toFixed(0)} ms ${source} ${invoker}`);
    console.log(
      `${told} x 1,024 added in ${(addedMs / 1000).toFixed(1)} s; longest slices of ours: ${longest.join('; ')}`,
    );

    await page.reload();
    await expect(
      page.getByRole('button', { name: 'Vectors: MedImageInsight, computed elsewhere' }),
    ).toBeVisible();
    await expect(page.getByTestId('status-line')).toContainText(`${told} images`, {
      // The neighbour map that was not done before is drawn now.
      timeout: 180_000,
    });
    expect((await bench.kept()).counts).toMatchObject({ items: many, vectors: many, pictures: 0 });
    await bench.expectNothingSent();
  } finally {
    folder.remove();
  }
});

test('a row without a picture says so everywhere; its image joins it by name, another is refused by name', async ({
  page,
}) => {
  const rows = madeRows(24);
  const picture = (i: number) => noisyPng(red, i);
  const folder = folderOf('set', [
    ['embeddings.npz', Buffer.from(await (await npzOf(rows)).arrayBuffer())],
    ['pictures/img-1.png', picture(1)],
    ['pictures/stranger.png', picture(2)],
  ]);
  try {
    const bench = new Workbench(page);
    await bench.open();
    await bench.drop([`${folder.path}/embeddings.npz`]);
    const sheet = page.getByRole('region', { name: sheetName });
    await sheet.getByRole('button', { name: 'Add 24 vectors' }).click();
    await expect(sheet.getByRole('status')).toHaveText('24 rows taken in: 24 new.');
    await sheet.getByRole('button', { name: 'Close' }).click();
    await bench.mapDone();

    const find = async (name: string) => {
      await page.getByRole('searchbox', { name: 'Search' }).fill(name);
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('item')).toContainText(name);
    };
    await find('img-1.png');
    const item = page.getByTestId('item');
    await expect(item).toContainText('No picture: this item came as numbers only.');
    await expect(item).toContainText('Add its image to look closer.');
    await expect(item).toContainText('No answer by words: the vectors in use were computed elsewhere');
    await expect(item.getByRole('button', { name: /Show where/ })).toHaveCount(0);
    await expect(item.locator('.tile.bare').first()).toBeVisible();
    await expect(page.locator('.tile img')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);

    await bench.drop([`${folder.path}/pictures/img-1.png`, `${folder.path}/pictures/stranger.png`]);
    await bench.intakeDone();
    await expect(bench.report()).toContainText('2 files: 1 added, 1 refused');
    await expect(bench.report()).toContainText('no row bears this name');
    await expect(page.getByTestId('preview')).toBeVisible();
    await expect(item).not.toContainText('No picture');
    await expect(item).toContainText('the encoder of this page cannot look at parts');
    await bench.saved();
    expect((await bench.kept()).counts).toMatchObject({ items: 24, vectors: 24 });
    await bench.expectNothingSent();
  } finally {
    folder.remove();
  }
});

test('a file of NumPy is read; another encoder asks for a new space; a bad file is one sentence', async ({
  page,
}) => {
  const fixture = (name: string) =>
    readFileSync(new URL(`../fixtures/golden/tables/${name}`, import.meta.url));
  const folder = folderOf('tables', [
    ['f4.npz', fixture('f4.npz')],
    ['object.npz', fixture('object.npz')],
  ]);
  try {
    const bench = new Workbench(page);
    await bench.open();
    const sheet = page.getByRole('region', { name: sheetName });
    await bench.drop([`${folder.path}/object.npz`]);
    await expect(sheet.getByRole('alert')).toContainText('is an array of Python objects (pickle)');
    await sheet.getByRole('button', { name: 'Close' }).click();

    await bench.drop([`${folder.path}/f4.npz`]);
    await expect(sheet).toContainText('the file does not say from which encoder');
    await sheet.getByRole('button', { name: 'Add 5 vectors' }).click();
    await expect(sheet.getByRole('status')).toHaveText('5 rows taken in: 5 new.');

    await sheet.getByRole('button', { name: 'Close' }).click();
    const other = Buffer.from(await (await npzOf(madeRows(6))).arrayBuffer());
    await loadInto(page, 'Embeddings computed elsewhere…', 'other.npz', other);
    await expect(sheet).toContainText('Vectors of two encoders cannot be held against each other.');
    await expect(sheet).toContainText('5 items of the set have no vector in it');
    await sheet.getByRole('button', { name: 'Start a new space with them' }).click();
    await expect(
      page.getByRole('button', { name: 'Vectors: MedImageInsight, computed elsewhere' }),
    ).toBeVisible();
    await bench.saved();
    expect((await bench.kept()).counts).toMatchObject({ items: 11, vectors: 11 });

    const panel = await openData(page);
    await expect(panel).toContainText('5 items have no vector of this encoder');
    await panel.getByRole('button', { name: /Vectors in use/ }).click();
    await page.getByRole('option', { name: /^unnamed encoder/ }).click();
    await expect(page.getByRole('button', { name: /^Vectors: unnamed encoder/ })).toBeVisible();
    await expect(panel).toContainText('6 items have no vector of this encoder');
  } finally {
    folder.remove();
  }
});
