// What a hostile file would leave behind if it got anywhere: a script that ran, markup in the page, a key on what all objects
// inherit, a request to others, a violation of the policy.
import type { Page } from '@playwright/test';
import type { Workbench } from './workbench';

/** In the page or in a worker: keys that nobody but a hostile file would have put there, and marks of scripts that ran. */
const changed = () => {
  const found: string[] = [];
  for (const kind of [Object, Array, Function, String, Map] as const) {
    for (const key of Object.keys(kind.prototype)) found.push(`${kind.name}.prototype.${key}`);
    if (Object.getPrototypeOf({}) !== Object.prototype) found.push('another prototype');
  }
  for (const key of ['polluted', 'isAdmin']) if (key in {}) found.push(`every object has ${key}`);
  const { hostileRan } = globalThis as unknown as { hostileRan?: readonly string[] };
  for (const mark of hostileRan ?? []) found.push(`script ran: ${mark}`);
  return found;
};

/** Elements that the page itself never makes. */
const strangers = () =>
  [
    ...document.querySelectorAll(
      '[onerror], [onload], [src="x"], iframe, object, embed, script:not([src]), svg script, a[href*="hostile"]',
    ),
  ].map((element) => `markup: ${element.outerHTML.slice(0, 60)}`);

/** Everything of that, in the page and in each of its workers; empty where the files stayed dead. */
export async function tracesOf(page: Page, bench: Workbench): Promise<string[]> {
  const found: string[] = [...(await page.evaluate(changed)), ...(await page.evaluate(strangers))];
  // The runtime's own threads sleep on a lock and could not answer.
  for (const worker of page
    .workers()
    .filter((one) => /\/(decode|encode|analyse|train|keep)\.worker/.test(one.url()))) {
    const kind = /(\w+)\.worker/.exec(worker.url())?.[1] ?? '';
    // A worker that has nothing to do may be ended while it is asked.
    const there = await worker.evaluate(changed).catch((): string[] => []);
    found.push(...there.map((what) => `${kind} worker: ${what}`));
  }
  const own = new URL(page.url()).origin;
  const sent = bench.requests.filter(({ url }) => !/^(blob|data):/.test(url) && new URL(url).origin !== own);
  return [
    ...found,
    ...sent.map(({ url }) => `request: ${url}`),
    ...bench.violations.map((what) => `violation: ${what.slice(0, 120)}`),
    ...bench.errors.map((what) => `error: ${what}`),
  ];
}
