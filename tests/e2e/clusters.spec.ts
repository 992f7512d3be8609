// The Clusters panel in the built page: k-means by silhouette, the tree of merges cut by keyboard, a cluster made a class.
import { expect, test } from '@playwright/test';
import {
  benchWithSavedSample,
  classCard,
  expectAccessiblePart,
  pressByKey,
  reachPart,
} from './pages/predict';

test('k-means finds the four classes; a row marks its images, gets a name, becomes a class, and back', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const panel = await reachPart(page, 'Clusters');
  const figures = panel.getByTestId('cluster-figures');
  await pressByKey(panel.getByRole('button', { name: 'Find clusters' }), () =>
    expect(figures.getByRole('heading')).toHaveText('4 clusters of 100 images.', { timeout: 60_000 }),
  );
  await expect(
    panel.getByRole('img', { name: /^Silhouette by number of clusters .*: clusters 4, mean 0\.\d\d$/ }),
  ).toBeVisible();
  const table = panel.getByRole('table', { name: 'Clusters (groups of alike images)' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(table.getByRole('cell', { name: /1\.00 of 24$/ })).toHaveCount(4);

  const row = table.getByRole('row').nth(1);
  await row.getByRole('cell', { name: /of 24$/ }).click();
  await expect(row.getByRole('button', { name: /^Select the 25 images of/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await bench.tab('Item').click();
  const selection = page.getByRole('region', { name: 'Selection' });
  await expect(selection.getByRole('heading')).toHaveText('25 images selected');

  await reachPart(page, 'Clusters');
  await row.getByRole('textbox', { name: 'Name of Cluster 1' }).fill('Alike ones');
  await page.keyboard.press('Enter');
  await pressByKey(row.getByRole('button', { name: 'Make a class of Alike ones' }));
  await expect(panel.getByRole('status').last()).toHaveText(
    '1 image put into Alike ones. 24 have another class and were left as they are.',
  );
  const made = page.getByRole('textbox', { name: 'Class name' }).last();
  await expect(made).toHaveValue('Alike ones');
  await expect(classCard(page, 'Alike ones').getByTestId('class-count')).toHaveText('1');
  await expect(classCard(page, 'Unlabelled').getByTestId('class-count')).toHaveText('3');
  await expectAccessiblePart(page, 'Clusters');

  await page.getByRole('button', { name: 'Undo: make a class of 1 image' }).click();
  await expect(classCard(page, 'Alike ones')).toHaveCount(0);
  await expect(classCard(page, 'Unlabelled').getByTestId('class-count')).toHaveText('4');
  await expect(row.getByRole('textbox', { name: 'Name of Alike ones' })).toBeVisible();
  expect(bench.errors).toEqual([]);
});

test('step by step clusters: the slider cuts the tree by keyboard, and the map takes their colours', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const panel = await reachPart(page, 'Clusters');
  await pressByKey(panel.getByRole('button', { name: /Kind$/ }));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: /Kind$/ })).toHaveText('Step by step (agglomerative)');
  await pressByKey(panel.getByRole('button', { name: 'Find clusters' }));
  const heading = panel.getByTestId('cluster-figures').getByRole('heading');
  await expect(heading).toHaveText('4 clusters of 100 images.', { timeout: 60_000 });

  const slider = panel.getByRole('slider', { name: 'Cut into clusters' });
  await slider.focus();
  for (const [key, clusters] of [
    ['ArrowRight', 5],
    ['ArrowLeft', 4],
    ['ArrowLeft', 3],
  ] as const) {
    await page.keyboard.press(key);
    await expect(heading).toHaveText(`${clusters} clusters of 100 images.`);
    await expect(
      panel.getByRole('img', { name: `Tree of merges of 100 rows, cut into ${clusters} clusters` }),
    ).toBeVisible();
    await expect(panel.getByRole('table').getByRole('row')).toHaveCount(clusters + 1);
    await expect(slider).toBeFocused();
  }
  // Two classes share a cluster now, and its line says so.
  await expect(panel.getByRole('cell', { name: /0\.50 of 48$/ })).toHaveCount(1);
  await expectAccessiblePart(page, 'Clusters');

  await pressByKey(panel.getByRole('button', { name: 'Colour the map by clusters' }));
  await expect(page.getByTestId('map-summary').getByRole('rowheader')).toHaveText([
    'Cluster 1',
    'Cluster 2',
    'Cluster 3',
  ]);
  await bench.expectNothingSent();
  expect(bench.errors).toEqual([]);
});
