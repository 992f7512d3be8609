// A folder of some images of the sample set, dropped and saved: for tests about keeping, which need few.
import type { Page } from '@playwright/test';
import { sampleFiles } from '../../../src/domain/sample/sample-set';
import { folderOf } from '../../fixtures/builders/folders';
import { Workbench } from './workbench';

/** Opens the page and drops `count` images in folders of their classes; settles when all of it is saved. */
export async function openWithSmallSet(page: Page, count = 12): Promise<Workbench> {
  const bench = new Workbench(page);
  await bench.open();
  await dropSmallSet(bench, count);
  return bench;
}

/** The same files once more, or for the first time. */
export async function dropSmallSet(bench: Workbench, count = 12): Promise<void> {
  const files = [...sampleFiles(3)].slice(0, count);
  const folder = folderOf(
    'Cells',
    files.map(({ path, bytes }) => [path, bytes] as const),
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
