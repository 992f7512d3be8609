// Browser tests run on the built bundle behind the real headers, in a real Chromium.
import { defineConfig } from '@playwright/test';
import { browserArgs } from './tests/e2e/browser-args';
import { findBrowser } from './tests/e2e/find-browser.mjs';

const executablePath = findBrowser();

/** Served as a user gets it, without the policy (the planted fault), and the worker wall's own test page. */
export const servers = {
  app: 'http://127.0.0.1:4183',
  withoutPolicy: 'http://127.0.0.1:4184',
  wall: 'http://127.0.0.1:4185',
};

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/*.spec.ts', 'contract/*.spec.ts'],
  // A GPU drawn by the processor takes half a minute to start, a watchdog two: those that start it several times are run by
  // `npm run e2e:slow`.
  ...(process.argv.some((argument) => argument.includes('@slow')) ? {} : { grepInvert: /@slow/ }),
  // Much of a test is waiting: two side by side take little more than half of the time. No test asserts a time.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: servers.app,
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    // Every test begins with an empty browser and would fetch the whole build once more; those of the worker allow it.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [...browserArgs],
    },
  },
  webServer: [
    { command: 'npx vite preview --port 4183', url: servers.app, reuseExistingServer: false },
    {
      command: 'npx vite preview --port 4184',
      url: servers.withoutPolicy,
      env: { LIGHTBENCH_PLANT: 'no-policy' },
      reuseExistingServer: false,
    },
    {
      command:
        'npx vite build --config tests/contract/vite.config.ts && npx vite preview --config tests/contract/vite.config.ts',
      url: servers.wall,
      reuseExistingServer: false,
    },
  ],
});
