// Files of several frames and a series, dropped as a real folder: one question, reached by keys, followed by what it says.
import { expect, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { cine, slice } from '../fixtures/builders/stacks';
import { Workbench } from './pages/workbench';

function folderOfStacks() {
  const slices = Array.from({ length: 6 }, (_, i) => [`CT/IM${i}`, slice('2.25.4711', 5 - i)] as const);
  const loops = [1, 2].map((n) => [`US/loop-${n}.dcm`, cine(9, n, { PatientID: `LOOP-${n}` })] as const);
  return folderOf('Study', [...slices, ...loops]);
}

test('frames and series are asked about once, and become what was chosen', async ({ page }) => {
  const folder = folderOfStacks();
  try {
    const bench = new Workbench(page);
    await bench.open();
    await bench.drop([folder.path]);
    const sheet = page.getByRole('region', { name: 'Folder review' });
    await expect(sheet.getByText('2 files hold several frames (18 frames in all).')).toBeVisible();
    await expect(sheet.getByText('1 series of slices (6 files in all).')).toBeVisible();
    const files = sheet.getByRole('radiogroup', { name: 'Frames used of each file' });
    const series = sheet.getByRole('radiogroup', { name: 'Slices used of each series' });
    await expect(files.getByRole('radio', { name: /middle frame/ })).toBeChecked();
    await expect(series.getByRole('radio', { name: /All slices/ })).toBeChecked();
    await expect(sheet.getByRole('button', { name: 'Add 8 images' })).toBeVisible();
    // By keys alone: down to every n-th frame, and up from all slices over the end to one image.
    await files.getByRole('radio', { name: /middle frame/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(files.getByRole('radio', { name: /Every 5th frame/ })).toBeChecked();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(series.getByRole('radio', { name: /One image for each series/ })).toBeChecked();
    const study = { name: 'What describes an image made of many' };
    await expect(sheet.getByRole('radiogroup', study).getByRole('radio', { name: /mean/ })).toBeChecked();
    await sheet.getByRole('button', { name: 'Add 5 images' }).focus();
    await page.keyboard.press('Enter');
    await bench.intakeDone();
    await expect(bench.report()).toContainText('8 files: 8 added as 5 images');
    await expect(page.getByText(/Kept for later drops/)).toBeVisible();
    await bench.saved();
    const kept = await bench.kept();
    expect(kept.counts.items).toBe(5);
    expect(new Set(Object.values(kept.groups)).size).toBe(3);
    // One length for all: the mean of slices has the dimension of a single image.
    const vectors = Object.values(kept.vectors);
    expect(vectors).toHaveLength(5);
    expect(new Set(vectors.map((row) => row.length)).size).toBe(1);
    for (const row of vectors) expect(Math.hypot(...row)).toBeCloseTo(1, 4);
    const written = await bench.written();
    expect(written).not.toMatch(/LOOP-1|PATIENT-7|2\.25\.4711/);

    // What describes it can be changed without reading a file again, and back.
    const kinds = page.getByRole('region', { name: 'Frames and series' }).getByRole('radiogroup', study);
    await kinds.getByText(/^By seven statistics/).click();
    await page.getByRole('tab', { name: 'Predict' }).click();
    await expect(
      page.getByText(/^No answer by words: images are described by seven statistics/),
    ).toBeVisible();
    await kinds.getByText(/^By the mean/).click();
    await expect(page.getByText(/^No answer by words: images are described/)).toBeHidden();

    // A second drop does not ask again.
    await bench.dismissReport();
    await bench.addFiles('Unlabelled', [
      { name: 'loop-3.dcm', mimeType: 'application/dicom', buffer: Buffer.from(cine(9, 3)) },
    ]);
    await bench.intakeDone();
    await expect(bench.report()).toContainText('1 file: 1 added as 2 images');
    expect(bench.errors).toEqual([]);
    expect(bench.violations).toEqual([]);
  } finally {
    folder.remove();
  }
});
