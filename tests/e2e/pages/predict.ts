// The parts of the Predict tab as a person without a mouse reaches them, what is in the sample set, and the check by axe.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { openWholeProject, saveWholeProject } from './data';
import { Workbench } from './workbench';

const parts = ['Answers', 'Words', 'Clusters', 'Search', 'Tidy'] as const;
export type PredictPart = (typeof parts)[number];

const panels: Readonly<Record<PredictPart, string>> = {
  Answers: 'Answers for unlabelled images',
  Words: 'Words',
  Clusters: 'Clusters',
  Search: 'Search',
  Tidy: 'Tidy the set',
};

/** Opens the page, loads the 100 images of the sample set and waits for its map. */
export async function benchWithSample(page: Page): Promise<Workbench> {
  const bench = new Workbench(page);
  await bench.open();
  await page.getByRole('button', { name: 'Try the sample set' }).first().click();
  await bench.intakeDone();
  await bench.mapDone();
  return bench;
}

/** The project file of the sample set; each process of the test runner makes its own, by the page itself. */
let saved: Buffer | null = null;

/**
 * The same set, map and pictures, opened from a project file that the page saved before: a fourth of the cost. What a person has
 * done is not in such a file, so nothing can be undone, and the original files are not at hand.
 */
export async function benchWithSavedSample(page: Page): Promise<Workbench> {
  const bench = new Workbench(page);
  await bench.open();
  saved ??= await savedBy(page.context().browser(), new URL(page.url()).origin);
  await openWholeProject(page, saved);
  await bench.mapDone();
  await bench.saved();
  return bench;
}

async function savedBy(browser: Browser | null, baseURL: string): Promise<Buffer> {
  if (!browser) throw new Error('a browser with a profile of its own makes no other context');
  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const bench = await benchWithSample(await context.newPage());
  await bench.saved();
  const bytes = await saveWholeProject(bench.page);
  await context.close();
  return bytes;
}

/** By arrow keys alone: from whichever tab is open to Predict, from whichever part is open to `part`. Gives its panel. */
export async function reachPart(page: Page, part: PredictPart): Promise<Locator> {
  await walkTo(page, 'About', 'Predict');
  await page.keyboard.press('Tab');
  await walkTo(page, 'Predict', part);
  const panel = page.getByRole('region', { name: panels[part], exact: true });
  await expect(panel).toBeVisible();
  return panel;
}

/** Right from the open tab of a list, around its end where that must be, until `wanted` is open. */
async function walkTo(page: Page, list: string, wanted: string) {
  const tabs = page.getByRole('tablist', { name: list, exact: true }).getByRole('tab');
  const open = tabs.and(page.locator('[aria-selected="true"]'));
  // Into the list from wherever the keyboard was; from one tab list to the next it goes by Tab.
  if (list === 'About') await open.focus();
  await expect(open).toBeFocused();
  for (let presses = await tabs.count(); presses > 0; presses--) {
    if ((await open.textContent()) === wanted) return;
    const before = await open.textContent();
    await page.keyboard.press('ArrowRight');
    await expect(open).not.toHaveText(before ?? '');
  }
  await expect(open).toHaveText(wanted);
}

/** What axe finds in one part of the Predict tab: nothing. */
export async function expectAccessiblePart(page: Page, part: PredictPart) {
  const { violations } = await new AxeBuilder({ page })
    .include(`section[aria-label="${panels[part]}"]`)
    .analyze();
  expect(violations.map(({ id, nodes }) => [part, id, nodes.map(({ html }) => html)])).toEqual([]);
}

/**
 * Presses a button by keyboard: one that cannot be reached, or is disabled, fails here. With `done`, which waits for what long
 * work shows, the button must have the keyboard still: one disabled while it works would let it fall to the top of the page.
 */
export async function pressByKey(button: Locator, done?: () => Promise<void>) {
  await button.focus();
  await expect(button).toBeFocused();
  await button.press('Enter');
  if (!done) return;
  await done();
  await expect(button).toBeFocused();
}

/** The card of a class in the left pane. */
export function classCard(page: Page, name: string): Locator {
  return page.getByRole('list', { name: 'Classes' }).getByRole('listitem', { name, exact: true });
}
