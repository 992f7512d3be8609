// The Tidy panel in the built page: an outlier out and back by Undo and by keys, a label set wrong on purpose and found.
import { expect, test } from '@playwright/test';
import {
  benchWithSample,
  benchWithSavedSample,
  classCard,
  expectAccessiblePart,
  pressByKey,
  reachPart,
} from './pages/predict';

test('an outlier is excluded; Undo brings it back, Ctrl+Shift+Z takes it out again, Ctrl+Z back', async ({
  page,
}) => {
  const bench = await benchWithSample(page);
  const panel = await reachPart(page, 'Tidy');
  const figures = panel.getByTestId('tidy-figures');
  await pressByKey(panel.getByRole('button', { name: 'Look for trouble' }), () =>
    expect(figures).toContainText('1.00 (all right, so no interval)', { timeout: 60_000 }),
  );
  // Nothing is wrong with the labels of the sample set: the other test puts a wrong one in.
  await expect(panel.getByRole('button', { name: 'Labels to check (label doubts) 0' })).toBeVisible();

  const fold = panel.getByRole('button', { name: /^Far from all others \(outliers\) \d+$/ });
  await pressByKey(fold);
  const list = panel.getByRole('list', { name: 'Far from all others (outliers)' });
  const first = list
    .getByRole('listitem')
    .filter({ hasText: /\(place 1\)/ })
    .first();
  const probe = list.getByRole('button', { name: 'Exclude new-1.png' });
  await expect(first).toContainText('farther than 99 % of the set');
  const before = await list.getByRole('listitem').count();
  await pressByKey(probe);
  await expect(list.getByRole('listitem')).toHaveCount(before - 1);
  await expect(probe).toHaveCount(0);
  // It has no class either, so that it was also one to label next.
  await expect(panel.getByRole('status')).toHaveText('2 questions dealt with since the look.');
  // The keyboard stays in the list: on the row that took the place of the one that went.
  await expect(list.getByRole('button', { name: /^Keep / }).first()).toBeFocused();
  await expectAccessiblePart(page, 'Tidy');

  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toHaveAccessibleName('Undo: exclude 1 image');
  await undo.click();
  await expect(list.getByRole('listitem')).toHaveCount(before);
  // What is left to undo is the set itself.
  await expect(undo).toHaveAccessibleName('Undo: add 100 images');
  await page.keyboard.press('Control+Shift+KeyZ');
  await expect(probe).toHaveCount(0);
  await bench.tab('Item').click();
  await page.getByRole('button', { name: 'Show new-1.png' }).first().click();
  await expect(page.getByTestId('item')).toContainText('excluded from the set');
  await page.keyboard.press('Control+KeyZ');
  await expect(page.getByTestId('item')).not.toContainText('excluded from the set');
  expect(bench.errors).toEqual([]);
});

test('a label set wrong on purpose is found as a label doubt, and moved back', async ({ page }) => {
  const bench = await benchWithSavedSample(page);
  const counts = async (red: number, platelets: number) => {
    for (const [name, n] of [
      ['Red cells', red],
      ['Platelets', platelets],
    ] as const)
      await expect(classCard(page, name).getByTestId('class-count')).toHaveText(String(n));
  };
  await counts(24, 24);
  const image = classCard(page, 'Red cells').getByRole('button', { name: 'Show img-01.png' });
  await pressByKey(image);
  await expect(page.getByTestId('item')).toBeVisible();
  await page.keyboard.press('4');
  await counts(23, 25);

  const panel = await reachPart(page, 'Tidy');
  await pressByKey(panel.getByRole('button', { name: 'Look for trouble' }));
  const figures = panel.getByTestId('tidy-figures');
  await expect(figures.getByRole('definition')).toHaveText(/^0\.\d\d \(95 % interval /, { timeout: 60_000 });
  const doubts = panel.getByRole('list', { name: 'Labels to check (label doubts)' });
  await expect(doubts.getByRole('listitem')).toHaveCount(1);
  await expect(doubts).toContainText('Labelled Platelets, but the most alike images');
  await expect(doubts).toContainText('say Red cells: share of the vote 1.00');
  await expectAccessiblePart(page, 'Tidy');

  await pressByKey(doubts.getByRole('button', { name: 'Move img-01.png to Red cells' }));
  await counts(24, 24);
  await expect(doubts).toHaveCount(0);
  await expect(figures.getByRole('definition')).toHaveText([/^0\.\d\d /, /^1\.00 \(all right/]);
  await expect(panel.getByText('have changed since the look')).toBeVisible();
  expect(bench.errors).toEqual([]);
});
