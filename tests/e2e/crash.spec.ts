// The tab dies in the middle of a batch: what was shown as saved is there, nothing is half there, work goes on.
import { expect, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { firstSamples } from '../fixtures/builders/sample-files';
import { Workbench } from './pages/workbench';

test('P5, F11: a crash during a batch loses nothing that was saved', async ({ context }) => {
  const all = firstSamples(3, 96);
  const part = (from: number, to: number) =>
    folderOf(
      'Cells',
      all.slice(from, to).map(({ path, bytes }) => [path, bytes] as const),
    );
  const [first, second] = [part(0, 24), part(24, 96)];
  try {
    const page = await context.newPage();
    const bench = new Workbench(page);
    await bench.open();
    await bench.drop([first.path]);
    await page.getByRole('button', { name: /^Add 24 images/ }).click();
    await bench.intakeDone();
    await bench.saved();
    const saved = await bench.kept();
    expect(saved.counts.items).toBe(24);
    await bench.dismissReport();
    await bench.drop([second.path]);
    await page.getByRole('button', { name: /^Add 72 images/ }).click();
    await expect.poll(async () => (await bench.kept()).counts.items, { intervals: [50] }).toBeGreaterThan(24);
    const client = await context.newCDPSession(page);
    // Never answers: the renderer is gone.
    void client.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash');
    await page.close();

    const again = await context.newPage();
    const after = new Workbench(again);
    await after.open();
    await after.saved();
    const kept = await after.kept();
    expect(kept.counts.items).toBeGreaterThan(24);
    for (const [id, vector] of Object.entries(saved.vectors)) expect(kept.vectors[id]).toEqual(vector);
    // Whole or not at all: every item has its vector, its pictures and its name.
    expect(Object.values(kept.vectors).every((vector) => vector.length === 512)).toBe(true);
    expect(kept.counts).toMatchObject({
      names: kept.counts.items,
      vectors: kept.counts.items,
      pictures: 2 * (kept.counts.items ?? 0),
    });
    // The same folder again completes the set: what is there is recognised, the rest is read.
    await after.drop([second.path]);
    await again.getByRole('button', { name: /^Add 72 images/ }).click();
    await after.intakeDone();
    await after.saved();
    expect((await after.kept()).counts.items).toBe(96);
  } finally {
    first.remove();
    second.remove();
  }
});

for (const kind of ['encode', 'decode'] as const) {
  test(`F10: ${kind}: a worker that dies in the middle of a batch is replaced and no image is lost`, async ({
    page,
  }) => {
    const bench = new Workbench(page);
    await bench.open();
    await page.getByRole('button', { name: 'Try the sample set' }).first().click();
    await expect.poll(async () => (await bench.kept()).counts.items, { intervals: [50] }).toBeGreaterThan(5);
    const worker = page.workers().find((candidate) => candidate.url().includes(`${kind}.worker`));
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted: the worker dies');
      });
    });
    await bench.intakeDone();
    await expect(bench.report()).toContainText('100 files: 100 added');
    await bench.mapDone();
  });
}
