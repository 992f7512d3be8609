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
  await expect(
    panel.getByText(/^All files below that this computer needs are kept in this browser/),
  ).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}

/**
 * Trusted Types, reported only: where text became script or markup. A place that is not on this list is new; look at
 * what is written there before adding it.
 */
const reviewedSinks: readonly string[] = [
  // Our five kinds of workers, and the runtime's threads: addresses of our own files.
  'Worker constructor',
  'ServiceWorkerContainer register',
];

/** The panel, open, names no such place but the reviewed ones. */
export async function expectKnownSinks(panel: Locator): Promise<void> {
  await panel.getByRole('button', { name: /^Places where text became script/ }).click();
  const sinks = await panel.getByTestId('sinks').getByRole('listitem').allTextContents();
  expect(sinks.length).toBeGreaterThan(0);
  expect(sinks.filter((sink) => !reviewedSinks.includes(sink.split(':')[0] ?? ''))).toEqual([]);
}
