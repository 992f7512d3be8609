// The server is stopped and the network is off: the whole journey, a reload and a new tab, on hosts with and without headers.
import { expect, test } from '@playwright/test';
import { securityHeaders } from '../../headers';
import { serveStatic } from '../fixtures/builders/static-server';
import { buildFolder, expectKnownSinks, keptForOffline, openPrivacy } from './pages/privacy';
import { folderCount, smallJourney } from './pages/small-journey';
import { Workbench } from './pages/workbench';

test.use({ serviceWorkers: 'allow' });

for (const [host, headers] of [
  ['a host that sends the headers', securityHeaders],
  ['a bare host', {}],
] as const) {
  test(`P2, F19: ${host}: journey, reload and new tab without server and network`, async ({
    page,
    context,
  }, info) => {
    const server = await serveStatic(buildFolder(info), headers);
    const bench = new Workbench(page);
    await bench.open(server.url);
    await keptForOffline(page);
    await server.stop();
    await context.setOffline(true);

    await bench.open(server.url);
    const lines = await smallJourney(bench, page);
    expect(lines).toHaveLength(2 + 4);
    await bench.tab('Words').click();
    await expect(page.getByRole('region', { name: 'Words', exact: true })).toBeVisible();
    await bench.saved();
    const kept = await bench.kept();
    await expectKnownSinks(await openPrivacy(page));

    await page.reload();
    await expect(page.getByTestId('map')).toHaveAttribute('data-points', String(folderCount + 4));
    await bench.saved();
    expect(await bench.kept()).toEqual(kept);
    const panel = await openPrivacy(page);
    await expect(panel.getByTestId('canary').getByText('stopped by policy')).toHaveCount(5);
    await expect(panel.getByTestId('ledger')).toContainText('0 requests asked of the site');
    await expect(panel.getByTestId('ledger')).toContainText('0 refused');
    await page.close();

    const tab = await context.newPage();
    const again = new Workbench(tab);
    await again.open(server.url);
    await expect(tab.getByTestId('map')).toHaveAttribute('data-points', String(folderCount + 4));
    expect([...bench.errors, ...again.errors]).toEqual([]);

    // The plant: without the kept copy the same page must not open, or the test has not cut the network.
    await tab.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await expect(tab.reload()).rejects.toThrow();
  });
}
