// F06 to F09: the runtime answers wrongly, never, or does not start. What came out wrong is never kept, what was saved stays, and
// the work goes on in a new worker or the page says why not.
import { expect, test } from '@playwright/test';
import { firstSamples } from '../fixtures/builders/sample-files';
import {
  changeCode,
  changePage,
  expectKept,
  expectWhole,
  faultsOfKept,
  instead,
  plantIn,
  silence,
  turnOn,
  type WrongRun,
  withoutCheck,
  workerOf,
  wrongOnceOpen,
  wrongRuns,
} from './pages/faults';
import { dropSmallSet, openWithSmallSet } from './pages/small-set';
import { Workbench } from './pages/workbench';

const wrongOutputs = ['nan', 'zeros', 'constant', 'length'] as const satisfies readonly WrongRun[];

test('F06: the runtime answers with no numbers, zeros, the same for all, too few: none of it is kept, every image comes in', async ({
  page,
}) => {
  await changeCode(page, 'encode', ...wrongRuns);
  const bench = await openWithSmallSet(page, 2);
  let items = 2;
  for (const wrong of wrongOutputs) {
    const before = await bench.kept();
    const first = workerOf(page, 'encode');
    await turnOn(page, 'encode', wrong);
    items += 2;
    await dropSmallSet(bench, items);
    await expectKept(bench, before);
    await expectWhole(bench, items);
    expect(workerOf(page, 'encode')).not.toBe(first);
  }
});

test('F06: twin: without the check of outputs each of these is kept, and the same look at what is kept finds it', async ({
  page,
}) => {
  await changeCode(page, 'encode', ...wrongRuns, ...withoutCheck);
  const bench = await openWithSmallSet(page, 2);
  let items = 2;
  let found = await faultsOfKept(bench);
  expect(found).toEqual([]);
  for (const wrong of wrongOutputs) {
    await turnOn(page, 'encode', wrong);
    items += 2;
    await dropSmallSet(bench, items);
    const now = await faultsOfKept(bench);
    expect(now.length, `${wrong}: ${now}`).toBeGreaterThan(found.length);
    found = now;
  }
});

test('F06, F08: every worker answers wrongly, or with a bare number: each image is refused by name and sentence', async ({
  page,
}) => {
  for (const [wrong, sentence] of [
    ['nan', 'The encoder returned invalid numbers; they were not kept.'],
    ['number', 'The encoder stopped with an error; nothing of it was kept.'],
  ] as const satisfies readonly (readonly [WrongRun, string])[]) {
    const tab = await page.context().newPage();
    const bench = await openWithSmallSet(tab, 4);
    const before = await bench.kept();
    await changeCode(tab, 'encode', ...wrongRuns, wrongOnceOpen(wrong));
    await tab.reload();
    await bench.saved();
    const files = firstSamples(9, 2).map(({ bytes }, i) => {
      return { name: `new-${i}.png`, mimeType: 'image/png', buffer: Buffer.from(bytes) };
    });
    await bench.addFiles('Unlabelled', files);
    await bench.intakeDone();
    await expect(bench.report()).toContainText('2 refused');
    // Rows out of sight are not drawn.
    const refused = bench.report().getByRole('grid', { name: 'Refused files' });
    await refused.scrollIntoViewIfNeeded();
    await expect(refused).toContainText(sentence);
    await expectKept(bench, before);
    await expectWhole(bench, 4);
    await tab.close();
  }
});

for (const [how, what] of [
  ['hangs', 'never ends'],
  ['spins', 'never ends and holds its thread'],
] as const) {
  test(`${how === 'spins' ? '@slow ' : ''}F07: a run ${what}: it is ended, and every image comes in by a new worker`, async ({
    page,
  }) => {
    await changeCode(page, 'encode', ...wrongRuns);
    await page.clock.install();
    const bench = await openWithSmallSet(page, 4);
    const before = await bench.kept();
    await turnOn(page, 'encode', how);
    const more = dropSmallSet(bench, 8);
    await expect(page.getByRole('button', { name: /^Cancel: Reading/ })).toBeVisible();
    await silence(page);
    await page.clock.resume();
    await more;
    await expectKept(bench, before);
    await expectWhole(bench, 8);
  });
}

test('F07: twin: without the limit of silence the same drop never ends', async ({ page }) => {
  await changeCode(page, 'encode', ...wrongRuns);
  await changePage(page, instead(/silentAfterMs:30\*[$\w]+/, 'silentAfterMs:1e9'));
  await page.clock.install();
  const bench = await openWithSmallSet(page, 4);
  await turnOn(page, 'encode', 'hangs');
  const more = dropSmallSet(bench, 8);
  const given = more.catch(() => 'given up');
  const reading = page.getByRole('button', { name: /^Cancel: Reading/ });
  await expect(reading).toBeVisible();
  await silence(page);
  await expect(reading).toBeVisible();
  expect((await bench.kept()).counts.items).toBe(4);
  await page.close();
  expect(await given).toBe('given up');
});

test('F08: a run that fails with a bare number is made once more in a new worker', async ({ page }) => {
  await changeCode(page, 'encode', ...wrongRuns);
  const bench = await openWithSmallSet(page, 4);
  const before = await bench.kept();
  await turnOn(page, 'encode', 'number');
  await dropSmallSet(bench, 8);
  await expectKept(bench, before);
  await expectWhole(bench, 8);
});

for (const [how, script] of [
  [
    'F08: the runtime refuses to start, with a bare number',
    'for (const name of ["instantiate", "instantiateStreaming"]) WebAssembly[name] = () => Promise.reject(7);',
  ],
  [
    'F09: no memory for the runtime',
    "WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };",
  ],
  [
    'F09: the memory of the runtime cannot grow',
    "WebAssembly.Memory.prototype.grow = () => { throw new RangeError('could not grow memory'); };",
  ],
] as const) {
  test(`${how}: said in a sentence; the kept set is there, to look at and to work on`, async ({ page }) => {
    // Its memory grows for the shipped encoder alone.
    const bench = new Workbench(page);
    await bench.open();
    await dropSmallSet(bench, 4);
    const before = await bench.kept();
    await plantIn(page, 'encode', script);
    await page.reload();
    await page.getByRole('button', { name: 'Encoder: failed' }).click({ timeout: 60_000 });
    await expect(page.getByText(/^This browser can run the encoder neither on/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('class-card').first()).toBeVisible();
    await page.getByRole('button', { name: /^Add class/ }).click();
    await page.keyboard.press('Escape');
    await bench.saved();
    await expectKept(bench, before);
    expect(Object.keys((await bench.kept()).classes)).toHaveLength(Object.keys(before.classes).length + 1);
    // Twin: without the fault nothing of the kind is said.
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await expect(page.getByRole('button', { name: /^Encoder: .* on WASM/ })).toBeVisible({ timeout: 60_000 });
    await dropSmallSet(bench, 6);
    await expectWhole(bench, 6);
  });
}
