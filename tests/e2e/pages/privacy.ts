// The privacy panel as a person opens it, and a page with its service worker at work.
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';

/** The folder of the build under test. */
export const buildFolder = ({ config }: TestInfo): string =>
  (config.metadata.build as string | undefined) ?? 'dist';

/** Opens the panel and gives it. */
export async function openPrivacy(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
  const panel = page.getByRole('dialog', { name: 'Privacy: 0 bytes sent' });
  await expect(panel).toBeVisible();
  return panel;
}

/** Waits until the copy for work without a network is complete and this page is answered from it. */
export async function keptForOffline(page: Page): Promise<void> {
  const panel = await openPrivacy(page);
  await expect(panel.getByText(/^All files below are kept in this browser/)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}
