// The page with a small generated encoder in the place of the shipped one.
import type { Page } from '@playwright/test';
import { tinyEncoder } from '../../fixtures/builders/tiny-encoder';

/** Serves the folder `encoders/tiny`, for a page opened with `?encoder=tiny`. */
export async function serveTinyEncoder(page: Page): Promise<void> {
  const files = tinyEncoder();
  await page.route('**/encoders/tiny/*', async (route) => {
    const body = files.get(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
    await route.fulfill(body ? { body } : { status: 404 });
  });
}
