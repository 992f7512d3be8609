// The page with a small generated encoder in the place of the shipped one: the same runtime, workers and self-test at half the cost
// of a start. For tests of all that does not depend on what the numbers mean.
import type { Page } from '@playwright/test';
import { tinyEncoder } from '../../fixtures/builders/tiny-encoder';
import { Workbench } from './workbench';

let files: ReturnType<typeof tinyEncoder> | null = null;

/** Serves the folder `encoders/tiny` to all pages of the context of `page`, for those opened with `?encoder=tiny`. */
export async function serveTinyEncoder(page: Page): Promise<void> {
  await page.context().route('**/encoders/tiny/*', async (route) => {
    files ??= tinyEncoder();
    const body = files.get(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
    await route.fulfill(body ? { body } : { status: 404 });
  });
}

/** A page that opens with the small encoder, also when it is opened again. */
export async function tinyBench(page: Page): Promise<Workbench> {
  await serveTinyEncoder(page);
  return new Workbench(page, '/?encoder=tiny');
}
