// The whole journey on the built bundle: sample set, map, a new image, neighbours, adapter, predict many, reload, wipe.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { sampleProbes } from '../../src/domain/sample/sample-set';
import { type Kept, Workbench } from './pages/workbench';

function probes(seed: number) {
  return [...sampleProbes(seed)].map(({ path, className, bytes }) => ({
    className,
    file: { name: `s${seed}-${path.split('/').at(-1)}`, mimeType: 'image/png', buffer: Buffer.from(bytes) },
  }));
}

/** Share of labelled items whose nearest labelled item on the map is of their class. */
function agreementOnMap({ projection, labels }: Kept): number {
  if (!projection) return 0;
  const rows = projection.ids.map((id, i) => ({
    label: labels[id]?.[0],
    x: projection.xy[2 * i] ?? 0,
    y: projection.xy[2 * i + 1] ?? 0,
  }));
  const labelled = rows.filter(({ label }) => label !== undefined);
  const right = labelled.filter((row) => {
    const others = labelled
      .filter((other) => other !== row)
      .map((other) => ({ ...other, d: (other.x - row.x) ** 2 + (other.y - row.y) ** 2 }));
    return others.reduce((best, other) => (other.d < best.d ? other : best)).label === row.label;
  });
  return right.length / labelled.length;
}

async function loadSamples(bench: Workbench, page: Page) {
  await page.getByRole('button', { name: 'Try the sample set' }).first().click();
  await bench.intakeDone();
  await expect(bench.report()).toContainText('100 files: 100 added');
  await bench.mapDone();
  await bench.saved();
}

test('sample set, map, new image, neighbours, adapter, predict many, reload, delete', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  await expect(page.getByText('Research use only. Not a medical device.').first()).toBeVisible();
  await loadSamples(bench, page);
  await bench.dismissReport();

  const before = await bench.kept();
  expect(Object.keys(before.classes)).toHaveLength(4);
  for (const classId of Object.keys(before.classes)) {
    expect(Object.values(before.labels).filter((labels) => labels.includes(classId))).toHaveLength(24);
  }
  const agreement = agreementOnMap(before);
  console.log(
    `sample set: nearest neighbour on the map has the same class for ${(100 * agreement).toFixed(1)} % of 96`,
  );
  expect(agreement).toBeGreaterThan(0.95);

  const [probe, ...others] = probes(2);
  if (!probe) throw new Error('no probe');
  await bench.addFiles('Unlabelled', [probe.file]);
  await expect(bench.report()).toContainText('1 file: 1 added');
  const neighbours = page.getByRole('list', { name: 'Neighbours' });
  await expect(neighbours.getByRole('listitem')).toHaveCount(5);
  await expect(neighbours.getByRole('listitem').first()).toContainText(probe.className);
  await bench.saved();
  const placed = await bench.kept();
  expect(placed.projection?.placed).toBe(1);
  expect(placed.projection?.xy).toEqual(before.projection?.xy);

  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 60_000 });
  await bench.tab('Item').click();
  const answers = page.getByRole('region', { name: 'Answers' });
  const row = answers.getByRole('row', { name: new RegExp(probe.className) });
  await expect(row).toBeVisible();
  const share = await row.getByRole('meter', { name: /Adapter's probability/ }).getAttribute('aria-valuenow');
  expect(Number(share)).toBeGreaterThan(0.5);

  await bench.addFiles(
    'Unlabelled',
    others.map(({ file }) => file),
  );
  await expect(bench.report()).toContainText('3 files: 3 added');
  await bench.tab('Predict').click();
  await page.getByRole('button', { name: /^Answer for 8 unlabelled images/ }).click();
  await expect(page.getByRole('grid', { name: /Answers/ }).getByRole('row')).toHaveCount(9);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(csv[0]).toContain('Research use only. Not a medical device.');
  expect(csv[1]).toMatch(/^id,label,neighbours' answer,similarity,adapter's answer,probability /);
  expect(csv).toHaveLength(10);
  expect(csv.join('\n')).not.toContain('.png');
  await bench.saved();

  const kept = await bench.kept();
  await bench.expectNothingSent();
  await page.reload();
  await expect(page.getByTestId('map')).toHaveAttribute('data-points', '104');
  await bench.saved();
  expect(await bench.kept()).toEqual(kept);
  await bench.tab('Predict').click();
  await expect(page.getByRole('grid', { name: /Answers/ }).getByRole('row')).toHaveCount(9);
  // Nothing was read or embedded again: no cell of the set is in work.
  await expect(page.getByRole('button', { name: /^Cancel: Reading/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
  await page.getByRole('button', { name: /Delete everything/ }).click();
  await page.getByRole('button', { name: /Press again/ }).click();
  await expect(page.getByTestId('map')).toHaveCount(0);
  expect((await bench.kept()).counts).toEqual({ items: 0, names: 0, vectors: 0, stages: 0, pictures: 0 });
  expect(bench.errors).toEqual([]);
});

/** A server of another origin that counts who reaches it. */
async function listener() {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, hits, close: () => server.close() };
}

/** Tries to reach `url` from the page and from inside each of its workers; gives how many tried. */
async function tryToLeak(page: Page, url: string): Promise<number> {
  // Our own four kinds: the runtime's thread workers sleep on a lock and could not answer.
  const workers = page
    .workers()
    .filter((worker) => /\/(decode|encode|analyse|train)\.worker/.test(worker.url()));
  const leak = async (target: string) => {
    await fetch(target, { mode: 'no-cors' }).catch(() => undefined);
  };
  await page.evaluate(leak, `${url}/page`);
  for (const [i, worker] of workers.entries()) await worker.evaluate(leak, `${url}/worker-${i}`);
  return workers.length + 1;
}

test('page and workers cannot reach another origin; on a server without the policy this is caught', async ({
  page,
  browser,
}) => {
  const other = await listener();
  const bench = new Workbench(page);
  await bench.open();
  await bench.expectNothingSent();
  expect(await tryToLeak(page, other.url)).toBeGreaterThanOrEqual(5);
  expect(other.hits).toEqual([]);

  const planted = await (await browser.newContext()).newPage();
  const open = new Workbench(planted);
  await open.open(servers.withoutPolicy);
  await planted.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
  await expect(planted.getByTestId('canary').getByText('not enforced here')).toHaveCount(5, {
    timeout: 20_000,
  });
  await planted.keyboard.press('Escape');
  // The very checks that guard the journey must fail here: the record of requests, the canaries, the listener.
  expect(
    open.requests.filter(({ url }) => url.includes('lightbench-canary.invalid')).length,
  ).toBeGreaterThanOrEqual(4);
  await expect(open.expectNothingSent()).rejects.toThrow();
  const tried = await tryToLeak(planted, other.url);
  expect(new Set(other.hits).size).toBe(tried);
  await planted.context().close();
  other.close();
});
