// Undo in the browser, over reloads: removed images come back with labels, vectors and pictures, drops go and come; and what is
// removed for good stays away.
import { expect, test } from '@playwright/test';
import { openWithSmallSet } from './pages/small-set';
import type { Kept, Workbench } from './pages/workbench';

const undo = (bench: Workbench, what: string) =>
  bench.page.getByRole('button', { name: `Undo: ${what}`, exact: true });
const redo = (bench: Workbench, what: string) =>
  bench.page.getByRole('button', { name: `Redo: ${what}`, exact: true });

/** What a person would miss: labels, groups, names, numbers, by image. */
const whole = ({ labels, groups, names, vectors, classes }: Kept) => ({
  labels,
  groups,
  names,
  vectors,
  classes,
});

const ofSet = (bench: Workbench) => async () => Object.keys((await bench.kept()).labels).length;

const grid = (bench: Workbench) => bench.page.getByRole('grid', { name: 'Images of Platelets' }).first();

/** All images of the first class, not only the first few. */
async function openGrid(bench: Workbench) {
  await bench.page.getByRole('button', { name: 'Unfold Platelets' }).first().click();
}

/** Selects the first images of the first class and removes them. */
async function removeFirst(bench: Workbench, count: number) {
  const { page } = bench;
  await openGrid(bench);
  const images = grid(bench).getByRole('row');
  await images.first().click();
  for (let i = 1; i < count; i++) await images.nth(i).click({ modifiers: ['ControlOrMeta'] });
  const panel = page.getByRole('region', { name: 'Selection' });
  await panel.getByRole('button', { name: 'Remove all' }).click();
  await panel.getByRole('button', { name: /^Press again to remove/ }).click();
}

/** The page once more; nothing is dropped on it, so that nothing can be read or embedded. */
async function again(bench: Workbench) {
  await bench.page.reload();
  await bench.open();
  await bench.saved();
}

test('three removed images come back after a reload, with labels, numbers and pictures, none embedded anew', async ({
  page,
}) => {
  const bench = await openWithSmallSet(page, 12);
  const before = await bench.kept();
  await removeFirst(bench, 3);
  await expect(page.getByRole('status').filter({ hasText: '3 images removed' })).toContainText(
    'Undo brings them back',
  );
  await expect.poll(ofSet(bench)).toBe(9);
  await bench.saved();
  await again(bench);
  expect(await ofSet(bench)()).toBe(9);
  const keys = await bench.vectorKeys();
  await undo(bench, 'remove 3 images').click();
  await expect.poll(ofSet(bench)).toBe(12);
  await bench.saved();
  expect(whole(await bench.kept())).toEqual(whole(before));
  // The very vectors that were kept: nothing was read or embedded since.
  expect((await bench.vectorKeys()).sort()).toEqual(keys.sort());
  await expect(page.getByRole('button', { name: /^Cancel: Reading/ })).toHaveCount(0);
  await openGrid(bench);
  const shown = grid(bench).getByRole('row').locator('img');
  const widths = () => shown.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).slice(0, 3).filter((width) => width > 0)).toHaveLength(3);
  await redo(bench, 'remove 3 images').click();
  await expect.poll(ofSet(bench)).toBe(9);
});

test('a drop is taken back as a whole and brought back, classes with it, over a reload', async ({ page }) => {
  const bench = await openWithSmallSet(page, 12);
  const before = await bench.kept();
  expect(Object.keys(before.classes).length).toBeGreaterThan(0);
  await undo(bench, 'add 12 images').click();
  await expect.poll(ofSet(bench)).toBe(0);
  await bench.saved();
  expect((await bench.kept()).classes).toEqual({});
  await again(bench);
  await redo(bench, 'add 12 images').click();
  await expect.poll(ofSet(bench)).toBe(12);
  await bench.saved();
  expect(whole(await bench.kept())).toEqual(whole(before));
});

test('what is removed for good leaves nothing to undo and nothing on the disk', async ({ page }) => {
  const bench = await openWithSmallSet(page, 12);
  const before = await bench.kept();
  await removeFirst(bench, 3);
  const line = page.getByRole('status').filter({ hasText: '3 images removed' });
  await line.getByRole('button', { name: 'Remove for good' }).click();
  await line.getByRole('button', { name: /^Press again/ }).click();
  await expect(line).toHaveCount(0);
  await bench.saved();
  await expect.poll(async () => (await bench.kept()).counts.names).toBe(9);
  const after = await bench.kept();
  const gone = Object.entries(before.names).filter(([id]) => !(id in after.names));
  expect(gone).toHaveLength(3);
  expect(after.counts).toMatchObject({ items: 9, vectors: 9, pictures: 18 });
  const written = await bench.written();
  // Names are not each image's own here. The code of one that is there shows that the search finds codes; a map from before the
  // removal keeps them until it is drawn anew.
  const traces = (id: string) => [written.includes(`"id":"${id}"`), written.includes(`thumb:${id}:`)];
  expect(traces(Object.keys(after.names)[0] ?? '')).toEqual([true, true]);
  for (const [id] of gone) expect(traces(id)).toEqual([false, false]);
  await expect(undo(bench, 'remove 3 images')).toHaveCount(0);
  await undo(bench, 'add 12 images').click();
  await redo(bench, 'add 12 images').click();
  await expect.poll(ofSet(bench)).toBe(9);
});
