// A drop of mixed files: the summary first, its counts, details on demand, the table; patients by names; what stands out.
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { blue, green, noisyPng, red } from '../fixtures/builders/pictures';
import { tinyBench } from './pages/tiny-encoder';

/** Two classes of 6 people with 2 images each, one image in both classes, trouble of four kinds, junk. */
function mixedFolder() {
  const people = (className: string, letter: string, colour: typeof red | typeof blue, from: number) =>
    Array.from(
      { length: 12 },
      (_, i) =>
        [
          `${className}/${letter}${String((i >> 1) + 1).padStart(3, '0')}_${(i % 2) + 1}.png`,
          noisyPng(colour, from + i),
        ] as const,
    );
  const files: (readonly [string, Uint8Array | string])[] = [
    ...people('Red', 'Planted', red, 0),
    ...people('Blue', 'Canary', blue, 100),
    // The very picture of Red's first person.
    ['Blue/Canary001_3.png', noisyPng(red, 0)],
    ['Red/Planted001_3.jpg', noisyPng(green, 300)],
    ['Red/=1+1.png', ''],
    ...Array.from({ length: 120 }, (_, i) => [`Blue/letter-${i}.txt`, 'Dear colleague'] as const),
    ['Blue/Thumbs.db', 'x'],
  ];
  return { folder: folderOf('Mixed', files), total: files.length };
}

async function csvOf(page: Page): Promise<string[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Notes as CSV' }).click();
  return readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
}

test('summary, table, patients by names, duplicates across classes', async ({ page }) => {
  test.setTimeout(300_000);
  const { folder, total } = mixedFolder();
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add \d+ image/ }).click();
    await bench.intakeDone();
    await bench.mapDone();
    const report = bench.report();

    // The summary: one line a verdict, a sum that comes out, the long lists folded.
    const ends = report.getByRole('list', { name: 'What became of the files' });
    await expect(ends.getByRole('listitem')).toHaveText([
      /^24added/,
      /^1added, with a note/,
      /^1there already/,
      /^121refused/,
      /^1left aside/,
    ]);
    await expect(report).toContainText(
      `24 + 1 + 1 + 121 + 1 = ${total} files dropped, every one accounted for.`,
    );
    await expect(report.getByRole('grid', { name: 'Refused files' })).toHaveCount(0);
    await report.getByRole('button', { name: /121 ?refused/ }).click();
    await expect(report.getByRole('list', { name: 'Refusals by cause' }).getByRole('listitem')).toHaveCount(
      2,
    );
    const refused = report.getByRole('grid', { name: 'Refused files' });
    await expect(refused.getByRole('row').first()).toBeVisible();
    // Virtualised: few rows in the page, however many there are.
    expect(await refused.getByRole('row').count()).toBeLessThan(40);

    // Duplicates: told with their number, and selected by a press.
    await report.getByRole('button', { name: /1 duplicate; 1 is in two classes/ }).click();
    await expect(page.locator('.thumb-button.marked').first()).toBeVisible();

    // The table: a row a file and cause; names only when ticked.
    const bare = await csvOf(page);
    expect(bare[0]).toBe('# Research use only. Not a medical device.');
    expect(bare[1]).toBe('file,verdict,cause,sentence,class');
    expect(bare.join('\n')).not.toMatch(/Planted|Canary|letter-|Thumbs/i);
    expect(bare).toHaveLength(2 + total);
    await report.getByText('With file names').click();
    const named = await csvOf(page);
    expect(named[1]).toMatch(/^# With file names/);
    expect(named.join('\n')).toMatch(/Planted001_1\.png/);
    expect(named.join('\n')).toContain(`"'=1+1.png"`);

    // Patients: asked once, with examples; kept as codes.
    const sheet = page.getByRole('region', { name: 'Patients' });
    await expect(sheet).toContainText(/These names look like 12 patients with .*: canary001/);
    const card = page.getByTestId('class-card').filter({ hasText: 'Patients…' }).first();
    await expect(card).toContainText('patients unknown');
    await sheet.getByText('By a pattern of your own').click();
    await sheet.getByLabel('Pattern of the file names').fill('*{number}_*');
    await expect(sheet.getByRole('status', { name: 'Preview' })).toContainText('6 patients');
    await sheet.getByLabel('Pattern of the file names').fill('{id}_*');
    await expect(sheet.getByRole('status', { name: 'Preview' })).toContainText('12 patients');
    await sheet.getByRole('button', { name: 'Use these patients' }).click();
    await expect(sheet).toHaveCount(0);
    await expect(card).toContainText(/\d+ images, \d+ patients/);
    await bench.saved();
    const kept = await bench.kept();
    const groups = Object.values(kept.groups);
    expect(new Set(groups).size).toBe(12);
    expect(groups.every((group) => /^[0-9a-f]{16}$/.test(group ?? ''))).toBe(true);
    // Base names stand in one place, which can be dropped; groups and all else hold nothing of them.
    const written = await bench.written();
    const withoutNames = Object.values(kept.names).reduce((text, name) => text.replaceAll(name, ''), written);
    expect(written).toMatch(/Planted002_1\.png/);
    expect(withoutNames).not.toMatch(/planted|canary0/i);

    // Shown for one image, and open to change for all.
    await page.getByRole('button', { name: 'Show Planted002_1.png' }).click();
    await expect(page.getByText('from the file name')).toBeVisible();
    await page.getByRole('button', { name: 'Change for all…' }).click();
    await sheet.getByText('Only by what the files say').click();
    await sheet.getByRole('button', { name: 'Leave them alone' }).click();
    await expect(card).toContainText('patients unknown');
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  } finally {
    folder.remove();
  }
});
