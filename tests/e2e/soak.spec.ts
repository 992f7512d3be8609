// P5, P8: a short soak (`npm run soak` is the long one): tabs, workers and browsers killed in the middle of work lose nothing that
// was said to be saved, and embed next to nothing twice. The same checks see a page that lies about saving, and lost vectors.
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { type SoakSetup, soak } from '../../tools/soak/soak';
import { brokenPromises, mostTwice } from '../../tools/soak/table';
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

test.describe.configure({ timeout: 420_000 });

test('P5, P8: a tab, a worker and a browser killed: nothing acknowledged is lost, nothing is there by half, nothing kept is embedded again', async ({
  baseURL,
}) => {
  const result = await soak(setup(baseURL, { kills: 3, killsBy, works: ['embedding'] }));
  expect(brokenPromises(result)).toEqual([]);
  expect(result.rounds).toHaveLength(3);
  expect(result.rounds.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(10);
});

test('P5, twin: a page that says "Saved" and keeps nothing of it is found out', async ({ baseURL }) => {
  const { rounds } = await soak(
    setup(baseURL, { plant: 'lying-saved', kills: 2, works: ['labelling', 'saving'], killsBy: ['tab'] }),
  );
  // The soak runs to its end, the project opens: what tells is the ledger alone.
  expect(rounds.filter(({ broken, opened }) => broken || !opened)).toEqual([]);
  expect(rounds.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0);
});

test('P8, twin: where vectors do not come back, the count of what is embedded twice tells', async ({
  baseURL,
}) => {
  const { rounds } = await soak(
    setup(baseURL, { plant: 'no-vectors', kills: 1, works: ['embedding'], killsBy: ['worker'] }),
  );
  // All of the drop was saved before the page was closed.
  expect(rounds).toMatchObject([{ opened: true }]);
  // Every image of the set is there by half: the check of vectors and pictures sees it, too.
  expect(Math.max(...rounds.map(({ torn }) => torn))).toBeGreaterThan(0);
  expect(Math.max(...rounds.map(({ keptTwice }) => keptTwice))).toBeGreaterThan(0);
  expect(Math.max(...rounds.map(({ embeddedTwice }) => embeddedTwice))).toBeGreaterThan(mostTwice);
});
