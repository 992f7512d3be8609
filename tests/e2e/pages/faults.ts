// Faults planted in workers, where no script of a test reaches by itself: the worker's own code is changed on its way in. And what
// must hold after each: all that was saved is as it was, and nothing wrong is kept.
import { expect, type Page, type Worker } from '@playwright/test';
import { fetched } from './fetched';
import type { Workbench } from './workbench';

type Change = (body: string) => string;

/** Changes the code of every worker of that kind, those started later among them. */
export async function changeCode(page: Page, kind: string, ...changes: readonly Change[]): Promise<void> {
  await page.route(new RegExp(`${kind}\\.worker.*\\.js`), async (route) => {
    const response = await fetched(route);
    const body = changes.reduce((text, change) => change(text), await response.text());
    await route.fulfill({ response, body });
  });
}

/** Changes the code of the page itself. */
export async function changePage(page: Page, change: Change): Promise<void> {
  await page.route(/assets\/index-.*\.js/, async (route) => {
    const response = await fetched(route);
    await route.fulfill({ response, body: change(await response.text()) });
  });
}

/** Code before the worker's own, in a block of its own: a name of the built code would make it no script at all. */
export const before =
  (script: string): Change =>
  (body) =>
    `{${script}\n}\n${body}`;

/** One place of the built code becomes another; a build in which it is not found exactly once is an error, not a pass. */
export const instead =
  (place: RegExp, other: string): Change =>
  (body) => {
    const found = [...body.matchAll(new RegExp(place, 'g'))].length;
    if (found !== 1)
      throw new Error(`${found} places in the built code for ${place}: the plant must be renewed`);
    return body.replace(place, other);
  };

/** Runs `script` before the code of every worker of that kind, those started later among them. */
export const plantIn = (page: Page, kind: string, script: string) => changeCode(page, kind, before(script));

/** The worker of that kind that runs now. */
export function workerOf(page: Page, kind: string): Worker {
  const worker = page.workers().findLast((one) => one.url().includes(`${kind}.worker`));
  if (!worker) throw new Error(`no ${kind} worker`);
  return worker;
}

/** Sets what the planted script looks at, in the worker that runs now; a worker started later does not have it. */
export async function turnOn(page: Page, kind: string, what: string | null): Promise<void> {
  await workerOf(page, kind).evaluate((value) => {
    (self as unknown as { planted: string | null }).planted = value;
  }, what);
}

/** What a run of the image model can give in place of its vector. */
export type WrongRun = 'nan' | 'zeros' | 'constant' | 'length' | 'number' | 'hangs' | 'spins';

/** Every run of the image model goes by `planted`; null until a test turns it on. */
export const wrongRuns: readonly Change[] = [
  before(`
    self.planted = null;
    const spoilt = {
      nan: (own) => own.map(() => NaN),
      zeros: (own) => own.map(() => 0),
      constant: (own) => own.map(() => 0.25),
      length: (own) => own.slice(0, 500),
    };
    self.plantedRun = async (running) => {
      if (self.planted === 'hangs') await new Promise(() => {});
      if (self.planted === 'spins') for (;;) {}
      if (self.planted === 'number') throw 7;
      const outputs = await running;
      const spoil = spoilt[self.planted];
      if (!spoil) return outputs;
      return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, { data: spoil(data) }]));
    };`),
  instead(/(\w+\.run\(\w+,\w+\))(?=,\w+=await\(\w+\?Promise\.race)/, 'self.plantedRun($1)'),
];

/** Turns it on in each worker as soon as its encoder has passed the self-test: no new worker is any better. */
export const wrongOnceOpen = (what: WrongRun): Change =>
  before(`
    const tell = self.postMessage.bind(self);
    self.postMessage = (message, ...rest) => {
      if (message?.result?.value?.parity) self.planted = '${what}';
      tell(message, ...rest);
    };`);

/** The twin of the check of outputs: it finds nothing. */
export const withoutCheck: readonly Change[] = [
  instead(/\{(?=throw new \w+\(`encoder-invalid-output`,`the encoder's output is wrong)/, '{return;'),
  instead(
    /throw new \w+\(`encoder-invalid-output`,`the encoder's output is the same for all`,\{what:`same`\}\)/,
    'void 0',
  ),
];

/** The twin of the second try: no error of the encode worker is worth a new one. For `changePage`. */
export const withoutCure: Change = instead(
  /\[`worker-crashed`,`worker-silent`,`encoder-missing`[^\]]*\]/,
  '[]',
);

/** What is wrong with the kept vectors, one line for each that is wrong; nothing where all is well. */
export async function faultsOfKept(bench: Workbench): Promise<string[]> {
  const seen = new Set<string>();
  return Object.entries((await bench.kept()).vectors).flatMap(([id, vector]) => {
    const start = vector.slice(0, 8).join();
    const again = seen.has(start);
    seen.add(start);
    if (vector.length !== 512) return [`${id}: length ${vector.length}`];
    if (!(Math.abs(Math.hypot(...vector) - 1) < 1e-4)) return [`${id}: norm ${Math.hypot(...vector)}`];
    return again ? [`${id}: the same as another`] : [];
  });
}

/** The tab dies, and is closed. */
export async function crashTab(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  // Never answers: the renderer is gone.
  void client.send('Page.crash').catch(() => undefined);
  await page.waitForEvent('crash');
  await page.close();
}

/** As much silence as a call may keep, and some more, passes on the page's clock; what ends in between may do so. */
export async function silence(page: Page): Promise<void> {
  for (let i = 0; i < 7; i++) {
    await page.clock.runFor(5000);
    await page.waitForTimeout(200);
  }
}

/** So many images are kept, each with its pictures and one sound vector of its own. */
export async function expectWhole(bench: Workbench, items: number): Promise<void> {
  expect(await faultsOfKept(bench)).toEqual([]);
  expect((await bench.kept()).counts).toMatchObject({ items, vectors: items, pictures: 2 * items });
}

/** All that was saved is there as it was. */
export async function expectKept(
  bench: Workbench,
  before: Awaited<ReturnType<Workbench['kept']>>,
): Promise<void> {
  const now = await bench.kept();
  for (const [id, vector] of Object.entries(before.vectors)) expect(now.vectors[id]).toEqual(vector);
  for (const [id, labels] of Object.entries(before.labels)) expect(now.labels[id]).toEqual(labels);
  expect(Object.values(now.vectors).every((vector) => vector.length === 512)).toBe(true);
}
