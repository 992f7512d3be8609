// The whole page as axe sees it.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds anywhere on the page: nothing. `where` is told with what it finds. */
export async function expectAccessiblePage(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect([where, told]).toEqual([where, []]);
}

/** The same on a telephone, pane by pane; ends at the pane about the item, whichever tab of it is open. */
export async function expectAccessibleNarrow(page: Page, where: string) {
  await page.setViewportSize({ width: 390, height: 844 });
  const panes = page.getByRole('tablist', { name: 'Panes' });
  for (const pane of ['Set', 'Map', 'Item']) {
    await panes.getByRole('tab', { name: pane }).click();
    await expectAccessiblePage(page, `${where}, narrow, ${pane}`);
  }
}
