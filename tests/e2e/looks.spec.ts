// What every visitor needs: headers on each built file, no accessibility fault, nothing that overlaps, keys that work.
import { readdirSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { securityHeaders } from '../../headers';
import { expectAccessibleNarrow, expectAccessiblePage } from './pages/accessible';
import { Workbench } from './pages/workbench';

test('every file of the build carries the policy and the isolation headers', async ({ request }) => {
  const files = [
    '',
    ...readdirSync('dist', { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [`${entry.parentPath.slice('dist'.length)}/${entry.name}`.replace(/^\//, '')] : [],
    ),
  ];
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) {
    const response = await request.head(`/${file}`, { maxRetries: 3 });
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect([file, name, response.headers()[name.toLowerCase()]]).toEqual([file, name, value]);
    }
  }
});

/** Whether the page is painted dark: by the lightness of what lies under all else. */
const isDark = (page: Page) =>
  page.evaluate(() => {
    const [red = 255] =
      getComputedStyle(document.body)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return red < 128;
  });

test('accessibility and layout with the sample set, light and dark', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const inBoth = async (look: () => Promise<void>) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => isDark(page)).toBe(colorScheme === 'dark');
      await look();
    }
  };
  const bench = new Workbench(page);
  await bench.open();
  const check = (where: string) => inBoth(() => expectAccessiblePage(page, where));
  await check('empty');
  await page.getByRole('button', { name: 'Try the sample set' }).first().click();
  await bench.intakeDone();
  await bench.mapDone();
  await page.getByRole('button', { name: 'Show new-1.png' }).click();
  await expect(page.getByRole('list', { name: 'Neighbours' })).toBeVisible();
  await check('item');
  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 60_000 });
  await check('train');
  await bench.tab('Predict').click();
  await page.getByRole('button', { name: /^Answer for 4/ }).click();
  await expect(page.getByRole('grid', { name: 'Answers' })).toBeVisible();
  await check('predict');
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([width, sideways <= 0]).toEqual([width, true]);
  }
  await inBoth(() => expectAccessibleNarrow(page, 'predict'));
});

test('the journey goes by keyboard alone: sample set, walk the images, label, help', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  await page.getByRole('button', { name: 'Try the sample set' }).first().focus();
  await page.keyboard.press('Enter');
  await bench.intakeDone();
  await bench.mapDone();
  await page.getByRole('button', { name: 'Show new-1.png' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('item')).toBeVisible();
  const card = (name: string) =>
    page.getByTestId('class-card').filter({ hasText: name }).getByTestId('class-count');
  await expect(card('Unlabelled')).toHaveText('4');
  await page.keyboard.press('2');
  await expect(card('Unlabelled')).toHaveText('3');
  await expect(page.getByTestId('class-card').nth(1).getByTestId('class-count')).toHaveText('25');
  await page.keyboard.press('0');
  await expect(card('Unlabelled')).toHaveText('4');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
