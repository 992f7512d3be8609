// The parts of the Predict tab in an empty project: each says what is missing, and its button gets it, wide and narrow.
import { expect, test } from '@playwright/test';
import { expectAccessiblePart, pressByKey, reachPart } from './pages/predict';
import { Workbench } from './pages/workbench';

const missing = [
  ['Clusters', 'Clusters appear here once there are at least 5 images.', 'Go to the images'],
  ['Search', 'A search needs at least two images.', 'Go to the images'],
  ['Tidy', 'Add at least two images first', 'Go to the classes'],
] as const;

test('an empty project: clusters, search and tidy lead to the set, answers to a folder and to a class', async ({
  page,
}) => {
  const bench = new Workbench(page);
  await bench.open();
  const set = page.getByRole('region', { name: 'Set', exact: true });
  for (const [part, sentence, button] of missing) {
    const panel = await reachPart(page, part);
    await expect(panel).toContainText(sentence);
    await expectAccessiblePart(page, part);
    await pressByKey(panel.getByRole('button', { name: button }));
    await expect(set).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(set.locator(':focus')).toHaveCount(1);

  const answers = await reachPart(page, 'Answers');
  await expect(answers.getByRole('button', { name: 'Answer for 0 unlabelled images' })).toBeDisabled();
  await expect(answers.getByRole('button', { name: 'Find clusters' })).toBeDisabled();
  await expectAccessiblePart(page, 'Answers');
  const chooser = page.waitForEvent('filechooser');
  await answers.getByRole('button', { name: 'Choose folder…' }).click();
  expect((await chooser).isMultiple()).toBe(true);
  const name = answers.getByRole('button', { name: 'Name a class' });
  await pressByKey(name);
  await pressByKey(name);
  await expect(name).toHaveCount(0);
  await expect(set.getByRole('textbox', { name: 'Class name' })).toHaveCount(2);

  // One pane at a time: the button shows the one it speaks of.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('tab', { name: 'Item' }).first().click();
  const tidy = await reachPart(page, 'Tidy');
  await expect(set).toHaveCount(0);
  await pressByKey(tidy.getByRole('button', { name: 'Go to the classes' }));
  await expect(set).toBeFocused();
  expect(bench.errors).toEqual([]);
});
