// Makes docs/screenshot.png from the built page and the synthetic sample set: `npm run build && node docs/screenshot.mjs`.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from '../tests/e2e/find-browser.mjs';

const server = await preview({ preview: { port: 4187 } });
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
await page.goto('http://127.0.0.1:4187/');
await page.getByRole('button', { name: 'Understood' }).click();
await page.getByRole('button', { name: 'Try the sample set' }).first().click();
await page.getByRole('button', { name: 'Dismiss report' }).click({ timeout: 120_000 });
await page.getByText(/trustworthiness/).waitFor({ timeout: 60_000 });
await page.getByRole('tab', { name: 'Train' }).click();
await page.getByRole('button', { name: 'Train adapter' }).click();
await page.getByText(/kept out for choosing when to stop/).waitFor({ timeout: 60_000 });
await page.getByRole('tab', { name: 'Item' }).click();
await page.getByRole('button', { name: 'Show new-3.png' }).click();
await page.getByRole('button', { name: 'Thumbnails on the map' }).click();
await page.getByRole('region', { name: 'Answers' }).waitFor();
await page.mouse.move(700, 880);
await page.waitForTimeout(1500);
await page.screenshot({ path: 'docs/screenshot.png' });
await browser.close();
await server.close();
