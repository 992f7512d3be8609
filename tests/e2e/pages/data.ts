// The Data panel as a person meets it: opened from the top bar, a file saved from it, a file given to it.
import { readFile } from 'node:fs/promises';
import { type Download, expect, type Page } from '@playwright/test';

export const dataPanel = (page: Page) => page.getByRole('dialog', { name: 'Data', exact: true });

export async function openData(page: Page) {
  if ((await dataPanel(page).count()) === 0) {
    await page.getByRole('button', { name: 'Data', exact: true }).click();
  }
  const panel = dataPanel(page);
  await expect(panel).toBeVisible();
  return panel;
}

/** Presses a button and takes what is downloaded. */
export async function downloadBy(page: Page, press: () => Promise<void>) {
  const coming = page.waitForEvent('download');
  await press();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Saves by the button of that name, "Save labels as CSV", in the open panel. */
export async function saveFrom(page: Page, name: string) {
  const panel = await openData(page);
  return downloadBy(page, () => panel.getByRole('button', { name, exact: true }).click());
}

/** Hands a file to a part of the Load column, by the name of its button. */
export async function loadInto(page: Page, button: string, name: string, buffer: Buffer) {
  const panel = await openData(page);
  const chooser = page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}
