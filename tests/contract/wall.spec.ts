// The eight rules of the worker wall, each with a worker that breaks it (in Chromium, under the real policy).
import { expect, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import type { Ending } from './wall/wall';

declare global {
  interface Window {
    wall: {
      call(method: string, input: unknown, abortAfterMs?: number, lingerMs?: number): Promise<Ending>;
      restart(): Promise<void>;
    };
  }
}

test.beforeEach(async ({ page }) => {
  await page.goto(servers.wall);
  await page.waitForFunction(() => 'wall' in window);
});

type Args = [method: string, input: unknown, abortAfterMs?: number, lingerMs?: number];
const call = (page: import('@playwright/test').Page, ...args: Args) =>
  page.evaluate((given) => window.wall.call(...given), args);

test('1: a typed error comes back typed, a thrown string too', async ({ page }) => {
  const typed = await call(page, 'typedError', null);
  expect(typed).toMatchObject({ end: 'error', code: 'truncated', detail: { have: 1, need: 2 } });
  expect(await call(page, 'throwString', null)).toMatchObject({ end: 'error', code: 'internal' });
});

test('1: a worker that crashes settles its call and the next call works', async ({ page }) => {
  const crashed = await call(page, 'crash', null);
  expect(crashed).toMatchObject({ end: 'error', code: 'worker-crashed', settledTimes: 1 });
  expect(await call(page, 'count', null)).toMatchObject({ end: 'value', value: 1 });
});

test('1: a worker that closes itself without a word is noticed', async ({ page }) => {
  const silent = await call(page, 'closeSelf', null);
  expect(silent).toMatchObject({ end: 'error', code: 'worker-silent', settledTimes: 1 });
  expect(await call(page, 'count', null)).toMatchObject({ end: 'value', value: 1 });
});

test('1: a worker whose thread is held is ended; one that beats is left alone, and so is what waits its turn behind it', async ({
  page,
}) => {
  expect(await call(page, 'count', null)).toMatchObject({ value: 1 });
  // Longer than a thread may be held, and so long that the second waits as long again.
  const waiting = await Promise.all([call(page, 'wait', { ms: 4500 }), call(page, 'wait', { ms: 4500 })]);
  for (const ending of waiting) expect(ending).toMatchObject({ end: 'value', value: 'waited' });
  expect(await call(page, 'count', null)).toMatchObject({ value: 2 });
  const held = await call(page, 'spin', { ms: 60_000 });
  expect(held).toMatchObject({ end: 'error', code: 'worker-silent', settledTimes: 1 });
  expect(await call(page, 'count', null)).toMatchObject({ value: 1 });
});

test('1: a worker that beats and never comes to an end is ended', async ({ page }) => {
  const endless = await call(page, 'wait', { ms: 60_000 });
  expect(endless).toMatchObject({ end: 'error', code: 'worker-silent', settledTimes: 1 });
  expect(await call(page, 'count', null)).toMatchObject({ end: 'value', value: 1 });
});

test('1: an answer that cannot be cloned settles as an error', async ({ page }) => {
  expect(await call(page, 'unclonable', null)).toMatchObject({ end: 'error', settledTimes: 1 });
});

test('1: ending the workers settles what runs', async ({ page }) => {
  const ending = page.evaluate(async () => {
    const running = window.wall.call('steps', { total: 100, pauseMs: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.wall.restart();
    return running;
  });
  expect(await ending).toMatchObject({ end: 'error', code: 'worker-crashed', settledTimes: 1 });
});

test('2: aborted before the call, nothing is posted', async ({ page }) => {
  expect(await call(page, 'count', null, 0)).toMatchObject({ end: 'abort' });
  expect(await call(page, 'count', null)).toMatchObject({ end: 'value', value: 1 });
});

test('2 and 3: a breathing job hears the cancel and its worker is kept', async ({ page }) => {
  expect(await call(page, 'count', null)).toMatchObject({ value: 1 });
  const cancelled = await call(page, 'steps', { total: 1000, pauseMs: 5 }, 200, 500);
  expect(cancelled).toMatchObject({ end: 'abort', late: 0, settledTimes: 1 });
  expect(cancelled.elapsedMs).toBeLessThan(1000);
  expect(await call(page, 'count', null)).toMatchObject({ value: 2 });
});

test('2: a job that never breathes is ended with its worker', async ({ page }) => {
  const cancelled = await call(page, 'spin', { ms: 60_000 }, 100);
  expect(cancelled).toMatchObject({ end: 'abort' });
  expect(cancelled.elapsedMs).toBeLessThan(1000);
  expect(await call(page, 'count', null)).toMatchObject({ end: 'value', value: 1 });
});

test('4: progress rises, ends with the total and is never late', async ({ page }) => {
  const ending = await call(page, 'steps', { total: 60, pauseMs: 10 }, undefined, 300);
  expect(ending).toMatchObject({ end: 'value', value: 60, late: 0 });
  expect(ending.progress.at(-1)).toBe(60);
  expect(ending.progress.every((done, i) => i === 0 || done > (ending.progress[i - 1] ?? 0))).toBe(true);
  // About ten a second: far fewer than the sixty steps.
  expect(ending.progress.length).toBeLessThan(25);
});

test('5: outputs are moved and inputs are copied', async ({ page }) => {
  const left = await page.evaluate(async () => {
    const table = new Float32Array(1000);
    const { value } = await window.wall.call('received', table);
    const moved = await window.wall.call('moved', { length: 8 });
    return { received: value, stillHere: table.byteLength, moved: (moved.value as Float32Array).length };
  });
  expect(left).toEqual({ received: 1000, stillHere: 4000, moved: 8 });
});
