// Two windows of one project in one browser: the second only looks, takes over when asked or when the first has died, and a
// window that was frozen meanwhile writes nothing.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { classCard } from './pages/predict';
import { openWithSmallSet } from './pages/small-set';
import { Workbench } from './pages/workbench';

const looks = (page: Page) =>
  expect(page.getByText('This project is open in another window. Here you can look')).toBeVisible();
const writes = (page: Page) =>
  expect(page.getByText('This project is open in another window.')).toHaveCount(0);
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Project name' });
const rename = async (page: Page, name: string) => {
  await nameField(page).fill(name);
  await nameField(page).press('Enter');
};
const named = (page: Page, name: string) => expect(nameField(page)).toHaveValue(name);

async function twoWindows(context: BrowserContext) {
  const [one, two] = [await context.newPage(), await context.newPage()];
  const first = await openWithSmallSet(one);
  await first.mapDone();
  await first.saved();
  const second = new Workbench(two, first.url);
  await second.open();
  await looks(two);
  return { one, two, first, second };
}

test('P6, F17: the second looks and changes nothing; when the first crashes it goes on from what was saved', async ({
  context,
}) => {
  const { one, two, first, second } = await twoWindows(context);
  const kept = await first.kept();
  expect(await two.getByRole('list', { name: 'Classes' }).getByRole('listitem').count()).toBeGreaterThan(1);
  await two.getByRole('button', { name: /^Add class/ }).click();
  await expect(two.getByText('Nothing was changed here.')).toBeVisible();
  await rename(two, 'Never');
  expect(await second.kept()).toEqual(kept);
  await rename(one, 'From the first');
  await first.saved();
  const client = await context.newCDPSession(one);
  // Never answers: the renderer is gone.
  void client.send('Page.crash').catch(() => undefined);
  await one.waitForEvent('crash');
  await writes(two);
  await named(two, 'From the first');
  await rename(two, 'From the second');
  await second.saved();
  await two.reload();
  await named(two, 'From the second');
  await second.saved();
  expect((await second.kept()).vectors).toEqual(kept.vectors);
});

test('P6, F17: taking over brings what waited; one that was frozen meanwhile wakes as one that looks', async ({
  context,
}) => {
  const { one, two, first, second } = await twoWindows(context);
  await rename(one, 'Waits');
  await two.getByRole('button', { name: 'Take over here' }).click();
  await writes(two);
  await named(two, 'Waits');
  await looks(one);

  // The one that writes is frozen with a change that was not saved yet; the other cannot ask it.
  const client = await context.newCDPSession(two);
  await rename(two, 'Stale');
  await client.send('Page.setWebLifecycleState', { state: 'frozen' });
  await one.bringToFront();
  await one.getByRole('button', { name: 'Take over here' }).click();
  await writes(one);
  await rename(one, 'Newer');
  await first.saved();
  await client.send('Page.setWebLifecycleState', { state: 'active' });
  await two.bringToFront();
  await looks(two);
  // From there on nothing changes: not here, not in what is kept.
  const kept = await first.kept();
  const cards = two.getByTestId('class-card');
  const shown = await cards.count();
  await two.getByRole('button', { name: /^Add class/ }).click();
  await expect(two.getByText('Nothing was changed here.')).toBeVisible();
  await expect(cards).toHaveCount(shown);
  await rename(two, 'Stale again');
  expect(await first.kept()).toEqual(kept);
  await one.reload();
  await named(one, 'Newer');
  expect((await second.kept()).counts.items).toBe(12);
});

test('P15: delete everything in one window empties both, and the stores', async ({ context }) => {
  const { one, two, first, second } = await twoWindows(context);
  const classes = Object.values((await first.kept()).classes);
  await expect(classCard(two, classes[0] ?? '')).toBeVisible();
  await two.evaluate(() => caches.open('somebody-elses'));
  await one.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
  await one.getByRole('button', { name: 'Delete everything' }).click();
  await one.getByRole('button', { name: /^Press again/ }).click();
  for (const page of [one, two])
    for (const name of classes) await expect(classCard(page, name)).toHaveCount(0);
  await first.saved();
  await expect
    .poll(async () => (await second.kept()).counts)
    .toMatchObject({ items: 0, vectors: 0, pictures: 0 });
  expect(await second.written()).not.toContain('Cells');
  expect(await two.evaluate(() => caches.has('somebody-elses'))).toBe(true);
});
