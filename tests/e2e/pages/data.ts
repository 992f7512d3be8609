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

/** The bytes of the project file with all that can be ticked. */
export async function saveWholeProject(page: Page): Promise<Buffer> {
  const panel = await openData(page);
  const part = panel.getByRole('region', { name: 'The whole project' });
  for (const tick of ['With small pictures', 'With large pictures', 'With file names in the project file']) {
    const box = part.getByRole('switch', { name: tick });
    if (!(await box.isChecked())) await part.getByText(tick, { exact: true }).click();
  }
  await expect(part).toContainText('Pictures of patients are in the file then');
  const { name, bytes } = await saveFrom(page, 'Save project file');
  expect(name).toMatch(/\.lightbench$/);
  await panel.getByRole('button', { name: 'Close' }).click();
  return bytes;
}

/** Opens a project file whole, in the place of what is there. */
export async function openWholeProject(page: Page, bytes: Buffer): Promise<void> {
  await loadInto(page, 'A project file…', 'saved.lightbench', bytes);
  const sheet = page.getByRole('region', { name: 'Project file' });
  await sheet.getByRole('button', { name: 'Open it' }).click();
  await expect(sheet).toHaveCount(0);
}
