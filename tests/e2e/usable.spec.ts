// P18: it stays usable. What comes and goes leaves no memory behind; a cancelled drop ends at once, keeps what it had, and the next
// one completes it.
import { expect, type Page, test } from '@playwright/test';
import { folderOf, type TemporaryFolder } from '../fixtures/builders/folders';
import { firstSamples } from '../fixtures/builders/sample-files';
import { Workbench } from './pages/workbench';

const set = (seed: number, count: number): TemporaryFolder =>
  folderOf(
    'Cells',
    firstSamples(seed, count).map(({ path, bytes }) => [path, bytes] as const),
  );

/** Bytes that the page's own heap holds once all that can go has gone. */
async function heldBytes(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.enable');
  for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await client.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await client.detach();
  return usedSize + (backingStorageSize ?? 0);
}

/** Drops 40 new images and takes all of them out again for good, some times; what is held after each. */
async function comeAndGo(
  page: Page,
  rounds: number,
  after: () => Promise<void> = async () => {},
): Promise<number[]> {
  const bench = new Workbench(page);
  await bench.open();
  const held: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = set(20 + round, 40);
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add 40 images/ }).click();
    await bench.intakeDone();
    await bench.dismissReport();
    folder.remove();
    await bench.mapDone();
    await page.getByRole('button', { name: /^Privacy: / }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: /^Press again/ }).click();
    await page.keyboard.press('Escape');
    // The card of images without a class is always there.
    await expect(page.getByTestId('class-card')).toHaveCount(1);
    await bench.saved();
    await after();
    held.push(await heldBytes(page));
  }
  return held;
}

/** The first round loads what every later one uses; from the second on nothing may be added that stays. */
const grown = (held: readonly number[]) => (held.at(-1) ?? 0) / (held[1] ?? 1);

test.describe.configure({ timeout: 180_000 });

test('@slow P18: images that come and go leave no memory behind; twin: a page that keeps them is found out', async ({
  page,
  context,
}) => {
  const held = await comeAndGo(page, 4);
  console.log(
    `page heap after each round of 40 images: ${held.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(', ')} MiB`,
  );
  expect(grown(held)).toBeLessThan(1.1);
  await page.close();
  const leaky = await context.newPage();
  const kept = await comeAndGo(leaky, 3, () =>
    leaky.evaluate(() => {
      const scope = window as unknown as { leak?: Float32Array[] };
      scope.leak = [...(scope.leak ?? []), new Float32Array(2_000_000).fill(1)];
    }),
  );
  expect(grown(kept)).toBeGreaterThan(1.1);
});

test('P18: a cancelled drop ends, keeps what was read, and the same drop completes it', async ({ page }) => {
  const bench = new Workbench(page);
  await bench.open();
  const folder = set(31, 96);
  try {
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add 96 images/ }).click();
    await expect.poll(async () => (await bench.kept()).counts.items, { intervals: [50] }).toBeGreaterThan(4);
    await page.getByRole('button', { name: /^Cancel: Reading/ }).click();
    await bench.intakeDone();
    await expect(bench.report()).toContainText(/cancelled/);
    await bench.saved();
    const part = await bench.kept();
    const { items = 0 } = part.counts;
    expect(items).toBeLessThan(96);
    expect(part.counts).toMatchObject({ vectors: items, pictures: 2 * items, names: items });
    await bench.dismissReport();
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add 96 images/ }).click();
    await bench.intakeDone();
    await bench.saved();
    const whole = await bench.kept();
    expect(whole.counts.items).toBe(96);
    for (const [id, vector] of Object.entries(part.vectors)) expect(whole.vectors[id]).toEqual(vector);
  } finally {
    folder.remove();
  }
});
