// One row a patient in the built page: the counts, and that each route still answers.
import { expect, test } from '@playwright/test';
import { benchWithSavedSample, expectAccessiblePart, pressByKey, reachPart } from './pages/predict';

test('28 patients in place of 100 images: clusters, precision and all answers go by patients', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const search = await reachPart(page, 'Search');
  const level = search.getByTestId('level-choice');
  await expect(level).toContainText('100 images of 28 patients');
  await pressByKey(level.getByRole('button', { name: /One row$/ }));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(level).toContainText('Each patient is one row.');
  await expect(page.getByTestId('map')).toHaveAttribute('data-points', '28', { timeout: 60_000 });
  await pressByKey(search.getByRole('button', { name: 'Measure on the labelled images' }), () =>
    expect(search.getByTestId('retrieval')).toContainText('24 labelled rows asked in turn'),
  );

  const clusters = await reachPart(page, 'Clusters');
  await pressByKey(clusters.getByRole('button', { name: 'Find clusters' }));
  await expect(clusters.getByTestId('cluster-figures').getByRole('heading')).toHaveText(
    /^\d+ clusters of 28 patients\.$/,
    { timeout: 60_000 },
  );
  await bench.tab('Train').click();
  await pressByKey(page.getByRole('button', { name: 'Train adapter' }));
  await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 60_000 });

  const answers = await reachPart(page, 'Answers');
  const grid = answers.getByRole('grid', { name: 'Answers' });
  await pressByKey(answers.getByRole('button', { name: 'Answer for 4 unlabelled patients' }), () =>
    expect(grid.getByRole('row')).toHaveCount(5),
  );
  for (const route of ['Neighbours', 'Prototypes', 'Nearest cluster', 'Adapter'])
    await expect(grid.getByRole('columnheader', { name: new RegExp(`^${route}`) })).toBeVisible();
  // The last column stands to the right of what the pane shows.
  await grid.hover();
  await page.mouse.wheel(2000, 0);
  await expect(grid.getByRole('columnheader', { name: /^Words/ })).toBeVisible();
  await expectAccessiblePart(page, 'Answers');
  expect(bench.errors).toEqual([]);
});
