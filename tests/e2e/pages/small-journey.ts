// The whole journey on a small folder: drop, embed, map, train, predict, export. For the tests that cut the network.
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { sampleProbes } from '../../../src/domain/sample/sample-set';
import { folderOf } from '../../fixtures/builders/folders';
import { firstSamples } from '../../fixtures/builders/sample-files';
import type { Workbench } from './workbench';

/** Images of the folder: eight of each of the four classes. */
export const folderCount = 32;

/** Walks it on an open page whose project is empty; gives the lines of the table of answers that it saves. */
export async function smallJourney(bench: Workbench, page: Page): Promise<readonly string[]> {
  const files = firstSamples(5, folderCount).map(({ path, bytes }) => [path, bytes] as const);
  const folder = folderOf('Cells', files);
  try {
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: `Add ${folderCount} images` }).click();
    await bench.intakeDone();
    await bench.dismissReport();
  } finally {
    folder.remove();
  }
  const news = [...sampleProbes(6)].map(({ path, bytes }) => ({
    name: path.split('/').at(-1) ?? path,
    mimeType: 'image/png',
    buffer: Buffer.from(bytes),
  }));
  await bench.addFiles('Unlabelled', news);
  await bench.intakeDone();
  await bench.dismissReport();
  await bench.mapDone();
  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 60_000 });
  await bench.tab('Predict').click();
  await page.getByRole('button', { name: `Answer for ${news.length} unlabelled images` }).click();
  await expect(page.getByRole('grid', { name: /Answers/ }).getByRole('row')).toHaveCount(news.length + 1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  await bench.saved();
  return lines;
}
