// A folder of some images of the sample set, dropped and saved: for tests about keeping, which need few.
import type { Page } from '@playwright/test';
import { folderOf } from '../../fixtures/builders/folders';
import { firstSamples } from '../../fixtures/builders/sample-files';
import { tinyBench } from './tiny-encoder';
import type { Workbench } from './workbench';

/** Opens the page with the small encoder and drops `count` images in folders of their classes; settles when all of it is saved. */
export async function openWithSmallSet(page: Page, count = 12): Promise<Workbench> {
  const bench = await tinyBench(page);
  await bench.open();
  await dropSmallSet(bench, count);
  return bench;
}

/** The same files once more, or for the first time. Their map may still be to come, and be saved by itself: see `mapDone`. */
export async function dropSmallSet(bench: Workbench, count = 12): Promise<void> {
  const folder = folderOf(
    'Cells',
    firstSamples(3, count).map(({ path, bytes }) => [path, bytes] as const),
  );
  try {
    await bench.drop([folder.path]);
    await bench.page.getByRole('button', { name: new RegExp(`^Add ${count} images`) }).click();
    await bench.intakeDone();
    await bench.dismissReport();
    await bench.saved();
  } finally {
    folder.remove();
  }
}
