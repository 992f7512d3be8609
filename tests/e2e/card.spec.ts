// The encoder's self-test in its chip, and its model card: from the chip, from Help, on a small screen, and when damaged.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Workbench } from './pages/workbench';

const folder = 'public/encoders/lightbench-v2';
const cases = (JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')) as { cases: unknown[] }).cases
  .length;
const lines = readFileSync(`${folder}/card.md`, 'utf8').split('\n');
const tableCount = lines.filter((line) => /^\|[-:|]+$/.test(line)).length;

const card = (page: Page) => page.getByRole('dialog', { name: 'Model card' });

async function openFromChip(page: Page) {
  await page.getByRole('button', { name: /^Encoder: .* on (WASM|WebGPU)/ }).click();
  await page.getByRole('button', { name: 'Model card' }).click();
  await expect(card(page).getByRole('heading', { level: 2, name: /^Model card: / })).toBeVisible();
}

async function expectAccessible(page: Page, where: string, without: readonly string[] = []) {
  const { violations } = await new AxeBuilder({ page }).disableRules([...without]).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect([where, told]).toEqual([where, []]);
}

test('the chip tells what the self-test measured, and on how many images', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open('/?backend=wasm');
  await page.getByRole('button', { name: /^Encoder: .* on WASM/ }).click();
  await expect(
    page.getByText(
      new RegExp(
        `^passed on ${cases} images: lowest cosine 1\\.000000, largest difference (0|\\d\\.\\de-[5-9])$`,
      ),
    ),
  ).toBeVisible();
  // Chips open a dialog at the end of the body, outside the landmarks, as every popover of the page does.
  await expectAccessible(page, 'chip', ['region']);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the model card is drawn whole, accessible and within 360 px, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const bench = new Workbench(page);
    await bench.open('/?backend=wasm');
    expect(bench.requests.filter(({ url }) => url.endsWith('/card.md'))).toEqual([]);
    await openFromChip(page);
    expect(bench.requests.filter(({ url }) => url.endsWith('/card.md'))).toHaveLength(1);
    await expect(card(page).getByRole('table')).toHaveCount(tableCount);
    await expect(card(page).getByRole('rowheader', { name: 'kermany-cxr' }).first()).toBeVisible();
    await expect(card(page).getByRole('cell', { name: /±|\[/ }).first()).toBeVisible();
    await expect(card(page).getByRole('heading', { name: 'Limits' })).toBeVisible();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(300);
      await expectAccessible(page, `card at ${width}`);
      const sideways = await page.evaluate(() => {
        const over = ({ scrollWidth, clientWidth }: Element) => scrollWidth - clientWidth;
        const tables = [...document.querySelectorAll('.card-table')];
        return {
          page: over(document.documentElement),
          dialog: over(document.querySelector('[role=dialog]') as Element),
          tables: Math.max(...tables.map(over)),
        };
      });
      expect([width, sideways.page, sideways.dialog]).toEqual([width, 0, 0]);
      if (width === 360) expect(sideways.tables).toBeGreaterThan(0);
    }
    expect(bench.violations).toEqual([]);
    expect(bench.errors).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await context.close();
  });
}

test('Help leads to the card; a card that is not the one of the manifest is not shown', async ({ page }) => {
  const bench = new Workbench(page);
  await page.route('**/card.md', (route) => route.fulfill({ body: '# Model card: another\n' }));
  await bench.open('/?backend=wasm');
  await page.getByRole('button', { name: 'Help and keys' }).click();
  await page.getByRole('button', { name: 'Model card' }).click();
  await expect(card(page).getByText(/^The model card cannot be shown\. .*SHA-256 differs/)).toBeVisible();
  await expect(card(page).getByText('another')).toHaveCount(0);
  await page.unroute('**/card.md');
  await card(page).getByRole('button', { name: 'Try again' }).click();
  await expect(card(page).getByRole('table')).toHaveCount(tableCount);
});
