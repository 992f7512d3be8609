// P16: hostile files stay dead: no script of theirs runs, no markup of theirs is made, nothing that all objects inherit changes, nobody is
// asked; each is refused by a sentence, and the good files beside them come in. The twins let the same things loose.
import { expect, type Page, test } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import Papa from 'papaparse';
import { folderOf } from '../fixtures/builders/folders';
import { forged } from '../fixtures/builders/forged-project';
import {
  formulaClass,
  gifScript,
  hostileClasses,
  hostileFolder,
  hostileNames,
  html,
  imagesOfClass,
  markup,
  markupClass,
  payload,
  refusals,
  svg,
} from '../fixtures/builders/hostile-files';
import { downloadBy, loadInto, saveFrom } from './pages/data';
import { everyExport } from './pages/everything';
import { tracesOf } from './pages/hostile';
import { classCard } from './pages/predict';
import { openWithSmallSet } from './pages/small-set';
import { tinyBench } from './pages/tiny-encoder';
import { type Kept, Workbench } from './pages/workbench';

test.describe.configure({ timeout: 240_000 });

const good = hostileClasses.length * imagesOfClass;

async function withHostileFolder(page: Page): Promise<Workbench> {
  const bench = new Workbench(page);
  await bench.open();
  const folder = folderOf('Hostile', hostileFolder());
  try {
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: /^Add \d+ images?/ }).click();
    await bench.intakeDone();
  } finally {
    folder.remove();
  }
  return bench;
}

/** The rows of a table that was saved, whatever its first lines say. */
const rowsOf = (bytes: Uint8Array) =>
  Papa.parse<string[]>(Buffer.from(bytes).toString(), { comments: '#', skipEmptyLines: true }).data;

/** Cells that a spreadsheet would run; a plain number is none. */
const formulasIn = (bytes: Uint8Array) =>
  rowsOf(bytes)
    .flat()
    .filter((cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell));

const isTable = ({ where }: { where: string }) => /^file .* CSV"$/.test(where);

/** Where a point of the map stands on the screen. */
function placeOf(page: Page, xy: readonly [number, number]): Promise<[number, number]> {
  return page.evaluate(([x, y]) => {
    type Axis = { _offset: number; l2p(value: number): number };
    type Plot = Element & { _fullLayout: { xaxis: Axis; yaxis: Axis } };
    const plot = document.querySelector('.js-plotly-plot') as Plot;
    const { xaxis, yaxis } = plot._fullLayout;
    const { left, top } = plot.getBoundingClientRect();
    return [left + xaxis._offset + xaxis.l2p(x), top + yaxis._offset + yaxis.l2p(y)];
  }, xy);
}

/** Holds the pointer over an image of the class whose name is markup: the card beside it shows the name as text. */
async function hoverMarkup(page: Page, { projection, labels, classes }: Kept): Promise<void> {
  const at = projection?.ids.findIndex((id) => classes[labels[id]?.[0] ?? ''] === markupClass) ?? -1;
  const xy = projection?.xy.slice(2 * at, 2 * at + 2) as unknown as [number, number];
  const [x, y] = await placeOf(page, xy);
  await page.mouse.move(x - 40, y);
  await page.mouse.move(x, y, { steps: 4 });
  await expect(page.getByTestId('hover-card')).toContainText(markupClass);
}

test('P16: a folder of hostile files and names: refused by a sentence each, the good ones come in, all tables are safe', async ({
  page,
}) => {
  const bench = await withHostileFolder(page);
  await bench.report().getByText('With file names').click();
  const notes = await downloadBy(page, () => page.getByRole('button', { name: 'Notes as CSV' }).click());
  const rows = rowsOf(notes.bytes);
  for (const { named, sentence } of refusals()) {
    const [, verdict, , said] = rows.find(([file]) => file === named) ?? [];
    expect([named, verdict, said]).toEqual([named, 'refused', expect.stringMatching(sentence)]);
  }
  expect(formulasIn(notes.bytes)).toEqual([]);
  await bench.dismissReport();
  await bench.mapDone();
  await bench.saved();
  const kept = await bench.kept();
  expect(Object.values(kept.classes).sort()).toEqual([...hostileClasses].sort());
  // Three more came out of the archive whose members reach out of their folder, as images like others.
  expect(kept.counts).toMatchObject({ items: good + 3, vectors: good + 3 });
  for (const name of hostileNames) expect(Object.values(kept.names)).toContain(name);

  // Names are shown as the text they are: on the cards, in the list of the map, beside a point.
  for (const name of hostileClasses) await expect(classCard(page, name)).toHaveCount(1);
  await hoverMarkup(page, kept);
  await page.getByRole('button', { name: `Show ${hostileNames[0]}` }).click();
  await expect(page.getByRole('tabpanel', { name: 'Item' })).toContainText(hostileNames[0] ?? '');

  const files = await everyExport(page, 'With file names in the tables');
  const tables = files.filter(isTable);
  expect(tables.length).toBeGreaterThan(3);
  for (const { where, bytes } of tables) expect([where, formulasIn(bytes)]).toEqual([where, []]);
  const labels = tables.find(({ where }) => where.includes('labels'));
  expect(rowsOf(labels?.bytes ?? new Uint8Array()).flat()).toContain(`'${formulaClass}`);
  expect(await tracesOf(page, bench)).toEqual([]);
  await page.reload();
  await bench.mapDone();
  expect(await bench.kept()).toEqual(kept);
  expect(await tracesOf(page, bench)).toEqual([]);
});

test('P16: a hostile table of labels and hostile project files: taken as text, or refused with nothing changed', async ({
  page,
}) => {
  const bench = await openWithSmallSet(page, 4);
  const ids = Object.keys((await bench.kept()).labels);
  const labels = [markup('label'), '__proto__', 'constructor', '=HYPERLINK("https://hostile.invalid/","x")'];
  const table = Papa.unparse({
    fields: ['id', 'label', '__proto__', markup('column')],
    data: ids.map((id, i) => [id, labels[i], 'polluted', markup('cell')]),
  });
  await loadInto(page, 'Labels from a table…', 'labels.csv', Buffer.from(table));
  const sheet = page.getByRole('region', { name: 'Labels from a table' });
  await expect(sheet.getByTestId('label-match')).toHaveText('All 4 rows are images of this set.');
  await expect(sheet).toContainText('that a spreadsheet would run: taken as text.');
  await sheet.getByRole('button', { name: /^Apply/ }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
  for (const name of labels) await expect(classCard(page, name)).toHaveCount(1);
  await bench.saved();

  const { bytes } = await saveFrom(page, 'Save project file');
  await page.keyboard.press('Escape');
  const kept = await bench.kept();
  const whole = new Blob([new Uint8Array(bytes)]);
  const parts = unzipSync(bytes);
  const record = Buffer.from(parts['project.json'] ?? []).toString();
  const polluted = record.replace(
    '{',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
  );
  const climbs = zipSync(
    { ...parts, '../../../climbed.html': Buffer.from(html), '__proto__/polluted': Buffer.from('1') },
    { level: 0 },
  );
  const files = [
    [
      'keys that reach for what all objects inherit',
      await forged(whole, { parts: { 'project.json': polluted } }),
      'The project file is damaged (project.json); nothing was changed.',
    ],
    [
      'a part that reaches out of its folder',
      await forged(whole, {
        entries: (all) => all.map((entry, i) => (i === 0 ? { ...entry, path: '../../climbed.json' } : entry)),
      }),
      'The project file is damaged (manifest.json); nothing was changed.',
    ],
    [
      'members that nobody named',
      new Blob([climbs as Uint8Array<ArrayBuffer>]),
      '1 of 6 parts is damaged: the list of its contents (nothing of the project).',
    ],
  ] as const;
  for (const [what, file, said] of files) {
    await loadInto(page, 'A project file…', 'hostile.lightbench', Buffer.from(await file.arrayBuffer()));
    const offer = page.getByRole('region', { name: 'Project file' });
    await expect(offer.getByRole('alert'), what).toContainText(said);
    await offer.getByRole('button', { name: /^(Close|Cancel)$/ }).click();
    await expect(offer).toHaveCount(0);
  }
  expect(await bench.kept()).toEqual(kept);
  expect(await tracesOf(page, bench)).toEqual([]);
});

test('P16: twin: the same things let loose leave their traces, and the same check finds them', async ({
  page,
}) => {
  // On a page without a policy all of it runs.
  const ran = () =>
    page.evaluate(() => (globalThis as unknown as { hostileRan?: readonly string[] }).hostileRan ?? []);
  await page.goto('about:blank');
  await page.evaluate((text) => {
    document.body.innerHTML = text;
  }, markup('class'));
  await expect.poll(ran).toEqual(['class']);
  for (const [text, mark] of [
    [svg, 'svg'],
    [html, 'html'],
    [`<script>${gifScript.replace('GIF89a', 'let GIF89a')}</script>`, 'gif'],
    [`<script>${payload('cell')}</script>`, 'cell'],
  ] as const) {
    await page.goto('about:blank');
    await page.setContent(text.replace(/^<\?xml.*?\?>/, ''));
    await expect.poll(ran).toContain(mark);
  }

  // On our page the policy stops the script; that the markup got there is seen all the same.
  const bench = await tinyBench(page);
  await bench.open();
  expect(await tracesOf(page, bench)).toEqual([]);
  await page.evaluate((text) => {
    document.body.insertAdjacentHTML('beforeend', text);
    void fetch('https://hostile.invalid/x').catch(() => undefined);
    Object.assign(Object.prototype, { polluted: 1 });
  }, markup('class'));
  const worker = page.workers().find((one) => one.url().includes('decode.worker'));
  await worker?.evaluate(() => {
    Object.assign(Object.prototype, { polluted: 1 });
    Object.assign(globalThis, { hostileRan: ['worker'] });
  });
  await expect.poll(() => bench.violations.length).toBeGreaterThan(1);
  const found = await tracesOf(page, bench);
  for (const trace of [
    /^Object\.prototype\.polluted/,
    /^markup: <img src="x"/,
    /^violation: .*script-src-attr/,
    /^violation: .*connect-src/,
    /^decode worker: Object\.prototype\.polluted/,
    /^decode worker: script ran: worker/,
  ])
    expect(found.filter((one) => trace.test(one))).not.toEqual([]);
  // And a cell that is not guarded is found in a table.
  expect(formulasIn(Buffer.from(`id,label\n-1.5,"${formulaClass.replaceAll('"', '""')}"\n`))).toEqual([
    formulaClass,
  ]);
});
