// A project saved as a file, everything deleted, the file opened: the same map, labels, answers; and the same bytes again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { openData, saveWholeProject } from './pages/data';
import { benchWithSample } from './pages/predict';

const folder = mkdtempSync(join(tmpdir(), 'lightbench-project-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Saves the project with all that can be ticked; gives the path of the file. */
async function saveProject(page: Page, name: string): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await saveWholeProject(page));
  return path;
}

test('save, delete everything, open: the same project, and the same bytes', async ({ page }) => {
  const bench = await benchWithSample(page);
  await bench.dismissReport();
  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByTestId('kept-adapter')).toHaveCount(1, { timeout: 60_000 });
  await bench.saved();
  const before = await bench.kept();
  const path = await saveProject(page, 'first.lightbench');
  const entries = Object.keys(unzipSync(readFileSync(path)));
  expect(entries[0]).toBe('manifest.json');
  expect(entries.at(-1)).toBe('manifest-copy.json');

  await page.getByRole('button', { name: /^Privacy/ }).click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: /again/ }).click();
  await expect(page.getByTestId('status-line')).toContainText('No images yet');
  await page.keyboard.press('Escape');

  const data = await openData(page);
  const chooser = page.waitForEvent('filechooser');
  await data.getByRole('button', { name: 'A project file…' }).click();
  await (await chooser).setFiles(path);
  const sheet = page.getByRole('region', { name: 'Project file' });
  await expect(sheet.getByTestId('project-offer')).toContainText('100 images, 4 classes');
  await expect(sheet.getByTestId('project-offer')).toContainText('With pictures and file names');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await sheet.getByRole('button', { name: 'Open it' }).click();
  await expect(sheet).toHaveCount(0);
  await bench.saved();
  expect(await bench.kept()).toEqual(before);
  await bench.mapDone();
  await expect(page.locator('.tile img').first()).toBeVisible();
  await bench.tab('Train').click();
  await expect(page.getByTestId('kept-adapter')).toHaveCount(1);

  await page.reload();
  await bench.mapDone();
  expect(await bench.kept()).toEqual(before);
  const again = await saveProject(page, 'again.lightbench');
  expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  expect(bench.errors).toEqual([]);
  await bench.expectNothingSent();
});

test('dropped on the page over another project: damage is named, nothing is replaced before a person says so', async ({
  page,
}) => {
  const bench = await benchWithSample(page);
  await bench.dismissReport();
  await bench.saved();
  const whole = readFileSync(await saveProject(page, 'whole.lightbench'));
  const vectors = whole.indexOf('keys.npy');
  const damaged = Buffer.from(whole);
  damaged[vectors + 20_000] = (damaged[vectors + 20_000] as number) ^ 1;
  const path = join(folder, 'damaged.lightbench');
  writeFileSync(path, damaged);

  await bench.drop([path]);
  const sheet = page.getByRole('region', { name: 'Project file' });
  await expect(sheet.getByRole('alert')).toContainText(/1 of \d+ parts is damaged: vectors of 100 images/);
  await expect(sheet).toContainText('It takes the place of the project that is open here (100 images');
  const first = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Save the open project first' }).click();
  await first;
  await expect(sheet.getByRole('status')).toContainText('handed to the browser');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  expect((await bench.kept()).counts.vectors).toBeGreaterThan(99);

  writeFileSync(path, whole.subarray(0, 30));
  await bench.drop([path]);
  await expect(sheet.getByRole('alert')).toContainText('This is not a project file of Lightbench');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toHaveCount(0);
});
