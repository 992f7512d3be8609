// Builds the bench page, serves it under the application's own headers and opens it in a headless Chromium.
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from '../tests/e2e/find-browser.mjs';

const configFile = new URL('./vite.config.ts', import.meta.url).pathname;

/**
 * Opens the page; `files` maps an address on it ("/teacher.onnx") to the file it answers with.
 * Gives the page, a line that names machine and browser, and `close`.
 */
export async function openBenchPage(files = {}) {
  const built = spawnSync('npx', ['vite', 'build', '--config', configFile, '--logLevel', 'warn'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('the bench page could not be built');
  const server = await preview({ configFile });
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    for (const [address, path] of Object.entries(files))
      await page.route(`**${address}`, (route) => route.fulfill({ path }));
    await page.goto('http://127.0.0.1:4186/');
    await page.waitForFunction(() => 'compare' in window);
    // Without isolation there is one thread whatever is asked for, and two columns would hold the same figure.
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the bench page is not isolated');
    const machine = `Machine: ${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}; Chromium ${browser.version()}; onnxruntime-web WASM; batch 1`;
    return { page, machine, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
