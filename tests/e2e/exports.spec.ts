// Everything out, read back in Node by other libraries where there are some, and labels and an adapter in again; in Chromium,
// under the policy.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { readEmbeddings } from '../../src/domain/intake/embeddings-file';
import { quietJob } from '../../src/domain/job';
import { dataPanel, downloadBy, loadInto, openData, saveFrom } from './pages/data';
import { benchWithSavedSample } from './pages/predict';

const notice = 'Research use only. Not a medical device.';

function table(bytes: Buffer) {
  const { data, meta } = Papa.parse<Record<string, string>>(bytes.toString('utf8'), {
    header: true,
    comments: '#',
    skipEmptyLines: true,
  });
  return { rows: data, fields: meta.fields ?? [] };
}

test('each format of each table is what the page keeps, and names stand in it only when asked for', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  await bench.saved();
  const kept = await bench.kept();

  for (const [format, ending] of [
    ['CSV', 'csv'],
    ['NPZ', 'npz'],
    ['Parquet', 'parquet'],
  ] as const) {
    const { name, bytes } = await saveFrom(page, `Save embeddings as ${format}`);
    expect(name).toBe(`Untitled-project-embeddings.${ending}`);
    const found = await readEmbeddings(new Blob([new Uint8Array(bytes)]), quietJob());
    expect([...found.ids].sort()).toEqual(Object.keys(kept.vectors).sort());
    const row = found.ids.indexOf(found.ids[7] as string);
    const vector = found.data.subarray(row * found.dim, (row + 1) * found.dim);
    expect(Array.from(vector)).toEqual(kept.vectors[found.ids[7] as string]?.map((value) => value + 0));
    expect(bytes.toString('latin1').replaceAll('\0', '')).not.toContain('.png');
    if (format !== 'Parquet') continue;
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const facts = await parquetMetadataAsync(file);
    expect(facts.key_value_metadata?.find(({ key }) => key === 'notice')?.value).toBe(notice);
    const rows = await parquetReadObjects({ file });
    expect(rows[7]?.id).toBe(found.ids[7]);
  }

  const map = table((await saveFrom(page, 'Save map as CSV')).bytes);
  expect(map.rows).toHaveLength(100);
  const at = kept.projection?.ids.indexOf(map.rows[3]?.id ?? '') ?? -1;
  expect(Math.fround(Number(map.rows[3]?.x))).toBe(Math.fround(kept.projection?.xy[2 * at] ?? 0));
  const arrays = unzipSync((await saveFrom(page, 'Save map as NPZ')).bytes);
  expect(Object.keys(arrays)).toEqual(['ids.npy', 'labels.npy', 'xy.npy', 'meta.npy']);

  const panel = await openData(page);
  await expect(panel.getByRole('button', { name: 'Save answers as CSV' })).toBeDisabled();
  await panel.getByText('With file names in the tables').click();
  await expect(panel.getByRole('note')).toContainText('File names may name people');
  const labels = await saveFrom(page, 'Save labels as CSV');
  expect(labels.name).toBe('Untitled-project-labels-with-file-names.csv');
  expect(table(labels.bytes).rows.map(({ file }) => file)).toContain('new-1.png');
  const words = table((await saveFrom(page, 'Save answers by words as CSV')).bytes);
  expect(words.fields).toEqual(['file_name', 'zero_shot_pred', 'ground_truth_label']);
  expect(words.rows).toHaveLength(100);

  await page.keyboard.press('Escape');
  await expect(dataPanel(page)).toHaveCount(0);
  await bench.expectNothingSent();
});

test('labels go out, are edited elsewhere, are shown before they come in, and undo takes them back', async ({
  page,
}) => {
  const bench = await benchWithSavedSample(page);
  const { bytes } = await saveFrom(page, 'Save labels as CSV');
  const lines = bytes.toString('utf8').trimEnd().split('\r\n');
  const unlabelled = lines.filter((line) => /^[0-9a-f]+,(,|$)/.test(line));
  expect(unlabelled).toHaveLength(4);
  // As a spreadsheet of another country writes it: the four get a new class, one row is of nobody here.
  const edited = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => (unlabelled.includes(line) ? line.replace(/^([^,]+),/, '$1,Blast') : line))
    .concat(['stranger.png,Blast'])
    .join('\n')
    .replaceAll(',', ';');
  await loadInto(page, 'Labels from a table…', 'labels.csv', Buffer.from(`\ufeff${edited}`));
  await expect(dataPanel(page)).toHaveCount(0);
  const sheet = page.getByRole('region', { name: 'Labels from a table' });
  await expect(sheet.getByTestId('label-match')).toHaveText('100 of 101 rows are images of this set.');
  await expect(sheet).toContainText('4 images without a label would get one.');
  await expect(sheet).toContainText('1 new class: Blast.');
  await expect(sheet).toContainText('1 row matches nothing here: stranger.png');
  const count = (name: string) =>
    page.getByTestId('class-card').filter({ hasText: name }).getByTestId('class-count');
  await expect(count('Unlabelled')).toHaveText('4');
  const { violations } = await new AxeBuilder({ page })
    .include('section[aria-label="Labels from a table"]')
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await sheet.getByRole('button', { name: 'Apply 4 labels' }).click();
  await expect(sheet.getByRole('status')).toHaveText('4 images changed, 1 class made. Undo takes it back.');
  await expect(count('Unlabelled')).toHaveText('0');
  await page.getByRole('button', { name: /^Undo: take 4 images from a table/ }).click();
  await expect(count('Unlabelled')).toHaveText('4');
  await expect(page.getByTestId('class-card').filter({ hasText: 'Blast' })).toHaveCount(0);

  await loadInto(page, 'Labels from a table…', 'ages.csv', Buffer.from('id,age\na,3\n'));
  await expect(sheet.getByRole('alert')).toHaveText('No column of labels was found.');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toHaveCount(0);
  await bench.expectNothingSent();
});

async function trained(page: Page) {
  const bench = await benchWithSavedSample(page);
  await bench.tab('Train').click();
  await page.getByRole('button', { name: 'Train adapter' }).click();
  await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 60_000 });
  return bench;
}

test('an adapter is checked on the runtime, saved with all its forms, and comes back where it fits', async ({
  page,
}) => {
  const bench = await trained(page);
  const adapters = page.getByTestId('kept-adapter');
  const { name, bytes } = await downloadBy(page, () =>
    adapters.getByRole('button', { name: 'Save Small network' }).click(),
  );
  expect(name).toBe('Untitled-project-adapter-Small-network.zip');
  const files = unzipSync(bytes);
  const forms = ['model.onnx', 'example.py', 'adapter.json', 'tfjs/model.json', 'tfjs/weights.bin'];
  expect(Object.keys(files)).toEqual(['README.txt', 'MODEL_CARD.md', ...forms]);
  const text = (path: string) => new TextDecoder().decode(files[path]);
  expect(text('README.txt')).toMatch(/run by ONNX Runtime on \d+ rows of the set: probabilities within \d/);
  expect(text('MODEL_CARD.md')).toContain('Not a medical device');
  expect(text('adapter.json')).not.toContain('.png');

  await adapters.getByRole('button', { name: /^Remove/ }).click();
  await adapters.getByRole('button', { name: /Press again/ }).click();
  await expect(adapters).toHaveCount(0);
  await loadInto(page, 'An adapter saved here before…', name, bytes);
  await expect(adapters).toHaveCount(1);
  await expect(adapters).toContainText('in use');
  await expect(adapters).not.toContainText('Trained on other images');

  // The same file, in a project without its classes.
  await page.getByRole('textbox', { name: 'Class name' }).first().fill('Another name');
  await page.keyboard.press('Enter');
  await loadInto(page, 'An adapter saved here before…', name, bytes);
  await expect(page.getByText(/knows classes that are not in this project/)).toBeVisible();
  await loadInto(page, 'An adapter saved here before…', 'cut.zip', bytes.subarray(0, bytes.length / 2));
  await expect(page.getByText(/ends early/)).toBeVisible();
  await bench.expectNothingSent();
});

test('the panel is accessible and fits, light and dark', async ({ page }) => {
  await benchWithSavedSample(page);
  const panel = await openData(page);
  await panel.getByText('With file names in the tables').click();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 860 });
    await page.waitForTimeout(300);
    await openData(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
      const found = violations.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html)]);
      expect(found).toEqual([]);
      if (process.env.LIGHTBENCH_PICTURES) {
        await page.screenshot({
          path: `${process.env.LIGHTBENCH_PICTURES}/data-${colorScheme}-${width}.png`,
        });
      }
    }
    const sideways = await panel.evaluate((box) => box.scrollWidth - box.clientWidth);
    const { x = -1, width: wide = 9999 } = (await panel.boundingBox()) ?? {};
    expect([width, sideways, x >= 0, x + wide <= width]).toEqual([width, 0, true, true]);
  }
});
