// P5, P8: a short soak (`npm run soak` is the long one): tabs, workers and browsers killed in the middle of work lose nothing that
// was said to be saved, and embed next to nothing twice. The same checks see a page that lies about saving, and lost vectors.
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { type SoakSetup, soak } from '../../tools/soak/soak';
import { browserArgs } from './browser-args';
import { findBrowser } from './find-browser.mjs';

const setup = (baseURL: string | undefined, own: Partial<SoakSetup>): SoakSetup => ({
  url: baseURL ?? servers.app,
  executablePath: findBrowser(),
  args: browserArgs,
  seed: 3,
  kills: 6,
  ...own,
});
// The processes of a browser are found as Linux shows them.
const killsBy = existsSync('/proc/self/cmdline')
  ? (['tab', 'worker', 'browser'] as const)
  : (['tab', 'worker'] as const);

test.describe.configure({ timeout: 240_000 });

test('P5, P8: eight kills: nothing acknowledged is lost, every image is whole, the vectors are the same', async ({
  baseURL,
}) => {
  const { rounds, sameVectors } = await soak(setup(baseURL, { kills: 8, killsBy }));
  for (const round of rounds) expect(round).toMatchObject({ lost: 0, torn: 0, opened: true });
  expect(rounds).toHaveLength(8);
  expect(rounds.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(10);
  expect(sameVectors).not.toContain(false);
  // What a worker had in hand between two writes.
  for (const { embeddedTwice } of rounds) expect(embeddedTwice).toBeLessThanOrEqual(8);
});

test('P5, twin: a page that says "Saved" and keeps nothing of it is found out', async ({ baseURL }) => {
  const { rounds } = await soak(
    setup(baseURL, { plant: 'lying-saved', kills: 3, works: ['labelling'], killsBy: ['tab'] }),
  );
  expect(rounds.some(({ lost, opened }) => lost > 0 || !opened)).toBe(true);
});

test('P8, twin: where vectors do not come back, the count of what is embedded twice tells', async ({
  baseURL,
}) => {
  const { rounds } = await soak(
    setup(baseURL, { plant: 'no-vectors', kills: 1, works: ['embedding'], killsBy: ['tab'] }),
  );
  expect(
    rounds.some(({ embeddedTwice, lost, torn, opened }) => embeddedTwice > 8 || lost + torn > 0 || !opened),
  ).toBe(true);
});
