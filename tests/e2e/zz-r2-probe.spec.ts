import { test } from '@playwright/test';
import { Workbench } from './pages/workbench';
test('probe', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  await page.getByRole('button', { name: 'Try the sample set' }).first().click();
  await bench.intakeDone();
  await bench.mapDone();
  await bench.tab('Predict').click();
  await bench.tab('Groups').click();
  await page.getByRole('button', { name: 'Find groups' }).click();
  await page.getByTestId('cluster-figures').waitFor();
  console.log(await page.getByRole('region', { name: 'Groups of alike images' }).ariaSnapshot());
  await bench.tab('Tidy').click();
  await page.getByRole('button', { name: 'Look for trouble' }).click();
  await page.getByTestId('tidy-figures').waitFor();
  for (const b of await page.getByRole('region', { name: 'Tidy the set' }).getByRole('button', { expanded: false }).all()) await b.click().catch(() => {});
  for (let i = 0; i < 6; i++) { const b = page.getByRole('region', { name: 'Tidy the set' }).getByRole('button', { expanded: false }).first(); if (await b.count()) await b.click(); }
  console.log(await page.getByRole('region', { name: 'Tidy the set' }).ariaSnapshot());
  await bench.tab('Search').click();
  console.log(await page.getByTestId('search-panel').ariaSnapshot());
});
